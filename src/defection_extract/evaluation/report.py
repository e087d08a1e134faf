"""The whole comparison: scores, their intervals, and every mistake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .bootstrap import Interval, intervals
from .mistakes import Mistake, not_processed
from .scores import columns, count_article, summary
from .slots import SLOTS, Gold


@dataclass(frozen=True, slots=True)
class Report:
    """Scores by name as in `scores.summary`, `counts` by name as in `scores.columns`.

    `intervals` holds (lowest, highest) by dotted path (`core.f1`); `mistakes` come in the articles' order.
    """

    counts: Mapping[str, int]
    scores: Mapping[str, Any]
    intervals: Mapping[str, Interval]
    mistakes: Sequence[Mistake]

    def as_json(self) -> dict[str, Any]:
        """Everything, for `json.dumps`; a slot is [precision, recall, F1, wanted]."""
        events = [self.counts[f"event {kind}"] for kind in ("right", "wrong", "missed")]
        return {
            "articles": self.counts["articles"],
            "articles_missing": self.counts["missing"],
            "empty_articles": self.counts["empty"],
            "event_counts": events,
            **self.scores,
            "slots": {slot: [*self.scores["slots"][slot], self.wanted(slot)] for slot in SLOTS},
            "intervals": self.intervals,
            "mistakes": [mistake.as_json() for mistake in self.mistakes],
        }

    def wanted(self, slot: str) -> int:
        """How many fillers of the slot the reference asks for."""
        return self.counts[f"{slot} right"] + self.counts[f"{slot} missed"]


def evaluate(
    gold: Mapping[str, Mapping[str, Any]],
    predicted: Mapping[str, Sequence[Mapping[str, Any]]],
    *,
    draws: int = 1000,
) -> Report:
    """Score predicted events against reference articles, both by article id.

    `gold` holds articles {"events": [reference event, …]}, `predicted` lists of DefectionEvent as
    `json.loads` gives them; an article it lacks counts as missing, its events as missed. `draws` are those
    of the bootstrap; 0: no intervals.
    """
    counted = [count_article(id, _events(article), predicted.get(id)) for id, article in gold.items()]
    rows = [list(map(int, article.vector())) for article in counted]
    sums = dict(
        zip(columns(), map(sum, zip(*rows, strict=True)) if rows else [0] * len(columns()), strict=True)
    )
    mistakes: list[Mistake] = []
    for id, article in zip(gold, counted, strict=True):
        mistakes += [] if article.present else [not_processed(id)]
        mistakes += article.mistakes
    return Report(sums, summary(sums), intervals(rows, draws), mistakes)


def _events(article: Mapping[str, Any]) -> Sequence[Gold]:
    events: Sequence[Gold] = article["events"]
    return events
