"""Group names as words: quotation marks inside a name do not count, and spellings that sound alike are equal.

A second form of each word, its sound, makes the transliterations of one Arabic name equal ("Jaïch", "Jaysh",
"Jeish").
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from ..lexicon import load_table
from . import words as plain
from .words import Words

_QUOTATION_MARKS = str.maketrans(dict.fromkeys('«»"“”', " "))


def words_of(text: str) -> Words:
    """The words of a text; unlike in places, a name goes on over quotation marks: brigade « Fatemiyoun »."""
    return replace(plain.words_of(text.translate(_QUOTATION_MARKS)), text=text)


def canonical(name: str) -> tuple[str, ...]:
    """The words that a name is compared by."""
    return tuple(plain.canonical(name).split())


_SOUNDS = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"sch|sh|ch", "x"),
        (r"kh|q|ck", "k"),
        (r"gh", "g"),
        (r"dh|th(?=[aeiou])", "d"),
        (r"ou|oo|w|o", "u"),
        (r"ai|ay|ei|ey|ee|ie|y|e", "i"),
        (r"(.)\1+", r"\1"),
        (r"(?<=..)(?:ah|a|ih|h|i)$", ""),
    )
]


@lru_cache(1 << 14)
def sound(word: str) -> str:
    """What the transliterations of one Arabic word share ("jaych", "jaish", "jeich" → "jish")."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(1)
def ordinals() -> dict[str, int]:
    """The French ordinals from first to 999th, folded, hyphens as spaces → number."""
    return {
        words: number for number in range(1, 1000) for words in _ordinal_words(number, load_table("groups"))
    }


def _ordinal_words(number: int, table: dict[str, dict[str, list[str]]]) -> list[str]:
    numerals = table["numerals"]
    hundreds, rest = divmod(number, 100)
    head = [] if not hundreds else ["cent"] if hundreds == 1 else [numerals["units"][hundreds - 1], "cent"]
    if not rest:
        return [" ".join([*head[:-1], "centieme"])]
    tens, unit = divmod(rest, 10)
    stem = numerals["tens"][tens - 2] if rest > 19 else ""
    below = rest if rest < 20 else unit + 10 * (tens in (7, 9))
    if not below:
        return [" ".join([*head, stem.removesuffix("e") + "ieme"])]
    link = ["et"] if stem and below in (1, 11) and tens != 8 and tens != 9 else []
    tails = numerals["ordinals"][below - 1].split("|") if not stem else [numerals["compound"][below - 1]]
    if head and below == 1 and not stem:
        tails = [numerals["compound"][0]]
    return [" ".join([*head, *stem.split(), *link, tail]) for tail in tails]
