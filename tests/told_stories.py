"""The set of stories that linking is measured on: which article tells of which defection, in data/stories.csv.

One row is one claim of one article. `kind` is the factuality or "aggregate", empty for a reported incident. Counts
are written as "7", "~50" (approximate), ">40" (more than), "20+" (vague), "40-50" (range). Stories whose names begin
with the same letters are near misses of each other.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

from defection_extract.gazetteer.places import default_finder
from defection_extract.records import Count, DateRef, DefectionEvent, Extraction, PlaceRef
from made_records import count, date, event, extraction, group, loose, person, rank

PATH = Path(__file__).parent / "data" / "stories.csv"
Pair = tuple[str, str]


@cache
def told() -> tuple[tuple[str, Extraction], ...]:
    """Every row as (story, an article of one event); the articles are called a0, a1…"""
    with PATH.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return tuple((row["story"], _article(f"a{n}", row)) for n, row in enumerate(rows))


def same_story() -> set[Pair]:
    """Pairs of articles that tell of one defection."""
    stories: dict[str, list[str]] = defaultdict(list)
    for story, article in told():
        stories[story].append(article.article.id)
    return pairs(stories.values())


def pairs(groups: Iterable[list[str]]) -> set[Pair]:
    """All pairs within the groups."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def _article(id: str, row: dict[str, str]) -> Extraction:
    return extraction(id, _event(id, row), published=row["published"] or None)


def _event(id: str, row: dict[str, str]) -> DefectionEvent:
    aggregate = row["kind"] == "aggregate"
    return event(
        f"e{id}",
        factuality="reported" if aggregate else row["kind"] or "reported",
        scope="aggregate" if aggregate else "incident",
        defected_from=tuple(map(group, _list(row["from"]))),
        defected_to=tuple(map(group, _list(row["to"]))),
        count=_count(row["count"]),
        date=_date(row["date"]),
        places=tuple(map(place_named, _list(row["places"]))),
        destinations=tuple(map(place_named, _list(row["destinations"]))),
        persons=tuple(person(*name.split(":")) for name in _list(row["persons"])),
        ranks=tuple(map(rank, _list(row["ranks"]))),
    )


def _list(cell: str) -> Iterator[str]:
    return (part for part in cell.split(",") if part)


@cache
def place_named(words: str) -> PlaceRef:
    """The place as the gazetteer links it, as in an article."""
    ((_, _, value),) = default_finder().find(words)
    fields = (
        "id",
        "name",
        "kind",
        "country",
        "admin1",
        "lat",
        "lon",
        "pcode",
        "geonames_id",
        "match",
        "score",
    )
    return PlaceRef(**{field: getattr(value, field) for field in fields}, mention=loose(words))


def _count(cell: str) -> Count | None:
    if not cell:
        return None
    number = int(cell.strip("~>+").partition("-")[0])
    if cell.startswith("~"):
        return count(None, number, None, "approximate")
    if cell.startswith(">"):
        return count(number, number, None, "more_than")
    if cell.endswith("+"):
        return count(number, None, None, "vague")
    if "-" in cell:
        return count(number, number, int(cell.partition("-")[2]), "range")
    return count(number, number, number)


def _date(cell: str) -> DateRef | None:
    return date(*cell.split("/"), precision="range" if "/" in cell else "day") if cell else None
