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
from pathlib import Path
from typing import Any

from annotated import UNKNOWN, Judge, Sample, Spans, load_articles, load_scorer, load_triggers, read_samples
from fitting import ALWAYS, NEVER, Looks, Rows, fit, fit_choice, fit_network
from spacy.language import Language

from defection_extract.article import Article
from defection_extract.components.records import RecordWriter
from defection_extract.pipeline import ORDER, build
from defection_extract.reading.argument_features import ArgumentFeatures
from defection_extract.reading.candidates import QUESTIONS, SINGLE, in_reach
from defection_extract.reading.event import Event, things
from defection_extract.reading.event_features import EventFeatures
from defection_extract.reading.events import judge as judge_modality
from defection_extract.reading.events import read_events, weigh_triggers
from defection_extract.reading.first_look import first_look
from defection_extract.reading.link_features import LinkFeatures
from defection_extract.reading.linking import local_frames
from defection_extract.reading.modality_features import ModalityFeatures
from defection_extract.reading.model import LinearModel, Models, Tallies
from defection_extract.reading.network import Network
from defection_extract.reading.retelling import LATEST, RetellingFeatures
from defection_extract.reading.second_look import numbers
from defection_extract.reading.settings import Settings
from defection_extract.reading.trigger_features import TriggerFeatures
from defection_extract.reading.view import Mention

WEIGHTS = Path(__file__).parent.parent / "src/defection_extract/reading/weights.json"
LEADING_KINDS = ("counts", "persons", "dates")
"""Kinds of candidates whose right mentions are told to the questions after them."""
TRIGGERS = Path(__file__).parent.parent / "tests/corpus/triggers"
STRENGTH = {
    "glance": 0.15, "trigger": 0.15, "link": 0.1, "same": 0.1, "factuality": 0.3, "scope": 0.2, "event": 0.05,
    "counts": 0.4, "dates": 0.4, "persons": 0.3, "sources": 0.2, "ranks": 0.2, "reasons": 0.3,
}  # fmt: skip
"""Inverse of the regularisation (C) of each question's model; SLOT_STRENGTH where none is named."""
SLOT_STRENGTH = 0.1
INNER_FOLDS = 4
"""Folds of the articles that the questions about what others made of an article are learned on."""


Bags = dict[str, Rows]


def bag() -> Bags:
    """Empty rows for every question."""
    return {question: Rows() for question in ("trigger", "link", "factuality", "scope", *QUESTIONS)}


def pipeline(last: str, glance: LinearModel) -> Language:
    """The components up to the one named `last`, whose first glance at the triggers is given by a model."""
    nlp = build(stages=ORDER[: ORDER.index(last) + 1])
    nlp.get_pipe("defx_glance").model = glance  # type: ignore[attr-defined]
    return nlp


def train_glance(rows: list[dict[str, Any]], spans: dict[str, Spans]) -> LinearModel:
    """The model of the first glance: all others see only the triggers that it lets pass, so it comes first.

    Cross-validation learns it once, from all articles: it only drops what is hopeless.
    """
    found = Rows()
    for sample in read_samples(pipeline("defx_glance", ALWAYS), rows, spans):
        features = TriggerFeatures(sample.view)
        for trigger, owner in zip(sample.view.triggers, sample.owners, strict=True):
            if owner != UNKNOWN:
                found.add(features.unparsed(trigger), "no" if owner is None else "yes", sample.weight)
    return fit(found, STRENGTH["glance"])


def trigger_rows(sample: Sample, bags: Bags) -> None:
    """Which triggers tell of an event."""
    features = TriggerFeatures(sample.view)
    for trigger, owner in zip(sample.view.triggers, sample.owners, strict=True):
        if owner is None or (owner != UNKNOWN and not sample.golds[owner].get("optional")):
            bags["trigger"].add(features.of(trigger), "no" if owner is None else "yes", sample.weight)


def event_rows(sample: Sample, bags: Bags, judge: Judge) -> None:
    """What fills the slots of the annotated events, and their modality."""
    clusters = sample.clusters()
    arguments = ArgumentFeatures(sample.view, list(clusters.values()))
    modality = ModalityFeatures(sample.view)
    for number, (owner, triggers) in enumerate(clusters.items()):
        gold = sample.golds[owner]
        features = modality.of(triggers)
        bags["factuality"].add(features, gold.get("factuality", "reported").split("|")[0], sample.weight)
        bags["scope"].add(features, gold.get("scope", "incident").split("|")[0], sample.weight)
        chosen: dict[str, list[Mention]] = {}
        for kind, labels in QUESTIONS.items():
            right = slot_rows(sample, judge, bags[kind], (arguments, number), (gold, kind, chosen))
            if kind in LEADING_KINDS:
                near = sorted(right, key=lambda m: arguments.distance(number, m))
                chosen[labels["yes"]] = near if kind == "persons" else near[:1]


def slot_rows(
    sample: Sample,
    judge: Judge,
    rows: Rows,
    event: tuple[ArgumentFeatures, int],
    told: tuple[dict[str, Any], str, dict[str, list[Mention]]],
) -> list[Mention]:
    """The rows of one kind of candidates for one event; returns the right mentions."""
    (arguments, number), (gold, kind, chosen) = event, told
    right = []
    reached = (m for m in sample.pool[kind] if in_reach(arguments.events[number], m))
    for mentions in things(kind, reached).values():
        label = judge.label(sample, gold, QUESTIONS[kind], mentions)
        if label is not None:
            rows.add(arguments.of_thing(number, mentions, chosen), label, sample.weight)
        if label == "yes":
            right += mentions
    rows.close()
    return right


def link_rows(sample: Sample, bags: Bags, models: dict[str, LinearModel]) -> None:
    """Which pairs of triggers tell of the same event."""
    told = [
        (t, o)
        for t, o in zip(sample.view.triggers, sample.owners, strict=True)
        if o is not None and o != UNKNOWN
    ]
    frames = local_frames(sample.view, [t for t, _ in told], Tallies(Models(models, {})))
    features = LinkFeatures(sample.view, frames)
    for i, (second, owner) in enumerate(told):
        for first, other in told[max(0, i - 6) : i]:
            bags["link"].add(features.of(first, second), "yes" if owner == other else "no", sample.weight)


def train_parts(samples: list[Sample], known: dict[str, Bags]) -> dict[str, LinearModel]:
    """Models of the questions about triggers and mentions. `known`: the rows of each article by its id."""
    bags = bag()
    for sample in samples:
        for question, rows in known[sample.row["id"]].items():
            bags[question].extend(rows)
    models = {
        q: (fit_choice if q in SINGLE else fit)(rows, STRENGTH.get(q, SLOT_STRENGTH))
        for q, rows in bags.items()
        if q != "link"
    }
    for sample in samples:
        link_rows(sample, bags, models)
    models["link"] = fit(bags["link"], STRENGTH["link"])
    print(", ".join(f"{q} {dict(Counter(r.labels))}" for q, r in bags.items()), file=sys.stderr)
    return models


def train(samples: list[Sample], judge: Judge) -> Models:
    """Models of all questions.

    Those about what others made of an article are learned from articles that the others did not see: the second look
    from the first, and those about whole events from events as read.
    """
    known = {sample.row["id"]: known_rows(sample, judge) for sample in samples}
    read = [(held, train_parts(rest, known)) for held, rest in folds_of(samples, INNER_FOLDS)]
    looked = [second_rows(held, Models(first, {}), judge) for held, first in read]
    seconds = [fit_networks([rows for rows in looked if rows is not own]) for own in looked]
    same = Rows()
    for (held, first), second in zip(read, seconds, strict=True):
        for sample in held:
            same_rows(
                sample, predict(sample, Models({**first, "same": NEVER, "event": ALWAYS}, second)), same
            )
    retelling = fit(same, STRENGTH["same"])
    rows = Rows()
    for (held, first), second in zip(read, seconds, strict=True):
        for sample in held:
            events = predict(sample, Models({**first, "same": retelling, "event": ALWAYS}, second))
            features = EventFeatures(sample.view, events)
            for event, told in zip(events, judge.told(sample, records(sample, events)), strict=True):
                if told is not None:
                    rows.add(features.of(event), "yes" if told else "no", sample.weight)
    first = {**train_parts(samples, known), "same": retelling, "event": fit(rows, STRENGTH["event"])}
    return Models(first, fit_networks(looked))


def second_rows(samples: list[Sample], models: Models, judge: Judge) -> dict[str, Looks]:
    """What the first look makes of the annotated events, by kind of candidate."""
    found = {kind: Looks() for kind in QUESTIONS}
    for sample in samples:
        clusters = sample.clusters()
        events = [Event(triggers, [1.0] * len(triggers)) for triggers in clusters.values()]
        judge_modality(sample.view, events, models)
        weighed = first_look(sample.view, events, Settings.default(), Tallies(models))
        for kind, table in numbers(events, weighed).items():
            looks = found[kind]
            for item, row in zip(weighed[kind], table, strict=True):
                gold = sample.golds[list(clusters)[item.event]]
                label = judge.label(sample, gold, QUESTIONS[kind], list(item.mentions))
                if label is not None:
                    looks.numbers.append(row)
                    looks.said.append(list(item.said))
                    looks.labels.append(label)
                    looks.weights.append(sample.weight)
    return found


def fit_networks(parts: list[dict[str, Looks]]) -> dict[str, Network]:
    """The networks of the second look, by kind of candidate."""
    return {kind: fit_network([part[kind] for part in parts]) for kind in QUESTIONS}


def known_rows(sample: Sample, judge: Judge) -> Bags:
    """The rows of an article that no model has a part in."""
    bags = bag()
    trigger_rows(sample, bags)
    event_rows(sample, bags, judge)
    return bags


def same_rows(sample: Sample, events: list[Event], rows: Rows) -> None:
    """Which pairs of events, as read, tell of the same annotated event."""
    features = RetellingFeatures(sample.view)
    owned = [(event, owner_of(sample, event)) for event in events]
    owned = [(event, owner) for event, owner in owned if owner is not None]
    for i, (second, owner) in enumerate(owned):
        for first, other in owned[max(0, i - LATEST) : i]:
            rows.add(features.of(first, second), "yes" if owner == other else "no", sample.weight)


def owner_of(sample: Sample, event: Event) -> int | None:
    """The annotated event that most triggers of an event as read tell of."""
    owners = Counter(sample.owners[t.index] for t in event.triggers)
    owner, _ = owners.most_common(1)[0]
    return None if owner == UNKNOWN else owner


def folds_of(samples: list[Sample], folds: int) -> Iterator[tuple[list[Sample], list[Sample]]]:
    """Each fold with the rest, folds drawn by chance, the same in every run."""
    order = list(range(len(samples)))
    random.Random(7).shuffle(order)
    for fold in range(folds):
        held = set(order[fold::folds])
        yield [samples[i] for i in sorted(held)], [s for i, s in enumerate(samples) if i not in held]


def predict(sample: Sample, models: Models) -> list[Event]:
    """The events that models read in an article."""
    return read_events(sample.view, weigh_triggers(sample.view, models), models=models)


def records(sample: Sample, events: list[Event]) -> list[dict[str, Any]]:
    """Events as the JSON of records."""
    writer = RecordWriter(Article(sample.row["text"], published=sample.published), sample.view)
    return [writer.record(event).model_dump(mode="json") for event in events]


def cross_validate(samples: list[Sample], judge: Judge, folds: int) -> dict[str, list[dict[str, Any]]]:
    """Records of every article, read by models trained on the other folds."""
    told: dict[str, list[dict[str, Any]]] = {}
    for held, rest in folds_of(samples, folds):
        models = train(rest, judge)
        told |= {sample.row["id"]: records(sample, predict(sample, models)) for sample in held}
    return told


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--lead", type=float, default=1.0, help="weight of the articles of the first file")
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    scorer = load_scorer(options.scorer)
    rows = [row for path in options.gold for row in load_articles(path)]
    for row in load_articles(options.gold[0]):
        next(r for r in rows if r["id"] == row["id"])["weight"] = options.lead
    spans = load_triggers(TRIGGERS)
    glance = train_glance(rows, spans)
    samples = read_samples(pipeline("defx_syntax", glance), rows, spans)
    if options.folds:
        told = cross_validate(samples, Judge(scorer), options.folds)
        report, _ = scorer.score({s.row["id"]: s.row for s in samples}, told)
        print(json.dumps(report, indent=1))
        return
    models = train(samples, Judge(scorer))
    first = {**models.first, "glance": glance}
    tables = {
        "first": {question: {"bias": m.bias, "weights": m.weights} for question, m in first.items()},
        "second": {kind: network.row() for kind, network in models.second.items()},
    }
    WEIGHTS.write_text(
        json.dumps(tables, ensure_ascii=False, sort_keys=True, separators=(",", ":")), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
