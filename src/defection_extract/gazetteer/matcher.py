"""Finds many names in a text in one pass, whatever their number (Aho-Corasick over canonical words)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

from .words import Words, canonical, words_of

if TYPE_CHECKING:
    from ahocorasick import Automaton

T = TypeVar("T")


class NameMatcher(Generic[T]):
    """Names with a payload each. Case, accents, Arabic articles and what parts the words do not matter.

    A name that comes twice keeps its first payload.
    """

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        payloads: dict[str, T] = {}
        for name, payload in names:
            payloads.setdefault(canonical(name), payload)
        payloads.pop("", None)
        self.payloads = list(payloads.values())
        self.automaton = automaton_of(payloads)

    def find(self, text: str) -> list[tuple[int, int, T]]:
        """The names in `text` in order: (start, end, payload), not overlapping, the longest of each.

        Offsets are characters. An Arabic article before the name belongs to it, an elided "d'" does not.
        """
        words = words_of(text)
        chosen = longest(word_matches(self.automaton, words))
        return [(words.articles[first], words.ends[last], self.payloads[i]) for first, last, i in chosen]


_MOST_WORDS = 16


def automaton_of(names: Iterable[str]) -> Automaton:
    """The automaton of canonical names: its values hold a name's number and how many words it has.

    Names of more than 16 words are left out.
    """
    import ahocorasick

    automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
    for number, name in enumerate(names):
        more_words = name.count(" ")
        if more_words < _MOST_WORDS:
            automaton.add_word(f" {name} ", number * _MOST_WORDS + more_words)
    automaton.make_automaton()
    return automaton


def word_matches(automaton: Automaton, words: Words) -> Iterator[tuple[int, int, int]]:
    """Every match, also overlapping ones: (first word, last word, number of the name)."""
    if not len(automaton):
        return
    ends = {
        start + len(word): i for i, (start, word) in enumerate(zip(words.places, words.words, strict=True))
    }
    for end, value in automaton.iter(words.line):
        number, more_words = divmod(value, _MOST_WORDS)
        yield ends[end] - more_words, ends[end], number


def longest(matches: Iterable[tuple[int, int, T]]) -> list[tuple[int, int, T]]:
    """Of overlapping (first, last, …) the one that starts first, of these the longest."""
    chosen: list[tuple[int, int, T]] = []
    for match in sorted(matches, key=lambda m: (m[0], -m[1])):
        if not chosen or match[0] > chosen[-1][1]:
            chosen.append(match)
    return chosen
