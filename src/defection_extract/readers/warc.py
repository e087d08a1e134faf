"""The pages of a web archive (WARC, ISO 28500)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from .raw import Form, RawArticle, clean, failed
from .streams import ZSTD_MAGIC, buffered, decompressed, reading

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_FORMS: dict[str, Form] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
_TYPES = ("response", "resource", "conversion")


def read_warc(stream: BinaryIO, name: str, limit: int) -> Iterator[RawArticle]:
    """The pages and texts of an archive; whether each is French, and so an article, is found out later."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    source = buffered(stream)
    if source.peek(4)[:4] == ZSTD_MAGIC:  # warcio undoes gzip itself, member by member
        source = decompressed(source)
    with reading(name):
        try:
            for record in ArchiveIterator(source):
                article = _article(record, name, limit)
                if article is not None:
                    yield article
        except (ArchiveLoadFailed, UnicodeError, ValueError) as error:
            yield failed(
                name, name, "corrupt", f"{name}: broken archive ({str(error)[:200]}); the rest was not read"
            )


def _article(record: ArcWarcRecord, name: str, limit: int) -> RawArticle | None:
    """The article of a record; None for a record that holds no page."""
    media, charset = _content_type(record)
    form = _FORMS.get(media)
    if record.rec_type not in _TYPES or form is None or _status(record) not in (None, "200"):
        return None
    address = clean(record.rec_headers.get_header("WARC-Target-URI") or name)
    data = record.content_stream().read(limit + 1)
    if len(data) > limit:
        return failed(address, name, "too_large", f"{name}: {address}: larger than {limit:,} bytes")
    return RawArticle(address, f"{name}: {address}", data, form, charset, source=address, french_only=True)


def _status(record: ArcWarcRecord) -> str | None:
    headers = record.http_headers
    return headers.get_statuscode() if headers else None


def _content_type(record: ArcWarcRecord) -> tuple[str, str | None]:
    headers = record.http_headers or record.rec_headers
    media, _, parameters = (headers.get_header("Content-Type") or "").partition(";")
    charset = parameters.partition("charset=")[2].split(";")[0].strip(" \"'") or None
    return media.strip().lower(), charset
