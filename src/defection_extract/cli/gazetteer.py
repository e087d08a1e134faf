"""`defx gazetteer`: what a name links to and why; a check of users' own gazetteers."""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .options import Gazetteers

if TYPE_CHECKING:
    from ..annotations import GroupValue
    from ..gazetteer.linking import Candidate

_SHOWN = 6


class Action(str, Enum):
    """What to do."""

    FIND = "find"
    CHECK = "check"


def command(
    action: Annotated[
        Action, typer.Argument(help="find: what a name links to; check: what is wrong in a file.")
    ],
    what: Annotated[str, typer.Argument(metavar="NAME|FILE", help="The name to find, or the file to check.")],
    near: Annotated[
        list[str] | None, typer.Option(help="find: a place that the article names too. Repeatable.")
    ] = None,
    gazetteer: Gazetteers = None,
) -> None:
    """Show what a name is linked to, or check a gazetteer of your own.

    find prints one JSON object a candidate: the group that the name is, if it is one; then places, the best
    first: the row, the name that it was compared by, how alike the names are (likeness), the score in context,
    and whether the link would be made. check prints one problem a line and exits with 1 if there are any.
    """
    if action is Action.FIND:
        _find(what, near or [], tuple(gazetteer or ()))
    else:
        _check(Path(what), tuple(gazetteer or ()))


def _find(name: str, near: list[str], files: tuple[str, ...]) -> None:
    from ..gazetteer import groups, places
    from ..gazetteer.own import by_content

    own = by_content(files)
    for start, end, value in groups.finder_of(*own.groups).find(name):
        if name[:start].strip() == name[end:].strip() == "":
            print(json.dumps(_shown_group(value), ensure_ascii=False))
    found = places.finder_of(*own.places).explain(name, near)[:_SHOWN]
    for rank, (score, candidate) in enumerate(found):
        linked = rank == 0 and places.is_link(score, candidate)
        print(json.dumps(_shown(score, candidate, linked), ensure_ascii=False))


def _shown_group(value: GroupValue) -> dict[str, Any]:
    return {
        "id": value.id,
        "name": value.name,
        "kind": value.kind,
        "side": value.side,
        "parents": value.ancestors,
        "match": value.match,
        "linked": value.id is not None,
    }


def _shown(score: float, candidate: Candidate, linked: bool) -> dict[str, Any]:
    row = candidate.row
    return {
        "id": row.id,
        "name": row.name,
        "kind": row.kind,
        "country": row.country or None,
        "lat": row.lat,
        "lon": row.lon,
        "match": candidate.match,
        "compared": candidate.name,
        "likeness": round(candidate.likeness, 3),
        "score": round(score, 3),
        "linked": linked,
    }


def _check(path: Path, files: tuple[str, ...]) -> None:
    from ..gazetteer import own
    from ..gazetteer.places import finder_of

    table = finder_of(*own.by_content(files).places).table
    problems = own.check(path, table, own.groups_of(files))
    for problem in problems:
        print(f"{path}:{problem.line}: {problem.code}: {problem.message}")
    if problems:
        raise typer.Exit(1)
