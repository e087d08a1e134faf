"""Counts in a text: quantities with what they count, single persons and plurals without a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...lexicon.words import Word
from .item import Item
from .nouns import Counted, counted_at
from .numerals import word_value
from .phrases import lexicon
from .quantities import Bounds, Quantity, quantity_at, with_after
from .singles import unnumbered


def read_items(words: list[Word], persons: Iterable[tuple[int, int]] = ()) -> list[Item]:
    """The counts of the text in order, without overlap; `persons` are the words of named persons."""
    found = [*_quantities(words), *_ordinals(words)]
    covered = bytearray(len(words))
    for item in found:
        covered[item.first : item.end] = b"\1" * (item.end - item.first)
    for item in unnumbered(words, persons):
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
