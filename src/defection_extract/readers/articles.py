"""From inputs to the articles in them, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import BinaryIO

from ..errors import InputError
from .inputs import Input, Kind
from .metadata import Metadata
from .raw import RawArticle, date_in_name, failed
from .records import Fields, read_csv, read_jsonl
from .streams import buffered, decompressed, read_all, reading
from .text import MAX_BYTES
from .warc import read_warc


@dataclass
class Position:
    """How much of all inputs was read, in bytes; kept up to date by `read_articles`."""

    bytes: int = 0


@dataclass(frozen=True)
class Reading:
    """How inputs are read. `limit` is the largest article, in bytes, decompressed."""

    limit: int = MAX_BYTES
    fields: Fields = field(default_factory=Fields)
    metadata: Metadata = field(default_factory=lambda: Metadata({}))


def read_articles(
    inputs: Iterable[Input], how: Reading, position: Position | None = None
) -> Iterator[RawArticle]:
    """Every article of every input, in order; one that cannot be read is there with its `problem`.

    An id that an earlier article had gets the warning `duplicate_id`.
    """
    position = position or Position()
    ids: set[bytes] = set()
    for source in inputs:
        before = position.bytes
        for raw in _read(source, how, position):
            key = blake2b(raw.id.encode("utf-8", "replace"), digest_size=8).digest()
            if key in ids and raw.problem is None:
                raw = raw.warned("duplicate_id", f"an earlier article has the id {raw.id!r}")
            ids.add(key)
            yield raw
        position.bytes = before + source.size


def _read(source: Input, how: Reading, position: Position) -> Iterator[RawArticle]:
    """One broken input costs its own articles only."""
    name = source.name
    try:
        with reading(name), source.open() as stream:
            start = position.bytes
            for raw in _articles(source, stream, how):
                yield how.metadata.apply(raw, source.path or name)
                position.bytes = start + _told(stream)
    except InputError as error:
        yield failed(_id(source), name, error.code, error.message)
    except Exception as error:  # what a parser of archives did not foresee costs this input, not the run
        yield failed(_id(source), name, "unreadable", f"{name}: {type(error).__name__}: {str(error)[:200]}")


def _told(stream: BinaryIO) -> int:
    return 0 if stream.closed or not stream.seekable() else stream.tell()


def _articles(source: Input, stream: BinaryIO, how: Reading) -> Iterator[RawArticle]:
    kind, stream = _kind(source, stream)
    if kind == "jsonl":
        yield from read_jsonl(stream, source.name, how.limit, how.fields)
    elif kind == "csv":
        yield from read_csv(stream, source.name, how.limit, how.fields)
    elif kind == "warc":
        yield from read_warc(stream, source.name, how.limit)
    else:
        yield _document(source, read_all(decompressed(stream), how.limit, source.name), kind)


def _kind(source: Input, stream: BinaryIO) -> tuple[Kind, BinaryIO]:
    """On standard input, a `{` at the start means JSON lines."""
    if source.kind != "auto" or source.name != "-":
        return source.kind, stream
    plain = decompressed(buffered(stream))
    starts = plain.peek(64)[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    return ("jsonl" if starts.startswith(b"{") else "auto"), plain


def _document(source: Input, data: bytes, kind: Kind) -> RawArticle:
    raw = RawArticle(_id(source), source.name, data, "html" if kind == "html" else "auto")
    day = date_in_name(PurePosixPath(source.name).name)
    return replace(raw, published=day, published_from="filename") if day else raw


def _id(source: Input) -> str:
    """The file's path in its folder, or its name, without suffixes; nothing for standard input."""
    if source.name == "-":
        return ""
    path = PurePosixPath(source.path or PurePosixPath(source.name).name)
    plain = path.with_suffix("") if path.suffix.lower() in (".gz", ".zst") else path
    return str(plain.with_suffix(""))
