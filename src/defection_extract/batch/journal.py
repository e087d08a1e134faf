"""The output file and its journal: what makes a killed run resumable, byte for byte.

The journal's first line tells what the run was made from; every further line is a checkpoint: so many
articles were done when the output had so many bytes. What the output has beyond its last checkpoint is
written again.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..errors import OutputError, UsageError
from .outcome import Outcome

CHECKPOINT_SECONDS = 1.0
"""At most this much work is done again after a kill."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What a run has done so far; `bytes` of output. An article passed over is one in another language."""

    articles: int = 0
    events: int = 0
    errors: int = 0
    passed_over: int = 0
    bytes: int = 0

    def plus(self, outcome: Outcome) -> Totals:
        """With one more article."""
        return Totals(
            self.articles + 1,
            self.events + outcome.events,
            self.errors + (outcome.error is not None),
            self.passed_over + outcome.passed_over,
            self.bytes + len(outcome.lines),
        )


class StandardOutput:
    """Lines to standard output: no journal, no resuming."""

    def __init__(self) -> None:
        self.totals = Totals()

    def write(self, outcome: Outcome) -> None:
        """Write the lines of an article. Raises OutputError; BrokenPipeError where nobody reads on."""
        try:
            _write(1, outcome.lines)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(f"standard output: cannot be written ({error.strerror})") from None
        self.totals = self.totals.plus(outcome)

    def close(self) -> None:
        """Nothing to keep."""


class JournaledFile:
    """Lines to a file, with its journal beside it. Raises OutputError where they cannot be written."""

    def __init__(self, path: Path, made_from: dict[str, Any], *, resume: bool, force: bool) -> None:
        self.path = path
        if path.exists() and not resume and not force:
            raise UsageError(f"{path}: exists", "--resume goes on with it, --force writes it anew")
        with _writing(path):
            self._journal = _open(journal_path(path))
            _lock(self._journal, path)
            told = _read_journal(self._journal, made_from, path) if resume and path.exists() else _Told()
            _cut(self._journal, told.size)
            if not told.size:
                _write(self._journal, _line(made_from))
            self._output = _open(path)
            _cut(self._output, told.totals.bytes)
        self.totals = self._checkpoint = told.totals
        self._time = time.monotonic()

    def write(self, outcome: Outcome) -> None:
        """Write the lines of an article; where they do not fit the disk, what is there stays whole."""
        with _writing(self.path):
            try:
                _write(self._output, outcome.lines)
            except OSError:
                _cut(self._output, self.totals.bytes)
                raise
            self.totals = self.totals.plus(outcome)
            if time.monotonic() - self._time >= CHECKPOINT_SECONDS:
                self.checkpoint()

    def checkpoint(self) -> None:
        """Tell the journal how far the output is; the output reaches the disk first."""
        if self.totals != self._checkpoint:
            os.fsync(self._output)
            _write(self._journal, _line(asdict(self.totals)))
        self._checkpoint, self._time = self.totals, time.monotonic()

    def close(self) -> None:
        """The last checkpoint."""
        with _writing(self.path):
            self.checkpoint()
        os.close(self._output)
        os.close(self._journal)


def journal_path(output: Path) -> Path:
    """Where the journal of an output lies."""
    return output.with_name(output.name + ".journal")


@dataclass(frozen=True, slots=True)
class _Told:
    """What a journal says that can be relied on: its own length up to there, and the totals."""

    size: int = 0
    totals: Totals = Totals()


def _read_journal(handle: int, made_from: dict[str, Any], output: Path) -> _Told:
    """The last checkpoint that the output reaches. Raises UsageError where the run was another."""
    with os.fdopen(os.dup(handle), "rb") as file:
        lines = file.read().splitlines(keepends=True)
    before = _object(lines[0]) if lines else None
    if before is None:
        raise UsageError(f"{output}: has no journal to resume from", "--force writes it anew")
    differs = ", ".join(key for key in made_from if before.get(key) != made_from[key])
    if differs:
        raise UsageError(f"{output}: was begun with other {differs}", "--force writes it anew")
    told = _Told(len(lines[0]))
    size = output.stat().st_size
    for line in lines[1:]:
        totals = _totals(line)
        if totals is None or totals.bytes > size:
            break
        told = _Told(told.size + len(line), totals)
    return told


def _totals(line: bytes) -> Totals | None:
    values = _object(line)
    return Totals(**values) if values and set(values) == set(Totals.__slots__) else None


def _object(line: bytes) -> dict[str, Any] | None:
    """A line of the journal; None where it was half written."""
    with suppress(ValueError):
        value = json.loads(line) if line.endswith(b"\n") else None
        return value if isinstance(value, dict) else None
    return None


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value).encode() + b"\n"


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)


def _cut(handle: int, size: int) -> None:
    """What stands beyond the first `size` bytes is cut off; writing goes on there."""
    os.ftruncate(handle, size)
    os.lseek(handle, size, os.SEEK_SET)


def _lock(handle: int, path: Path) -> None:
    """One run an output: the lock goes with the process that holds it."""
    with suppress(ImportError):  # Windows
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(f"{path}: another run is writing it", "wait for it, or stop it") from None


def _write(handle: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """OSError becomes OutputError."""
    try:
        yield
    except OSError as error:
        hint = "what is there is whole; when this is mended, go on with --resume"
        raise OutputError(f"{path}: cannot be written ({error.strerror})", hint) from None
