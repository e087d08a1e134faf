"""Counts: `doc.spans["counts"]`, quantities with what they count, by the table of the coding manual."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.language import Language

from ...annotations import CountValue, annotate, register_values, text_of
from ...lexicon.words import word_at
from ..people import read_page
from ..people.persons import find_persons
from .item import Item
from .items import read_items
from .lexer import read_words
from .sums import relate

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from ...lexicon.words import Word

__all__ = ["Counts", "Found", "find_counts", "make_counts"]


@dataclass(frozen=True)
class Found:
    """A count in a text: character offsets and value."""

    start: int
    end: int
    value: CountValue


def find_counts(text: str, persons: Iterable[tuple[int, int]] = ()) -> list[Found]:
    """The counts of `text` in order; `persons` are the offsets of named persons. Never raises."""
    words = read_words(text)
    named = [(word_at(words, start), word_at(words, end)) for start, end in persons]
    items = read_items(words, [(first, end) for first, end in named if first < end])
    related = relate(words, items)
    found: dict[tuple[int, int], Found] = {}
    for item in related:
        count = _found(words, items, item)
        found.setdefault((count.start, count.end), count)
    return sorted(found.values(), key=lambda count: (count.start, count.end))


def _found(words: list[Word], items: list[Item], item: Item) -> Found:
    start, end = words[item.first].start, words[item.end - 1].end
    noun = item.noun and (words[item.noun[0]].start, words[item.noun[1] - 1].end)
    members = [items[i] for i in item.parts]
    parts = tuple((words[m.first].start, words[m.end - 1].end) for m in members)
    b = item.bounds
    value = CountValue(b.low, b.best, b.high, b.qualifier, item.unit, item.rank, noun, item.role, parts)
    return Found(start, end, value)


class Counts:
    """Writes `doc.spans["counts"]` with a CountValue on every span."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the counts of `doc`."""
        found: dict[tuple[int, int], tuple[Span, CountValue]] = {}
        for count in find_counts(text_of(doc), _named(doc)):
            span = doc.char_span(count.start, count.end, alignment_mode="expand")
            if span is not None:
                found.setdefault((span.start, span.end), (span, count.value))
        annotate(doc, "counts", found.values())
        return doc


def _named(doc: Doc) -> Iterator[tuple[int, int]]:
    """The offsets of the named persons: each is one."""
    if "persons" in doc.spans:
        yield from ((span.start_char, span.end_char) for span in doc.spans["persons"])
        return
    page = read_page(doc)
    for person in find_persons(page):
        for mention in person.mentions:
            yield page.words[mention.first].start, page.words[mention.end - 1].end


@Language.factory("defx_counts")
def make_counts(nlp: Language, name: str) -> Counts:  # noqa: ARG001 (spaCy's signature)
    """Factory of the counter."""
    register_values()
    return Counts()
