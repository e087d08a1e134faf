"""Numbers in figures and in words, and nouns of number ("une trentaine", "deux douzaines", "un millier")."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ...lexicon.words import Word
from .phrases import lexicon

MAX_DIGITS = 12
"""Longer figures are identifiers."""
MAX_WORDS = 9
"""Words of the longest number word below a billion."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at words `first..end`.

    `about` for nouns of about so many; `scale` is the power of ten that its last word multiplies by
    ("trois cents": 100), which the first end of a range shares; `digits` for figures alone; `noun` where "de"
    must follow.
    """

    first: int
    end: int
    value: int
    about: bool = False
    scale: int = 1
    digits: bool = False
    noun: bool = False


def numeral_at(words: list[Word], i: int) -> Numeral | None:
    """The number that begins at word `i`; a bare "un" is none."""
    if i >= len(words):
        return None
    low = words[i].low
    if low[0].isdigit():
        return _figures(words, i)
    if low in lexicon().numbers["articles"]:
        return _magnitude(words, i + 1, first=i) or _millions(words, i)
    return _word_number(words, i)


def parse_figures(form: str) -> float | None:
    """The value of figures, with French grouping and decimal comma; None for what is no number."""
    if len(form) > 2 * MAX_DIGITS:
        return None
    plain = form.replace(" ", "").replace("\u202f", "").replace("\u2009", "")
    whole, comma, decimals = plain.partition(",")
    if comma and len(decimals) == 3:
        whole, decimals = whole + decimals, ""
    whole = whole.replace(".", "")
    if not whole.isdecimal() or not (decimals or "0").isdecimal() or len(whole) > MAX_DIGITS:
        return None
    return float(f"{whole}.{decimals}") if decimals else int(whole)


def _figures(words: list[Word], i: int) -> Numeral | None:
    value = parse_figures(words[i].low)
    if value is None:
        return None
    scaled = _scaled(words, i, i + 1, value)
    if scaled:
        return scaled
    if value != int(value):
        return None
    return Numeral(i, i + 1, int(value), digits=True, scale=1000 if value and value % 1000 == 0 else 1)


def _scaled(words: list[Word], first: int, i: int, value: float) -> Numeral | None:
    """A number before a scale word or a noun of number: "3 mille", "1,5 million", "deux douzaines"."""
    if i >= len(words) or words[i].gap != " ":
        return None
    low = words[i].low
    if low in lexicon().numbers["plural_sizes"] and i + 1 < len(words) and magnitude(words[i + 1].low):
        i, low = i + 1, words[i + 1].low
    if low == "mille":
        return Numeral(first, i + 1, int(value * 1000), scale=1000)
    size = magnitude(low)
    if size is None:
        return None
    of = magnitude_after_of(words, i + 1)
    if of:
        size, i = size * of[0], of[1] - 1
    about = low.rstrip("s") not in ("million", "milliard")
    total = value * size
    half = lexicon().half.at(words, i + 1)
    end = half[1] if half else i + 1
    total += size / 2 if half else 0
    return Numeral(first, end, int(total), about=about, scale=size, noun=True)


def magnitude(low: str) -> int | None:
    """What a noun of number stands for, singular or plural."""
    sizes = lexicon().numbers["magnitudes"]
    found = sizes.get(low) or (sizes.get(low[:-1]) if low.endswith("s") else None)
    return int(found) if found else None


def magnitude_after_of(words: list[Word], i: int) -> tuple[int, int] | None:
    """The size of "de milliers" at word `i`, and the index of the word after it."""
    if i + 1 < len(words) and words[i].low == "de" and words[i + 1].low in ("milliers", "millions"):
        return magnitude(words[i + 1].low) or 1, i + 2
    return None


def _magnitude(words: list[Word], i: int, first: int) -> Numeral | None:
    """ "[une bonne] trentaine", "[un] millier", "[un] trio"; definite ones only before "de"."""
    sizes = lexicon().numbers["sizes"]
    while i < len(words) and words[i].low in sizes and words[i].gap in ("", " "):
        i += 1
    if i >= len(words) or words[i].gap not in ("", " "):
        return None
    low, numbers = words[i].low, lexicon().numbers
    exact = numbers["collectives"].get(low)
    size = exact or numbers["magnitudes"].get(low)
    follows = i + 1 < len(words) and words[i + 1].low in ("de", "d'")
    if size is None or (not follows and (exact or words[first].low not in ("un", "une"))):
        return None
    half = lexicon().half.at(words, i + 1)
    value = int(size * 1.5) if half else int(size)
    about = exact is None and low not in ("million", "milliard")
    return Numeral(first, half[1] if half else i + 1, value, about=about, scale=int(size), noun=True)


def _millions(words: list[Word], i: int) -> Numeral | None:
    """ "un million deux cent mille": a number word that begins with its article."""
    if i + 1 < len(words) and words[i + 1].low in ("million", "milliard"):
        return _word_number(words, i)
    return None


def _is_atom(low: str) -> bool:
    atoms = lexicon().numbers["atoms"]
    return low in atoms or ("-" in low and all(part in atoms for part in low.split("-")))


def _goes_on(words: list[Word], i: int) -> bool:
    """Whether word `i` continues a number; "et" only before one and eleven ("vingt et un")."""
    if words[i].low == "et":
        return i + 1 < len(words) and words[i + 1].low.partition("-")[0] in ("un", "une", "onze")
    return _is_atom(words[i].low)


def _word_number(words: list[Word], i: int) -> Numeral | None:
    """The longest run of number words from word `i` that is one number."""
    if words[i].low == "et" or not _is_atom(words[i].low):
        return None
    end = i + 1
    while end < len(words) and end - i < MAX_WORDS and words[end].gap in (" ", "-") and _goes_on(words, end):
        end += 1
    for stop in range(end, i, -1):
        if words[stop - 1].low == "et":
            continue
        value = word_value(" ".join(word.low for word in words[i:stop]))
        if value is not None:
            return _finished(words, i, stop, value)
    return None


def _finished(words: list[Word], first: int, end: int, value: int) -> Numeral:
    scaled = _scaled(words, first, end, value)
    if scaled:
        return scaled
    last = words[end - 1].low.rpartition("-")[2]
    noun = last.rstrip("s") in ("million", "milliard")
    return Numeral(first, end, value, scale=lexicon().numbers["scales"].get(last, 1), noun=noun)


@cache
def word_value(text: str) -> int | None:
    """The value of number words; None where they make no number."""
    from text_to_num import text2num

    try:
        return int(text2num(text.replace("une", "un"), "fr"))
    except ValueError:
        return None
