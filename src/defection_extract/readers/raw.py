"""An article as found in an input, not yet decoded; and how it becomes an Article.

Finding articles is cheap and done by one process. Decoding them is not, and hostile input makes it fail or
hang: a RawArticle is plain data, sent to the process that does the work.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Literal

from ..article import Article
from ..errors import InputError
from .html import Page, is_html, read_page
from .text import decode

PublishedFrom = Literal["user", "metadata", "html", "filename"]
Form = Literal["auto", "text", "html"]

_SURROGATE = re.compile("[\ud800-\udfff]")
_ISO_START = re.compile(r"\d{4}-\d{2}-\d{2}(?![0-9])")
_DATE_IN_NAME = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}(?![0-9])")


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One article of an input.

    `data` are the bytes of a file or page, or the text of a record. `name` tells the user where it stands.
    `problem` (code, message) is set where the input could not be read; `data` is empty then.
    `french_only` asks that an article in another language be passed over (pages of an archive).
    """

    id: str
    name: str
    data: bytes | str = b""
    form: Form = "auto"
    charset: str | None = None
    title: str | None = None
    source: str | None = None
    published: dt.date | None = None
    published_from: PublishedFrom | None = None
    warnings: tuple[tuple[str, str], ...] = ()
    french_only: bool = False
    problem: tuple[str, str] | None = None

    def warned(self, code: str, message: str) -> RawArticle:
        """The same with one more warning."""
        return replace(self, warnings=(*self.warnings, (code, message)))


def failed(id: str, name: str, code: str, message: str) -> RawArticle:
    """What stands in place of an article that could not be read."""
    return RawArticle(clean(id), clean(name), problem=(code, clean(message)))


def to_article(raw: RawArticle) -> Article:
    """Decode an article. Raises InputError where it is no text, no page with an article in it, or empty."""
    data, warnings = raw.data, raw.warnings
    if _is_page(raw):
        return _from_page(raw, read_page(data, raw.name, raw.charset))
    if isinstance(data, bytes):
        data, guessed = decode(data, raw.name)
        warnings += guessed
    text = clean(data)
    if text != data:
        warnings += (("surrogates_replaced", "lone surrogates replaced by U+FFFD"),)
    return _article(raw, text, raw.title, raw.source or raw.name, warnings)


def _is_page(raw: RawArticle) -> bool:
    return raw.form == "html" or (raw.form == "auto" and is_html(raw.data))


def _from_page(raw: RawArticle, page: Page) -> Article:
    """A date from the page goes before one from the file's name, after one from the user's table."""
    if page.published and raw.published_from in (None, "filename"):
        raw = replace(raw, published=page.published, published_from="html")
    source = raw.source or page.site or raw.name
    return _article(raw, clean(page.text), raw.title or clean(page.title), clean(source), raw.warnings)


def _article(
    raw: RawArticle, text: str, title: str | None, source: str, warnings: tuple[tuple[str, str], ...]
) -> Article:
    if not text.strip():
        raise InputError(f"{raw.name}: empty", "give a file with the text of an article", code="empty")
    return Article(text, raw.id, source, title or None, raw.published, raw.published_from, warnings)


def clean(text: str) -> str:
    """Lone surrogates, which no UTF-8 can hold, become U+FFFD one for one."""
    return _SURROGATE.sub("\ufffd", text)


def parse_date(value: str) -> dt.date | None:
    """The date that an ISO date or date-time starts with; None where it starts with none."""
    found = _ISO_START.match(value.strip())
    return _iso(found.group()) if found else None


def date_in_name(name: str) -> dt.date | None:
    """The first YYYY-MM-DD of a file name that is a day of the calendar."""
    days = (_iso(found.group()) for found in _DATE_IN_NAME.finditer(name))
    return next((day for day in days if day), None)


def _iso(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
