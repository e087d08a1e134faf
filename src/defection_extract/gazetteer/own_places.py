"""Places of users' own: rows that add to those of places.csv, or override them by id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from .context import lexicon
from .own_files import Problem, read_known, refuse, repeated
from .rows import COLUMNS, KINDS, PlaceRow, parse_row
from .table import Layers, PlaceTable
from .words import canonical

OWN_PROMINENCE = 3
"""Prominence of a user's row that tells none: what a user adds is to be found."""
_REQUIRED = ("id", "name", "kind")
_MARGIN = 0.3
"""Degrees by which a place may lie outside the box of its country's other places."""


Numbered = list[tuple[int, PlaceRow]]


def read_places(path: Path) -> PlaceTable:
    """The table of a user's file. Raises DataError, with line numbers, where a row cannot be used."""
    rows, problems = parse_places(read_known(path)[1])
    refuse(path, problems)
    return PlaceTable.of(row for _, row in rows)


def check_places(lines: list[tuple[int, dict[str, str]]], base: Layers) -> list[Problem]:
    """Everything wrong or doubtful in a user's rows."""
    rows, problems = parse_places(lines)
    problems += _missing_parents(rows, base)
    problems += _colliding(rows, base)
    problems += _outside(rows, base)
    problems += _ordinary(rows)
    return problems


def parse_places(lines: list[tuple[int, dict[str, str]]]) -> tuple[Numbered, list[Problem]]:
    """The rows that can be used, and what is wrong with the others."""
    rows: Numbered = []
    problems: list[Problem] = []
    for line, cells in lines:
        found = _faults(cells)
        problems += [Problem(line, code, message) for code, message in found]
        if not found:
            row = parse_row({**dict.fromkeys(COLUMNS, ""), **cells})
            rows.append((line, row if cells.get("prominence") else replace(row, prominence=OWN_PROMINENCE)))
    return rows, [*problems, *repeated([(line, row.id) for line, row in rows])]


def _faults(cells: dict[str, str]) -> list[tuple[str, str]]:
    """What makes a row unusable: (code, message)."""
    faults = [("empty", f"{name} is empty") for name in _REQUIRED if not cells[name]]
    if cells["kind"] and cells["kind"] not in KINDS:
        faults.append(("kind", f"{cells['kind']!r} is no kind; one of {', '.join(sorted(KINDS))}"))
    if bool(cells["lat"]) != bool(cells["lon"]):
        faults.append(("coordinates", "lat and lon go together"))
    for name, limit in (("lat", 90.0), ("lon", 180.0)):
        if cells[name] and not _is_number(cells[name], limit):
            faults.append(
                ("coordinates", f"{name} {cells[name]!r} is no number of degrees within ±{limit:g}")
            )
    if cells["geonames_id"] and not cells["geonames_id"].isdecimal():
        faults.append(("geonames-id", f"geonames_id {cells['geonames_id']!r} is no number"))
    if cells.get("prominence", "") not in ("", "0", "1", "2", "3"):
        faults.append(("prominence", f"prominence {cells['prominence']!r} is not 0, 1, 2 or 3"))
    if cells["name"] and not canonical(cells["name"]):
        faults.append(("name", f"name {cells['name']!r} has no letter that French text could show"))
    return faults


def _is_number(cell: str, limit: float) -> bool:
    try:
        return abs(float(cell)) <= limit
    except ValueError:
        return False


def _missing_parents(rows: Numbered, base: Layers) -> Iterator[Problem]:
    ids = {row.id for _, row in rows}
    for line, row in rows:
        if row.parent_id and row.parent_id not in ids and base.by_id(row.parent_id) is None:
            yield Problem(
                line, "missing-parent", f"the parent {row.parent_id} is neither here nor in places.csv"
            )


def _colliding(rows: Numbered, base: Layers) -> Iterator[Problem]:
    """Names that two rows of the file bear, or one of it and a well-known place."""
    bearers: dict[str, list[str]] = defaultdict(list)
    for _, row in rows:
        for key in {canonical(name) for name in row.names}:
            bearers[key].append(row.id)
    own = {row.id for _, row in rows}
    for line, row in rows:
        for name in row.names:
            key = canonical(name)
            others = [id for id in bearers[key] if id != row.id]
            others += [known.id for known in base.named(key) if known.prominence >= 2 and known.id not in own]
            if others:
                yield Problem(line, "collision", f"{name!r} also names {', '.join(sorted(set(others))[:4])}")


def _outside(rows: Numbered, base: Layers) -> Iterator[Problem]:
    boxes = base.boxes() if any(row.lat is not None for _, row in rows) else {}
    for line, row in rows:
        box = boxes.get(row.country)
        if box is None or row.lat is None or row.lon is None:
            continue
        south, north, west, east = box
        inside = south - _MARGIN <= row.lat <= north + _MARGIN and west - _MARGIN <= row.lon <= east + _MARGIN
        if not inside:
            yield Problem(line, "outside", f"{row.lat:g}, {row.lon:g} lies outside {row.country}")


def _ordinary(rows: Numbered) -> Iterator[Problem]:
    lex = lexicon()
    for line, row in rows:
        for name in row.names:
            key = canonical(name)
            if key in lex.given or key in lex.guards["ordinary"] or key in lex.guards["no_names"]:
                yield Problem(line, "ordinary-word", f"{name!r} is also an ordinary word or a first name")
