"""Noun phrases for people of arms and state: "trois soldats", "un ancien général syrien", "les fuyards"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ...annotations import ActorValue
from ...lexicon.loader import load_table
from ...lexicon.person_nouns import PersonNoun, person_nouns
from ...lexicon.words import Word

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_INFLECTION = r"(?:s|e|es|ne|nes|te|tes)?"
_COMPOUND = re.compile(r"(?:pro|anti|ex|ultra|non)-\w[\w-]*")
REACH = 9
"""Words before a noun in which its determiner must stand ("une bonne trentaine de jeunes soldats")."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A noun phrase: words `first..end` (end exclusive), its noun `head..head_end`, its value."""

    first: int
    head: int
    head_end: int
    end: int
    value: ActorValue


@dataclass(frozen=True)
class _Phrases:
    definite: frozenset[str]
    indefinite: frozenset[str]
    plural: frozenset[str]
    before: frozenset[str]
    numerals: frozenset[str]
    quantities: frozenset[str]
    bounds: frozenset[str]
    after: frozenset[str]
    nationalities: tuple[tuple[str, re.Pattern[str]], ...]
    countries: dict[str, str]


@cache
def _phrases() -> _Phrases:
    table = load_table("noun_phrases")
    lists = {
        name: frozenset(table[name])
        for name in (
            "definite",
            "indefinite",
            "plural",
            "before",
            "numerals",
            "quantities",
            "bounds",
            "after",
        )
    }
    nations = table["nationalities"]
    patterns = tuple(
        (name, re.compile(f"(?:{'|'.join(row['stems'])}){_INFLECTION}$")) for name, row in nations.items()
    )
    countries = {country: name for name, row in nations.items() for country in row["of"]}
    return _Phrases(nationalities=patterns, countries=countries, **lists)


@cache
def nationality_of(word: str) -> str | None:
    """The canonical adjective of nationality that the folded `word` is a form of."""
    return next((name for name, pattern in _phrases().nationalities if pattern.match(word)), None)


@cache
def is_number(word: str) -> bool:
    """Whether the folded word is a numeral in digits or letters."""
    parts = word.split("-")
    numerals = _phrases().numerals
    return bool(_DIGITS.fullmatch(word)) or (
        parts[0] in numerals and all(part in numerals or part in ("et", "un", "une") for part in parts)
    )


def is_determiner(word: str) -> bool:
    """Whether the folded word is an article, a possessive, a demonstrative or an indefinite."""
    return word in _phrases().definite or word in _phrases().indefinite


def is_prenominal(word: str) -> bool:
    """Whether the folded word may stand between determiner and noun: an adjective, a quantity."""
    return word in _phrases().before or word in _phrases().quantities


def is_adjective(word: str) -> bool:
    """Whether the folded word may follow a person noun as its adjective."""
    return word in _phrases().after or bool(_COMPOUND.fullmatch(word)) or nationality_of(word) is not None


def find_actors(words: Sequence[Word]) -> Iterator[Actor]:
    """The person noun phrases of the text, in order, without overlap."""
    nouns, i = person_nouns(), 0
    while i < len(words):
        found = nouns.at(words, i)
        actor = _phrase(words, i, *found) if found else None
        if actor:
            yield actor
        i = actor.end if actor else i + 1


def _phrase(words: Sequence[Word], head: int, noun: PersonNoun, head_end: int) -> Actor | None:
    first = _left(words, head)
    if _is_name(words, head, noun) or _forbidden(words, head, noun, alone=first == head):
        return None
    end, nationality = _right(words, head_end)
    named = nationality or _country(words, end)
    left = [word.low for word in words[first:head]]
    definite = (
        bool(left) and left[0] in _phrases().definite and not (left[0] == "des" and noun.number == "pl")
    )
    number = "pl" if any(map(_counts_several, left)) else noun.number
    value = ActorValue(noun.noun, noun.kind, noun.rank, number, definite, named)
    return Actor(first, head, head_end, end, value)


def _counts_several(word: str) -> bool:
    """Whether a word before the noun makes it a plural: a determiner in the plural, a number."""
    return word in _phrases().plural or (is_number(word) and word != "1")


def _left(words: Sequence[Word], head: int) -> int:
    """Where the phrase begins: its determiner, number or first adjective."""
    i = head
    while i > max(0, head - REACH) and words[i].gap in (" ", "", "\n") and _leads(words, i - 1, head):
        i -= 1
    while i < head and words[i].low in ("de", "d'", "et", "a", "au", "pas"):
        i += 1
    return i


def _leads(words: Sequence[Word], i: int, head: int) -> bool:
    """Whether word `i` belongs before the noun; nothing does before a determiner but a quantity."""
    lists, low, following = _phrases(), words[i].low, words[i + 1].low if i + 1 < head else ""
    if following in lists.definite and not (following in ("des", "du") and low in lists.quantities):
        return False
    if following in ("un", "une", "plusieurs", "chaque"):
        return low in lists.bounds
    if low in lists.quantities:
        return following in ("de", "d'", "des")
    if low in lists.bounds:
        return (
            following in ("de", "d'") or is_number(following) or following in ("moins", "plus", "une", "un")
        )
    return low in lists.before or is_number(low) or is_determiner(low)


def _right(words: Sequence[Word], i: int) -> tuple[int, str | None]:
    """Where the adjectives after the noun end, and the nationality among them."""
    nationality = None
    while (
        i < len(words)
        and words[i].gap == " "
        and is_adjective(words[i].low)
        and not words[i].text[0].isupper()
    ):
        nationality = nationality or nationality_of(words[i].low)
        i += 1
    return i, nationality


def _country(words: Sequence[Word], i: int) -> str | None:
    """The nationality told by a complement: "ambassadeur de Syrie", "consul d'Iran"."""
    if i + 1 < len(words) and words[i].low in ("de", "d'", "du", "des") and words[i].gap == " ":
        return _phrases().countries.get(words[i + 1].low)
    return None


def _is_name(words: Sequence[Word], head: int, noun: PersonNoun) -> bool:
    """Whether the form is written as part of a name: "la Garde républicaine", "Proche-Orient"."""
    capital = words[head].text[0].isupper()
    return capital and noun.adjectival and noun.rank is None and head > 0 and words[head].gap == " "


def _forbidden(words: Sequence[Word], head: int, noun: PersonNoun, alone: bool) -> bool:
    before = " ".join(word.low for word in words[max(0, head - 3) : head]).replace("' ", "'")
    if any(before == cue or before.endswith(f" {cue}") for cue in noun.not_after):
        return True
    starts = head == 0 or "\n" in words[head].gap or any(mark in words[head].gap for mark in '.:;«"(–—-')
    return noun.adjectival and alone and not (starts and words[head].text[0].isupper())
