"""Circumstances: sources, reasons, reprisals, means and equipment."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from spacy.language import Language

from ...annotations import CategoryValue, EquipmentValue, SourceValue, annotate, register_values
from ...lexicon.words import scan, straight, word_at
from .cues import Found, find_cues, find_reasons
from .equipment import find_equipment
from .phrases import Page, Phrase
from .sources import find_sources

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

__all__ = ["Circumstances", "make_circumstances"]

_SENTENCE = re.compile(r"[^.!?…\n]*(?:[.!?…](?!\s)[^.!?…\n]*)*[.!?…\n]*[ »\")]*")
_STATE_SIDES = ("government", "state")


class Circumstances:
    """Writes `doc.spans` "sources", "reasons", "reprisals", "means" and "equipment"."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the circumstances told in `doc`."""
        text = straight(doc.text)
        sentences = list(_sentences(doc, text))
        annotate(doc, "sources", _sources(doc, text, sentences))
        annotate(doc, "reasons", _categories(doc, find_reasons(text, sentences)))
        annotate(doc, "reprisals", _categories(doc, find_cues(text, "reprisals")))
        annotate(doc, "means", _categories(doc, find_cues(text, "means")))
        annotate(doc, "equipment", _equipment(doc, text, sentences))
        return doc


def _sentences(doc: Doc, text: str) -> Iterator[tuple[int, int]]:
    """Sentences as offsets: those of the doc, else by full stops and line breaks."""
    if doc.has_annotation("SENT_START"):
        yield from ((span.start_char, span.end_char) for span in doc.sents)
    else:
        yield from (match.span() for match in _SENTENCE.finditer(text) if match[0].strip())


def _span(doc: Doc, start: int, end: int) -> Span:
    span = doc.char_span(start, end, alignment_mode="expand")
    assert span is not None
    return span


def _categories(doc: Doc, found: Iterable[Found]) -> Iterator[tuple[Span, CategoryValue]]:
    """Spans with their category; of two categories on the same tokens the first."""
    taken = set()
    for start, end, category in found:
        span = _span(doc, start, end)
        if (span.start, span.end) not in taken:
            taken.add((span.start, span.end))
            yield span, CategoryValue(category)


def _equipment(
    doc: Doc, text: str, sentences: Sequence[tuple[int, int]]
) -> Iterator[tuple[Span, EquipmentValue]]:
    for start, end, item, status in find_equipment(text, sentences):
        yield _span(doc, start, end), EquipmentValue(item, status)


def _page(doc: Doc, text: str) -> Page:
    words = scan(doc.text, text)
    ends, groups = [0] * len(words), [None] * len(words)
    for span in doc.spans.get("persons", ()):
        ends[word_at(words, span.start_char)] = word_at(words, span.end_char)
    kinds: list[str | None] = list(groups)
    for span in doc.spans.get("groups", ()):
        value = span._.group
        kinds[word_at(words, span.start_char)] = (
            "official" if value and value.side in _STATE_SIDES else "armed_group"
        )
    places = [False] * len(words)
    for span in doc.spans.get("places", ()):
        for i in range(word_at(words, span.start_char), word_at(words, span.end_char)):
            places[i] = True
    return Page(words, ends, kinds, places)


def _sources(doc: Doc, text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[Span, SourceValue]]:
    page = _page(doc, text)
    for cited in find_sources(page, text):
        start, end = _offsets(page, cited.phrase)
        kind = "anonymous" if cited.phrase.kind == "document" else cited.phrase.kind
        number = bisect_right(sentences, (start, len(text))) - 1
        scope = sentences[number] if number >= 0 else (start, end)
        yield (
            _span(doc, start, end),
            SourceValue(doc.text[start:end], kind, _quoted(text, scope), cited.denies),
        )


def _offsets(page: Page, phrase: Phrase) -> tuple[int, int]:
    return page.words[phrase.first].start, page.words[phrase.end - 1].end


def _quoted(text: str, scope: tuple[int, int]) -> tuple[int, int]:
    """The scope with the whole of a quotation that began before it in its paragraph."""
    start, end = scope
    if text.count("»", start, end) > text.count("«", start, end):
        opening = text.rfind("«", text.rfind("\n", 0, start) + 1, start)
        return (opening if opening >= 0 else start, end)
    return scope


@Language.factory("defx_circumstances")
def make_circumstances(nlp: Language, name: str) -> Circumstances:  # noqa: ARG001 (spaCy's signature)
    """Factory of the circumstance finder."""
    register_values()
    return Circumstances()
