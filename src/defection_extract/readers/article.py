"""One article from a file or standard input: plain text or a saved page."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from ..article import Article
from .inputs import readable
from .raw import RawArticle, to_article
from .text import read_bytes

_PAGE_SUFFIXES = (".html", ".htm", ".xhtml")


def read_article(source: str, *, published: dt.date | None = None, title: str | None = None) -> Article:
    """The article in file `source`, or on standard input for "-"; a page gives its own title and date.

    Raises InputError where it is missing, a folder, not text, empty, too large, or a page without an article.
    """
    page = source.lower().endswith(_PAGE_SUFFIXES)
    raw = RawArticle(
        id="" if source == "-" else Path(readable(source)).stem,
        name=readable(source),
        data=read_bytes(source),
        form="html" if page else "auto",
        title=title,
        published=published,
        published_from="user" if published else None,
    )
    article = to_article(raw)
    return replace(article, source=None) if article.source == "-" else article
