"""The article of a saved web page: text, title, date and site, by trafilatura."""

from __future__ import annotations

import datetime as dt
import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import InputError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PAGE_START = re.compile(r"<(?:!doctype\s{1,9}html|html[\s>])", re.IGNORECASE)
_BEFORE_PAGE = {"<?xml": "?>", "<!--": "-->"}
_HEAD = 4000
_STANDFIRST = frozenset({"chapo", "chapô", "chapeau", "standfirst"})
_LONGEST_STANDFIRST = 1500

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
    from trafilatura import bare_extraction, load_html

    for library in ("trafilatura", "htmldate", "charset_normalizer"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    tree = load_html(_declared(data, charset))
    standfirst = "" if tree is None else _standfirst(tree)
    found = (
        None
        if tree is None
        else bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            include_tables=False,  # old sites set their pages in tables
            date_extraction_params=_DATE_PARAMETERS | {"max_date": dt.date.today().isoformat()},
        )
    )
    if found is None or isinstance(found, dict) or not found.text:
        raise InputError(
            f"{name}: no article found in the page", "save its text as a file", code="no_article"
        )
    date = dt.date.fromisoformat(found.date) if found.date else None
    text = found.text if standfirst[:40] in found.text else f"{standfirst}\n{found.text}"
    return Page(text, found.title or "", date, found.sitename or "")


def _standfirst(tree: HtmlElement) -> str:
    """The paragraph between headline and body (French: chapô), which often tells most; "" if none."""
    headline = next(tree.iter("h1"), None)
    if headline is None:
        return ""
    for element in headline.xpath("following::*[self::p or self::div or self::h2][@class]"):
        words = element.get("class").lower().replace("-", "_").split()
        if any(part in _STANDFIRST for word in words for part in word.split("_")):
            return " ".join("".join(element.itertext()).split())[:_LONGEST_STANDFIRST]
    return ""


def _declared(data: bytes | str, charset: str | None) -> bytes | str:
    """The page decoded as its server declared; as it is where that does not work."""
    if charset is None or isinstance(data, str):
        return data
    try:
        return data.decode(charset)
    except (LookupError, UnicodeError):
        return data
