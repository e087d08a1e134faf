"""`defx extract`: one article to its records."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Annotated

import typer

from .options import Gazetteers


def command(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="The article; - for standard input.")],
    published: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="The article's date, which relative dates are resolved against."
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(help="The article's title, kept in the record.")] = None,
    gazetteer: Gazetteers = None,
    pretty: Annotated[
        bool | None,
        typer.Option("--pretty/--compact", help="Default: pretty on a terminal, compact in a pipe."),
    ] = None,
) -> None:
    """Print the defections told in one article as JSON.

    Exit codes: 0 done (also with no event), 2 usage, 3 input cannot be read, 4 model or gazetteer missing or
    broken, 130 interrupted.
    """
    from ..pipeline import extract_article
    from ..readers.article import read_article

    article = read_article(file, published=published.date() if published else None, title=title)
    files = tuple(gazetteer or ())
    if files:  # a broken one is told, also where the article needs none
        from ..gazetteer.own import groups_of

        groups_of(files)
    result = extract_article(article, gazetteers=files)
    for warning in result.warnings:
        print(f"defx: {file}: {warning.message}", file=sys.stderr)
    indent = 2 if (sys.stdout.isatty() if pretty is None else pretty) else None
    print(result.model_dump_json(indent=indent))
