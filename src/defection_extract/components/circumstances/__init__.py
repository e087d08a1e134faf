"""Circumstances: sources, reasons, reprisals, means and equipment."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from spacy.language import Language

from ...annotations import (
    CategoryValue,
    EquipmentValue,
    GroupValue,
    SourceValue,
    annotate,
    register_values,
    text_of,
)
from ...lexicon.words import Word, scan, straight, word_at
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
        raw = text_of(doc)
        text = straight(raw)
        sentences = list(_sentences(doc, text))
        annotate(doc, "sources", _sources(doc, raw, text, sentences))
        annotate(doc, "reasons", _categories(doc, find_reasons(text, sentences)))
        annotate(doc, "reprisals", _categories(doc, find_cues(text, "reprisals", sentences)))
        annotate(doc, "means", _categories(doc, find_cues(text, "means", sentences)))
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


def _page(doc: Doc, raw: str, text: str) -> Page:
    """The words of the text with the persons, groups and places found in it."""
    words = scan(raw, text)
    ends, places = [0] * len(words), [False] * len(words)
    kinds: list[str | None] = [None] * len(words)
    page = Page(words, ends, kinds, places)
    for _, first, end in _covering(doc, words, "persons"):
        ends[first] = end
    for span, first, _ in _covering(doc, words, "groups"):
        kinds[first] = _group_kind(span._.group)
    for _, first, end in _covering(doc, words, "places"):
        places[first:end] = [True] * (end - first)
    return page


def _group_kind(group: GroupValue | None) -> str:
    """The kind of source that a group is."""
    return "official" if group and group.side in _STATE_SIDES else "armed_group"


def _covering(doc: Doc, words: Sequence[Word], name: str) -> Iterator[tuple[Span, int, int]]:
    """The spans of a group with the words `first..end` that begin in them, if any do."""
    for span in doc.spans.get(name, ()):
        first, end = word_at(words, span.start_char), word_at(words, span.end_char)
        if first < end:
            yield span, first, end


def _sources(
    doc: Doc, raw: str, text: str, sentences: Sequence[tuple[int, int]]
) -> Iterator[tuple[Span, SourceValue]]:
    page = _page(doc, raw, text)
    for cited in find_sources(page, text):
        start, end = _offsets(page, cited.phrase)
        kind = "anonymous" if cited.phrase.kind == "document" else cited.phrase.kind
        number = bisect_right(sentences, (start, len(text))) - 1
        scope = _quoted(text, sentences[number] if number >= 0 else (start, end))
        yield _span(doc, start, end), SourceValue(raw[start:end], kind, scope, cited.denies)


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
