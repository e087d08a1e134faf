"""The second look at what fills the slots: what the first made of a thing, of its rivals, and in the other events.

The first look weighs every thing of every event by itself. That a force is left in the event before, that nothing
else comes near a number, that another event claims a place with more right, shows only once all have been weighed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .candidates import QUESTIONS

if TYPE_CHECKING:
    from .choice import Weighed
    from .event import Event
    from .network import Network, Table

Rows = NDArray[np.int64]
"""Numbers of rows, or of groups of rows, of a table; -1 where there is none."""

FACTUALITIES = ("reported", "attempted", "hypothetical", "denied")
SLOTS = max(map(len, QUESTIONS.values()))
"""Slots that things of one kind may fill, at the most."""
BEST = 3
"""Best chances of an event that are kept: the two likeliest rivals of each of its things are among them."""
SILENT = -1.0
"""Stands for the chances of things for which another member of their enumeration speaks."""
NO_EVENT = -0.5
"""Stands for a chance where there is no such event."""
SOFT = 0.003
"""Keeps log odds finite."""


def second_look(
    networks: Mapping[str, Network], events: Sequence[Event], weighed: Mapping[str, Sequence[Weighed]]
) -> None:
    """Set the chances of all things to the mean of both looks; of each kind they are in the order of their events."""
    for kind, table in numbers(events, weighed).items():
        network, slots = networks[kind], QUESTIONS[kind]
        chances = network.chances(table, [item.said for item in weighed[kind]])
        column = {slots[label]: i for i, label in enumerate(network.labels) if label in slots}
        for item, row in zip(weighed[kind], chances.tolist(), strict=True):
            item.chances = {
                slot: (chance + (row[column[slot]] if slot in column else 0.0)) / 2
                for slot, chance in item.chances.items()
            }


def numbers(events: Sequence[Event], weighed: Mapping[str, Sequence[Weighed]]) -> dict[str, Table]:
    """What is known of each thing, as numbers: by kind a table, items × numbers. Kinds without things are left out."""
    kinds = {kind: items for kind, items in weighed.items() if items}
    if not kinds:
        return {}
    looked = _Looked(kinds)
    others = [looked.elsewhere(step) for step in (-1, 1, 0)]
    blocks = [*looked.against(), *(block for other in others for block in other), *looked.claimed()]
    found, start = {}, 0
    for kind, items in kinds.items():
        end, slots = start + len(items), len(QUESTIONS[kind])
        columns = [block[start:end, :slots] for block in blocks]
        found[kind] = np.hstack([_itself(events, items), *columns])
        start = end
    return found


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
        told, sizes = [trigger.sent for trigger in event.triggers], Counter(item.among for item in beside)
        for item in beside:
            sents = [mention.sent for mention in item.mentions]
            far = min(abs(sent - at) for sent in sents for at in told)
            first, step = min(sents), max(-4, min(4, min(sents) - told[0]))
            among = 0 if item.among is None else min(4, sizes[item.among])
            rows.append([*common, far == 0, min(4, far), min(4, len(sents)), min(3, first), step, among])
    return np.array(rows, dtype=float)


class _Looked:
    """The chances that the first look gave, and how things stand to each other by them.

    All kinds in one table, items × SLOTS, 0 where a kind has no such slot; a group is what is weighed for one event.
    Members of an enumeration, which have the same chances, are no rivals: they have one rank.
    Each method gives blocks of numbers, items × SLOTS or items × 1.
    """

    def __init__(self, kinds: Mapping[str, Sequence[Weighed]]) -> None:
        self.items = [(kind, item) for kind, items in kinds.items() for item in items]
        self.chances = np.zeros((len(self.items), SLOTS))
        for row, (_, item) in zip(self.chances, self.items, strict=True):
            row[: len(item.chances)] = list(item.chances.values())
        self.odds = odds(self.chances)
        self.at = {(kind, item.event, item.thing): row for row, (kind, item) in enumerate(self.items)}
        groups = dict.fromkeys((kind, item.event) for kind, item in self.items)
        self.place = {group: i for i, group in enumerate(groups)}
        self.group = np.array([self.place[kind, item.event] for kind, item in self.items])
        lists: dict[tuple[str, int, Any], int] = {}
        self.speaker = np.arange(len(self.items))
        for number, (kind, item) in enumerate(self.items):
            if item.among is not None:
                self.speaker[number] = lists.setdefault((kind, item.event, item.among), number)
        speaks = self.speaker == np.arange(len(self.items))
        self.best, ranks = _ranked(np.where(speaks[:, None], self.chances, SILENT), self.group)
        self.best, self.ranks = np.maximum(self.best, 0), ranks[self.speaker]

    def against(self) -> list[Table]:
        """The chances of each thing, and those of its two likeliest rivals in the event."""
        best = self.best[self.group]
        first, second = (np.where(self.ranks > n, best[:, n], best[:, n + 1]) for n in (0, 1))
        gap = self.odds - odds(first)
        return [self.chances, self.odds, first, odds(first), second, gap, gap >= 0, np.minimum(self.ranks, 3)]

    def elsewhere(self, step: int) -> list[Table]:
        """The chances of the same thing, and of the likeliest beside it, in the event `step` on; 0 is for the first."""
        aims = [(kind, item.event + step if step else 0, item) for kind, item in self.items]
        place = np.array([-1 if n == i.event else self.place.get((kind, n), -1) for kind, n, i in aims])
        there = np.array([self.at.get((kind, n, item.thing), -1) for kind, n, item in aims])
        is_event, is_there = place[:, None] >= 0, there[:, None] >= 0
        same = np.where(is_event & is_there, self.chances[there], 0)
        top = is_there & (self.ranks[there] == 0)
        beside = np.where(top, self.best[place, 1], self.best[place, 0])
        gap = np.where(is_event, self.odds - odds(same), 0)
        return [~is_event, same, gap, np.where(is_event, beside, NO_EVENT)]

    def claimed(self) -> list[Table]:
        """The best chances of the same thing in any other event, and by how much its own odds are better."""
        things: dict[tuple[str, Any], int] = {}
        group = np.array([things.setdefault((kind, item.thing), len(things)) for kind, item in self.items])
        best, ranks = _ranked(self.chances, group)
        others = np.where(ranks == 0, best[group, 1], best[group, 0])
        return [others, self.odds - odds(others)]


def _ranked(chances: Table, group: Rows) -> tuple[Table, Rows]:
    """The BEST chances of each group in each slot, from the best down, and the rank of each row in its group."""
    sizes = np.bincount(group)
    starts = np.cumsum(sizes) - sizes
    best, ranks = np.zeros((len(sizes), BEST, SLOTS)), np.empty(chances.shape, dtype=np.int64)
    for slot in range(SLOTS):
        order = np.lexsort((-chances[:, slot], group))
        ranks[order, slot] = np.arange(len(order)) - starts[group[order]]
        for n in range(BEST):
            has = sizes > n
            best[has, n, slot] = chances[order[starts[has] + n], slot]
    return best, ranks


def odds(chances: Table) -> Table:
    """Log odds."""
    return np.log((chances + SOFT) / (1 + SOFT - chances))
