"""Counts in a text: quantities with what they count, single persons and plurals without a number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...lexicon.words import Word
from ..people.actors import Actor, find_actors
from .names import name_end, named_plural
from .nouns import KIND_UNITS, Counted, adjectives_end, counted_at
from .numerals import word_value
from .phrases import lexicon
from .quantities import Bounds, Quantity, quantity_at, with_after

ONE = Bounds(1, 1, 1, "exact")
SOME = Bounds(2, None, None, "vague")


@dataclass(frozen=True, slots=True)
class Item:
    """A count at words `first..end`; `noun` the words of its noun; `single` for a person without a number.

    `own` for "trois de ses hommes" and "ses trois hommes".
    """

    first: int
    end: int
    bounds: Bounds
    unit: str | None = None
    rank: str | None = None
    noun: tuple[int, int] | None = None
    role: str = "plain"
    parts: tuple[int, ...] = ()
    single: bool = False
    own: bool = False


def read_items(words: list[Word]) -> list[Item]:
    """The counts of the text in order, without overlap."""
    found = [*_quantities(words), *_ordinals(words)]
    covered = bytearray(len(words))
    for item in found:
        covered[item.first : item.end] = b"\1" * (item.end - item.first)
    for item in _unnumbered(words):
        if not any(covered[item.first : item.end]):
            covered[item.first : item.end] = b"\1" * (item.end - item.first)
            found.append(item)
    return sorted(found, key=lambda item: (item.first, item.end))


def _quantities(words: list[Word]) -> Iterator[Item]:
    i = 0
    while i < len(words):
        quantity = quantity_at(words, i)
        item = quantity and _counted(words, quantity)
        if item:
            yield item
            half = _half(words, item)
            if half:
                yield half
        i = max(i + 1, quantity.end if quantity else 0)


def _counted(words: list[Word], quantity: Quantity) -> Item | None:
    """The quantity with its noun; None where it is no count."""
    counted = counted_at(words, quantity.end, quantity.noun)
    if counted.first is None and quantity.kind == "some" and not _alone(words, quantity):
        return None
    if is_name(words, quantity, counted) or _excluded(words, counted):
        return None
    after = with_after(words, quantity, counted.end) if counted.first is not None else quantity
    end = max(counted.end, after.end) if counted.first is not None or counted.part else after.end
    noun = None if counted.first is None else (counted.first, counted.end)
    before = words[quantity.first - 1].low if quantity.first else ""
    own = counted.own or before in lexicon().links["own"]
    role = "part" if counted.part else "restated" if before in lexicon().links["restated"] else "plain"
    return Item(quantity.first, end, after.bounds, counted.unit, counted.rank, noun, role, own=own)


def _alone(words: list[Word], quantity: Quantity) -> bool:
    found = lexicon().some_alone.at(words, quantity.core)
    return found is not None and found[1] == quantity.end


def _excluded(words: list[Word], counted: Counted) -> bool:
    return words[counted.end - 1].low in lexicon().numbered["not_counted"] or (
        counted.end < len(words) and counted.first is None and words[counted.end].low in ("fois", "reprises")
    )


def is_name(words: list[Word], quantity: Quantity, counted: Counted) -> bool:
    """Whether figures are part of a date, a clock time, a score or a name, and count nothing."""
    if quantity.kind not in ("number", "range"):
        return False
    sets, following = lexicon().numbered, words[quantity.end] if quantity.end < len(words) else None
    before = words[quantity.first - 1].low if quantity.first else ""
    if following and following.low in sets["months"] and following.gap in (" ", ""):
        return True
    if not quantity.figures:
        return False
    gap = words[quantity.first].gap
    if following and following.low[0].isdigit() and following.gap in (":", "/", ".", "-", "–"):
        return True
    if gap in ("/", ":", "-", "°") or (gap == "." and before[:1].isdigit()):
        return True
    if before in sets["nouns"] and gap in (" ", "° ", "º "):
        return counted.unit != "person" or before not in ("groupe", "section", "cote", "corps")
    if counted.unit in ("person", "civilian", "dead", "wounded", "prisoner"):
        return False
    return _is_dated(words, quantity, before) or (counted.unit is None and _after_name(words, quantity.first))


def _is_dated(words: list[Word], quantity: Quantity, before: str) -> bool:
    year = (
        quantity.low == quantity.high and 1900 <= quantity.low <= 2100 and words[quantity.first].low.isdigit()
    )
    return year or (
        before in lexicon().numbered["dated"] | lexicon().numbered["months"]
        and words[quantity.first].gap == " "
    )


def _after_name(words: list[Word], i: int) -> bool:
    """Whether word `i` follows a capitalised word inside a sentence ("France 24", "Division 13")."""
    return i > 0 and words[i].gap == " " and words[i - 1].text[0].isupper() and len(words[i - 1].text) > 1


def _half(words: list[Word], item: Item) -> Item | None:
    """ "La moitié des soixante hommes": thirty."""
    first = item.first - 3
    leads = first >= 0 and words[first].low in ("la", "une") and words[first + 1].low == "moitie"
    if not leads or words[first + 2].low not in ("des", "de", "d'") or item.bounds.best is None:
        return None
    best = item.bounds.best // 2
    bounds = (
        Bounds(best, best, best, "exact")
        if item.bounds.low and item.bounds.high
        else Bounds(None, best, None, "approximate")
    )
    return replace(item, first=first, bounds=bounds, role="part")


def _ordinals(words: list[Word]) -> Iterator[Item]:
    """ "Le cinquième général": a running total of five."""
    for i, word in enumerate(words):
        value = ordinal_value(word.low)
        if value and i + 1 < len(words) and words[i + 1].gap == " ":
            counted = counted_at(words, i + 1, noun=False)
            singular = counted.first is not None and not words[counted.first].low.endswith(("s", "x"))
            if counted.unit == "person" and singular and counted.first is not None:
                bounds = Bounds(value, value, value, "exact")
                yield Item(
                    i, counted.end, bounds, "ordinal", counted.rank, (counted.first, counted.end), "total"
                )


def ordinal_value(low: str) -> int | None:
    """The value of an ordinal from the second on, in figures or words."""
    for ending in ("ieme", "eme", "e"):
        stem = low.removesuffix(ending)
        if stem != low and stem.isdecimal():
            return int(stem) if len(stem) < 5 and int(stem) > 1 else None
    if not low.endswith("ieme"):
        return None
    stem = low.removesuffix("ieme")
    for cardinal in (stem, f"{stem}e", stem.removesuffix("u"), f"{stem[:-1]}f"):
        value = word_value(cardinal)
        if value and value > 1:
            return value
    return None


def _unnumbered(words: list[Word]) -> Iterator[Item]:
    """Persons without a number: "un général", "le colonel X", "des soldats"."""
    for actor in find_actors(words):
        item = _single(words, actor) if actor.value.number == "sg" else _plural(words, actor)
        if item:
            yield item
    yield from _pronouns(words)


def _unit(actor: Actor, words: list[Word]) -> str:
    listed = lexicon().units.get(words[actor.head].low)
    if actor.value.kind == "captive":
        return listed or "prisoner"
    return KIND_UNITS.get(actor.value.kind, "civilian")


NO_ONE = frozenset(
    ("chaque", "aucun", "aucune", "tout", "toute", "quelque", "des", "de", "d'", "certain", "tel")
)
""" "Chaque soldat", "aucun officier" count nobody."""


def _single(words: list[Word], actor: Actor) -> Item | None:
    first = actor.first
    if words[first].low in NO_ONE:
        return None
    bare = first == actor.head and not (first > 0 and words[first - 1].low == "ex-")
    if bare and not _stands_alone(words, actor):
        return None
    end = adjectives_end(words, actor.head_end)
    noun = (actor.head, end)
    own = words[first].low in lexicon().links["own"]
    return Item(first, end, ONE, _unit(actor, words), actor.value.rank, noun, single=True, own=own)


def _stands_alone(words: list[Word], actor: Actor) -> bool:
    """Whether a noun without an article names one person: at the start of a clause, or before a name."""
    i = actor.head
    starts = i == 0 or any(mark in words[i].gap for mark in '\n,.;:«»"(–—!?•') or words[i].gap.strip() == "-"
    return starts or name_end(words, actor.end) > actor.end


def _plural(words: list[Word], actor: Actor) -> Item | None:
    """ "Des soldats" are at least two; "les généraux X et Y" as many as are named."""
    names = named_plural(words, actor.head_end)
    unit, noun = _unit(actor, words), (actor.head, adjectives_end(words, actor.head_end))
    if names > 1:
        return Item(actor.first, noun[1], Bounds(names, names, names, "exact"), unit, actor.value.rank, noun)
    lead = actor.first if words[actor.first].low == "des" else actor.first - 1
    if lead < 0 or words[lead].low not in ("des", "de", "d'") or words[actor.first].gap not in ("", " "):
        return None
    if lead > 0 and words[lead].gap == " " and words[lead - 1].low in lexicon().vague["not_before"]:
        return None
    return Item(lead, noun[1], SOME, unit, actor.value.rank, noun)


def _pronouns(words: list[Word]) -> Iterator[Item]:
    """ "Moi" beside others is one person; "un de ses hommes" as well."""
    for i, word in enumerate(words):
        if word.low in lexicon().links["me"]:
            yield Item(i, i + 1, ONE, "me", single=True)
        elif (
            word.low in ("un", "une", "l'un", "l'une")
            and i + 2 < len(words)
            and words[i + 1].low in ("de", "des", "d'")
        ):
            counted = counted_at(words, i + 1, noun=False)
            if counted.unit == "person" and counted.first is not None:
                yield Item(
                    i,
                    counted.end,
                    ONE,
                    "person",
                    counted.rank,
                    (counted.first, counted.end),
                    "part",
                    own=counted.own,
                )
