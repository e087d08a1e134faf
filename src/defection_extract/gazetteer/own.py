"""Which of users' files hold places and which groups; what is wrong in a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .group_rows import Groups
from .own_files import Problem, read_known
from .own_groups import check_groups, groups_with
from .own_places import check_places, read_places
from .table import Layers


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """Paths of users' files by what they hold, in the order given."""

    places: tuple[str, ...]
    groups: tuple[str, ...]


def by_content(files: Iterable[str]) -> OwnFiles:
    """The files by their columns. Raises DataError where one cannot be read or has neither set of columns."""
    known = [(file, read_known(Path(file))[0]) for file in files]
    return OwnFiles(
        tuple(file for file, of_groups in known if not of_groups),
        tuple(file for file, of_groups in known if of_groups),
    )


def groups_of(files: Iterable[str]) -> Groups:
    """The groups of the package with those of users' files on top.

    Raises DataError where a file is broken, also one of places.
    """
    own = by_content(files)
    for file in own.places:
        read_places(Path(file))
    return groups_with(*own.groups)


def check(path: Path, places: Layers, groups: Groups) -> list[Problem]:
    """Everything wrong or doubtful in a user's file, by line. Raises DataError where it is no such file."""
    of_groups, lines = read_known(path)
    found = check_groups(lines, groups) if of_groups else check_places(lines, places)
    return sorted(found, key=lambda problem: (problem.line, problem.code))
