"""Users' own gazetteers: CSV files with the columns of places.csv, which add rows or override them by id."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import DataError
from .context import lexicon
from .rows import COLUMNS, KINDS, PlaceRow, parse_row
from .table import Layers, PlaceTable
from .words import canonical

OWN_PROMINENCE = 3
"""Prominence of a user's row that tells none: what a user adds is to be found."""
_REQUIRED = ("id", "name", "kind")
_MARGIN = 0.3
"""Degrees by which a place may lie outside the box of its country's other places."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line (1 is the header) of a user's gazetteer."""

    line: int
    code: str
    message: str


def read_own(path: Path) -> PlaceTable:
    """The table of a user's file. Raises DataError, with line numbers, where a row cannot be used."""
    rows, problems = _parse(path)
    if problems:
        first = problems[0]
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise DataError(
            f"{path}, line {first.line}: {first.message}{more}", f"see: defx gazetteer check {path}"
        )
    return PlaceTable.of(row for _, row in rows)


def check_own(path: Path, base: Layers) -> list[Problem]:
    """Everything wrong or doubtful in a user's file, by line. Raises DataError where it is no CSV file."""
    rows, problems = _parse(path)
    numbered = list(rows)
    problems += _missing_parents(numbered, base)
    problems += _colliding(numbered, base)
    problems += _outside(numbered, base)
    problems += _ordinary(numbered)
    return sorted(problems, key=lambda problem: (problem.line, problem.code))


def _parse(path: Path) -> tuple[list[tuple[int, PlaceRow]], list[Problem]]:
    rows: list[tuple[int, PlaceRow]] = []
    problems: list[Problem] = []
    for line, cells in _read(path):
        found = _faults(cells)
        problems += [Problem(line, code, message) for code, message in found]
        if not found:
            row = parse_row({**dict.fromkeys(COLUMNS, ""), **cells})
            rows.append((line, row if cells.get("prominence") else replace(row, prominence=OWN_PROMINENCE)))
    counts = Counter(row.id for _, row in rows)
    problems += [
        Problem(line, "duplicate-id", f"the id {row.id} stands on {counts[row.id]} lines")
        for line, row in rows
        if counts[row.id] > 1
    ]
    return rows, sorted(problems, key=lambda problem: problem.line)


def _read(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of the file with their cells."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise DataError(f"{path}: no column {', '.join(missing)}", f"columns: {','.join(COLUMNS)}")
            for raw in reader:
                yield reader.line_num, {name: (cell or "").strip() for name, cell in raw.items() if name}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: {error}", "give a CSV file in UTF-8") from error


def _faults(cells: dict[str, str]) -> Iterable[tuple[str, str]]:
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


def _missing_parents(rows: list[tuple[int, PlaceRow]], base: Layers) -> Iterator[Problem]:
    ids = {row.id for _, row in rows}
    for line, row in rows:
        if row.parent_id and row.parent_id not in ids and base.by_id(row.parent_id) is None:
            yield Problem(
                line, "missing-parent", f"the parent {row.parent_id} is neither here nor in places.csv"
            )


def _colliding(rows: list[tuple[int, PlaceRow]], base: Layers) -> Iterator[Problem]:
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


def _outside(rows: list[tuple[int, PlaceRow]], base: Layers) -> Iterator[Problem]:
    boxes = base.boxes() if any(row.lat is not None for _, row in rows) else {}
    for line, row in rows:
        box = boxes.get(row.country)
        if box is None or row.lat is None or row.lon is None:
            continue
        south, north, west, east = box
        inside = south - _MARGIN <= row.lat <= north + _MARGIN and west - _MARGIN <= row.lon <= east + _MARGIN
        if not inside:
            yield Problem(line, "outside", f"{row.lat:g}, {row.lon:g} lies outside {row.country}")


def _ordinary(rows: list[tuple[int, PlaceRow]]) -> Iterator[Problem]:
    lex = lexicon()
    for line, row in rows:
        for name in row.names:
            key = canonical(name)
            if key in lex.given or key in lex.guards["ordinary"] or key in lex.guards["no_names"]:
                yield Problem(line, "ordinary-word", f"{name!r} is also an ordinary word or a first name")
