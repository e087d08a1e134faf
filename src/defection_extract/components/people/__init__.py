"""People: named persons with rank and cluster, and noun phrases for people of arms or state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from spacy.language import Language

from ...annotations import ActorValue, PersonValue, annotate, register_values, text_of
from ...lexicon.words import Word, scan, straight, word_at
from .actors import Actor, find_actors
from .coreference import Person
from .evidence import Page
from .names import is_initial
from .persons import find_persons

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

__all__ = ["People", "make_people"]

SHOUT = 0.7
"""Share of capitals among the letters of a line that makes it a headline in capitals."""


def read_page(doc: Doc) -> Page:
    """The words of `doc` and what the gazetteer covers of them."""
    raw = text_of(doc)
    folded = straight(raw)
    words = scan(raw, folded)
    return Page(
        words,
        folded,
        _covered(doc, words, "places"),
        _covered(doc, words, "groups"),
        _shouted(raw, words),
    )


def _covered(doc: Doc, words: Sequence[Word], group: str) -> list[bool]:
    flags = [False] * len(words)
    for span in doc.spans.get(group, ()):
        i = word_at(words, span.start_char)
        while i < len(words) and words[i].start < span.end_char:
            flags[i] = True
            i += 1
    return flags


def _shouted(text: str, words: Sequence[Word]) -> list[bool]:
    flags, start = [], 0
    for line in text.splitlines(keepends=True):
        letters = [char for char in line if char.isalpha()]
        loud = len(letters) > 8 and sum(map(str.isupper, letters)) > SHOUT * len(letters)
        end = start + len(line)
        flags += [loud] * (word_at(words, end) - word_at(words, start))
        start = end
    return flags


class People:
    """Writes `doc.spans["persons"]` and `doc.spans["actors"]`."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the people of `doc`."""
        page = read_page(doc)
        annotate(doc, "persons", _persons(doc, page))
        annotate(doc, "actors", _actors(doc, page))
        return doc


def _span(doc: Doc, start: int, end: int) -> Span:
    span = doc.char_span(start, end, alignment_mode="expand")
    assert span is not None
    return span


def _persons(doc: Doc, page: Page) -> Iterator[tuple[Span, PersonValue]]:
    for number, person in enumerate(find_persons(page)):
        name = _written(page, person)
        for mention in person.mentions:
            title = mention.title
            where = (page.words[title.first].start, page.words[title.end - 1].end) if title else None
            start, end = page.words[mention.first].start, page.words[mention.end - 1].end
            yield _span(doc, start, end), PersonValue(name, number, mention.rank or person.rank, where)


def _written(page: Page, person: Person) -> str:
    """The person's name as the fullest mention writes it, with the stop of an initial."""
    mention = person.fullest
    words = page.words[mention.first : mention.end]
    parts = [words[0].text, *(word.gap + word.text for word in words[1:])]
    end = words[-1].end
    stop = "." if is_initial(words[-1]) and page.folded[end : end + 1] == "." else ""
    return "".join(parts) + stop


def _actors(doc: Doc, page: Page) -> Iterator[tuple[Span, ActorValue]]:
    words = page.words
    for actor in find_actors(words):
        if not _in_group_name(page, actor):
            yield _span(doc, words[actor.first].start, words[actor.end - 1].end), actor.value


def _in_group_name(page: Page, actor: Actor) -> bool:
    """Whether the noun belongs to a group's name: "Gardiens de la révolution", but not "soldats turcs"."""
    head = page.words[actor.head]
    named = head.text[0].isupper() and not page.shouted[actor.head] and actor.value.rank is None
    return page.groups[actor.head] and (named or actor.value.noun == "garde")


@Language.factory("defx_people")
def make_people(nlp: Language, name: str) -> People:  # noqa: ARG001 (spaCy's signature)
    """Factory of the people finder."""
    register_values()
    return People()
