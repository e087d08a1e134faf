"""The rows of groups.csv: every armed group and state body that has an id."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..annotations import GroupValue
from ..errors import DataError
from .rows import data_folder

COLUMNS = ("id", "name", "parent", "side", "kind", "aliases")


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A row: `parent` is an id or "", `former` holds (name, EDTF interval of years) of earlier names."""

    id: str
    name: str
    parent: str
    side: str
    kind: str
    aliases: tuple[str, ...] = ()
    former: tuple[tuple[str, str], ...] = ()
    source: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the group, the current one first."""
        return (self.name, *self.aliases, *(name for name, _ in self.former))


class Groups:
    """The groups by id, with their ancestry."""

    def __init__(self, rows: list[GroupRow]) -> None:
        self.by_id = {row.id: row for row in rows}

    def ancestors(self, id: str) -> tuple[str, ...]:
        """The ids from the parent of `id` to its root."""
        found: list[str] = []
        parent = self.by_id[id].parent
        while parent and parent not in found:
            found.append(parent)
            parent = self.by_id[parent].parent
        return tuple(found)

    def value(self, id: str, match: str) -> GroupValue:
        """A mention's value for the group `id`."""
        row = self.by_id[id]
        return GroupValue(id, row.name, row.side, row.kind, self.ancestors(id), match=match)


def read_groups(path: Path) -> list[GroupRow]:
    """The rows of a CSV file: id, name, parent, side, kind, aliases; former and source are optional.

    Raises DataError, with the line number, where the file or a row is broken.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise DataError(f"{path}: no column {', '.join(missing)}", f"columns: {', '.join(COLUMNS)}")
            return [_row(raw, f"{path}, line {reader.line_num}") for raw in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: {error}", "reinstall defx, or give another gazetteer") from error


def _row(raw: dict[str, str | None], where: str) -> GroupRow:
    cells = {name: (raw.get(name) or "").strip() for name in (*COLUMNS, "former", "source")}
    if not cells["id"] or not cells["name"]:
        raise DataError(f"{where}: a group needs an id and a name", "fill both cells")
    try:
        return parse_row(cells)
    except ValueError as error:
        raise DataError(f"{where}: {error}", "write it as NAME=2012/2016") from error


def parse_row(cells: dict[str, str]) -> GroupRow:
    """A row from its stripped cells by column. Raises ValueError where a former name has no years."""
    return GroupRow(
        id=cells["id"],
        name=cells["name"],
        parent=cells["parent"],
        side=cells["side"],
        kind=cells["kind"],
        aliases=tuple(alias for alias in cells["aliases"].split("|") if alias),
        former=tuple(_dated(cell) for cell in cells.get("former", "").split("|") if cell),
        source=cells.get("source", ""),
    )


def _dated(cell: str) -> tuple[str, str]:
    name, _, years = cell.partition("=")
    if "/" not in years:
        raise ValueError(f"former name {cell!r} has no years (NAME=2012/2016)")
    return name, years


def check_parents(rows: list[GroupRow], where: str) -> None:
    """Raises DataError where an id stands twice or a parent is no row."""
    ids: set[str] = set()
    for row in rows:
        if row.id in ids:
            raise DataError(f"{where}: two groups have the id {row.id}", "ids are unique")
        ids.add(row.id)
    for row in rows:
        if row.parent and row.parent not in ids:
            raise DataError(
                f"{where}: the parent of {row.id}, {row.parent}, is no row", "add it, or name another"
            )


@cache
def default_groups() -> Groups:
    """The groups of the gazetteer that comes with the package."""
    path = data_folder() / "groups.csv"
    rows = read_groups(path)
    check_parents(rows, str(path))
    return Groups(rows)
