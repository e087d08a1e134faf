"""The article of a saved web page: text, title, date and site, by trafilatura."""

from __future__ import annotations

import datetime as dt
import logging
import re
from dataclasses import dataclass

from ..errors import InputError

_PAGE_START = re.compile(r"<(?:!doctype\s{1,9}html|html[\s>])", re.IGNORECASE)
_BEFORE_PAGE = {"<?xml": "?>", "<!--": "-->"}
_HEAD = 4000

# Only dates that the page itself states (meta tags, JSON-LD, <time>): no guessing from its text or address.
_DATE_PARAMETERS = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"}


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says; "" and None where it does not."""

    text: str
    title: str
    published: dt.date | None
    site: str


def is_html(data: bytes | str) -> bool:
    """Whether this starts as a web page does, after comments and an XML declaration."""
    head = data[:_HEAD]
    text = head if isinstance(head, str) else head.replace(b"\0", b"").decode("ascii", "ignore")
    while True:
        text = text.lstrip("\ufeff \t\r\n")
        end = next((end for start, end in _BEFORE_PAGE.items() if text.startswith(start)), None)
        if end is None:
            return _PAGE_START.match(text) is not None
        text = text.partition(end)[2]


def read_page(data: bytes | str, name: str, charset: str | None = None) -> Page:
    """The article of a page; `charset` is what the server said, used where the bytes fit it.

    Raises InputError where the page holds no article.
    """
    from trafilatura import bare_extraction

    for library in ("trafilatura", "htmldate", "charset_normalizer"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    found = bare_extraction(
        _declared(data, charset),
        with_metadata=True,
        include_comments=False,
        date_extraction_params=_DATE_PARAMETERS | {"max_date": dt.date.today().isoformat()},
    )
    if found is None or isinstance(found, dict) or not found.text:
        raise InputError(
            f"{name}: no article found in the page", "save its text as a file", code="no_article"
        )
    date = dt.date.fromisoformat(found.date) if found.date else None
    return Page(found.text, found.title or "", date, found.sitename or "")


def _declared(data: bytes | str, charset: str | None) -> bytes | str:
    """The page decoded as its server declared; as it is where that does not work."""
    if charset is None or isinstance(data, str):
        return data
    try:
        return data.decode(charset)
    except (LookupError, UnicodeError):
        return data
