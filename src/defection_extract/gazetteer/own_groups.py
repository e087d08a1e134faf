"""Groups of users' own: rows that add to those of groups.csv, or override them by id."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ..errors import DataError
from .context import lexicon
from .group_names import canonical
from .group_rows import GroupRow, Groups, default_groups, parse_row
from .own_files import Problem, read_known, refuse, repeated
from .words import canonical as word_key

Numbered = list[tuple[int, GroupRow]]
_REQUIRED = ("id", "name")


def parse_groups(lines: list[tuple[int, dict[str, str]]]) -> tuple[Numbered, list[Problem]]:
    """The rows that can be used, and what is wrong with the others."""
    rows: Numbered = []
    problems: list[Problem] = []
    for line, cells in lines:
        found = [Problem(line, "empty", f"{name} is empty") for name in _REQUIRED if not cells[name]]
        if cells["name"] and not canonical(cells["name"]):
            found.append(
                Problem(line, "name", f"name {cells['name']!r} has no letter that French text could show")
            )
        problems += found
        if not found:
            try:
                rows.append((line, parse_row(cells)))
            except ValueError as error:
                problems.append(Problem(line, "former", str(error)))
    return rows, [*problems, *repeated([(line, row.id) for line, row in rows])]


@cache
def groups_with(*files: str) -> Groups:
    """The groups of the package with those of users' files on top, the last file first.

    A row with the id of another hides it. Raises DataError where a file is broken, or where a parent is no row
    of any file.
    """
    rows: dict[str, GroupRow] = {}
    for file in reversed(files):
        numbered, problems = parse_groups(read_known(Path(file))[1])
        refuse(Path(file), problems)
        for _, row in numbered:
            rows.setdefault(row.id, row)
    if not rows:
        return default_groups()
    for row in default_groups().by_id.values():
        rows.setdefault(row.id, row)
    for row in rows.values():
        if row.parent and row.parent not in rows:
            raise DataError(
                f"{', '.join(files)}: the parent of {row.id}, {row.parent}, is no row",
                "add it, or leave it empty",
            )
    return Groups(list(rows.values()))


def check_groups(lines: list[tuple[int, dict[str, str]]], base: Groups) -> list[Problem]:
    """Everything wrong or doubtful in a user's rows."""
    rows, problems = parse_groups(lines)
    problems += _missing_parents(rows, base)
    problems += _unknown_words(rows, base)
    problems += _colliding(rows, base)
    problems += _ordinary(rows)
    return problems


def _missing_parents(rows: Numbered, base: Groups) -> Iterator[Problem]:
    ids = {row.id for _, row in rows}
    for line, row in rows:
        if row.parent == row.id:
            yield Problem(line, "missing-parent", f"{row.id} is its own parent")
        elif row.parent and row.parent not in ids and row.parent not in base.by_id:
            yield Problem(
                line, "missing-parent", f"the parent {row.parent} is neither here nor in groups.csv"
            )


def _unknown_words(rows: Numbered, base: Groups) -> Iterator[Problem]:
    """Sides and kinds that no group of the package has: what is read from them then fails to apply."""
    for column in ("side", "kind"):
        known = sorted({getattr(row, column) for row in base.by_id.values()} - {""})
        for line, row in rows:
            value = getattr(row, column)
            if value not in known:
                yield Problem(line, column, f"{column} {value!r} is new; known are {', '.join(known)}")


def _colliding(rows: Numbered, base: Groups) -> Iterator[Problem]:
    """Names that two groups bear."""
    own = {row.id for _, row in rows}
    bearers: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in (*(row for _, row in rows), *(row for row in base.by_id.values() if row.id not in own)):
        for name in row.names:
            bearers[canonical(name)].add(row.id)
    for line, row in rows:
        for name in row.names:
            others = sorted(bearers[canonical(name)] - {row.id})
            if others:
                yield Problem(line, "collision", f"{name!r} also names {', '.join(others[:4])}")


def _ordinary(rows: Numbered) -> Iterator[Problem]:
    """Single words that any French text may hold."""
    lex = lexicon()
    for line, row in rows:
        for name in row.names:
            key = word_key(name)
            single = bool(re.fullmatch(r"\w+", name)) and not name.isupper()
            if single and (name.islower() or key in lex.given or key in lex.guards["ordinary"]):
                yield Problem(line, "ordinary-word", f"{name!r} is also an ordinary word or a first name")
