"""Results as `defx batch` writes them: an extraction or an error a line, read back and checked."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from .errors import InputError
from .readers.streams import decompressed, reading

if TYPE_CHECKING:
    from .records import Extraction

Line = tuple[str, bytes]
"""A line that is not blank, and where it stands ("results.jsonl, line 3")."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The line of an article that could not be read."""

    article: dict[str, Any]
    code: str
    message: str


def read_results(paths: Iterable[str]) -> Iterator[Extraction | Failed]:
    """Every line of the files ("-": standard input), gzip and zstandard included.

    Raises InputError, which names file and line, where a line is none of `defx batch`.
    """
    for path in paths:
        for place, line in read_lines(path):
            yield parse(line, place)


def extractions(paths: Iterable[str]) -> Iterator[Extraction]:
    """The articles that could be read; how many could not is told on standard error."""
    failed = 0
    for result in read_results(paths):
        if isinstance(result, Failed):
            failed += 1
        else:
            yield result
    if failed:
        print(f"defx: {failed:,} articles could not be read when they were processed", file=sys.stderr)


def read_lines(path: str) -> Iterator[Line]:
    """The lines of a file, or of standard input for "-"."""
    name = "standard input" if path == "-" else path
    with reading(name):
        if path == "-":
            yield from _lines(sys.stdin.buffer, name)
        else:
            with Path(path).open("rb") as file:
                yield from _lines(file, name)


def _lines(stream: BinaryIO, name: str) -> Iterator[Line]:
    for number, line in enumerate(decompressed(stream), 1):
        if line.strip():
            yield f"{name}, line {number}", line


def parse(line: bytes, place: str) -> Extraction | Failed:
    """One line of results. Raises InputError."""
    from pydantic import ValidationError

    from .records import Extraction

    try:
        return Extraction.model_validate_json(line)
    except ValidationError as error:
        value = parse_object(line, place)
        if "error" in value:
            told = value["error"] if isinstance(value["error"], dict) else {}
            return Failed(value.get("article") or {}, str(told.get("code")), str(told.get("message")))
        raise _not_a_result(value, place, error) from None


def parse_object(line: bytes, place: str) -> dict[str, Any]:
    """One line as a JSON object. Raises InputError."""
    try:
        value = json.loads(line)
    except ValueError as error:  # UnicodeDecodeError included
        raise InputError(f"{place}: not JSON ({error})", "give a file of one JSON object a line") from None
    if not isinstance(value, dict):
        raise InputError(f"{place}: not a JSON object", "give a file of one JSON object a line")
    return value


def _not_a_result(value: dict[str, Any], place: str, error: Any) -> InputError:
    if "event_id" in value:
        return InputError(f"{place}: one event a line", "run defx batch without --events: one article a line")
    first = error.errors()[0]
    field = ".".join(map(str, first["loc"])) or "the line"
    return InputError(f"{place}: no result of defx batch ({field}: {first['msg']})", "see defx schema")
