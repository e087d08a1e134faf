"""Counts in a text: quantities with what they count, single persons and plurals without a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from ...lexicon.person_nouns import person_nouns
from ...lexicon.words import Word
from .exclusions import counts_nothing
from .item import Item
from .nouns import Counted, counted_at
from .numerals import word_value
from .phrases import lexicon
from .quantities import Bounds, Quantity, quantity_at, with_after
from .shares import share_of
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
            share = share_of(words, item)
            if share:
                yield share
        i = max(i + 1, quantity.end if quantity else 0, item.end if item else 0)


def _counted(words: list[Word], quantity: Quantity) -> Item | None:
    """The quantity with its noun; None where it is no count."""
    counted = counted_at(words, quantity.end, quantity.noun)
    told = counted.first is not None
    if not told and quantity.kind == "some" and not _alone(words, quantity):
        return None
    if counts_nothing(words, quantity, counted) or _is_the_number(words, quantity):
        return None
    after = with_after(words, quantity, counted.end) if told else quantity
    end = max(counted.end, after.end) if told or counted.part else after.end
    noun = None if counted.first is None else (counted.first, counted.end)
    unit = "age" if _is_age(words, quantity, counted) else counted.unit
    before = words[quantity.first - 1].low if quantity.first else ""
    own = counted.own or before in lexicon().links["own"]
    role = "part" if counted.part else "restated" if before in lexicon().links["restated"] else "plain"
    return Item(quantity.first, end, after.bounds, unit, counted.rank, noun, role, own=own)


def _is_age(words: list[Word], quantity: Quantity, counted: Counted) -> bool:
    """ "Karim, 22 ans,", "âgé de 22 ans", "un combattant de 22 ans"."""
    i = quantity.first
    if counted.first is None or words[counted.first].low not in ("an", "ans") or i == 0:
        return False
    if words[i].gap in (", ", " ("):
        return words[i - 1].capital
    if i < 2 or words[i - 1].low != "de":
        return False
    return words[i - 2].low.startswith("age") or person_nouns().at(words, i - 2) is not None


def _alone(words: list[Word], quantity: Quantity) -> bool:
    found = lexicon().some_alone.at(words, quantity.core)
    return found is not None and found[1] == quantity.end


def _is_the_number(words: list[Word], quantity: Quantity) -> bool:
    """ "Le nombre de généraux" is no number of them."""
    before = words[quantity.first - 1].low if quantity.first else ""
    return quantity.kind == "some" and words[quantity.core].low == "nombre" and before in SINGULAR_ARTICLES


SINGULAR_ARTICLES = frozenset(("le", "un", "ce", "du", "au", "son", "leur", "grand", "petit", "total"))


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


@lru_cache(maxsize=1 << 14)
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
