"""A sentence as the parser should see it: names as one word each, no line breaks, not all in capitals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Span, Token

NAMES = ("places", "groups", "persons")
"""Span groups whose spans may be names."""


@dataclass(frozen=True)
class Reduced:
    """The words given to the parser, and the stretch of tokens of the Doc that each stands for.

    `start` and `end` bound the sentence in the Doc.
    """

    start: int
    end: int
    words: list[str]
    stretches: list[tuple[int, int]]


def names_in(doc: Doc, stand_ins: dict[str, str]) -> dict[int, tuple[int, str]]:
    """First token of a name → its end and the word that stands for it; of overlapping names the longest.

    A phrase in lower case ("l'armée syrienne") is no name. `stand_ins` has a word for each span group
    of NAMES; "" keeps the name as it is written.
    """
    found: list[tuple[Span, str]] = []
    for group in NAMES:
        spans: Iterable[Span] = doc.spans.get(group, ())
        found += [
            (span, stand_ins[group]) for span in spans if span.text[:1].isupper() or " al-" in f" {span.text}"
        ]
    found.sort(key=lambda item: (item[0].start - item[0].end, item[0].start))
    taken: set[int] = set()
    names: dict[int, tuple[int, str]] = {}
    for span, stand_in in found:
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            names[span.start] = (span.end, stand_in or span.text.replace("\n", " "))
    return names


def reduce(sentence: Span, names: dict[int, tuple[int, str]]) -> Reduced:
    """The reduced form of one sentence."""
    words: list[str] = []
    stretches: list[tuple[int, int]] = []
    lower = _is_shouted(sentence)
    i = sentence.start
    while i < sentence.end:
        token = sentence.doc[i]
        end, word = names.get(i, (i + 1, token.lower_ if lower else token.text))
        if not token.is_space:
            words.append(word)
            stretches.append((i, min(end, sentence.end)))
        i = end
    return Reduced(sentence.start, sentence.end, words, stretches)


def _is_shouted(sentence: Span) -> bool:
    """Whether a sentence is set in capitals: most of its letters, in more than three words."""
    words: list[Token] = [token for token in sentence if token.is_alpha and len(token) > 1]
    return len(words) > 3 and sum(token.is_upper for token in words) > 0.7 * len(words)
