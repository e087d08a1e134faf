"""Number words: every one from 0 to 100, then by kind to a million; septante and nonante too."""

from __future__ import annotations

import pytest

from defection_extract.components.counts import find_counts

SMALL = [
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
    *("dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"),
]
TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}
NEW_TENS = {7: "septante", 8: "huitante", 9: "nonante"}


def below_hundred(n: int) -> str:
    """The traditional spelling of 0…99."""
    if n < 20:
        return SMALL[n]
    if n >= 80:
        return "quatre-vingts" if n == 80 else f"quatre-vingt-{SMALL[n - 80]}"
    ten, unit = (6, n - 60) if n >= 60 else divmod(n, 10)
    if unit in (1, 11):
        return f"{TENS[ten]} et {SMALL[unit]}"
    return f"{TENS[ten]}-{SMALL[unit]}" if unit else TENS[ten]


def spelled(n: int) -> str:
    """The traditional spelling of 0…999,999."""
    if n >= 1000:
        thousands, rest = divmod(n, 1000)
        count = "" if thousands == 1 else f"{_before_mille(thousands)} "
        return f"{count}mille {spelled(rest)}" if rest else f"{count}mille"
    if n < 100:
        return below_hundred(n)
    hundreds, rest = divmod(n, 100)
    head = "cent" if hundreds == 1 else f"{SMALL[hundreds]} cent"
    if not rest:
        return head if hundreds == 1 else f"{head}s"
    return f"{head} {below_hundred(rest)}"


def _before_mille(n: int) -> str:
    """ "Deux cents", "quatre-vingts" lose their -s before "mille"."""
    return spelled(n).removesuffix("s") if n % 100 in (0, 80) else spelled(n)


def read(words: str, noun: str = "soldats") -> list[tuple[str, int | None]]:
    text = f"Lundi, {words} {noun} ont fui."
    return [(text[c.start : c.end], c.value.best) for c in find_counts(text)]


@pytest.mark.parametrize("n", range(2, 101))
@pytest.mark.parametrize("form", ["plain", "reformed", "capitals", "spaced"])
def test_every_number_word_to_a_hundred(n, form):
    words = spelled(n)
    words = {
        "plain": words,
        "reformed": words.replace(" ", "-"),
        "capitals": words.upper(),
        "spaced": words.replace("-", " "),
    }[form]
    assert read(words) == [(f"{words} soldats", n)]


def test_one_and_none():
    assert read("un", "soldat") == [("un soldat", 1)]
    assert read("zéro", "soldat") == []


@pytest.mark.parametrize("n", [21, 31, 41, 51, 61, 71, 81])
def test_feminine_one(n):
    words = spelled(n)
    if words.endswith("un"):
        words += "e"
    assert read(words, "recrues") == [(f"{words} recrues", n)]


@pytest.mark.parametrize("ten", NEW_TENS)
@pytest.mark.parametrize("unit", range(10))
def test_tens_of_belgium_and_switzerland(ten, unit):
    words = NEW_TENS[ten] + ("" if not unit else " et un" if unit == 1 else f"-{SMALL[unit]}")
    assert read(words) == [(f"{words} soldats", 10 * ten + unit)]


KINDS = sorted(
    {*range(100, 1001, 50), *range(101, 1000, 97), *range(1000, 20001, 1000), *range(1001, 1_000_000, 41_927)}
    | {1200, 1999, 2012, 80_000, 80_080, 100_000, 200_000, 300_300, 999_999, 101_001, 71_071, 700_080}
)


@pytest.mark.parametrize("n", KINDS)
def test_number_words_by_kind_to_a_million(n):
    assert read(spelled(n)) == [(f"{spelled(n)} soldats", n)]


@pytest.mark.parametrize("n", [2, 17, 250, 999, 1000, 1200, 3000, 45_678, 250_000, 999_999, 1_200_000])
@pytest.mark.parametrize("mark", ["", " ", ".", "\u00a0", "\u202f", "\u2009"])
def test_figures_however_grouped(n, mark):
    figures = f"{n:,}".replace(",", mark)
    assert read(figures) == [(f"{figures} soldats", n)]


@pytest.mark.parametrize(
    ("words", "n"),
    [
        ("un million de", 1_000_000),
        ("deux millions de", 2_000_000),
        ("1,5 million de", 1_500_000),
        ("un million et demi de", 1_500_000),
        ("3 mille", 3000),
        ("dix mille", 10_000),
    ],
)
def test_millions_and_mixed_numbers(words, n):
    assert read(words) == [(f"{words} soldats", n)]


AINES = {"huitaine": 8, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30}
AINES |= {"quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100}


@pytest.mark.parametrize("noun", AINES)
@pytest.mark.parametrize("size", ["", "bonne ", "petite ", "grosse "])
def test_nouns_of_about_so_many(noun, size):
    text = f"Une {size}{noun} d'hommes ont fui."
    (count,) = find_counts(text)
    assert (count.value.low, count.value.best, count.value.high) == (None, AINES[noun], None)
    assert text[count.start : count.end] == f"Une {size}{noun} d'hommes"


@pytest.mark.parametrize(("low", "high"), [(2, 3), (10, 12), (30, 40), (35, 40), (200, 300), (1000, 2000)])
@pytest.mark.parametrize("frame", ["{} à {}", "{} ou {}", "entre {} et {}", "de {} à {}", "{}, voire {}"])
@pytest.mark.parametrize("form", ["figures", "words"])
def test_ranges_have_the_lower_end_as_best(low, high, frame, form):
    ends = (low, high) if form == "figures" else (spelled(low), spelled(high))
    words = frame.format(*ends)
    text = f"Lundi, {words} soldats ont fui."
    (count,) = find_counts(text)
    assert (count.value.low, count.value.best, count.value.high) == (low, low, high)
    assert text[count.start : count.end] == f"{words} soldats"
