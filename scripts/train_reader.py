"""Train the models of the event reading from annotated articles, and write them to reading/weights.json.

    python scripts/train_reader.py GOLD.jsonl... --scorer score.py [--folds 5]

GOLD.jsonl: annotated articles, their texts inside or beside them in texts/. With --folds nothing is written: each
fold is read by models trained on the others, and the scores of what they read are printed. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from annotated import UNKNOWN, Alignment, Sample, load_articles, load_scorer, read_samples
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from defection_extract.article import Article
from defection_extract.components.records import RecordWriter
from defection_extract.reading import events as reading
from defection_extract.reading.argument_features import ArgumentFeatures
from defection_extract.reading.event_features import EventFeatures
from defection_extract.reading.link_features import LinkFeatures
from defection_extract.reading.modality_features import ModalityFeatures
from defection_extract.reading.model import LinearModel
from defection_extract.reading.trigger_features import TriggerFeatures

WEIGHTS = Path(__file__).parent.parent / "src/defection_extract/reading/weights.json"
STRENGTH = {"trigger": 0.06, "link": 0.06, "factuality": 0.5, "scope": 0.3, "event": 0.05}
"""Inverse of the regularisation (C) of each question's model; the slots' is SLOT_STRENGTH."""
SLOT_STRENGTH = 0.06
RARE = 2
"""Features seen in fewer rows are left out."""
SMALL = 0.015
"""Weights below this are left out of the file."""
SURE = 9.0
"""Score of a question that has only one answer in training."""
INNER_FOLDS = 4
"""Folds that the question whether an event is there is learned on."""
ROUNDS = 2
"""Rounds of aligning triggers anew with the models of the round before."""


@dataclass
class Rows:
    """Training rows of one question: features and label."""

    features: list[list[str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def add(self, features: list[str], label: str) -> None:
        """One row."""
        self.features.append(sorted(set(features)))
        self.labels.append(label)

    def extend(self, other: Rows) -> None:
        """The rows of another."""
        self.features += other.features
        self.labels += other.labels


Bags = dict[str, Rows]


def bag() -> Bags:
    """Empty rows for every question."""
    return {question: Rows() for question in ("trigger", "link", "factuality", "scope", *reading.QUESTIONS)}


def trigger_rows(sample: Sample, bags: Bags) -> None:
    """Which triggers tell of an event."""
    features = TriggerFeatures(sample.view)
    for trigger, owner in zip(sample.view.triggers, sample.owners, strict=True):
        if owner is None or (owner != UNKNOWN and not sample.golds[owner].get("optional")):
            bags["trigger"].add(features.of(trigger), "no" if owner is None else "yes")


def event_rows(sample: Sample, bags: Bags, alignment: Alignment) -> None:
    """What fills the slots of the events, and their modality."""
    clusters = sample.clusters()
    arguments = ArgumentFeatures(sample.view, list(clusters.values()))
    modality = ModalityFeatures(sample.view)
    for number, (owner, triggers) in enumerate(clusters.items()):
        gold = sample.golds[owner]
        features = modality.of(triggers)
        bags["factuality"].add(features, gold.get("factuality", "reported").split("|")[0])
        bags["scope"].add(features, gold.get("scope", "incident").split("|")[0])
        for kind, labels in reading.QUESTIONS.items():
            for mention in sample.pool[kind]:
                if reading.in_reach(triggers, mention):
                    verdicts = {
                        label: alignment.verdict(sample, gold, slot, mention)
                        for label, slot in labels.items()
                    }
                    if max(verdicts.values()) != 0:
                        label = next((name for name, v in verdicts.items() if v == 1), "no")
                        bags[kind].add(arguments.of(number, mention), label)


def sample_rows(sample: Sample, alignment: Alignment) -> Bags:
    """The rows of one sample with its present owners; kept until the owners change."""
    key = tuple(sample.owners)
    if sample.kept is None or sample.kept[0] != key:
        bags = bag()
        trigger_rows(sample, bags)
        event_rows(sample, bags, alignment)
        sample.kept = (key, bags)
    return sample.kept[1]


def link_rows(sample: Sample, bags: Bags, models: reading.Models) -> None:
    """Which pairs of triggers tell of the same event."""
    told = [
        (t, o)
        for t, o in zip(sample.view.triggers, sample.owners, strict=True)
        if o is not None and o != UNKNOWN
    ]
    features = LinkFeatures(sample.view, reading.local_frames(sample.view, [t for t, _ in told], models))
    for i, (second, owner) in enumerate(told):
        for first, other in told[max(0, i - 6) : i]:
            bags["link"].add(features.of(first, second), "yes" if owner == other else "no")


def fit(rows: Rows, strength: float) -> LinearModel:
    """A logistic regression; yes/no questions have one label, "yes"."""
    if len(set(rows.labels)) < 2:
        only = next(iter(rows.labels), "no")
        return (
            LinearModel({"yes": {}}, {"yes": SURE if only == "yes" else -SURE})
            if only in ("yes", "no")
            else LinearModel({only: {}}, {only: 0.0})
        )
    seen = Counter(f for row in rows.features for f in row)
    column = {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= RARE))}
    picked = [[column[f] for f in row if f in column] for row in rows.features]
    pointers = np.cumsum([0, *map(len, picked)])
    indices = [i for row in picked for i in row]
    table = csr_matrix((np.ones(len(indices)), indices, pointers), shape=(len(picked), len(column)))
    model = LogisticRegression(C=strength, max_iter=600).fit(table, np.array(rows.labels))
    classes = list(model.classes_)
    binary = len(classes) == 2 and "yes" in classes
    labels = ["yes"] if binary else classes
    signs = [1 if classes[1] == "yes" else -1] if binary else [1] * len(classes)
    coefs = model.coef_ if len(model.coef_) == len(labels) else np.vstack([-model.coef_, model.coef_]) / 2
    biases = (
        model.intercept_ if len(model.intercept_) == len(labels) else np.array([-1, 1]) * model.intercept_ / 2
    )
    names = list(column)
    weights = {
        label: {names[i]: round(float(v) * sign, 3) for i, v in enumerate(coef) if abs(v) >= SMALL}
        for label, coef, sign in zip(labels, coefs, signs, strict=True)
    }
    bias = {label: round(float(b) * sign, 3) for label, b, sign in zip(labels, biases, signs, strict=True)}
    return LinearModel(weights, bias)


def align(samples: list[Sample], alignment: Alignment) -> None:
    """Find the event that each trigger tells of: by nearness, then in rounds by the models trained on that."""
    for sample in samples:
        sample.owners = alignment.first(sample)
    for _ in range(ROUNDS):
        models = train_parts(samples, alignment)
        for sample in samples:
            sample.owners = alignment.again(sample, models)


def train_parts(samples: list[Sample], alignment: Alignment) -> dict[str, LinearModel]:
    """Models of all questions but the last, from aligned samples."""
    bags = bag()
    for sample in samples:
        for question, rows in sample_rows(sample, alignment).items():
            bags[question].extend(rows)
    models = {q: fit(rows, STRENGTH.get(q, SLOT_STRENGTH)) for q, rows in bags.items() if q != "link"}
    for sample in samples:
        link_rows(sample, bags, models)
    models["link"] = fit(bags["link"], STRENGTH["link"])
    print(", ".join(f"{q} {dict(Counter(r.labels))}" for q, r in bags.items()), file=sys.stderr)
    return models


def train(samples: list[Sample], alignment: Alignment) -> dict[str, LinearModel]:
    """Models of all questions; whether an event is there is learned from events read by models that did not see it."""
    align(samples, alignment)
    rows = Rows()
    for held, rest in folds_of(samples, INNER_FOLDS):
        models = {**train_parts(rest, alignment), "event": LinearModel({"yes": {}}, {"yes": SURE})}
        for sample in held:
            events = predict(sample, models)
            features = EventFeatures(sample.view, events)
            for event, told in zip(events, alignment.told(sample, records(sample, events)), strict=True):
                if told is not None:
                    rows.add(features.of(event), "yes" if told else "no")
    return {**train_parts(samples, alignment), "event": fit(rows, STRENGTH["event"])}


def folds_of(samples: list[Sample], folds: int) -> Iterator[tuple[list[Sample], list[Sample]]]:
    """Each fold with the rest, folds drawn by chance, the same in every run."""
    order = list(range(len(samples)))
    random.Random(7).shuffle(order)
    for fold in range(folds):
        held = set(order[fold::folds])
        yield [samples[i] for i in sorted(held)], [s for i, s in enumerate(samples) if i not in held]


def predict(sample: Sample, models: reading.Models) -> list[reading.Event]:
    """The events that models read in an article."""
    return reading.read_events(sample.view, reading.weigh_triggers(sample.view, models), models=models)


def records(sample: Sample, events: list[reading.Event]) -> list[dict[str, Any]]:
    """Events as the JSON of records."""
    writer = RecordWriter(Article(sample.row["text"], published=sample.published), sample.view)
    return [writer.record(event).model_dump(mode="json") for event in events]


def cross_validate(
    samples: list[Sample], alignment: Alignment, folds: int
) -> dict[str, list[dict[str, Any]]]:
    """Records of every article, read by models trained on the other folds."""
    told: dict[str, list[dict[str, Any]]] = {}
    for held, rest in folds_of(samples, folds):
        models = train(rest, alignment)
        told |= {sample.row["id"]: records(sample, predict(sample, models)) for sample in held}
    return told


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    scorer = load_scorer(options.scorer)
    samples = read_samples([row for path in options.gold for row in load_articles(path)])
    if options.folds:
        told = cross_validate(samples, Alignment(scorer), options.folds)
        report, _ = scorer.score({s.row["id"]: s.row for s in samples}, told)
        print(json.dumps(report, indent=1))
        return
    models = train(samples, Alignment(scorer))
    tables = {question: {"weights": m.weights, "bias": m.bias} for question, m in models.items()}
    WEIGHTS.write_text(
        json.dumps(tables, ensure_ascii=False, sort_keys=True, separators=(",", ":")), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
