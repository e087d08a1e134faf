"""Annotated articles, and what in a text their values point to.

Annotations say what an event's slots hold, not where. A mention is right for a slot where its value is among the
annotated ones; a trigger belongs to the event whose values stand nearest to it (`Alignment.first`), and once models
are trained, to the event whose values they would choose for it (`Alignment.again`).
"""

from __future__ import annotations

import importlib.util
import json
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from defection_extract.annotations import DateValue
from defection_extract.article import Article
from defection_extract.components.dates import resolve_date
from defection_extract.pipeline import ORDER, build
from defection_extract.reading import events as reading
from defection_extract.reading.argument_features import ArgumentFeatures
from defection_extract.reading.view import Mention, View

GOLD_SLOT = {
    "defected_from": "from", "defected_to": "to", "places": "places", "destinations": "destinations", "via": "via",
    "count": "count", "date": "date", "persons": "persons", "ranks": "ranks", "sources": "sources", "reasons": "reasons",
}  # fmt: skip
"""Slot of an event → its name in the annotations."""

WEIGHT = {
    "persons": 3.0, "count": 2.0, "date": 1.0, "places": 1.0, "destinations": 1.0, "via": 0.5, "defected_from": 0.5,
    "defected_to": 1.0, "ranks": 0.7, "sources": 0.0, "reasons": 0.0,
}  # fmt: skip
"""How much a value near a trigger says that the trigger tells of its event."""

UNKNOWN = -1
"""Owner of a trigger that may or may not tell of an annotated event: left out of training."""


def load_scorer(path: Path) -> ModuleType:
    """The scoring script, for its rules of when a value is right."""
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_articles(path: Path) -> list[dict[str, Any]]:
    """Annotated articles of a JSONL file; texts that are not in it lie beside it in texts/."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    for row in rows:
        if "text" not in row:
            row["text"] = (path.parent / "texts" / f"{row['id']}.txt").read_bytes().decode("utf-8")
    return rows


@dataclass
class Sample:
    """An article as the reader sees it, its annotated events, and the event that each trigger tells of."""

    row: dict[str, Any]
    view: View
    pool: dict[str, list[Mention]]
    owners: list[int | None] = field(default_factory=list)
    kept: tuple[Any, Any] | None = None
    local: list[list[tuple[str, Mention, list[str]]]] | None = None

    @property
    def golds(self) -> list[dict[str, Any]]:
        """The annotated events."""
        events: list[dict[str, Any]] = self.row["events"]
        return events

    @property
    def published(self) -> date | None:
        """The article's date."""
        told = self.row.get("published")
        return date.fromisoformat(told) if told else None

    def clusters(self) -> dict[int, list[Mention]]:
        """The triggers of each annotated event, events in order of first trigger."""
        found: dict[int, list[Mention]] = defaultdict(list)
        for trigger, owner in zip(self.view.triggers, self.owners, strict=True):
            if owner is not None and owner != UNKNOWN:
                found[owner].append(trigger)
        return dict(sorted(found.items(), key=lambda item: item[1][0].start))


def read_samples(rows: list[dict[str, Any]]) -> list[Sample]:
    """Run the components before the reading over annotated articles."""
    nlp = build(stages=ORDER[: ORDER.index("defx_syntax") + 1])
    samples = []
    for row in rows:
        article = Article(row["text"])
        doc = nlp.make_doc(article.normal)
        doc._.article = article
        view = View.of(nlp(doc))
        samples.append(Sample(row, view, reading.candidates(view)))
    return samples


class Alignment:
    """Decides which mentions and triggers the annotated values point to."""

    def __init__(self, scorer: ModuleType) -> None:
        self.scorer = scorer

    def verdict(self, sample: Sample, gold: dict[str, Any], slot: str, mention: Mention) -> int:
        """1 where the mention's value is right for the slot, 0 where it is optional, -1 where it is wrong."""
        value = comparable(slot, mention, sample.published)
        if value is None:
            return -1
        for optional, alternatives in self.scorer.gold_items(gold, GOLD_SLOT[slot]):
            if self.scorer.hit(GOLD_SLOT[slot], alternatives, value):
                return 0 if optional else 1
        return -1

    def first(self, sample: Sample) -> list[int | None]:
        """Owners by nearness of the annotated values alone."""
        hits = [self._hits(sample, gold) for gold in sample.golds]
        return [self._nearest(trigger, hits) for trigger in sample.view.triggers]

    def _hits(self, sample: Sample, gold: dict[str, Any]) -> dict[int, list[tuple[float, str, Mention]]]:
        """By sentence, the mentions that are right for a slot of an event, each with its weight."""
        found = defaultdict(list)
        for kind, labels in reading.QUESTIONS.items():
            for mention in sample.pool[kind]:
                for slot in labels.values():
                    if WEIGHT[slot] and self.verdict(sample, gold, slot, mention) >= 0:
                        single = slot == "count" and mention.value.best == 1
                        found[mention.sent].append((0.5 if single else WEIGHT[slot], slot, mention))
        return found

    @staticmethod
    def _nearest(trigger: Mention, hits: list[dict[int, list[tuple[float, str, Mention]]]]) -> int | None:
        totals = []
        for by_sentence in hits:
            here = _nearness(trigger, by_sentence.get(trigger.sent, []), 0)
            around = sum(
                _nearness(trigger, by_sentence.get(trigger.sent + step, []), step) for step in (-1, 1)
            )
            totals.append((here + around, here))
        best = max(range(len(totals)), key=lambda n: totals[n], default=None)
        strength = trigger.value.strength
        if best is None or totals[best][0] < 0.5:
            return UNKNOWN if totals and strength == 3 else None
        return best if totals[best][1] >= {1: 1.2, 2: 0.6, 3: 0.3}[strength] else UNKNOWN

    def told(self, sample: Sample, found: list[dict[str, Any]]) -> list[bool | None]:
        """Whether each record found tells of an annotated event; None where that one is optional."""
        pairs = self.scorer.align(sample.golds, [self.scorer.predicted(event) for event in found])
        owner = {j: i for i, j in pairs}
        return [
            None if j in owner and sample.golds[owner[j]].get("optional") else j in owner
            for j in range(len(found))
        ]

    def again(self, sample: Sample, models: dict[str, Any]) -> list[int | None]:
        """Owners by what trained models would choose for each trigger as an event of its own."""
        if sample.local is None:
            sample.local = list(_local_features(sample))
        chances = reading.weigh_triggers(sample.view, models)
        owners: list[int | None] = []
        for trigger, chance, rows in zip(sample.view.triggers, chances, sample.local, strict=True):
            chosen = [
                (slot, mention, p)
                for kind, mention, features in rows
                for slot, p in reading.slot_chances(models[kind], reading.QUESTIONS[kind], features).items()
                if p > 0.15 and WEIGHT[slot]
            ]
            owners.append(self._chosen(sample, trigger, chosen, chance))
        return owners

    def _chosen(
        self, sample: Sample, trigger: Mention, chosen: list[tuple[str, Mention, float]], chance: float
    ) -> int | None:
        scores = []
        for gold in sample.golds:
            by_slot: dict[str, float] = defaultdict(float)
            for slot, mention, p in chosen:
                right = self.verdict(sample, gold, slot, mention) >= 0
                worth = WEIGHT[slot] * p * (0.4 if slot == "count" and mention.value.best == 1 else 1)
                by_slot[slot] = max(by_slot[slot], worth) if right else by_slot[slot] - 0.2 * worth
            scores.append(sum(by_slot.values()))
        best = max(range(len(scores)), key=lambda n: scores[n], default=None)
        if best is None or scores[best] < 0.25:
            return UNKNOWN if scores and (trigger.value.strength == 3 or chance > 0.6) else None
        needed = {1: 0.9, 2: 0.6, 3: 0.25}[trigger.value.strength]
        return best if scores[best] * (0.5 + chance) >= needed else (None if chance < 0.2 else UNKNOWN)


def _local_features(sample: Sample) -> Iterator[list[tuple[str, Mention, list[str]]]]:
    """For each trigger as an event of its own, the candidates around it with their features."""
    features = ArgumentFeatures(sample.view, [[t] for t in sample.view.triggers])
    for number, trigger in enumerate(sample.view.triggers):
        yield [
            (kind, mention, features.of(number, mention))
            for kind, mentions in sample.pool.items()
            for mention in mentions
            if kind not in ("sources", "reasons") and abs(mention.sent - trigger.sent) <= 1
        ]


def _nearness(trigger: Mention, hits: list[tuple[float, str, Mention]], step: int) -> float:
    """The weight of the slots that have a right value in a sentence, less with distance."""
    slots: dict[str, float] = {}
    for weight, slot, mention in hits:
        gap = max(mention.start - trigger.end, trigger.start - mention.end, 0)
        near = 0.15 if step else 0.4 + 0.6 * math.exp(-gap / 12)
        slots[slot] = max(slots.get(slot, 0.0), weight * near)
    return sum(slots.values())


def comparable(slot: str, mention: Mention, published: date | None) -> Any:
    """A mention's value in the form that the scorer compares; None where it has none."""
    value = mention.value
    if slot == "count":
        return (value.low, value.best, value.high)
    if slot == "date":
        return _bounds(value, published)
    if slot == "ranks":
        return [value.rank]
    if slot == "reasons":
        return [value.category]
    return [x for x in (getattr(value, "id", None), value.name, mention.span.text) if x]


def _bounds(value: DateValue, published: date | None) -> tuple[str | None, str | None] | None:
    told = resolve_date(value, published)
    if told.earliest is None and told.latest is None:
        return None
    earliest, latest = (day.isoformat() if day else None for day in (told.earliest, told.latest))
    return earliest, latest
