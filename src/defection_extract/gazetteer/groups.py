"""Finds the forces of the Syrian war in French text, however they are named.

`find_groups` is independent of spaCy and linear in the text: names of the gazetteer and phrases of the
lexicon, numbered units, factions by the shape of their names, abbreviations that the text introduces, and
capitals that stand for governments; then what the words around say (another country's, ground, whose unit).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from ..annotations import GroupValue
from ..cache import prepared
from ..lexicon import load_table
from . import group_context as context
from .group_factions import find_factions
from .group_index import GroupIndex, Hit, build_index, default_index, find_names
from .group_names import canonical, sound, words_of
from .group_units import Unit, UnitIndex, find_units, unit_index, unlisted
from .own_groups import groups_with
from .phrases import PhraseTable
from .rows import data_folder
from .words import Words

FUZZY_MINIMUM = 92.0
"""Least similarity (0…100) at which a faction's name is taken for a listed one."""

_FOREIGN_SIDES = {"government", "opposition", "jihadist", "new-government", "druze", "tribes"}
_FOREIGN = GroupValue(None, "", "foreign", "army")
_ACRONYM_AFTER = re.compile(
    r"\s*[»\"”]?,?\s*\(\s*(?:l'|les |le |la |ou )?[«\"“]?\s*([A-Z][A-Za-z]{0,5}[A-Z])\s*[»\"”]?\s*[),]"
)
_ACRONYM_BEFORE = re.compile(r"([A-Z]{2,7})\s*\(\s*(?:l'|les |le |la )?$")


@dataclass(frozen=True, slots=True)
class Found:
    """A mention under consideration: characters start…end, words first…last."""

    start: int
    end: int
    first: int
    last: int
    value: GroupValue
    successor: str = ""


class GroupFinder:
    """Finds groups by an index; `find_groups` uses the one of the gazetteer that comes with the package."""

    def __init__(self, index: GroupIndex) -> None:
        self.index = index
        self.groups = index.groups
        self.units: UnitIndex = unit_index(index.groups)
        self.metonyms, self.before_metonyms = _metonyms()
        self.spellings = {
            " ".join(map(sound, key)): name.id
            for key, name in index.names.entries.items()
            if not name.generic
        }

    def find(self, text: str) -> list[tuple[int, int, GroupValue]]:
        """The group mentions of a text in order: (start, end, value), character offsets, not overlapping."""
        words = words_of(text)
        named = [self._named(words, hit) for hit in find_names(words, self.index)]
        scene = context.frame(words, names_home=any(map(_is_of_this_war, named)))
        found = [
            *named,
            *self._foreign_forces(words),
            *self._metonyms_of(words),
            *self._units_of(words, named),
        ]
        if scene == "sport":
            found = [f for f in found if f.value.kind != "unit"]
        found += self._factions_of(words, found)
        found = _longest(found)
        found = _longest([*found, *_abbreviated(words, found)])
        return [(f.start, _closed(text, f.start, f.end), self._in_context(words, f, scene)) for f in found]

    def _named(self, words: Words, hit: Hit) -> Found:
        value = self.groups.value(hit.name.id, hit.match)
        common = hit.name.generic or hit.name.cased
        if (
            common
            and value.side in _FOREIGN_SIDES
            and not hit.name.text.lower().strip("ds").startswith("jihadiste")
        ):
            last = context.foreign_end(words, hit.last)
            if last is not None:
                start, end = words.articles[hit.first], words.ends[last]
                return Found(start, end, hit.first, last, replace(_FOREIGN, name=words.text[start:end]))
        start, end = words.articles[hit.first], words.ends[hit.last]
        return Found(start, end, hit.first, hit.last, value, hit.name.successor)

    def _foreign_forces(self, words: Words) -> Iterator[Found]:
        for i, length, _ in context.foreign_forces().everywhere(words.words):
            last = i + length - 1
            start, end = words.articles[i], words.ends[last]
            yield Found(start, end, i, last, replace(_FOREIGN, name=words.text[start:end]))

    def _metonyms_of(self, words: Words) -> Iterator[Found]:
        for i, length, _ in self.before_metonyms.everywhere(words.words):
            at = i + length
            if at < len(words.words) and words.words[at] in self.metonyms:
                value = self.groups.value(self.metonyms[words.words[at]], "generic")
                yield Found(words.starts[at], words.ends[at], at, at, value)

    def _units_of(self, words: Words, named: list[Found]) -> Iterator[Found]:
        starts = {f.first: f for f in sorted(named, key=lambda f: f.last)}
        for unit in find_units(words):
            value = self._unit_value(words, unit, starts)
            if value:
                yield Found(words.starts[unit.first], words.ends[unit.last], unit.first, unit.last, value)

    def _unit_value(self, words: Words, unit: Unit, starts: dict[int, Found]) -> GroupValue | None:
        owner = _owner(words, unit.last, starts)
        id = self.units.id(unit)
        if id and (owner is None or owner.id in (id, None, *self.groups.ancestors(id))):
            return self.groups.value(id, "exact")
        if owner:
            return unlisted(unit, owner.id, self.groups)
        if context.foreign_end(words, unit.last) is not None:
            return GroupValue(None, unit.name, "foreign", "unit", match="pattern")
        return unlisted(unit, "syrian-intelligence" if unit.kind == "branch" else "saa", self.groups)

    def _factions_of(self, words: Words, found: list[Found]) -> Iterator[Found]:
        starts = {f.first: f for f in sorted(found, key=lambda f: f.last)}
        known: dict[int, list[Found]] = {}
        for f in found:
            for i in range(f.first, f.last + 1):
                known.setdefault(i, []).append(f)
        for start, end in find_factions(words.text):
            first, last = words.at(start), bisect_right(words.ends, end) - 1
            if not any(_is_rather(f, first, last) for i in range(first, last + 1) for f in known.get(i, ())):
                yield Found(start, end, first, last, self._faction(words, first, last, starts))

    def _faction(self, words: Words, first: int, last: int, starts: dict[int, Found]) -> GroupValue:
        spoken = " ".join(map(sound, words.words[first : last + 1]))
        close = process.extractOne(
            spoken, self.spellings.keys(), scorer=fuzz.ratio, score_cutoff=FUZZY_MINIMUM
        )
        if close:
            return self.groups.value(self.spellings[close[0]], "fuzzy")
        name = " ".join(words.text[words.starts[first] : words.ends[last]].split())
        name = re.sub(r"[«»\"“”]\s?|\s?[«»\"“”]", "", name)
        owner = _owner(words, last, starts)
        if owner is None or owner.id is None:
            return GroupValue(None, name, owner.side if owner else None, "militia", match="pattern")
        return GroupValue(None, name, owner.side, "militia", (owner.id, *owner.ancestors), match="pattern")

    def _in_context(self, words: Words, found: Found, scene: str) -> GroupValue:
        value = found.value
        if found.successor and scene == "new":
            value = self.groups.value(found.successor, value.match)
        if scene == "foreign" and (value.match == "generic" or value.kind == "unit"):
            value = replace(_FOREIGN, name=words.text[found.start : found.end], match=value.match)
        return replace(value, zone=True) if context.is_zone(words, found.first) else value


def _is_rather(known: Found, first: int, last: int) -> bool:
    """Whether what looks like a faction at first…last is a head word before a known name, or crosses one.

    "milice Liwa al-Baqir", "milice « défense nationale »"; "bataillon de l'Armée | libre".
    """
    if known.value.match == "generic":
        return known.first == first + 1 and known.last == last
    return known.last >= last or known.last > known.first or known.first < first


def _owner(words: Words, last: int, starts: dict[int, Found]) -> GroupValue | None:
    gap = context.owner_gap(words, last)
    owner = starts.get(last + 1 + gap) if gap else None
    return owner.value if owner else None


def _is_of_this_war(found: Found) -> bool:
    """Whether a mention alone shows what the article is about; "the army" and "the 4th division" do not."""
    value = found.value
    return value.match != "generic" and value.side != "foreign" and value.kind != "unit"


def _closed(text: str, start: int, end: int) -> int:
    """The end of a mention with the quotation mark that closes one opened inside it."""
    opened = text.count("«", start, end) - text.count("»", start, end) + text.count('"', start, end) % 2
    closing = re.compile(r' ?[»"]').match(text, end)
    return closing.end() if opened and closing else end


def _longest(found: list[Found]) -> list[Found]:
    """The longest of overlapping mentions, the first of equals, in text order."""
    kept: list[Found] = []
    taken: set[int] = set()
    for item in sorted(found, key=lambda f: (f.start - f.end, f.value.match == "generic")):
        span = range(item.first, item.last + 1)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(item)
    return sorted(kept, key=lambda f: f.start)


def _abbreviated(words: Words, found: list[Found]) -> Iterator[Found]:
    """Mentions by abbreviations that the text itself introduces: "le Conseil militaire de Manbij (CMM)"."""
    introduced: dict[str, GroupValue] = {}
    for item in found:
        after = _ACRONYM_AFTER.match(words.text, item.end)
        before = _ACRONYM_BEFORE.search(words.text, max(0, item.start - 14), item.start)
        for match in (after, before):
            if match and _abbreviates(match[1], words.text[item.start : item.end]):
                introduced.setdefault(match[1], item.value)
    for i in range(len(words.words)) if introduced else ():
        value = introduced.get(words.text[words.starts[i] : words.ends[i]])
        if value:
            yield Found(words.starts[i], words.ends[i], i, i, replace(value, match="exact", zone=False))


def _abbreviates(acronym: str, name: str) -> bool:
    letters = iter("".join(canonical(name)))
    return (
        all(letter in letters for letter in acronym.lower()) and acronym[0].lower() == canonical(name)[0][0]
    )


def _metonyms() -> tuple[dict[str, str], PhraseTable[str]]:
    table = load_table("groups")["metonyms"]
    before: PhraseTable[str] = PhraseTable()
    for phrase in table["before"]:
        before.add(canonical(phrase), phrase)
    return table["capitals"], before


@cache
def finder_of(*files: str) -> GroupFinder:
    """The finder over the groups of the package and of users' files, the last first; built once per process.

    Raises DataError where a file is broken.
    """
    return GroupFinder(build_index(groups_with(*files))) if files else default_finder()


@cache
def default_finder() -> GroupFinder:
    """The finder over the gazetteer that comes with the package; built once per process."""
    folder = Path(__file__).parent
    sources = [folder, folder.parent / "lexicon" / "groups.toml", data_folder() / "groups.csv"]
    return prepared("groups", sources, lambda: GroupFinder(default_index()))


def find_groups(text: str) -> list[tuple[int, int, GroupValue]]:
    """The groups that a French text names: (start, end, value) in order, not overlapping.

    Offsets are characters of `text`. A listed group's value carries its id; `match` is "exact", "variant" (a
    transliteration), "fuzzy", "generic" (a common noun such as "l'armée", which only the article makes a
    name) or "pattern" (a unit or faction that the gazetteer lacks: id None, its name as written). `side` is
    "foreign" for forces of other countries, id None.
    """
    return default_finder().find(text)
