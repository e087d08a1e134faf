"""What the user names as input: files, folders, standard input, object storage; in a fixed order."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Literal

from ..errors import InputError

Kind = Literal["auto", "text", "html", "jsonl", "csv", "warc"]
_KINDS: dict[str, Kind] = {
    ".txt": "text", ".text": "text", ".md": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".csv": "csv", ".tsv": "csv",
    ".warc": "warc",
    "": "auto",
}  # fmt: skip
_COMPRESSED = (".gz", ".zst")


@dataclass(frozen=True)
class Input:
    """One file or stream. `path` is relative to the folder it was found in; `stamp` changes as it does."""

    name: str
    path: str
    kind: Kind
    size: int
    stamp: str
    open: Callable[[], BinaryIO]


@dataclass(frozen=True)
class Found:
    """The inputs in order, and how many files of folders were passed over as no articles."""

    inputs: tuple[Input, ...]
    passed_over: int


def find(
    names: Iterable[str], pattern: str | None, kind: Kind = "auto", leave_out: Iterable[str] = ()
) -> Found:
    """All inputs: each name in the order given, the files of a folder sorted.

    `pattern` chooses the files of folders; without it those with a suffix of articles, or none. `kind` is
    what a file without a known suffix is. `leave_out` are files that are something else (the metadata table).
    Raises InputError where a name is missing, or nothing is found.
    """
    inputs: list[Input] = []
    passed_over = 0
    apart = {os.path.realpath(path) for path in leave_out}
    for name in names:
        for found in _remote(name, kind) if "://" in name else _local(name, kind):
            if found.path and not _wanted(found.path, pattern):
                passed_over += 1
            elif os.path.realpath(found.name) not in apart:
                inputs.append(found)
    if not inputs:
        raise InputError("no articles found", f"{passed_over} files of other kinds passed over; see --glob")
    return Found(tuple(inputs), passed_over)


def readable(name: str) -> str:
    """A file name as valid text: bytes that are no UTF-8 are escaped."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def kind_of(path: str, otherwise: Kind = "auto") -> Kind:
    """What a file holds, by its suffix; a suffix of compression is looked through."""
    found = _KINDS.get(_suffix(path), "auto")
    return otherwise if found == "auto" else found


def _suffix(path: str) -> str:
    plain = PurePosixPath(path)
    if plain.suffix.lower() in _COMPRESSED:
        plain = plain.with_suffix("")
    return plain.suffix.lower()


def _wanted(path: str, pattern: str | None) -> bool:
    if pattern is not None:
        return fnmatch(path, pattern) or fnmatch(PurePosixPath(path).name, pattern)
    return _suffix(path) in _KINDS and not any(part.startswith(".") for part in PurePosixPath(path).parts)


def _local(name: str, kind: Kind) -> Iterator[Input]:
    if name == "-":
        yield Input("-", "", kind, 0, "", lambda: sys.stdin.buffer)
    elif Path(name).is_dir():
        for path in sorted(_walk(Path(name)), key=lambda path: path.parts):
            yield _file(str(Path(name, path)), path.as_posix(), kind)
    elif not os.path.lexists(name):
        raise InputError(f"{readable(name)}: no such file or folder", "check the path")
    else:
        yield _file(name, "", kind)


def _walk(folder: Path) -> Iterator[Path]:
    """Regular files, and links that lead nowhere, relative to the folder. No folder is entered twice."""
    entered: set[tuple[int, int]] = set()
    for place, folders, files in os.walk(folder, followlinks=True):
        status = Path(place).stat()
        if (status.st_dev, status.st_ino) in entered:
            folders.clear()
            continue
        entered.add((status.st_dev, status.st_ino))
        folders.sort()
        yield from (Path(place, file).relative_to(folder) for file in files if _is_file(place, file))


def _is_file(place: str, file: str) -> bool:
    try:
        return stat.S_ISREG(Path(place, file).stat().st_mode)
    except OSError:
        return True  # unreadable: becomes an error line, not silence


def _file(name: str, path: str, kind: Kind) -> Input:
    try:
        status = Path(name).stat()
        size, stamp = status.st_size, str(status.st_mtime_ns)
    except OSError:
        size, stamp = 0, "unreadable"
    shown = readable(path)
    return Input(
        readable(name), shown, kind_of(path or name, kind), size, stamp, lambda: Path(name).open("rb")
    )


def _remote(address: str, kind: Kind) -> Iterator[Input]:
    """Files of any storage that fsspec knows; folders and `*` patterns are listed, sorted."""
    from fsspec.core import url_to_fs

    try:
        storage, root = url_to_fs(address)
        paths = sorted(_list(storage, root))
    except (OSError, ImportError, ValueError) as error:
        hint = "check the address; its storage may need a package of its own (s3fs, gcsfs, adlfs)"
        raise InputError(f"{address}: cannot be read ({error})", hint) from None
    if not paths:
        raise InputError(f"{address}: nothing there", "check the address")
    for path in paths:
        yield _remote_file(storage, path, _below(path, root), kind)


def _list(storage: Any, root: str) -> list[str]:
    if "*" in root:
        return [path for path in storage.glob(root) if storage.isfile(path)]
    if storage.isdir(root):
        found: list[str] = storage.find(root)
        return found
    return [root] if storage.exists(root) else []


def _below(path: str, root: str) -> str:
    return path[len(root) :].strip("/") if path.startswith(root) and path != root else ""


def _remote_file(storage: Any, path: str, below: str, kind: Kind) -> Input:
    name = str(storage.unstrip_protocol(path))
    size = int(storage.info(path).get("size") or 0)
    return Input(
        name, below, kind_of(path, kind), size, str(storage.ukey(path)), lambda: storage.open(path, "rb")
    )
