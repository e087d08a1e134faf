"""Counts of what is right, wrong and missing in one article; precision, recall and F1 of their sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .alignment import DEFAULTS, align
from .mistakes import Mistake, label_mistake, missed_event, slot_mistakes, spurious_event
from .slots import CORE, SECONDARY, SLOTS, Gold, Predicted, compare, predicted, wanted


class Scores(NamedTuple):
    """Precision, recall and their harmonic mean, each 0…1."""

    precision: float
    recall: float
    f1: float


def scores(right: float, wrong: float, missed: float) -> Scores:
    """Nothing predicted is precise, nothing wanted is complete."""
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    return Scores(
        precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    )


@dataclass(slots=True)
class ArticleCounts:
    """What one article adds to the sums, and its mistakes.

    `slots` and `events` count (right, wrong, missed); `labels` (right, all) of factuality and scope.
    """

    present: bool
    empty: bool
    false_alarm: bool = False
    all_right: bool = False
    events: list[int] = field(default_factory=lambda: [0, 0, 0])
    slots: dict[str, list[int]] = field(default_factory=lambda: {slot: [0, 0, 0] for slot in SLOTS})
    labels: dict[str, list[int]] = field(default_factory=lambda: {name: [0, 0] for name in DEFAULTS})
    mistakes: list[Mistake] = field(default_factory=list)

    def vector(self) -> Iterator[int]:
        """All numbers in the order of `columns()`."""
        yield from (1, not self.present, self.empty, self.false_alarm, self.all_right, *self.events)
        for counts in (*self.slots.values(), *self.labels.values()):
            yield from counts


def columns() -> list[str]:
    """What the numbers of `ArticleCounts.vector` are."""
    three = ("right", "wrong", "missed")
    return [
        *("articles", "missing", "empty", "false_alarms", "all_right"),
        *(f"{name} {kind}" for name in ("event", *SLOTS) for kind in three),
        *(f"{name} {kind}" for name in DEFAULTS for kind in ("right", "all")),
    ]


def count_article(
    id: str, golds: Sequence[Gold], events: Sequence[Mapping[str, Any]] | None
) -> ArticleCounts:
    """Compare one article's events with its reference; None where the article was not processed."""
    preds = [predicted(event) for event in events or ()]
    counts = ArticleCounts(events is not None, not golds, false_alarm=not golds and bool(preds))
    pairs = align(golds, preds)
    for i, j in pairs:
        if not golds[i].get("optional"):
            _add_pair(counts, id, golds[i], preds[j])
    matched = [set(side) for side in zip(*pairs, strict=True)] or [set(), set()]
    for i, gold in enumerate(golds):
        if i not in matched[0] and not gold.get("optional"):
            _add_missed(counts, id, gold)
    for j, event in enumerate(preds):
        if j not in matched[1]:
            _add_spurious(counts, id, event)
    counts.all_right = counts.present and not any(mistake.grave for mistake in counts.mistakes)
    return counts


def _add_pair(counts: ArticleCounts, id: str, gold: Gold, event: Predicted) -> None:
    counts.events[0] += 1
    for name, default in DEFAULTS.items():
        want = gold.get(name, default)
        right = event.label(name) in want.split("|")
        counts.labels[name][0] += right
        counts.labels[name][1] += 1
        if not right:
            counts.mistakes.append(label_mistake(id, name, want, event))
    for slot in SLOTS:
        found = compare(slot, wanted(gold, slot), event.slots[slot])
        _add(counts.slots[slot], found.counts)
        counts.mistakes += slot_mistakes(id, slot, found, event)


def _add_missed(counts: ArticleCounts, id: str, gold: Gold) -> None:
    counts.events[2] += 1
    counts.mistakes.append(missed_event(id, gold))
    for slot in SLOTS:
        counts.slots[slot][2] += sum(not want.optional for want in wanted(gold, slot))


def _add_spurious(counts: ArticleCounts, id: str, event: Predicted) -> None:
    counts.events[1] += 1
    counts.mistakes.append(spurious_event(id, event))
    for slot in SLOTS:
        counts.slots[slot][1] += len(event.slots[slot])


def _add(total: list[int], counts: tuple[int, int, int]) -> None:
    for place, number in enumerate(counts):
        total[place] += number


def summary(sums: Mapping[str, float]) -> dict[str, Any]:
    """All scores of summed counts, named by `columns()`."""

    def of(*names: str) -> Scores:
        return scores(
            *(sum(sums[f"{name} {kind}"] for name in names) for kind in ("right", "wrong", "missed"))
        )

    return {
        "articles_all_right": sums["all_right"] / max(1, sums["articles"]),
        "event": of("event"),
        "core": of(*CORE),
        "secondary": of(*SECONDARY),
        "slots": {slot: of(slot) for slot in SLOTS},
        "accuracy": {name: sums[f"{name} right"] / max(1, sums[f"{name} all"]) for name in DEFAULTS},
        "false_alarm_rate": sums["false_alarms"] / max(1, sums["empty"]),
    }
