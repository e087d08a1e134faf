"""The user's table of what is known of the articles: `file,published,title,source`."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from ..errors import InputError
from .raw import RawArticle, parse_date
from .records import rows
from .text import MAX_BYTES, read_bytes


@dataclass(frozen=True, slots=True)
class Known:
    """One row: what the user knows of an article."""

    published: str
    title: str
    source: str


class Metadata:
    """Rows by the file they speak of: its path in the folder, its name, or the article's id."""

    def __init__(self, rows: dict[str, Known]) -> None:
        self._rows = rows

    def __repr__(self) -> str:
        return f"Metadata({self._rows!r})"

    def apply(self, raw: RawArticle, path: str) -> RawArticle:
        """The article with what the table knows of it; that goes before what the input says itself."""
        names = (path, raw.id, raw.name, PurePosixPath(path).name)
        known = next((self._rows[name] for name in names if name in self._rows), None)
        if known is None:
            return raw
        day = parse_date(known.published)
        return replace(
            raw,
            published=day or raw.published,
            published_from="metadata" if day else raw.published_from,
            title=known.title or raw.title,
            source=known.source or raw.source,
        )


def read_metadata(file: str | None) -> Metadata:
    """The table in `file`; an empty one for None.

    Raises InputError where it cannot be read, has no column `file`, or a date that is none.
    """
    table: dict[str, Known] = {}
    if file is None:
        return Metadata(table)
    stream = io.BytesIO(read_bytes(file))
    for number, row in enumerate(rows(stream, file, MAX_BYTES), 2):
        if isinstance(row, InputError):
            raise row
        if not row.get("file"):
            raise InputError(
                f"{file}:{number}: no column 'file'", "the columns are file,published,title,source"
            )
        published = row.get("published", "").strip()
        if published and parse_date(published) is None:
            raise InputError(f"{file}:{number}: published {published[:40]!r} is no date", "write YYYY-MM-DD")
        table[Path(row["file"]).as_posix()] = Known(published, row.get("title", ""), row.get("source", ""))
    return Metadata(table)
