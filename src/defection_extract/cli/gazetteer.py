"""`defx gazetteer`: what a name links to and why; a check of users' own gazetteers."""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
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
    gazetteer: Annotated[
        list[str] | None, typer.Option(metavar="FILE.csv", help="Your own places, on top. Repeatable.")
    ] = None,
) -> None:
    """Show how a place name is linked, or check a gazetteer of your own.

    find prints one JSON object a candidate, the best first: the row, the name that it was compared by, how
    alike the names are (likeness), the score in context, and whether the link would be made. check prints one
    problem a line and exits with 1 if there are any.
    """
    if action is Action.FIND:
        _find(what, near or [], tuple(gazetteer or ()))
    else:
        _check(Path(what), tuple(gazetteer or ()))


def _find(name: str, near: list[str], files: tuple[str, ...]) -> None:
    from ..gazetteer.places import finder_of, is_link

    found = finder_of(*files).explain(name, near)[:_SHOWN]
    for rank, (score, candidate) in enumerate(found):
        print(
            json.dumps(_shown(score, candidate, rank == 0 and is_link(score, candidate)), ensure_ascii=False)
        )


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
    from ..gazetteer.own import check_own
    from ..gazetteer.places import finder_of

    problems = check_own(path, finder_of(*files).table)
    for problem in problems:
        print(f"{path}:{problem.line}: {problem.code}: {problem.message}")
    if problems:
        raise typer.Exit(1)
