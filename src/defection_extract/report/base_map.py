"""The map under the points: governorates and rivers of map/, projected to the coordinates of an SVG.

The projection is equirectangular, true to scale at 35° N: fit for one country of five degrees of latitude.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, radians
from typing import Any

from ..errors import DataError

WEST, EAST, SOUTH, NORTH = 35.0, 43.0, 32.0, 37.8
"""The frame in degrees (WGS84): Syria and a margin."""
PER_DEGREE = 100
"""SVG units per degree of latitude."""
_TRUE_LATITUDE = 35
_X_SCALE = PER_DEGREE * cos(radians(_TRUE_LATITUDE))


@dataclass(frozen=True, slots=True)
class Shape:
    """One outline or river: its name, and its path in SVG units."""

    name: str
    path: str


def frame() -> dict[str, float]:
    """What a script needs to project points: x = (lon - west) * x_scale, y = (north - lat) * y_scale."""
    return {
        "west": WEST,
        "north": NORTH,
        "x_scale": round(_X_SCALE, 3),
        "y_scale": PER_DEGREE,
        "width": round((EAST - WEST) * _X_SCALE),
        "height": round((NORTH - SOUTH) * PER_DEGREE),
    }


def shapes(name: str, lang: str) -> list[Shape]:
    """The shapes of map/`name`.geojson, named in a language."""
    return [Shape(feature["properties"][lang], _path(feature["geometry"])) for feature in _features(name)]


def governorate_names(lang: str) -> dict[str, str]:
    """The names of the governorates by p-code."""
    rows = (feature["properties"] for feature in _features("governorates"))
    return {row["pcode"]: row[lang] for row in rows}


@cache
def _features(name: str) -> list[dict[str, Any]]:
    path = files(__package__) / "map" / f"{name}.geojson"
    try:
        features: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"map {name}.geojson: {error}", "reinstall defx") from error
    return features


def _path(geometry: dict[str, Any]) -> str:
    """Rings of a Polygon close, lines of a MultiLineString do not."""
    end = "Z" if geometry["type"] == "Polygon" else ""
    return "".join(f"M{' '.join(map(_point, line))}{end}" for line in geometry["coordinates"])


def _point(lon_lat: list[float]) -> str:
    return f"{(lon_lat[0] - WEST) * _X_SCALE:.1f},{(NORTH - lon_lat[1]) * PER_DEGREE:.1f}"
