"""`defx counts`: the quantities of a text, with offsets and what they count."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from spacy.tokens import Span

    from ..article import Article


def command(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="French text; - for standard input.")],
) -> None:
    """Print the quantities of one text as JSON lines.

    One line a quantity: text, start and end (offsets in code points), low, best, high, qualifier, what it
    counts (unit, noun, rank), its role (plain, sum, part, total, companions, restated); for a sum its parts.
    """
    from ..pipeline import build, read
    from ..readers.article import read_article

    article = read_article(file)
    doc = read(build(stages=("defx_counts",)), article)
    for span in doc.spans["counts"]:
        print(json.dumps(row(article, span), ensure_ascii=False))


def row(article: Article, span: Span) -> dict[str, Any]:
    """One quantity as a JSON-ready dict; offsets in the article's text as read."""
    value = span._.count
    start, end = article.span(span.start_char, span.end_char)
    noun = article.text[slice(*article.span(*value.noun))] if value.noun else None
    return {
        "text": article.text[start:end],
        "start": start,
        "end": end,
        "low": value.low,
        "best": value.best,
        "high": value.high,
        "qualifier": value.qualifier,
        "unit": value.unit,
        "noun": noun,
        "rank": value.rank,
        "role": value.role,
        **({"parts": [list(article.span(*part)) for part in value.parts]} if value.parts else {}),
    }
