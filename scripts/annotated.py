"""Annotated articles, and what in a text their values point to.

Annotations say what an event's slots hold, not where: a mention is right for a slot where its value is among the
annotated ones. Which event each trigger tells of has been annotated by hand, for the articles to learn from, in
tests/corpus/triggers/: {"id": …, "t": [[start, end, event or null], …]}, offsets in the normal form, where triggers
beside these spans are unknown; or "marks" in place of "t", where triggers beside them tell of nothing.
"""

from __future__ import annotations

import importlib.util
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from spacy.language import Language

from defection_extract.annotations import DateValue
from defection_extract.article import Article
from defection_extract.components.dates import resolve_date
from defection_extract.pipeline import read
from defection_extract.reading.candidates import candidates
from defection_extract.reading.view import Mention, View

GOLD_SLOT = {
    "defected_from": "from", "defected_to": "to", "places": "places", "destinations": "destinations", "via": "via",
    "count": "count", "date": "date", "persons": "persons", "ranks": "ranks", "sources": "sources", "reasons": "reasons",
}  # fmt: skip
"""Slot of an event → its name in the annotations."""

UNKNOWN = -1
"""Owner of a trigger that nobody has annotated: left out of training."""


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


@dataclass(frozen=True)
class Spans:
    """The annotated triggers of an article, and whether triggers beside them tell of nothing."""

    spans: list[tuple[int, int, int | None]]
    whole: bool


@dataclass
class Sample:
    """An article as the reader sees it, its annotated events, and the event that each trigger tells of."""

    row: dict[str, Any]
    view: View
    pool: dict[str, list[Mention]]
    owners: list[int | None] = field(default_factory=list)

    @property
    def weight(self) -> float:
        """How much the article counts in training."""
        weight: float = self.row.get("weight", 1.0)
        return weight

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


def read_samples(nlp: Language, rows: list[dict[str, Any]], spans: dict[str, Spans]) -> list[Sample]:
    """Run a pipeline of components before the reading over annotated articles; `spans` are their annotated triggers."""
    samples = []
    for row in rows:
        view = View.of(read(nlp, Article(row["text"])))
        sample = Sample(row, view, candidates(view))
        sample.owners = owners(sample, spans.get(row["id"]))
        samples.append(sample)
    return samples


def load_triggers(folder: Path) -> dict[str, Spans]:
    """The annotated triggers of each article, from all files of a folder."""
    lines = [
        line
        for file in sorted(folder.glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    rows = [json.loads(line) for line in lines]
    return {row["id"]: Spans(row.get("t") or row.get("marks") or [], "marks" in row) for row in rows}


def owners(sample: Sample, told: Spans | None) -> list[int | None]:
    """The event that each trigger tells of: that of the annotated span it overlaps, None for none, or UNKNOWN."""
    triggers = sample.view.triggers
    if not sample.golds:
        return [None] * len(triggers)
    if told is None:
        return [0 if len(sample.golds) == len(triggers) == 1 else UNKNOWN] * len(triggers)
    return [_owner(t.span.start_char, t.span.end_char, told) for t in triggers]


def _owner(start: int, end: int, told: Spans) -> int | None:
    over = [event for a, b, event in told.spans if a < end and start < b]
    if not over:
        return None if told.whole else UNKNOWN
    return next((event for event in over if event is not None), None)


class Judge:
    """Decides which mentions and records are right by the annotations."""

    def __init__(self, scorer: ModuleType) -> None:
        self.scorer = scorer

    def label(
        self, sample: Sample, gold: dict[str, Any], labels: Mapping[str, str], mentions: list[Mention]
    ) -> str | None:
        """The label, of those that name slots, which is right for a thing; "no" for none, None where it is optional."""
        verdicts = {
            label: max(self.verdict(sample, gold, slot, mention) for mention in mentions)
            for label, slot in labels.items()
        }
        right = next((label for label, verdict in verdicts.items() if verdict == 1), None)
        return right or ("no" if max(verdicts.values()) < 0 else None)

    def verdict(self, sample: Sample, gold: dict[str, Any], slot: str, mention: Mention) -> int:
        """1 where the mention's value is right for the slot, 0 where it is optional, -1 where it is wrong."""
        value = comparable(slot, mention, sample.published)
        if value is None:
            return -1
        for optional, alternatives in self.scorer.gold_items(gold, GOLD_SLOT[slot]):
            if self.scorer.hit(GOLD_SLOT[slot], alternatives, value):
                return 0 if optional else 1
        return -1

    def told(self, sample: Sample, found: list[dict[str, Any]]) -> list[bool | None]:
        """Whether each record found tells of an annotated event; None where that one is optional."""
        pairs = self.scorer.align(sample.golds, [self.scorer.predicted(event) for event in found])
        owner = {j: i for i, j in pairs}
        return [
            None if j in owner and sample.golds[owner[j]].get("optional") else j in owner
            for j in range(len(found))
        ]


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
