"""Containers of many articles: JSON lines and CSV tables."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from ..errors import InputError
from .raw import RawArticle, clean, failed, parse_date
from .streams import decompressed, lines, reading
from .text import decode

FIELDS = ("id", "text", "published", "title", "url")
_DELIMITERS = ",;\t|"
_OVER_LIMIT = "\ufffd over the limit"


@dataclass(frozen=True)
class Fields:
    """What the fields of a record are called in an input."""

    id: str = "id"
    text: str = "text"
    published: str = "published"
    title: str = "title"
    url: str = "url"


def read_jsonl(stream: BinaryIO, name: str, limit: int, fields: Fields) -> Iterator[RawArticle]:
    """The articles of a file with one JSON object a line; blank lines are none."""
    with reading(name):
        for number, line in enumerate(lines(decompressed(stream), limit, name), 1):
            place = f"{name}:{number}"
            if line is None:
                yield failed(place, place, "too_large", f"{place}: larger than {limit:,} bytes")
            elif line.strip():
                yield _from_json(line, place, fields)


def _from_json(line: bytes, place: str, fields: Fields) -> RawArticle:
    try:
        record = json.loads(decode(line, place)[0])
    except (ValueError, RecursionError, InputError) as error:
        return failed(place, place, "bad_json", f"{place}: no JSON ({_told(error)})")
    if not isinstance(record, dict):
        return failed(place, place, "bad_record", f"{place}: not a JSON object")
    return _article(record, place, fields)


def _told(error: Exception) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else str(error)[:200]


def _article(record: dict[Any, Any], place: str, fields: Fields) -> RawArticle:
    """A record's article; values that make no sense are told, not guessed at."""
    text = record.get(fields.text)
    name = _string(record.get(fields.id)) or place
    if not isinstance(text, str):
        return failed(name, place, "bad_record", f"{place}: no text in field {fields.text!r}")
    raw = RawArticle(
        id=name,
        name=place,
        data=text,
        title=_string(record.get(fields.title)),
        source=_string(record.get(fields.url)),
    )
    return dated(raw, _string(record.get(fields.published)))


def dated(raw: RawArticle, value: str | None) -> RawArticle:
    """The article with the date that its metadata give; one that is no date is told."""
    if not value or not value.strip():
        return raw
    day = parse_date(value)
    if day is None:
        return raw.warned("bad_date", f"published {value[:40]!r} is not YYYY-MM-DD; left out")
    return replace(raw, published=day, published_from="metadata")


def _string(value: object) -> str | None:
    """Strings and numbers as text, None for anything else."""
    if isinstance(value, str):
        return clean(value) or None
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def read_csv(stream: BinaryIO, name: str, limit: int, fields: Fields) -> Iterator[RawArticle]:
    """The articles of a table with a header. Raises InputError where that lacks the column of the text."""
    with reading(name):
        for number, row in enumerate(rows(stream, name, limit), 2):
            place = f"{name}:{number}"
            if isinstance(row, InputError):
                yield failed(place, place, row.code, row.message)
            elif number == 2 and fields.text not in row:
                raise InputError(
                    f"{name}: no column {fields.text!r} (it has {', '.join(map(repr, row))})"[:500],
                    f"name it with --field text=COLUMN (known: {', '.join(FIELDS)})",
                    code="bad_record",
                )
            else:
                yield _article(row, place, fields)


def rows(stream: BinaryIO, name: str, limit: int) -> Iterator[dict[str, str] | InputError]:
    """The rows of a table by the names of its header; `,`, `;`, tab or `|` between columns."""
    csv.field_size_limit(limit)
    text = (_text(line, name) for line in lines(decompressed(stream), limit, name))
    header = next(text, "")
    delimiter = max(_DELIMITERS, key=header.count)
    columns = next(csv.reader([header], delimiter=delimiter), [])
    reader = csv.reader(text, delimiter=delimiter)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield InputError(f"{name}: no table row ({error})", "check its quotes", code="bad_record")
        else:
            if row == [_OVER_LIMIT]:
                yield InputError(f"{name}: a row larger than {limit:,} bytes", code="too_large")
            elif row:
                yield dict(zip(columns, row, strict=False))


def _text(line: bytes | None, name: str) -> str:
    return _OVER_LIMIT if line is None else decode(line, name)[0]
