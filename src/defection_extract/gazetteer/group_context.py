"""What the words around a group's name say: another country's force, ground that it holds, whose unit."""

from __future__ import annotations

from functools import cache

from ..lexicon import load_table
from .group_names import canonical
from .phrases import PhraseTable
from .words import BREAK, Words

_ZONE_WINDOW = 9
_ENDINGS = ("", "s", "e", "es", "ne", "nes", "le", "les")
_PREPOSITIONS = {"de", "de la", "de l'", "du", "des", "d'"}
_OF = {"de", "du", "d", "des"}


@cache
def _nationalities() -> PhraseTable[str]:
    table: PhraseTable[str] = PhraseTable()
    for stem in load_table("groups")["foreign"]["adjectives"]:
        *head, last = canonical(stem)
        forms = {last + ending for ending in _ENDINGS}
        if last == "grec":
            forms |= {"grecque", "grecques"}
        for form in forms:
            table.add((*head, form), stem)
    return table


@cache
def _phrases(section: str, key: str) -> PhraseTable[str]:
    table: PhraseTable[str] = PhraseTable()
    for phrase in load_table("groups")[section][key]:
        table.add(canonical(phrase), phrase)
    return table


def foreign_end(words: Words, last: int) -> int | None:
    """The last word of the nationality or country behind the group that ends at word `last`, if any."""
    i = last + 1
    between = _phrases("foreign", "between").longest(words.words, i)
    i += between[0] if between else 0
    adjective = _nationalities().longest(words.words, i)
    if adjective:
        return i + adjective[0] - 1
    if i < len(words.words) and words.words[i] in _OF:
        i += 1
        while i < len(words.words) and words.words[i] in ("la", "l", "president", "colonel", "marechal"):
            i += 1
        country = _phrases("foreign", "countries").longest(words.words, i)
        if country and words.capital(i):
            return i + country[0] - 1
    return None


def foreign_forces() -> PhraseTable[str]:
    """The forces of other wars, by name."""
    return _phrases("foreign", "forces")


@cache
def _zone_words() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    zone = load_table("groups")["zone"]
    holding = frozenset(word for phrase in zone["holding"] for word in canonical(phrase))
    return frozenset(zone["nouns"]), frozenset(zone["places"]), holding, frozenset(zone["linking"])


def is_zone(words: Words, first: int) -> bool:
    """Whether the group at word `first` is named as holder of some ground ("zones tenues par les FDS")."""
    nouns, places, holding, linking = _zone_words()
    if words.words[first] in nouns:
        return True
    held = False
    for i in range(first - 1, max(-1, first - 1 - _ZONE_WINDOW), -1):
        word = words.words[i]
        if word in nouns:
            return True
        if word in places:
            return held
        held = held or word in holding
        if word not in holding and word not in linking:
            return False
    return False


def owner_gap(words: Words, last: int) -> int:
    """How many words link the unit that ends at word `last` to its force ("relevant de l'"); 0 if none do."""
    i = last + 1
    bracket = i < len(words.words) and words.words[i] == BREAK and "(" in words.text[words.starts[i] :][:3]
    aside = int(i < len(words.words) and words.words[i] == BREAK)
    link = _phrases_of_owners().longest(words.words, i + aside)
    if link and (not aside or link[1] not in _PREPOSITIONS):
        return aside + link[0]
    return int(bracket)


@cache
def _phrases_of_owners() -> PhraseTable[str]:
    table: PhraseTable[str] = PhraseTable()
    for phrase in load_table("groups")["units"]["words"]["owners"]:
        table.add(canonical(phrase), phrase)
    return table


def frame(words: Words, *, names_home: bool) -> str:
    """What the article is about: "home" (this war), "new" (after the fall), "foreign", "sport", "unknown"."""
    table = load_table("groups")["frame"]
    line = " " + " ".join(words.words)
    if any(f" {' '.join(canonical(cue))}" in line for cue in table["new"]):
        return "new"
    if names_home or any(f" {' '.join(canonical(stem))}" in line for stem in table["home"]):
        return "home"
    if any(f" {stem}" in line for stem in table["foreign"]):
        return "foreign"
    return "sport" if any(f" {word}" in line for word in table["sport"]) else "unknown"
