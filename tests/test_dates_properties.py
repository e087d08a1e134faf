"""Dates: what holds for every text and every form."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from defection_extract.annotations import DateValue
from defection_extract.components.dates import find_dates, resolve_date
from defection_extract.pipeline import build

with (Path(__file__).parent / "data" / "date_phrases.csv").open(encoding="utf-8", newline="") as table:
    PHRASES = [row["phrase"] for row in csv.DictReader(table)]
WORDS = sorted({word for phrase in PHRASES for word in phrase.split()})
MARKS = [
    ",",
    ".",
    "\n",
    "\n\n",
    "«",
    "»",
    "(",
    ")",
    "-",
    "–",
    "Homs",
    "soldats",
    "a annoncé",
    "31 juin",
    "99/99/99",
]
PIECES = st.one_of(st.sampled_from(WORDS), st.sampled_from(MARKS), st.sampled_from(PHRASES))
TEXTS = st.lists(PIECES, max_size=25).map(" ".join)
PUBLISHED = st.one_of(st.none(), st.dates())
steady = settings(deadline=None)
"""The first example of a test may build the pipeline or compile the grammar."""


def check(text: str, published: dt.date | None) -> None:
    end = 0
    for found in find_dates(text):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == text[found.start : found.end].strip()
        end = found.end
        date = resolve_date(found.value, published)
        if date.earliest and date.latest:
            assert date.earliest <= date.latest
        assert (date.edtf is None) == (date.earliest is None and date.latest is None)
        assert date.precision in ("day", "week", "month", "year", "range", "vague")


@steady
@given(st.text(max_size=200), PUBLISHED)
def test_any_text(text, published):
    check(text, published)


@settings(max_examples=500, deadline=None)
@given(TEXTS, PUBLISHED)
def test_any_words_of_dates(text, published):
    check(text, published)


@steady
@given(st.text(alphabet="0123456789,./-: hj", max_size=60), PUBLISHED)
def test_any_figures(text, published):
    check(text, published)


@steady
@given(TEXTS, st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)))
def test_a_kept_value_resolves_as_one_just_read(text, published):
    kept = [(f.start, f.end, asdict(f.value)) for f in find_dates(text)]
    again = {(f.start, f.end): resolve_date(f.value, published) for f in find_dates(text)}
    assert {(start, end): resolve_date(DateValue(**data), published) for start, end, data in kept} == again


@steady
@given(st.sampled_from(PHRASES), st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)))
def test_absolute_dates_do_not_move_with_the_article(phrase, published):
    for found in find_dates(f"Ils ont fui {phrase}."):
        if found.value.anchor == "none" and found.value.role == "point":
            assert resolve_date(found.value, published) == resolve_date(found.value, None)


@steady
@given(st.sampled_from(PHRASES))
def test_spans_of_the_doc_tell_what_the_text_tells(phrase):
    text = f"Des soldats ont fui {phrase} à Homs."
    doc = pipeline()(text)
    spans = {(span.start_char, span.end_char): span._.date for span in doc.spans["dates"]}
    for found in find_dates(text):
        (value,) = [v for (start, end), v in spans.items() if start <= found.start and found.end <= end]
        assert replace(value, reported=found.value.reported) == found.value


@cache
def pipeline():
    return build(stages=("defx_dates",))


def test_a_table_of_figures_holds_no_date():
    assert find_dates("12,345,678," * 2000) == []
    assert find_dates("9" * 5000) == []


def test_chains_of_next_days_stay_known():
    text = "Le 1er mai 2012, il pleuvait. " + "Le lendemain, il pleuvait. " * 40
    last = find_dates(text)[-1]
    assert resolve_date(last.value, None).earliest == dt.date(2012, 5, 1) + dt.timedelta(days=40)
