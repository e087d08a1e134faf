"""How many links are right on sentences of our own, and how few places ordinary French holds."""

from __future__ import annotations

import csv
from math import cos, hypot, radians
from pathlib import Path

import pytest

from defection_extract.gazetteer.places import default_finder
from defection_extract.gazetteer.words import canonical

DATA = Path(__file__).parent / "data"
ROWS = list(csv.DictReader((DATA / "toponyms.csv").open(encoding="utf-8")))
HELD_OUT = [row for number, row in enumerate(ROWS) if number % 3 == 0]
"""Kept aside while weights and threshold were chosen on the rest."""
TUNED_ON = [row for number, row in enumerate(ROWS) if number % 3]


def linked(row: dict[str, str]) -> tuple[bool, bool]:
    """Whether the mention of a row is linked, and whether within 10 km of its place."""
    sentence = row["sentence"]
    start = sentence.index(row["mention"])
    end = start + len(row["mention"])
    values = [value for a, b, value in default_finder().find(sentence) if a < end and b > start]
    if not values or values[0].id is None:
        return False, False
    value = values[0]
    lat, lon = float(row["lat"]), float(row["lon"])
    apart = 999.0
    if value.lat is not None and value.lon is not None:
        apart = 111.2 * hypot(value.lat - lat, (value.lon - lon) * cos(radians(lat)))
    return True, value.id == row["id"] or apart <= 10


@pytest.mark.parametrize("rows", [TUNED_ON, HELD_OUT], ids=["tuned on", "held out"])
def test_links_are_right(rows: list[dict[str, str]]) -> None:
    results = [linked(row) for row in rows]
    given = sum(is_linked for is_linked, _ in results)
    right = sum(is_right for _, is_right in results)
    assert right / len(rows) >= 0.95
    assert right / given >= 0.97


def test_the_mentions_are_many_and_half_of_them_spelled_as_no_table_does() -> None:
    unlisted = [row for row in ROWS if not default_finder().table.named(canonical(row["mention"]))]
    assert len(ROWS) >= 250
    assert len(unlisted) >= len(ROWS) / 2


def test_ordinary_french_holds_no_place() -> None:
    lines = (DATA / "ordinary_french.txt").read_text(encoding="utf-8").splitlines()
    false = [(line, line[start:end]) for line in lines for start, end, _ in default_finder().find(line)]
    assert len(lines) >= 200
    assert len(false) <= 2, false


def test_ordinary_words_stay_so_in_an_article_about_the_region() -> None:
    """The same colliding words, after a sentence that makes the article one about Syria."""
    lines = (DATA / "ordinary_french.txt").read_text(encoding="utf-8").splitlines()
    opening = "L'armée syrienne a repris Alep. "
    false = [
        (line, value.name) for line in lines for _, _, value in default_finder().find(opening + line)[1:]
    ]
    assert len(false) <= len(lines) * 0.05, false
