"""Quantities: a number, a range or a vague plural with the words that bound it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache

from ...lexicon.words import Word
from .numerals import Numeral, magnitude, magnitude_after_of, numeral_at, word_value
from .phrases import lexicon

VAGUE_FACTOR = 2
""" "Des dizaines" are at least two tens."""
STRENGTH = ("exact", "approximate", "at_most", "less_than", "at_least", "more_than")
"""Of two qualifiers around a number the later of these counts: "au moins une trentaine"."""
VAGUE_OPENERS = ("des", "de", "par", "les", "ces", "d'")
""" "Des dizaines", "par centaines"."""
MAX_BEFORE = 4
"""Phrases before a number that bound it ("pas moins d'environ")."""
COMPARATIVES = frozenset(("plus", "moins", "davantage"))


@dataclass(frozen=True, slots=True)
class Bounds:
    """The values of a count by the table of the coding manual."""

    low: int | None
    best: int | None
    high: int | None
    qualifier: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at words `first..end`, whose number begins at `core`, after the words that bound it.

    `kind` is "number", "about" (une trentaine), "range", "vague" (des dizaines) or "some" (plusieurs); `noun`
    where a noun of number asks for "de" before what is counted; `figures` for bare figures, maybe a date.
    """

    first: int
    core: int
    end: int
    low: int
    high: int
    kind: str
    qualifier: str | None = None
    noun: bool = False
    figures: bool = False

    @property
    def bounds(self) -> Bounds:
        """Its values by the table of the coding manual."""
        return bounded(self.low, self.high, self.kind, self.qualifier)


@cache
def _openers() -> frozenset[str]:
    """The words, figures aside, that a quantity may begin with."""
    tables = lexicon()
    numbers = tables.numbers
    plurals = (f"{form}s" for form in numbers["magnitudes"])
    listed = (numbers["atoms"], numbers["articles"], numbers["range_open"], VAGUE_OPENERS, plurals)
    return frozenset().union(tables.before.openers, tables.some.openers, *listed)


@lru_cache(maxsize=1 << 14)
def _may_open(low: str) -> bool:
    return low[0].isdigit() or low in _openers() or ("-" in low and low.partition("-")[0] in _openers())


def quantity_at(words: list[Word], i: int) -> Quantity | None:
    """The quantity that begins at word `i`, with the words that bound it before and right after."""
    if not _may_open(words[i].low):
        return None
    qualifier, start = _before(words, i)
    core = _core_at(words, start)
    if core is None and qualifier:  # "quelques officiers", but "quelques 30 officiers"
        qualifier, core = None, _core_at(words, i)
    if core is None:
        return None
    core = replace(core, first=i, qualifier=qualifier, end=_after_repetition(words, core))
    return _other_bound(words, core) or _with_after_number(words, core)


def _with_after_number(words: list[Word], core: Quantity) -> Quantity:
    """A number with the words right after it that bound it."""
    found = lexicon().after_number.at(words, core.end)
    if found:
        return replace(core, end=found[1], qualifier=stronger(core.qualifier, found[0]))
    return with_after(words, core, core.end)


def _other_bound(words: list[Word], core: Quantity) -> Quantity | None:
    """ "Plus de quarante et moins de cinquante": a range."""
    joined = core.end + 1 < len(words) and words[core.end].low in ("et", "mais")
    if not joined or core.qualifier not in ("more_than", "at_least"):
        return None
    qualifier, start = _before(words, core.end + 1)
    high = numeral_at(words, start) if qualifier in ("less_than", "at_most") else None
    if high is None or high.value <= core.low:
        return None
    return replace(core, end=high.end, high=high.value, kind="range", qualifier=None, noun=high.noun)


def _after_repetition(words: list[Word], core: Quantity) -> int:
    """The end of a number, with the same number in brackets: "quarante-cinq (45) soldats"."""
    again = numeral_at(words, core.end) if core.end < len(words) and words[core.end].gap == " (" else None
    return again.end if again and again.value == core.low else core.end


def with_after(words: list[Word], quantity: Quantity, i: int) -> Quantity:
    """The quantity with the words at `i` that bound it ("25 hommes au moins"), if there are any."""
    after = bound_after(words, i)
    if after is None:
        return quantity
    return replace(quantity, end=after[1], qualifier=stronger(quantity.qualifier, after[0]))


def bound_after(words: list[Word], i: int) -> tuple[str, int] | None:
    """The qualifier that words at `i` give the quantity before them, and the index after them."""
    if i >= len(words) or words[i].gap not in (" ", ", ", "", " ("):
        return None
    found = lexicon().after.at(words, i)
    if found is None or words[i].low == "plus":
        return None
    following = found[1]
    if following < len(words) and words[following].gap == " ":
        compares = words[i].low in ("et", "ou", "voire", "sinon") and words[following - 1].low in COMPARATIVES
        if compares and words[following].low in ("de", "d'", "des", "que"):
            return None if _may_open(words[min(following + 1, len(words) - 1)].low) else found
        if numeral_at(words, following):
            return None
    return found


def stronger(one: str | None, other: str) -> str:
    """The qualifier that counts of two."""
    return other if one is None or STRENGTH.index(other) > STRENGTH.index(one) else one


def bounded(low: int, high: int, kind: str, qualifier: str | None) -> Bounds:
    """The bounds of a core of `kind` (number, about, range, vague, some) under a qualifier."""
    if kind in ("vague", "some"):
        return Bounds(low, None, None, "vague")
    if kind == "range":
        return _bounded_range(low, high, qualifier)
    if qualifier is None:
        qualifier = "approximate" if kind == "about" else "exact"
    if qualifier == "exact" and kind == "about":
        qualifier = "approximate"
    known = {
        "exact": (low, high),
        "approximate": (None, None),
        "more_than": (low, None),
        "at_least": (low, None),
        "less_than": (None, low),
        "at_most": (None, low),
    }
    return Bounds(known[qualifier][0], low, known[qualifier][1], qualifier)


def _bounded_range(low: int, high: int, qualifier: str | None) -> Bounds:
    if qualifier in ("at_most", "less_than"):
        return Bounds(None, low, high, qualifier)
    return Bounds(low, low, high, "range")


def _before(words: list[Word], i: int) -> tuple[str | None, int]:
    """The strongest qualifier of the phrases before a number, and where the number begins."""
    qualifier: str | None = None
    for _ in range(MAX_BEFORE):
        found = lexicon().before.at(words, i)
        if found is None or found[1] >= len(words) or words[found[1]].gap not in ("", " "):
            break
        if i > 0 and words[i].low == "plus" and words[i - 1].low == "non":
            break
        qualifier = stronger(qualifier, found[0])
        i = found[1]
    return qualifier, i


def _core_at(words: list[Word], i: int) -> Quantity | None:
    if i >= len(words):
        return None
    return _opened_range(words, i) or _number(words, i) or _vague(words, i)


def _opened_range(words: list[Word], i: int) -> Quantity | None:
    """ "entre 40 et 50", "de 40 à 50"."""
    if words[i].low not in lexicon().numbers["range_open"] or i + 1 >= len(words) or words[i + 1].gap != " ":
        return None
    left = numeral_at(words, i + 1) or _one(words, i + 1)
    if left is None or left.end + 1 >= len(words):
        return None
    link = "et" if words[i].low == "entre" else "a"
    if words[left.end].low != link or words[left.end].gap != " ":
        return None
    return _range(i, left, numeral_at(words, left.end + 1))


def _one(words: list[Word], i: int) -> Numeral | None:
    """ "un" or "une" as the first end of a range."""
    return Numeral(i, i + 1, 1) if i < len(words) and words[i].low in ("un", "une") else None


def _number(words: list[Word], i: int) -> Quantity | None:
    left = numeral_at(words, i)
    first = left or _one(words, i)
    spread = _range(i, first, _linked(words, first)) if first else None
    if spread or left is None:
        return spread or _hyphened(words, i)
    kind = "about" if left.about else "number"
    return Quantity(i, i, left.end, left.value, left.value, kind, noun=left.noun, figures=left.digits)


def _hyphened(words: list[Word], i: int) -> Quantity | None:
    """ "Dix-quinze", "deux-trois": two numbers that make none together."""
    left, _, right = words[i].low.partition("-")
    low, high = word_value(left), word_value(right)
    if low is None or high is None or low >= high:
        return None
    return Quantity(i, i, i + 1, low, high, "range")


def _linked(words: list[Word], left: Numeral) -> Numeral | None:
    """The second end of a range, after "à", "ou", "voire" or a hyphen; "deux, trois"."""
    i = left.end
    if i >= len(words):
        return None
    if words[i].gap in ("-", "–", " - ", " – "):
        return numeral_at(words, i) if words[i].low[0].isdigit() else None
    if words[i].gap == ", " and not words[i].low[0].isdigit():
        following = numeral_at(words, i)
        if following and following.value == left.value + 1 and not left.digits:
            return following
    link = lexicon().range_links.at(words, i) if words[i].gap in (" ", ", ") else None
    if link is None or (words[i].gap == ", " and link[0] in ("a", "ou")) or link[1] >= len(words):
        return None
    further = lexicon().range_links.at(words, link[1])
    return numeral_at(words, further[1] if further else link[1])


def _range(first: int, left: Numeral | None, right: Numeral | None) -> Quantity | None:
    if left is None or right is None:
        return None
    low = left.value
    if left.scale == 1 and right.scale > 1 and not left.about and low < right.value // right.scale:
        low *= right.scale
    if low >= right.value or (_is_year(left) and _is_year(right)):
        return None
    figures = left.digits and right.digits
    return Quantity(first, first, right.end, low, right.value, "range", noun=right.noun, figures=figures)


def _is_year(numeral: Numeral) -> bool:
    return numeral.digits and 1900 <= numeral.value <= 2100


def _vague(words: list[Word], i: int) -> Quantity | None:
    """ "des dizaines", "plusieurs milliers", "centaines"; "plusieurs", "de nombreux", "un groupe de"."""
    start = _after_some(words, i)
    if start < len(words) and (start == i or words[start].gap in ("", " ")):
        low = words[start].low
        size = magnitude(low) if low.endswith("s") else None
        if size:
            of = magnitude_after_of(words, start + 1)
            total = size * (of[0] if of else 1) * VAGUE_FACTOR
            return Quantity(i, i, of[1] if of else start + 1, total, total, "vague", noun=True)
    some = lexicon().some.at(words, i)
    end = some[1] if some else _crowd_end(words, i)
    if end and numeral_at(words, end):  # "un groupe de vingt-six militaires"
        return None
    return Quantity(i, i, end, VAGUE_FACTOR, VAGUE_FACTOR, "some") if end else None


def _crowd_end(words: list[Word], i: int) -> int | None:
    """Where "un petit groupe de", "une poignée de" ends."""
    numbers, crowds = lexicon().numbers, lexicon().vague["crowds"]
    if words[i].low not in ("un", "une", "des"):
        return None
    i += 1
    while i < len(words) and words[i].low in numbers["sizes"]:
        i += 1
    if i + 1 >= len(words) or words[i].low not in crowds or words[i].gap != " ":
        return None
    return i + 2 if words[i + 1].low in ("de", "d'") and words[i + 1].gap == " " else None


def _after_some(words: list[Word], i: int) -> int:
    """Where a noun of number may begin: after "des", "plusieurs", "quelques" and adjectives of size."""
    some = lexicon().some.at(words, i)
    if some:
        i = some[1]
    elif words[i].low in VAGUE_OPENERS:
        i += 1
    while i < len(words) and words[i].low in ("bonnes", "petites", "grosses", "longues", "autres"):
        i += 1
    return i


def add(bounds: list[Bounds]) -> Bounds | None:
    """The sum of counts, which keeps their bounds; None where it says nothing."""
    low, best, high = (_total([getattr(b, name) for b in bounds]) for name in ("low", "best", "high"))
    if low is None and best is None and high is None:
        return None
    told = [b.qualifier for b in bounds if b.qualifier != "exact"]
    return Bounds(low, best, high, told[0] if told else "exact")


def _total(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
