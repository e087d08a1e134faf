"""Numbered units, listed or not: "la 17e division", "brigade 52", "les 4e et 5e divisions", "IVe corps"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..annotations import GroupValue
from ..lexicon import load_table
from .group_names import canonical, ordinals, words_of
from .group_rows import Groups
from .phrases import PhraseTable
from .words import BREAK, Words

_ORDINAL = re.compile(r"(\d{1,3})(?:e|eme|ieme|er|ere|re|nd|nde|th|st|rd|d)")
_ROMAN_ORDINAL = re.compile(r"([ivx]{1,5})(?:e|eme|er|re|ere)")
_NUMBER = re.compile(r"\d{1,3}")
_ROMAN = re.compile(r"[IVX]{1,5}")
_SUFFIXES = {"e", "eme", "er", "ere", "re", "ieme"}
_LINKS = {"et", "ou", "la", "le", "les", "des", "de", "du", BREAK}
_NUMBER_SIGNS = {"n", "no", "numero", "nº"}
_MAX_LOOK_BACK = 6


@dataclass(frozen=True, slots=True)
class Unit:
    """A numbered unit at words first…last; `after` where the number follows the kind ("brigade 52")."""

    first: int
    last: int
    kind: str
    number: int
    after: bool
    name: str


@cache
def _kinds() -> dict[str, str]:
    kinds: dict[str, list[str]] = load_table("groups")["units"]["kinds"]
    return {word: kind for kind, words in kinds.items() for word in words}


@cache
def _phrases(section: str) -> PhraseTable[str]:
    table: PhraseTable[str] = PhraseTable()
    words = load_table("groups")["units"]["words"]
    for phrase in words[section]:
        table.add(canonical(phrase), phrase)
    return table


@cache
def _ranks() -> frozenset[str]:
    return frozenset(load_table("groups")["units"]["words"]["ranks"])


def _roman(letters: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in letters.lower()]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))


def _ordinal_before(words: Words, i: int) -> tuple[int, int] | None:
    """(first word, number) of an ordinal that ends right before word i."""
    for first in range(max(0, i - _MAX_LOOK_BACK), i):
        number = ordinals().get(" ".join(words.words[first:i]))
        if number:
            return first, number
    if i < 1:
        return None
    word = words.words[i - 1]
    if word in _SUFFIXES and i > 1 and _NUMBER.fullmatch(words.words[i - 2]):
        return i - 2, int(words.words[i - 2])
    match = _ORDINAL.fullmatch(word)
    if match:
        return i - 1, int(match[1])
    match = _ROMAN_ORDINAL.fullmatch(word)
    return (i - 1, _roman(match[1])) if match and words.capital(i - 1) else None


def _number_after(words: Words, i: int) -> tuple[int, int] | None:
    """(last word, number) of a number that starts right after word i."""
    first = i + 1
    while first < len(words.words) and words.words[first] in _NUMBER_SIGNS:
        first += 1
    if first >= len(words.words):
        return None
    if _NUMBER.fullmatch(words.words[first]) and not _is_quantity(words, first):
        return first, int(words.words[first])
    for last in range(min(first + _MAX_LOOK_BACK, len(words.words)) - 1, first - 1, -1):
        number = ordinals().get(" ".join(words.words[first : last + 1]))
        if number:
            return last, number
    if _ROMAN.fullmatch(words.text[words.starts[first] : words.ends[first]]) and first == i + 1:
        return first, _roman(words.text[words.starts[first] : words.ends[first]])
    match = _ORDINAL.fullmatch(words.words[first])
    return (first, int(match[1])) if match and first == i + 1 else None


def _is_quantity(words: Words, i: int) -> bool:
    end = words.ends[i]
    return bool(re.match(r"[.,]\d| ?(?:km|hommes|soldats|combattants|%|\d)", words.text[end : end + 12]))


def find_units(words: Words) -> Iterator[Unit]:
    """Every numbered unit; of "les 4e et 5e divisions" each."""
    for i, word in enumerate(words.words):
        kind = _kinds().get(word)
        if kind is None:
            continue
        last = i + (_phrases("qualifiers").longest(words.words, i + 1) or (0, ""))[0]
        rank = i > 1 and words.words[i - 1] == "de" and words.words[i - 2] in _ranks()
        if not rank and _phrases("not_units").longest(words.words, i + 1) is None:
            yield from _around(words, i, kind, last)


def _around(words: Words, i: int, kind: str, last: int) -> Iterator[Unit]:
    before = _ordinal_before(words, i)
    if before is None:
        after = _number_after(words, i)
        if after:
            end = after[0] + (_phrases("qualifiers").longest(words.words, after[0] + 1) or (0, ""))[0]
            yield _unit(words, i, end, kind, after[1], after=True)
        return
    first, number = before
    yield _unit(words, first, last, kind, number)
    while first > 1:
        end = first
        while end > 0 and words.words[end - 1] in _LINKS:
            end -= 1
        listed = _ordinal_before(words, end) if end < first else None
        if listed is None:
            return
        number_text = words.text[words.starts[listed[0]] : words.ends[end - 1]]
        name = f"{number_text} {words.words[i].removesuffix('s')}"
        first = listed[0]
        yield Unit(first, end - 1, kind, listed[1], after=False, name=name)


def _unit(words: Words, first: int, last: int, kind: str, number: int, *, after: bool = False) -> Unit:
    name = " ".join(words.text[words.starts[first] : words.ends[last]].split())
    return Unit(first, last, kind, number, after, name)


@dataclass(frozen=True, slots=True)
class UnitIndex:
    """The listed units by kind, number and where the number stands."""

    ids: dict[tuple[str, int, bool], str]

    def id(self, unit: Unit) -> str | None:
        """The id of a listed unit, "division 17" standing for "17e division" where only one is listed."""
        exact = self.ids.get((unit.kind, unit.number, unit.after))
        return exact or self.ids.get((unit.kind, unit.number, not unit.after))


def unit_index(groups: Groups) -> UnitIndex:
    """The numbered units among the groups, from the shapes of their names."""
    ids: dict[tuple[str, int, bool], str] = {}
    for row in groups.by_id.values():
        for name in row.names:
            words = words_of(name)
            for unit in find_units(words):
                if unit.first == 0 and unit.last == len(words.words) - 1:
                    ids.setdefault((unit.kind, unit.number, unit.after), row.id)
    return UnitIndex(ids)


def unlisted(unit: Unit, parent: str | None, groups: Groups) -> GroupValue:
    """The value of a unit that the gazetteer lacks, under `parent`."""
    if parent is None:
        return GroupValue(None, unit.name, None, "unit", match="pattern")
    side = groups.by_id[parent].side
    return GroupValue(None, unit.name, side, "unit", (parent, *groups.ancestors(parent)), match="pattern")
