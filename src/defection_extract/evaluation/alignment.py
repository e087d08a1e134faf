"""Which predicted event is which reference event: the one-to-one matching of greatest total similarity.

As in MUC-4 and CEAF. Similarities are whole tenths, so that equal totals are equal.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .slots import BOUNDS, SLOTS, Gold, Predicted, Wanted, compare, wanted

DEFAULTS = {"factuality": "reported", "scope": "incident"}
"""What the reference means where it leaves a label out."""
_TENTHS = dict.fromkeys(SLOTS, 10) | {"count": 20, "persons": 30, "via": 3, "sources": 3, "reasons": 3}
_LABEL_TENTHS = 4
_IDENTIFYING = ("count", "date", "places", "persons", "ranks", "destinations")


def similarity(gold: Gold, event: Predicted) -> int:
    """How alike two events are, in tenths of a filler; 0 where nothing that identifies an event agrees.

    Names that the reference holds optional count here as any other; an optional count or date does not.
    """
    wants = {slot: wanted(gold, slot) for slot in SLOTS}
    right = {slot: compare(slot, _all_firm(slot, w), event.slots[slot]).right for slot, w in wants.items()}
    if not any(right[slot] for slot in _IDENTIFYING) and (
        not right["from"] or any(wants[slot] for slot in _IDENTIFYING)
    ):
        return 0
    labels: int = sum(gold.get(name, default) == event.label(name) for name, default in DEFAULTS.items())
    return _LABEL_TENTHS * labels + sum(_TENTHS[slot] * number for slot, number in right.items())


def _all_firm(slot: str, wants: list[Wanted]) -> list[Wanted]:
    return wants if slot in BOUNDS else [replace(want, optional=False) for want in wants]


def align(golds: Sequence[Gold], events: Sequence[Predicted]) -> list[tuple[int, int]]:
    """Pairs (reference, predicted) of the best matching, in order; of several, the first.

    First means: earlier reference events go unmatched sooner, then take earlier predicted ones.
    """
    similar = [[similarity(gold, event) for event in events] for gold in golds]
    n, m = len(golds), len(events)
    base = m + 2
    # Similarity first; below it, digit by digit, the place that each reference event takes.
    costs = [
        [(j + 1) * base ** (n - 1 - i) - s * base**n if s else 0 for j, s in enumerate(row)]
        for i, row in enumerate(similar)
    ]
    unmatched = [0] * n
    columns = assignment([row + unmatched for row in costs])
    return [(i, j) for i, j in enumerate(columns) if j < m and similar[i][j]]


def assignment(costs: Sequence[Sequence[int]]) -> list[int]:
    """The column of every row in an assignment of least total cost (Kuhn-Munkres with potentials).

    Exact for integers of any size; no more rows than columns. O(rows² · columns).
    """
    width = len(costs[0]) if costs else 0
    state = _State(costs, [0] * len(costs), [0] * width, [-1] * width)
    for row in range(len(costs)):
        state.place(row)
    chosen = {row: column for column, row in enumerate(state.taken) if row >= 0}
    return [chosen[row] for row in range(len(costs))]


@dataclass(slots=True)
class _State:
    """The rows placed so far: `taken[column]` is a row or -1."""

    costs: Sequence[Sequence[int]]
    of_rows: list[int]
    of_columns: list[int]
    taken: list[int]

    def place(self, row: int) -> None:
        """Place one more row along the shortest augmenting path."""
        slack: list[float] = [math.inf] * len(self.taken)
        before = [-1] * len(self.taken)
        reached: list[int] = []
        column, current = -1, row
        while current >= 0:
            self._relax(current, column, slack, before, reached)
            column = min((j for j in range(len(slack)) if j not in reached), key=slack.__getitem__)
            self._shift(row, slack, reached, int(slack[column]))
            reached.append(column)
            current = self.taken[column]
        while column >= 0:
            previous = before[column]
            self.taken[column] = self.taken[previous] if previous >= 0 else row
            column = previous

    def _relax(
        self, row: int, column: int, slack: list[float], before: list[int], reached: list[int]
    ) -> None:
        """Let the columns not reached be reached from `row`, which stands in `column`."""
        for j, cost in enumerate(self.costs[row]):
            reduced = cost - self.of_rows[row] - self.of_columns[j]
            if j not in reached and reduced < slack[j]:
                slack[j], before[j] = reduced, column

    def _shift(self, row: int, slack: list[float], reached: list[int], by: int) -> None:
        """Move the potentials so that the nearest column costs nothing more."""
        self.of_rows[row] += by
        for j in range(len(slack)):
            if j in reached:
                self.of_rows[self.taken[j]] += by
                self.of_columns[j] -= by
            else:
                slack[j] -= by
