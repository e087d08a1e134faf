"""Which writer a file gets, by its suffix."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from ..errors import UsageError
from .columns import rows
from .geojson import write_geojson
from .sqlite import write_sqlite
from .tables import write_csv, write_parquet, write_xlsx
from .target import replacing

if TYPE_CHECKING:
    from ..records import Extraction

Results = Iterable["Extraction"]

_TEXT: dict[str, Callable[[Results, TextIO], None]] = {
    "csv": lambda results, file: write_csv(rows(results), file),
    "tsv": lambda results, file: write_csv(rows(results), file, "\t"),
    "geojson": write_geojson,
}
_BINARY: dict[str, Callable[[Results, Path], None]] = {
    "parquet": lambda results, path: write_parquet(rows(results), path),
    "xlsx": lambda results, path: write_xlsx(rows(results), path),
    "sqlite": write_sqlite,
}
FORMATS = (*_TEXT, *_BINARY)
_SUFFIXES = {f".{name}": name for name in FORMATS} | {".db": "sqlite", ".sqlite3": "sqlite"}


def format_of(target: str, named: str | None) -> str:
    """The format asked for, or that of the suffix. Raises UsageError where there is none."""
    format = named or _SUFFIXES.get(Path(target).suffix.lower())
    if format not in FORMATS:
        wrong = f"{named}: no format" if named else f"{target}: its suffix names no format"
        raise UsageError(wrong, f"--format is one of {', '.join(FORMATS)}")
    return format


def export(results: Results, target: str, format: str, *, force: bool) -> None:
    """Write the events to a file, or to standard output for "-". Raises UsageError, OutputError."""
    if target == "-":
        if format not in _TEXT:
            raise UsageError(f"{format} cannot go to standard output", "name a file with -o")
        stdout = TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=True)
        _TEXT[format](results, stdout)
        stdout.detach()
        return
    with replacing(Path(target), force=force) as draft:
        if format in _BINARY:
            _BINARY[format](results, draft)
        else:
            with draft.open("w", encoding="utf-8", newline="") as file:
                _TEXT[format](results, file)
