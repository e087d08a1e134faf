"""The second look at what fills the slots: what the first made of a thing, of its rivals, and in the other events.

The first look weighs every thing of every event by itself. That a force is left in the event before, that nothing
else comes near a number, that another event claims a place with more right, shows only once all have been weighed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from .choice import Weighed
    from .event import Event
    from .network import Network, Table

FACTUALITIES = ("reported", "attempted", "hypothetical", "denied")
BEST = 3
"""Best chances of an event that are kept: the two likeliest rivals of each of its things are among them."""
NO_EVENT = -0.5
"""Stands for a chance where there is no such event."""
SOFT = 0.003
"""Keeps log odds finite."""


def second_look(
    network: Network, labels: Mapping[str, str], events: Sequence[Event], items: Sequence[Weighed]
) -> None:
    """Set the chances of things of one kind anew. `items` are in the order of their events."""
    if not items:
        return
    chances = network.chances(numbers(events, items), [item.said for item in items])
    column = {labels[label]: i for i, label in enumerate(network.labels) if label in labels}
    for item, row in zip(items, chances.tolist(), strict=True):
        item.chances = {slot: row[column[slot]] if slot in column else 0.0 for slot in item.chances}


def numbers(events: Sequence[Event], items: Sequence[Weighed]) -> Table:
    """What is known of each thing, as numbers: items × numbers."""
    looked = _Looked(items)
    others = [looked.elsewhere(of) for of in (lambda n: n - 1, lambda n: n + 1, lambda _: 0)]
    return np.hstack([_itself(events, items), looked.against(), *others, looked.claimed()])


def _itself(events: Sequence[Event], items: Sequence[Weighed]) -> Table:
    """The modality of the event, and where the thing stands to it."""
    rows = []
    for number, group in groupby(items, key=lambda item: item.event):
        beside, event = list(group), events[number]
        modality = [event.factuality == name for name in FACTUALITIES]
        common = [
            min(4, len(events)), number == 0, *modality, event.scope == "aggregate",
            min(3, len(event.triggers)), min(10, len(beside)),
        ]  # fmt: skip
        told = [trigger.sent for trigger in event.triggers]
        for item in beside:
            sents = [mention.sent for mention in item.mentions]
            far = min(abs(sent - at) for sent in sents for at in told)
            first, step = min(sents), max(-4, min(4, min(sents) - told[0]))
            rows.append([*common, far == 0, min(4, far), min(4, len(sents)), min(3, first), step])
    return np.array(rows, dtype=float)


class _Looked:
    """The chances that the first look gave (items × slots), and how things stand to each other by them."""

    def __init__(self, items: Sequence[Weighed]) -> None:
        self.items = items
        self.chances = np.array([list(item.chances.values()) for item in items])
        self.at = {(item.event, item.thing): row for row, item in enumerate(items)}
        events = [item.event for item in items]
        self.place = {number: i for i, number in enumerate(dict.fromkeys(events))}
        self.event = np.array([self.place[number] for number in events])
        ranked = [_ranked(self.chances[self.event == i]) for i in range(len(self.place))]
        self.best = np.stack([best for best, _ in ranked])
        self.ranks = np.concatenate([ranks for _, ranks in ranked])

    def against(self) -> Table:
        """The chances of each thing, and those of its two likeliest rivals in the event."""
        chances, ranks, best = self.chances, self.ranks, self.best[self.event]
        first, second = (np.where(ranks > n, best[:, n], best[:, n + 1]) for n in (0, 1))
        gap = odds(chances) - odds(first)
        columns = (chances, odds(chances), first, odds(first), second, gap, gap >= 0, np.minimum(ranks, 3))
        return np.hstack(columns)

    def elsewhere(self, other: Callable[[int], int]) -> Table:
        """The chances of the same thing, and of the likeliest beside it, in another event; `other` leads to its number."""
        numbers = [other(item.event) for item in self.items]
        there = [self.at.get((n, item.thing), -1) for n, item in zip(numbers, self.items, strict=True)]
        place = [
            -1 if n == item.event else self.place.get(n, -1)
            for n, item in zip(numbers, self.items, strict=True)
        ]
        is_event, is_there = (np.array(found)[:, None] >= 0 for found in (place, there))
        same = np.where(is_event & is_there, self.chances[there], 0)
        top = is_there & (self.ranks[there] == 0)
        beside = np.where(top, self.best[place, 1], self.best[place, 0])
        gap = np.where(is_event, odds(self.chances) - odds(same), 0)
        return np.hstack([~is_event, same, gap, np.where(is_event, beside, NO_EVENT)])

    def claimed(self) -> Table:
        """The best chances of the same thing in any other event, and by how much its own odds are better."""
        rows: dict[Any, list[int]] = {}
        for row, item in enumerate(self.items):
            rows.setdefault(item.thing, []).append(row)
        best = np.zeros_like(self.chances)
        for same in rows.values():
            if len(same) > 1:
                top, ranks = _ranked(self.chances[same])
                best[same] = np.where(ranks == 0, top[1], top[0])
        return np.hstack([best, odds(self.chances) - odds(best)])


def _ranked(chances: Table) -> tuple[Table, NDArray[np.int64]]:
    """The BEST chances in each slot, from the best down, and the rank of each thing in each slot."""
    order = np.argsort(-chances, axis=0, kind="stable")
    best = np.zeros((BEST, chances.shape[1]))
    best[: len(order)] = np.take_along_axis(chances, order[:BEST], axis=0)
    return best, np.argsort(order, axis=0, kind="stable")


def odds(chances: Table) -> Table:
    """Log odds."""
    return np.log((chances + SOFT) / (1 + SOFT - chances))
