"""What a run tells on standard error: progress on a terminal, bad articles, a summary; or all as JSON."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any, Protocol

from .journal import Totals

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from .outcome import Outcome

LOG_SECONDS = 10.0
"""Between two lines of progress in a log."""


class Reporter(Protocol):
    """Hears of everything in a run."""

    def update(self, outcome: Outcome, totals: Totals, share: float) -> None:
        """One more article is done; `share` of the input (0…1) was read."""

    def end(self, totals: Totals, note: str) -> None:
        """The run is over."""


class Quiet:
    """Says nothing."""

    def update(self, outcome: Outcome, totals: Totals, share: float) -> None:
        """Nothing."""

    def end(self, totals: Totals, note: str) -> None:
        """Nothing."""


class Lines:
    """Bad articles as they come and a summary at the end."""

    def __init__(self, already: int = 0) -> None:
        self._start = time.monotonic()
        self._already = already

    def update(self, outcome: Outcome, totals: Totals, share: float) -> None:
        """Tell of an article that could not be read."""
        del totals, share
        if outcome.error:
            self.say(f"defx: {_one_line(outcome.error[2])}")

    def say(self, line: str) -> None:
        """Write a line."""
        print(line, file=sys.stderr)

    def end(self, totals: Totals, note: str) -> None:
        """The summary."""
        seconds = time.monotonic() - self._start
        rate = (totals.articles - self._already) / seconds if seconds else 0.0
        told = f"defx: {totals.articles:,} articles, {totals.events:,} events, {totals.errors:,} errors"
        if totals.passed_over:
            told += f", {totals.passed_over:,} pages in other languages passed over"
        self.say(f"{told}; {seconds:.1f} s, {rate:.1f} articles/s{note}")


class Terminal(Lines):
    """The same, with a line of progress that is kept up to date."""

    def __init__(self, already: int = 0) -> None:
        super().__init__(already)
        self._progress, self._task = _bar()
        self._progress.start()

    def update(self, outcome: Outcome, totals: Totals, share: float) -> None:
        """Move the bar."""
        super().update(outcome, totals, share)
        rate = (totals.articles - self._already) / max(time.monotonic() - self._start, 1e-9)
        counts = (
            f"{totals.articles:,} articles, {rate:.1f}/s, {totals.events:,} events, {totals.errors:,} errors"
        )
        self._progress.update(self._task, completed=share, counts=counts)

    def say(self, line: str) -> None:
        """Write a line above the bar."""
        self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)

    def end(self, totals: Totals, note: str) -> None:
        """Take the bar away, then the summary."""
        self._progress.stop()
        super().end(totals, note)


def _bar() -> tuple[Progress, TaskID]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(bar_width=20), TextColumn("{task.fields[counts]}"), TimeRemainingColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    return progress, progress.add_task("", total=1.0, counts="starting")


class JsonLog:
    """One JSON object a line: `error` for a bad article, `progress` now and then, `summary` at the end."""

    def __init__(self) -> None:
        self._start = self._told = time.monotonic()

    def update(self, outcome: Outcome, totals: Totals, share: float) -> None:
        """Tell of a bad article, and now and then of the progress."""
        if outcome.error:
            name, code, message = outcome.error
            self._say("error", article=name, code=code, message=message)
        if time.monotonic() - self._told >= LOG_SECONDS:
            self._told = time.monotonic()
            self._say("progress", share=round(share, 4), **_counts(totals))

    def end(self, totals: Totals, note: str) -> None:
        """The summary."""
        self._say(
            "summary",
            seconds=round(time.monotonic() - self._start, 1),
            note=note.strip("; "),
            **_counts(totals),
        )

    def _say(self, event: str, **fields: Any) -> None:
        print(json.dumps({"event": event, **fields}, ensure_ascii=False), file=sys.stderr, flush=True)


def _counts(totals: Totals) -> dict[str, int]:
    names = ("articles", "events", "errors", "passed_over")
    return {name: getattr(totals, name) for name in names}


def _one_line(message: str) -> str:
    """A message with its control characters escaped: names of files may hold any."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in message)


def reporter(*, quiet: bool, log_json: bool, already: int) -> Reporter:
    """What suits the options and the terminal; `already` articles were done by an earlier run."""
    if log_json:
        return JsonLog()
    if quiet:
        return Quiet()
    return Terminal(already) if sys.stderr.isatty() else Lines(already)
