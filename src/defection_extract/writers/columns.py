"""Events as flat rows: one row an event, columns named by the field's usage (docs/columns.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ..records import ArticleMeta, DefectionEvent, Extraction, PlaceRef

Value = str | int | float | dt.date | None
Row = dict[str, Value]
Type = Literal["string", "integer", "number", "date"]
SEPARATOR = " | "
"""Between the values of a column that holds several, in the order of the record."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type, what it holds, and how it is read from an event of an article."""

    name: str
    type: Type
    meaning: str
    read: Callable[[ArticleMeta, DefectionEvent], Value]


def rows(results: Iterable[Extraction]) -> Iterator[Row]:
    """One row an event, in the order of the results; articles without events give none."""
    for result in results:
        for event in result.events:
            yield {column.name: column.read(result.article, event) for column in COLUMNS}


def _joined(values: Iterable[object]) -> str | None:
    """The values, each on one line; None where there are none. A missing one stays an empty place."""
    texts = ["" if value is None else " ".join(str(value).split()) for value in values]
    return SEPARATOR.join(texts) if any(texts) else None


def _located(places: Iterable[PlaceRef]) -> PlaceRef | None:
    """The first place that has coordinates, or else the first."""
    listed = list(places)
    return next((place for place in listed if place.lat is not None and place.lon is not None), None) or next(
        iter(listed), None
    )


def _place(
    field: Literal["places", "destinations"], attribute: str
) -> Callable[[ArticleMeta, DefectionEvent], Value]:
    """An attribute of the place that stands for a slot."""

    def read(_: ArticleMeta, event: DefectionEvent) -> Value:
        place = _located(getattr(event, field))
        value: Value = getattr(place, attribute) if place else None
        return value

    return read


def _part(field: Literal["count", "date"], attribute: str) -> Callable[[ArticleMeta, DefectionEvent], Value]:
    def read(_: ArticleMeta, event: DefectionEvent) -> Value:
        value: Value = getattr(getattr(event, field), attribute, None)
        return value

    return read


def _list(field: str, attribute: str) -> Callable[[ArticleMeta, DefectionEvent], Value]:
    return lambda _, event: _joined(getattr(item, attribute) for item in getattr(event, field))


def _two(field: str, first: str, second: str) -> Callable[[ArticleMeta, DefectionEvent], Value]:
    """Two attributes of every item as "first: second"; the first alone where the second is missing."""

    def read(_: ArticleMeta, event: DefectionEvent) -> Value:
        pairs = ((getattr(item, first), getattr(item, second)) for item in getattr(event, field))
        return _joined(f"{a}: {b}" if b is not None else a for a, b in pairs)

    return read


COLUMNS: tuple[Column, ...] = (
    Column("article_id", "string", "Id of the article", lambda a, _: a.id),
    Column("article_source", "string", "File, site or outlet that it comes from", lambda a, _: a.source),
    Column("article_title", "string", "Its headline", lambda a, _: a.title),
    Column("article_published", "date", "Its publication date", lambda a, _: a.published),
    Column("event_id", "string", "Id of the event in the article", lambda _, e: e.event_id),
    Column("factuality", "string", "reported, attempted, hypothetical or denied", lambda _, e: e.factuality),
    Column("scope", "string", "incident or aggregate", lambda _, e: e.scope),
    Column(
        "confidence",
        "number",
        "Calibrated probability that the record is right, 0 to 1",
        lambda _, e: e.confidence,
    ),
    Column(
        "event_date_earliest", "date", "First day on which it can have happened", _part("date", "earliest")
    ),
    Column("event_date_latest", "date", "Last such day, inclusive", _part("date", "latest")),
    Column(
        "event_date_precision", "string", "day, week, month, year, range or vague", _part("date", "precision")
    ),
    Column("event_date_edtf", "string", "The same interval in EDTF (ISO 8601-2)", _part("date", "edtf")),
    Column("count_low", "integer", "Fewest defectors that the text allows", _part("count", "low")),
    Column("count_best", "integer", "The number that the text states", _part("count", "best")),
    Column("count_high", "integer", "Most defectors that the text allows", _part("count", "high")),
    Column(
        "count_qualifier",
        "string",
        "exact, approximate, more_than, at_least, less_than, at_most, range, vague",
        _part("count", "qualifier"),
    ),
    Column("count_unit", "string", "What is counted, as written", _part("count", "unit")),
    Column("from_id", "string", "Gazetteer ids of the groups that they left", _list("defected_from", "id")),
    Column("from_name", "string", "Names of the groups that they left", _list("defected_from", "name")),
    Column("to_id", "string", "Gazetteer ids of the groups that they joined", _list("defected_to", "id")),
    Column("to_name", "string", "Names of the groups that they joined", _list("defected_to", "name")),
    Column(
        "place_id",
        "string",
        "Gazetteer id of the place that they left, the first that is located",
        _place("places", "id"),
    ),
    Column("place_name", "string", "Its name", _place("places", "name")),
    Column("country", "string", "Its country, ISO 3166-1 alpha-2", _place("places", "country")),
    Column("admin1", "string", "Its governorate", _place("places", "admin1")),
    Column("pcode", "string", "Its OCHA p-code", _place("places", "pcode")),
    Column("geonames_id", "integer", "Its GeoNames id", _place("places", "geonames_id")),
    Column("latitude", "number", "Its latitude, WGS84 degrees", _place("places", "lat")),
    Column("longitude", "number", "Its longitude, WGS84 degrees", _place("places", "lon")),
    Column(
        "place_match", "string", "How its name was found: exact, variant or fuzzy", _place("places", "match")
    ),
    Column("place_names", "string", "All places that they left", _list("places", "name")),
    Column(
        "destination_id",
        "string",
        "Gazetteer id of where they went, the first that is located",
        _place("destinations", "id"),
    ),
    Column("destination_name", "string", "Its name", _place("destinations", "name")),
    Column(
        "destination_country", "string", "Its country, ISO 3166-1 alpha-2", _place("destinations", "country")
    ),
    Column("destination_latitude", "number", "Its latitude, WGS84 degrees", _place("destinations", "lat")),
    Column("destination_longitude", "number", "Its longitude, WGS84 degrees", _place("destinations", "lon")),
    Column("destination_names", "string", "All places that they went to", _list("destinations", "name")),
    Column("via_names", "string", "Places passed on the way", _list("via", "name")),
    Column("person_names", "string", 'Named defectors, as "name: rank"', _two("persons", "name", "rank")),
    Column("ranks", "string", 'Ranks among the defectors, as "rank: number"', _two("ranks", "rank", "count")),
    Column("reasons", "string", "Categories of reasons", _list("reasons", "category")),
    Column("means", "string", "How they left, as written", _list("means", "text")),
    Column(
        "equipment", "string", 'Weapons and vehicles, as "item: status"', _two("equipment", "item", "status")
    ),
    Column("reprisals", "string", "What was done about it", _list("reprisals", "kind")),
    Column("source_names", "string", 'Who says so, as "name: kind"', _two("sources", "name", "kind")),
    Column("trigger_text", "string", "The words that say it", lambda _, e: e.trigger.text),
    Column(
        "trigger_start",
        "integer",
        "Their offset in the article, in code points",
        lambda _, e: e.trigger.start,
    ),
    Column("trigger_end", "integer", "The offset of their end", lambda _, e: e.trigger.end),
    Column("evidence", "string", "The sentences that the record rests on", _list("evidence", "text")),
)
"""All columns, in order; every tabular format has the same."""
