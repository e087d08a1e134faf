"""`defx merge`: the same defection told by several articles as one story."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import Gazetteers

if TYPE_CHECKING:
    from ..stories import Story


def command(
    results: Annotated[
        list[str],
        typer.Argument(metavar="RESULTS.jsonl...", help="What defx batch wrote; - for standard input."),
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="STORIES.jsonl", help="Default: standard output.")
    ] = None,
    disagreements: Annotated[
        bool, typer.Option("--disagreements", help="List contradictions as text instead.")
    ] = False,
    several: Annotated[
        bool, typer.Option("--several", help="Only stories that at least two articles tell.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing output.")] = False,
    gazetteer: Gazetteers = None,
) -> None:
    """Link the events of many articles: one story a line, its claims side by side, intervals reconciled.

    Every event is in exactly one story; --disagreements lists what articles contradict each other on, and who
    says what. Exit codes: 0 done, 2 usage, 3 input cannot be read, 5 output cannot be written.
    """
    from ..gazetteer.own import groups_of
    from ..results import extractions
    from ..stories import merge
    from ..writers.target import refuse_existing, replacing

    if output is not None:
        refuse_existing(output, force=force)  # before the work
    known = groups_of(gazetteer or ())
    stories = (story for story in merge(extractions(results), known) if not several or story.articles > 1)
    lines = _listed(stories) if disagreements else (story.model_dump_json() for story in stories)
    if output is None:
        for line in lines:
            print(line)
        return
    with replacing(output, force=force) as draft, draft.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def _listed(stories: Iterator[Story]) -> Iterator[str]:
    from ..stories.listing import disagreement_lines

    for story in stories:
        yield from disagreement_lines(story)
