"""Shares of a number told: "près de la moitié des soixante hommes", "les deux tiers d'une section de 30"."""

from __future__ import annotations

from dataclasses import replace

from ...lexicon.words import Word
from .cues import group_lead
from .item import Item
from .numerals import word_value
from .phrases import lexicon
from .quantities import bounded


def share_of(words: list[Word], item: Item) -> Item | None:
    """The share that the words before a count make of it: thirty of "la moitié des soixante hommes"."""
    of = group_lead(words, item.first) - 1
    if of > 0 and words[of].low in ("ses", "ces", "leurs", "les", "nos"):
        of -= 1
    divisor = lexicon().numbers["shares"].get(words[of - 1].low) if of > 1 else None
    if divisor is None or item.bounds.best is None or words[of].low not in ("des", "de", "d'"):
        return None
    numerator, first = _numerator(words, of - 2)
    if not 0 < numerator < divisor:
        return None
    best, rest = divmod(item.bounds.best * numerator, divisor)
    exact = item.bounds.qualifier == "exact" and not rest
    before = lexicon().before.before(words, first)
    qualifier, first = before or (None, first)
    bounds = bounded(best, best, "number" if exact else "about", qualifier)
    return replace(item, first=first, bounds=bounds, role="part")


def _numerator(words: list[Word], i: int) -> tuple[int, int]:
    """How many shares the article or number at word `i` tells of, and where it begins; 0 where none."""
    while i > 0 and words[i].low in lexicon().numbers["sizes"]:
        i -= 1
    low = words[i].low
    if low in ("la", "le", "un", "une"):
        return 1, i
    value = word_value(low) or 0
    return value, i - (i > 0 and words[i - 1].low == "les")
