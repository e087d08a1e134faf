"""Users' own gazetteers: CSV files with the columns of places.csv or of groups.csv."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import DataError
from .group_rows import COLUMNS as GROUP_COLUMNS
from .rows import COLUMNS as PLACE_COLUMNS

_ONLY_GROUPS = ("parent", "side")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line (1 is the header) of a user's gazetteer."""

    line: int
    code: str
    message: str


def read_lines(path: Path) -> tuple[tuple[str, ...], list[tuple[int, dict[str, str]]]]:
    """The columns of a CSV file, and its rows with their line numbers. Raises DataError where it is none."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows = [
                (reader.line_num, {name: (cell or "").strip() for name, cell in raw.items() if name})
                for raw in reader
            ]
            return tuple(reader.fieldnames or ()), rows
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: {error}", "give a CSV file in UTF-8") from error


def read_known(path: Path) -> tuple[bool, list[tuple[int, dict[str, str]]]]:
    """Whether a file holds groups (else places), and its rows. Raises DataError where columns are missing."""
    columns, rows = read_lines(path)
    of_groups = any(name in columns for name in _ONLY_GROUPS)
    wanted = GROUP_COLUMNS if of_groups else PLACE_COLUMNS
    missing = [name for name in wanted if name not in columns]
    if missing:
        hint = f"columns of places: {','.join(PLACE_COLUMNS)}; of groups: {','.join(GROUP_COLUMNS)}"
        raise DataError(f"{path}: no column {', '.join(missing)}", hint)
    return of_groups, rows


def repeated(ids: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    """A problem for every line whose id stands on several."""
    counts = Counter(id for _, id in ids)
    for line, id in ids:
        if counts[id] > 1:
            yield Problem(line, "duplicate-id", f"the id {id} stands on {counts[id]} lines")


def refuse(path: Path, problems: list[Problem]) -> None:
    """Raises DataError, with the line of the first, where there are problems."""
    if problems:
        first = min(problems, key=lambda problem: problem.line)
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise DataError(
            f"{path}, line {first.line}: {first.message}{more}", f"see: defx gazetteer check {path}"
        )
