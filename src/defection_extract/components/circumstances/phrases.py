"""Noun phrases that may name a source: where they begin and end, and of what kind they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ...lexicon.loader import load_table
from ...lexicon.person_nouns import person_nouns
from ...lexicon.words import Word
from ..people.actors import is_adjective, is_determiner, is_number
from ..people.names import lists

LONGEST = 12
"""Words of the longest name of a source."""
_ADJECTIVE = re.compile(
    r"\w+(?:iens?|iennes?|ais|aises?|aires?|al|ales?|aux|iques?|istes?|ifs?|ives?|elles?|els?|antes?|eures?|eurs?|ees?|es)$"
)
_PREPOSITIONS = frozenset(
    "de du des d' a au aux en pour sur dans l' la le les pres chez au-dela contre sous entre".split()
)
_OPEN_GAPS = frozenset({"", " ", " « ", ' "', " («", " (", " '", " “"})
_INNER_GAPS = frozenset({"", " ", " « ", " » ", ' "', '" ', " - "})


@dataclass(frozen=True)
class SourceWords:
    """The word lists of sources.toml."""

    kind_of: dict[str, str]
    capitals: frozenset[str]
    documents: frozenset[str]
    between: frozenset[str]
    before_verb: frozenset[str]


@cache
def source_words() -> SourceWords:
    """The lists; once per process."""
    table = load_table("circumstances/sources")
    kind_of = {word: kind for kind, words in table["heads"].items() for word in words}
    return SourceWords(
        kind_of, frozenset(table["names"]["capitals"]), frozenset(table["documents"]),
        frozenset(table["around_verb"]["after"]), frozenset(table["around_verb"]["before"]),
    )  # fmt: skip


@dataclass(frozen=True)
class Page:
    """Words with what is known of them: `person_end[i]` where the person who begins at word `i` ends, else 0."""

    words: Sequence[Word]
    person_end: Sequence[int]
    groups: Sequence[str | None]
    places: Sequence[bool]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words `first..end` of a noun phrase without its article; `kind` as in the record, "document" for one that only tells."""

    first: int
    end: int
    kind: str


def phrase_at(page: Page, i: int, lone: bool = False) -> Phrase | None:
    """The noun phrase that begins at word `i` with its determiner, if it may name a source.

    `lone` also takes a capitalised name that no list knows ("selon Milliyet").
    """
    head = _head(page, i)
    if head is None:
        return None
    if page.person_end[head]:
        return Phrase(head, page.person_end[head], "person")
    kind = _kind(page, head)
    if kind is None and (
        lone
        and page.words[head].text[0].isupper()
        and page.words[head].low not in lists()["openers"]
        and not page.places[head]
    ):
        kind = page.groups[head] or "media"
    if kind is None:
        return None
    return Phrase(head, _end(page, head), kind)


def _head(page: Page, i: int) -> int | None:
    """The first word after determiners and numbers."""
    words = page.words
    j = i
    while j < len(words) and j < i + 5:
        if j > i and words[j].gap not in _OPEN_GAPS:
            return None
        low = words[j].low
        if not (
            is_determiner(low)
            or is_number(low)
            or low
            in (
                "ancien",
                "ancienne",
                "ex-",
                "meme",
                "memes",
                "autre",
                "autres",
                "certains",
                "jeune",
                "haut",
                "bien",
                "l'",
                "plusieurs",
                "dizaine",
                "vieux",
                "seul",
                "nombreux",
                "nombreuses",
                "principal",
                "premier",
                "ont",
            )
        ):
            return j
        j += 1
    return None


def _kind(page: Page, i: int) -> str | None:
    low = page.words[i].low
    known = source_words()
    if low in known.documents:
        return "document"
    if low in known.capitals and page.words[i].text[0].isupper():
        return "official"
    kind = known.kind_of.get(low) or page.groups[i]
    if kind:
        return kind
    return "anonymous" if person_nouns().at(page.words, i) or low in lists()["callings"] else None


def _end(page: Page, head: int) -> int:
    """Where the phrase with head word `head` ends: adjectives, complements, capitalised words."""
    words, i = page.words, head + 1
    found = person_nouns().at(words, head)
    i = max(i, found[1] if found else i)
    while i < min(len(words), head + LONGEST) and words[i].gap in _INNER_GAPS and _goes_on(page, i):
        i += 1
    while i > head + 1 and (words[i - 1].low in _PREPOSITIONS or is_determiner(words[i - 1].low)):
        i -= 1
    return i


def _goes_on(page: Page, i: int) -> bool:
    """Whether word `i` still belongs to the phrase."""
    word, before = page.words[i], page.words[i - 1]
    if (
        word.low in lists()["no_complement"]
        or word.text == "a"
        or is_number(word.low)
        and before.low not in _PREPOSITIONS
        and not before.capital
    ):
        return False
    if word.low in _PREPOSITIONS or word.capital:
        return True
    if before.low in _PREPOSITIONS or is_determiner(before.low):
        return True
    return is_adjective(word.low) or (bool(_ADJECTIVE.match(word.low)) and not _verbal(word.low))


@cache
def _verbal(word: str) -> bool:
    """Whether the word is a verb of saying."""
    from .sources import is_saying

    return is_saying(word)
