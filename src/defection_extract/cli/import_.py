"""`defx import`: corrected annotations as reference articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from .export import Tool


def command(
    sources: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="What the tool exported; for brat its folder.")
    ],
    tool: Annotated[Tool, typer.Option("--from", help="The annotation tool.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="GOLD.jsonl", help="Default: standard output.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing output.")] = False,
) -> None:
    """Bring corrected tasks of `defx export --to` back as the reference that `defx evaluate` takes.

    Numbers and dates that were marked anew are read from their words. Exit codes: 0 done, 2 usage,
    3 input cannot be read, 5 output cannot be written.
    """
    from ..annotation_tools import import_gold
    from ..writers.target import replacing

    lines = (json.dumps(article, ensure_ascii=False) for article in import_gold(sources, tool))
    if output is None:
        for line in lines:
            print(line)
        return
    with replacing(output, force=force) as draft, draft.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
