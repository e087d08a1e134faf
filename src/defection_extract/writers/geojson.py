"""GeoJSON (RFC 7946): one feature an event, at the places that they left."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

from .columns import COLUMNS

if TYPE_CHECKING:
    from ..records import DefectionEvent, Extraction

_GEOMETRY = ("latitude", "longitude")


def write_geojson(results: Iterable[Extraction], file: TextIO) -> None:
    """A FeatureCollection; the properties are the columns of the tables, coordinates aside."""
    file.write('{"type":"FeatureCollection","features":[')
    for number, written in enumerate(map(_dumped, _features(results))):
        file.write(f"{',' if number else ''}\n{written}")
    file.write("\n]}\n")


def _features(results: Iterable[Extraction]) -> Iterable[dict[str, Any]]:
    for result in results:
        for event in result.events:
            told = {c.name: c.read(result.article, event) for c in COLUMNS if c.name not in _GEOMETRY}
            yield {
                "type": "Feature",
                "id": f"{result.article.id}#{event.event_id}",
                "geometry": geometry(event),
                "properties": {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in told.items()},
            }


def geometry(event: DefectionEvent) -> dict[str, Any] | None:
    """A point, or points for several places; None where no place is known (an unlocated feature)."""
    points = list(
        dict.fromkeys((p.lon, p.lat) for p in event.places if p.lat is not None and p.lon is not None)
    )
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": list(points[0])}
    return {"type": "MultiPoint", "coordinates": [list(point) for point in points]}


def _dumped(feature: dict[str, Any]) -> str:
    return json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
