"""Noun phrases that may name a source: where they begin and end, and of what kind they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ...lexicon.loader import load_table
from ...lexicon.person_nouns import person_nouns
from ...lexicon.words import Word
from ..people.actors import is_adjective, is_determiner, is_number, is_prenominal
from ..people.names import is_opener, lists

LONGEST = 12
"""Words of the longest name of a source."""
LEAD = 5
"""Words before the head of a phrase: determiners, numbers, adjectives."""
_ADJECTIVE = re.compile(
    r"\w+(?:iens?|iennes?|ais|aises?|aires?|al|ales?|aux|iques?|istes?|ifs?|ives?"
    r"|elles?|els?|antes?|eures?|eurs?|ees?|es)"
)
_ORDINAL = re.compile(r"\d+(?:e|er|ere|eme)")
_CONTRACTED = frozenset({"de", "du", "des", "d'", "au", "aux"})
_OPEN_GAPS = frozenset({"", " ", " « ", ' "', " («", " (", " '"})
_INNER_GAPS = frozenset({"", " ", " « ", " » ", ' "', '" ', " - "})


@dataclass(frozen=True)
class SourceWords:
    """The word lists of sources.toml: kinds by head word, capitals, documents, words around verbs."""

    kind_of: dict[str, str]
    capitals: frozenset[str]
    documents: frozenset[str]
    prepositions: frozenset[str]
    after_verb: frozenset[str]
    before_verb: frozenset[str]


@cache
def source_words() -> SourceWords:
    """The lists; once per process."""
    table = load_table("circumstances/sources")
    return SourceWords(
        kind_of={word: kind for kind, words in table["heads"].items() for word in words},
        capitals=frozenset(table["names"]["capitals"]),
        documents=frozenset(table["documents"]),
        prepositions=frozenset(table["prepositions"]),
        after_verb=frozenset(table["around_verb"]["after"]),
        before_verb=frozenset(table["around_verb"]["before"]),
    )


@dataclass(frozen=True)
class Page:
    """Words with what is known of them.

    `person_end[i]` is where the person who begins at word `i` ends, else 0; `groups[i]` the kind of source
    that the group at word `i` would be; `places[i]` whether a place covers the word.
    """

    words: Sequence[Word]
    person_end: Sequence[int]
    groups: Sequence[str | None]
    places: Sequence[bool]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words `first..end` of a noun phrase without its article; `kind` as in the record, or "document"."""

    first: int
    end: int
    kind: str


def phrase_at(page: Page, i: int, lone: bool = False) -> Phrase | None:
    """The noun phrase that begins at word `i` with its determiner, if it may name a source.

    `lone` also takes a capitalised name that no list knows ("selon Milliyet").
    """
    head = _head(page.words, i)
    if head is None:
        return None
    if page.person_end[head]:
        return Phrase(head, page.person_end[head], "person")
    kind = _kind(page, head) or (_unknown(page, head) if lone else None)
    if kind is None:
        return None
    end = _end(page.words, head)
    person = next((i for i in range(head + 1, end) if page.person_end[i] >= end), None)
    return Phrase(head, end, kind) if person is None else Phrase(person, page.person_end[person], "person")


def _head(words: Sequence[Word], i: int) -> int | None:
    """The first word after determiners, numbers and adjectives, None where a clause ends before."""
    for j in range(i, min(len(words), i + LEAD)):
        if j > i and words[j].gap not in _OPEN_GAPS:
            return None
        low = words[j].low
        if not (is_determiner(low) or is_number(low) or is_prenominal(low)):
            return j
    return None


def _kind(page: Page, i: int) -> str | None:
    """The kind of source that the phrase with head word `i` is, None if it is none."""
    word, known = page.words[i], source_words()
    if word.low in known.documents:
        return "document"
    if word.low in known.capitals and word.text[0].isupper():
        return "official"
    kind = known.kind_of.get(word.low) or page.groups[i]
    if kind:
        return kind
    return "anonymous" if person_nouns().at(page.words, i) or word.low in lists()["callings"] else None


def _unknown(page: Page, i: int) -> str | None:
    """The kind of a capitalised name that no list knows."""
    word = page.words[i]
    named = word.text[0].isupper() and not is_opener(word.low) and not page.places[i]
    return "media" if named else None


def _end(words: Sequence[Word], head: int) -> int:
    """Where the phrase with head word `head` ends: adjectives, complements, capitalised words."""
    found = person_nouns().at(words, head)
    i = found[1] if found else head + 1
    while (
        i < min(len(words), head + LONGEST)
        and words[i].gap in _INNER_GAPS
        and _goes_on(words[i - 1], words[i])
    ):
        i += 1
    while i > head + 1 and (_links(words[i - 1].low) or _dangles(words[i - 2], words[i - 1])):
        i -= 1
    return i


def _dangles(before: Word, word: Word) -> bool:
    """Whether the word is a number of something cut off: "un conscrit de 20 | ans"."""
    return is_number(word.low) and _links(before.low)


def _links(word: str) -> bool:
    """Whether a noun must follow the word."""
    return word in source_words().prepositions or is_determiner(word)


def _goes_on(before: Word, word: Word) -> bool:
    """Whether `word` after `before` still belongs to the phrase."""
    if word.low in lists()["no_complement"] or word.text == "a":
        return False
    if is_number(word.low) and not (_links(before.low) or before.capital):
        return False
    if (
        is_determiner(word.low)
        and word.low not in _CONTRACTED
        and before.low not in source_words().prepositions
    ):
        return False
    if _links(word.low) or word.capital or _links(before.low) or is_adjective(word.low):
        return True
    if _ORDINAL.fullmatch(before.low):
        return True
    return bool(_ADJECTIVE.fullmatch(word.low)) and not _says(word.low)


def _says(word: str) -> bool:
    from .verbs import is_saying

    return is_saying(word)
