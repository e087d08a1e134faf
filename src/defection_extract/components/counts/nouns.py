"""What a quantity counts: the noun after it, its unit and rank."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...lexicon.person_nouns import person_nouns
from ...lexicon.words import Word
from ..people.actors import is_adjective, nationality_of
from .numerals import numeral_at
from .phrases import lexicon

KIND_UNITS = {"fighter": "person", "official": "person", "defector": "person", "person": "person"}
"""Kinds of people.toml that are persons of arms or state; relatives are civilians, captives by their noun."""
MAX_ADJECTIVES = 3


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted: its unit and rank, the noun's words `first..end` (None if no noun tells).

    `part` for a number out of others told ("trois d'entre eux"), `own` for "trois de ses hommes".
    """

    end: int
    unit: str | None = None
    rank: str | None = None
    first: int | None = None
    part: bool = False
    own: bool = False


def counted_at(words: list[Word], i: int, noun: bool) -> Counted:
    """What stands at word `i`, right after a quantity; `noun` where "de" leads to it."""
    if i >= len(words) or not (words[i].gap in ("", " ", "-", "\n", ") ") or _resumes(words, i, noun)):
        return Counted(i)
    eux = lexicon().eux.at(words, i)
    if eux:
        return Counted(eux[1], part=True)
    low = words[i].low
    if low in ("de", "d'", "des", "du"):
        return _after_of(words, i, noun)
    return Counted(i) if noun else _noun(words, i)


def _resumes(words: list[Word], i: int, noun: bool) -> bool:
    """ "Une vingtaine, peut-être une trentaine, de soldats"."""
    return noun and words[i].gap == ", " and words[i].low in ("de", "d'")


def _after_of(words: list[Word], i: int, noun: bool) -> Counted:
    """ "trente de ses hommes", "deux des recrues", "huit de la brigade", "trois des cinq recrues"."""
    start = i + 1
    own = start < len(words) and words[start].low in lexicon().links["own"]
    definite = start < len(words) and words[start].low in lexicon().links["definite"]
    if own or definite:
        start += 1
    whole = numeral_at(words, start) if own or definite or words[i].low == "des" else None
    start = whole.end if whole else start
    found = _noun(words, start) if start < len(words) else Counted(i)
    partitive = own or definite or words[i].low == "des"
    if found.first is None or (not noun and not partitive) or (not noun and found.unit == "other"):
        return Counted(i)
    return Counted(found.end, found.unit, found.rank, found.first, part=partitive and not own, own=own)


def _noun(words: list[Word], i: int) -> Counted:
    """The noun at word `i`, after adjectives; "other" for one that no lexicon knows."""
    start = i
    for _ in range(MAX_ADJECTIVES):
        person = _person_at(words, start)
        if person:
            return person
        if start > i and words[start].gap != " ":
            break
        known = _listed(words, start)
        if known and not _leads_to_person(words, start):
            return known
        if not _leads_to_person(words, start):
            break
        start += 1
        if start >= len(words):
            break
    return _unknown(words, i)


def _leads_to_person(words: list[Word], i: int) -> bool:
    """Whether word `i` is an adjective before a noun."""
    if i + 1 >= len(words) or words[i + 1].gap not in ("", " "):
        return False
    if words[i].low in lexicon().nouns["before"]:
        return (
            _person_at(words, i + 1) is not None
            or _listed(words, i + 1) is not None
            or (words[i + 1].low in lexicon().nouns["before"])
        )
    found = person_nouns().at(words, i + 1)
    if words[i].low in lexicon().nouns["closed"]:
        return False
    return found is not None and not found[0].adjectival and words[i].low.endswith(("s", "x", "ant"))


def _person_at(words: list[Word], i: int) -> Counted | None:
    found = person_nouns().at(words, i) if i < len(words) else None
    if found is None:
        return None
    noun, end = found
    unit = unit_of(words, i, noun.kind)
    if unit == "person" and _soldier_at(words, end):  # "deux femmes soldats", "deux jeunes lieutenants"
        further = _person_at(words, end)
        return further and replace(further, first=i)
    stop = adjectives_end(words, end)
    return Counted(stop, _fate(words, stop, unit), noun.rank, i)


def unit_of(words: list[Word], i: int, kind: str) -> str:
    """The unit of the person noun of a kind at word `i`: captives are told apart by the noun.

    Brothers and cousins may have borne arms; so has "une femme lieutenant".
    """
    low = words[i].low
    if kind == "captive":
        return lexicon().units.get(low) or "prisoner"
    if low in lexicon().nouns["kin"] or (low.startswith("femme") and _soldier_at(words, i + 1)):
        return "person"
    return KIND_UNITS.get(kind, "civilian")


def _soldier_at(words: list[Word], i: int) -> bool:
    found = person_nouns().at(words, i) if i < len(words) and words[i].gap == " " else None
    return found is not None and found[0].kind == "fighter"


def _fate(words: list[Word], end: int, unit: str) -> str:
    """The unit of persons of whom a participle says that they died, bled or were taken."""
    last = words[end].low if end < len(words) and words[end].gap == " " else ""
    nouns = lexicon().nouns
    if unit == "person" and last in nouns["dead_after"]:
        return "dead"
    if unit == "person" and last in nouns["wounded_after"]:
        return "wounded"
    return unit


def adjectives_end(words: list[Word], i: int) -> int:
    """Where the adjectives after a noun end; a capitalised word is none."""
    nouns = lexicon().nouns
    fates = nouns["dead_after"] | nouns["wounded_after"]
    while (
        i < len(words) and words[i].gap == " " and is_adjective(words[i].low) and words[i].text[0].islower()
    ):
        if words[i].low in fates:
            break
        i += 1
    return i


def _listed(words: list[Word], i: int) -> Counted | None:
    """A noun of counts.toml, a people's name, or an adjective as a noun ("trente étrangers")."""
    low = words[i].low
    if low == "pour" and i + 1 < len(words) and words[i + 1].low == "cent":
        return Counted(i + 2, "percent", None, i)
    unit = lexicon().units.get(low) or ("unit" if low.startswith(tuple(lexicon().nouns["models"])) else None)
    plural = low.endswith(("s", "x"))
    if unit is None and plural and (names_people(words[i]) or is_adjective(low)):
        unit = "person"
    if unit is None:
        return None
    stop = adjectives_end(words, i + 1) if unit in ("person", "civilian", "unit") else i + 1
    return Counted(stop, _fate(words, stop, unit), None, i)


def names_people(word: Word) -> bool:
    """Whether a word is the name of a people, a town's or a country's: "Syriens", "Strasbourgeois"."""
    if not word.text[0].isupper():
        return False
    return nationality_of(word.low) is not None or (
        len(word.low) > 5 and word.low.endswith(tuple(lexicon().nouns["peoples"]))
    )


def _unknown(words: list[Word], i: int) -> Counted:
    """An unknown plural is what is counted; anything else says nothing of it."""
    word, nouns = words[i], lexicon().nouns
    plural = word.low.endswith(("s", "x")) and len(word.low) > 3 and word.text[0].islower()
    participle = word.text.endswith(("és", "ées"))
    if not plural or participle or word.low in nouns["closed"]:
        return Counted(i)
    agent = word.low.endswith(tuple(nouns["agents"])) and word.low not in nouns["things"]
    return Counted(i + 1, "person" if agent else "other", None, i)
