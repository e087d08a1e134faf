"""Counts: what holds for every text."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from defection_extract.components.counts import find_counts
from defection_extract.components.counts.lexer import read_words
from defection_extract.pipeline import build

WORDS = [
    *(
        "un",
        "une",
        "deux",
        "trois",
        "vingt",
        "cent",
        "mille",
        "million",
        "et",
        "ou",
        "à",
        "de",
        "d'",
        "des",
        "les",
    ),
    *(
        "ses",
        "leurs",
        "plus",
        "moins",
        "au",
        "près",
        "environ",
        "entre",
        "jusqu'à",
        "voire",
        "dizaine",
        "dizaines",
    ),
    *(
        "centaine",
        "milliers",
        "trentaine",
        "demi-douzaine",
        "plusieurs",
        "quelques",
        "soldats",
        "officiers",
        "le",
    ),
    *(
        "général",
        "colonel",
        "X",
        "avec",
        "accompagné",
        "dont",
        "parmi",
        "moitié",
        "12",
        "1.200",
        "200",
        "3,5",
    ),
    *(
        "2012",
        "mai",
        "%",
        "ans",
        "premier",
        "cinquième",
        "Homs",
        "Riad",
        ",",
        ".",
        ";",
        "«",
        "»",
        "(",
        ")",
        "\n",
    ),
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)
steady = settings(deadline=None)
"""The first example of a test may build the pipeline or compile the grammar."""


def check(text: str) -> None:
    spans = [(c.start, c.end) for c in find_counts(text)]
    assert len(spans) == len(set(spans))
    for count in find_counts(text):
        value = count.value
        assert 0 <= count.start < count.end <= len(text)
        assert text[count.start : count.end].strip() == text[count.start : count.end]
        known = [n for n in (value.low, value.best, value.high) if n is not None]
        assert known
        assert known == sorted(known)
        if value.noun:
            assert count.start <= value.noun[0] < value.noun[1] <= count.end


@steady
@given(st.text(max_size=200))
def test_any_text(text):
    check(text)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_words_of_counting(text):
    check(text)


@steady
@given(TEXTS)
def test_words_are_the_text_in_order(text):
    words = read_words(text)
    assert all(a.end <= b.start for a, b in pairwise(words))
    assert all(text[word.start : word.end] == word.text or word.text.islower() for word in words)


@steady
@given(st.integers(2, 10**9))
def test_any_number_in_figures_is_read(number):
    (count,) = find_counts(f"Hier, {number} soldats ont fui.")
    assert (count.value.low, count.value.best, count.value.high) == (number, number, number)


@steady
@given(TEXTS)
def test_spans_of_the_doc_tell_what_the_text_tells(text):
    doc = pipeline()(text)
    told = {(s.start_char, s.end_char) for s in doc.spans["counts"]}
    assert len(told) == len(doc.spans["counts"])
    assert all(span._.count is not None for span in doc.spans["counts"])


@cache
def pipeline():
    return build(stages=("defx_counts",))


def test_digits_without_end_are_identifiers():
    assert find_counts("9" * 5000) == []
    assert find_counts(re.sub("(.{3})", r"\1,", "123" * 2000)) is not None
