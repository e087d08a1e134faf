"""A whole run: articles in, lines out, in order, from where an earlier run ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Protocol

from ..readers.articles import Position, Reading, read_articles
from ..readers.inputs import Input
from ..readers.raw import RawArticle
from .journal import Totals
from .outcome import Outcome
from .progress import Reporter

Workers = Callable[[Iterator[RawArticle]], Iterator[Outcome]]
"""Does the work on articles and gives the outcomes in their order."""


class Output(Protocol):
    """Where lines go. `totals` is what stands there already."""

    totals: Totals

    def write(self, outcome: Outcome) -> None:
        """Write the lines of the next article."""

    def close(self) -> None:
        """Make sure of what was written."""


def run(
    inputs: tuple[Input, ...], how: Reading, workers: Workers, output: Output, reporter: Reporter
) -> None:
    """Work on all articles that the output does not have yet.

    However this ends, what was written is whole and the journal tells of it.
    """
    total = sum(found.size for found in inputs) or 1
    position = Position()
    articles = islice(read_articles(inputs, how, position), output.totals.articles, None)
    note = "; not finished"
    try:
        for outcome in workers(articles):
            output.write(outcome)
            reporter.update(outcome, output.totals, min(1.0, position.bytes / total))
        note = ""
    finally:
        output.close()
        reporter.end(output.totals, note)
