"""The rows of places.csv and of users' own gazetteers."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import DataError

COLUMNS = ("id", "name", "kind", "parent_id", "country", "lat", "lon", "pcode", "geonames_id", "aliases")
KINDS = frozenset(
    {
        *("country", "governorate", "district", "subdistrict", "community", "neighbourhood"),
        *("region", "river", "lake", "island", "mountain"),
        *("camp", "crossing", "airbase", "base", "dam", "bridge", "site"),
    }
)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place: `lat`, `lon` in degrees (WGS84), None if unknown; `country` an ISO code, "" where it has none.

    `prominence`: 3 for what a reader of French news knows, 2 for districts, sub-districts, their chief towns,
    bases, crossings and camps, 1 for communities with a p-code and neighbours' districts, 0 for the rest.
    """

    id: str
    name: str
    kind: str
    parent_id: str
    country: str
    lat: float | None
    lon: float | None
    pcode: str
    geonames_id: int | None
    aliases: tuple[str, ...]
    prominence: int = 1

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the one to show first."""
        return (self.name, *self.aliases)


def parse_row(cells: dict[str, str]) -> PlaceRow:
    """A row from its cells by column. Raises ValueError where a cell that must be one is no number."""
    return PlaceRow(
        id=cells["id"],
        name=cells["name"],
        kind=cells["kind"],
        parent_id=cells["parent_id"],
        country=cells["country"],
        lat=float(cells["lat"]) if cells["lat"] else None,
        lon=float(cells["lon"]) if cells["lon"] else None,
        pcode=cells["pcode"],
        geonames_id=int(cells["geonames_id"]) if cells["geonames_id"] else None,
        aliases=tuple(alias for alias in cells["aliases"].split("|") if alias),
        prominence=int(cells.get("prominence") or 1),
    )


def data_folder() -> Path:
    """The folder of the gazetteers, in the installed package or in a checkout.

    Raises DataError where it is in neither.
    """
    package = Path(__file__).parents[1]
    for folder in (package / "gazetteers", package.parents[1] / "gazetteers"):
        if folder.is_dir():
            return folder
    raise DataError(f"no gazetteers beside {package}", "reinstall defx")


def read_lines(name: str) -> list[str]:
    """The lines of a file of the gazetteers. Raises DataError where it is missing."""
    path = data_folder() / name
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: {error}", "reinstall defx") from error


def read_cells(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """The rows of CSV lines as dicts of stripped cells; the first line names the columns."""
    for raw in csv.DictReader(lines):
        yield {name: (cell or "").strip() for name, cell in raw.items() if name}
