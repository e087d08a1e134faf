"""`defx dates`: the date expressions of a text, with offsets and what they mean."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from ..article import Article
    from ..components.dates import Expression


def command(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="French text; - for standard input.")],
    published: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="The text's date, which relative dates are resolved against."
        ),
    ] = None,
) -> None:
    """Print the date expressions of one text as JSON lines.

    One line an expression: text, start and end (offsets in code points), earliest, latest, precision, EDTF string,
    what it hangs on (published, dateline, told, none) and its role (point, since, until, after).
    """
    from ..components.dates import find_dates
    from ..readers.article import read_article

    day = published.date() if published else None
    article = read_article(file, published=day)
    for found in find_dates(article.normal):
        print(json.dumps(row(article, found, day), ensure_ascii=False))


def row(article: Article, found: Expression, published: date | None) -> dict[str, Any]:
    """One expression as a JSON-ready dict; offsets in the article's text as read."""
    from ..components.dates import resolve_date

    start, end = article.span(found.start, found.end)
    resolved = resolve_date(found.value, published)
    traits = ("dateline", "reported", "presumed", "duration")
    return {
        "text": article.text[start:end],
        "start": start,
        "end": end,
        "earliest": resolved.earliest and resolved.earliest.isoformat(),
        "latest": resolved.latest and resolved.latest.isoformat(),
        "precision": resolved.precision,
        "edtf": resolved.edtf,
        "anchor": found.value.anchor,
        "role": found.value.role,
        **{name: True for name in traits if getattr(found.value, name)},
    }
