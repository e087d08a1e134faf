"""`defx export`: results as tables, maps, databases, and tasks of annotation tools."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from ..errors import UsageError

Format = Literal["csv", "tsv", "parquet", "xlsx", "geojson", "sqlite"]
Tool = Literal["doccano", "label-studio", "brat", "spacy"]


def command(
    results: Annotated[
        list[str],
        typer.Argument(metavar="RESULTS.jsonl...", help="What defx batch wrote; - for standard input."),
    ],
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="csv, tsv, parquet, xlsx, geojson or sqlite by its suffix; - for standard output.",
        ),
    ],
    format: Annotated[Format | None, typer.Option(help="The format, where the suffix does not tell.")] = None,
    to: Annotated[
        Tool | None, typer.Option("--to", help="Tasks for an annotation tool instead of a table.")
    ] = None,
    texts: Annotated[
        list[str] | None,
        typer.Option(
            metavar="INPUT", help="With --to: the articles that the results come from, as for defx batch."
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing output.")] = False,
) -> None:
    """Write events where people work: one flat row an event (docs/columns.md), or tasks to correct.

    Parquet and Excel need the extra defx[export]. Exit codes: 0 done, 2 usage, 3 input cannot be read,
    5 output cannot be written.
    """
    from ..results import extractions

    if to is None:
        from ..writers.export import export, format_of

        if texts:
            raise UsageError("--texts goes with --to", "tables need no texts")
        export(extractions(results), output, format_of(output, format), force=force)
        return
    if format or not texts:
        wrong = "--format is for tables" if format else "an annotation tool needs the texts"
        raise UsageError(wrong, "name them with --texts, as they were given to defx batch")
    from ..annotation_tools import export_tasks

    export_tasks(extractions(results), texts, to, output, force=force)
