"""Figures that count nothing: dates, clock times, scores, numbers of units and of channels, shares."""

from __future__ import annotations

from ...lexicon.words import Word
from .nouns import Counted
from .numerals import numeral_at
from .phrases import lexicon
from .quantities import Quantity

PERSONS = frozenset(("person", "civilian", "dead", "wounded", "prisoner"))
YEARS = range(1900, 2101)
"""Bare figures that are read as a year."""
MAX_RATIO, PER_CENT = 10, 100
""" "So many in ten" and "in a hundred" are ratios, "in 120" tells of 120."""


def counts_nothing(words: list[Word], quantity: Quantity, counted: Counted) -> bool:
    """Whether a quantity is none: part of a date, a time or a name, "trois fois", "un sur dix"."""
    if _is_times(words, quantity, counted) or _is_share(words, quantity, counted):
        return True
    if quantity.kind not in ("number", "range"):
        return False
    if counted.unit == "time" and counted.first is not None and words[counted.first].text[0].isupper():
        return True  # "20 Minutes"
    if quantity.first and words[quantity.first - 1].low in lexicon().numbered["ordering"]:
        return True  # "le numéro deux"
    return _before_month(words, quantity) or (quantity.figures and _is_label(words, quantity, counted))


def _at(words: list[Word], i: int) -> Word | None:
    return words[i] if 0 <= i < len(words) else None


def _is_times(words: list[Word], quantity: Quantity, counted: Counted) -> bool:
    """ "Trois fois", "4 x 4"."""
    times = lexicon().numbered["not_counted"]
    after, before = _at(words, quantity.end), _at(words, quantity.first - 1)
    by = (after and after.low == "x") or (before and before.low == "x")
    return bool(by) or words[counted.end - 1].low in times or bool(after and after.low in times)


def _is_share(words: list[Word], quantity: Quantity, counted: Counted) -> bool:
    """ "Un soldat sur dix", "deux sur trois": both numbers; "deux tiers"; but not "50 soldats sur 120"."""
    before = _at(words, quantity.first - 1)
    if counted.first is not None and words[counted.first].low in lexicon().numbers["shares"]:
        return True
    if is_ratio(words, counted.end):
        return True
    return bool(before and before.low == "sur" and counted.unit is None and quantity.kind == "number")


def is_ratio(words: list[Word], i: int) -> bool:
    """Whether "sur dix" stands at word `i`: so many in ten."""
    after = _at(words, i)
    whole = numeral_at(words, i + 1) if after and after.low == "sur" and after.gap == " " else None
    return whole is not None and (whole.value <= MAX_RATIO or whole.value == PER_CENT)


def _before_month(words: list[Word], quantity: Quantity) -> bool:
    after = _at(words, quantity.end)
    return after is not None and after.low in lexicon().numbered["months"] and after.gap in (" ", "")


def _is_label(words: list[Word], quantity: Quantity, counted: Counted) -> bool:
    """Whether bare figures number a thing, or are a piece of a date, a time or a score."""
    before, after = _at(words, quantity.first - 1), _at(words, quantity.end)
    gap = words[quantity.first].gap
    if after and after.low[0].isdigit() and after.gap in (":", "/", ".", "-", "–"):
        return True
    if gap in ("/", ":", "-", "°") or (gap == "." and before and before.low[0].isdigit()):
        return True
    numbers = before is not None and before.low in lexicon().numbered["nouns"] and gap in (" ", "° ", "º ")
    if numbers and before is not None:
        return counted.unit != "person" or before.low not in lexicon().numbered["sized"]
    if counted.unit in PERSONS:
        return False
    return _is_dated(words, quantity) or (counted.unit is None and _after_name(words, quantity.first))


def _is_dated(words: list[Word], quantity: Quantity) -> bool:
    """ "En 2012", "le 12", "mardi 12"."""
    first = words[quantity.first]
    if quantity.low == quantity.high and quantity.low in YEARS and first.low.isdigit():
        return True
    before, numbered = _at(words, quantity.first - 1), lexicon().numbered
    return before is not None and before.low in numbered["dated"] | numbered["months"] and first.gap == " "


def _after_name(words: list[Word], i: int) -> bool:
    """Whether word `i` follows a capitalised word inside a sentence ("France 24", "Division 13")."""
    return i > 0 and words[i].gap == " " and words[i - 1].text[0].isupper() and len(words[i - 1].text) > 1
