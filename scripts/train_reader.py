"""Train the models of the event reading from annotated articles, and write them to reading/weights.json.

    python scripts/train_reader.py ../shared/corpus [--folds 5] [--dry]

Annotations say what an event's slots hold, not where: a mention is right for a slot where its value is among the
annotated ones, a trigger belongs to the event whose values stand nearest to it. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import pickle
import random
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from defection_extract.article import Article
from defection_extract.pipeline import ORDER, build
from defection_extract.reading import events as reading
from defection_extract.reading.argument_features import ArgumentFeatures
from defection_extract.reading.link_features import LinkFeatures
from defection_extract.reading.modality_features import ModalityFeatures
from defection_extract.reading.trigger_features import TriggerFeatures
from defection_extract.reading.view import View

SLOT_OF_GOLD = {
    "groups": {"from": "from", "to": "to"},
    "places": {"place": "places", "destination": "destinations", "via": "via"},
    "counts": {"yes": "count"},
    "dates": {"yes": "date"},
    "persons": {"yes": "persons"},
    "ranks": {"yes": "ranks"},
    "sources": {"yes": "sources"},
    "reasons": {"yes": "reasons"},
}
WEIGHT = {"persons": 3, "count": 2, "date": 1, "places": 1, "destinations": 1, "via": 0.5, "from": 0.5, "to": 1, "ranks": 0.7}


def load_scorer(corpus: Path):
    """The scoring rules of the shared corpus: when a value counts as right."""
    spec = importlib.util.spec_from_file_location("score", corpus.parent / "eval" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_articles(corpus: Path, part: str) -> list[dict]:
    """Annotated articles of one part: id, text, published, events."""
    if part == "bank":
        return [json.loads(line) for line in (corpus / "bank" / "bank.jsonl").open(encoding="utf-8")]
    rows = [json.loads(line) for line in (corpus / part / "gold.jsonl").open(encoding="utf-8")]
    for row in rows:
        row["text"] = (corpus / part / "texts" / f"{row['id']}.txt").read_bytes().decode("utf-8")
    return rows


@dataclass
class Sample:
    """An article with its view and the annotated event of each trigger (None: none, -1: not known)."""

    row: dict
    view: View
    owner: list[int | None]


def value_for(kind, mention, published):
    """A mention's value in the form that the scorer compares."""
    from defection_extract.components.dates import resolve_date

    v = mention.value
    if kind in ("groups", "places"):
        return [x for x in (v.id, v.name, mention.span.text) if x]
    if kind == "counts":
        return (v.low, v.best, v.high)
    if kind == "dates":
        r = resolve_date(v, published)
        iso = lambda d: d.isoformat() if d else None
        return (iso(r.earliest), iso(r.latest)) if r.earliest or r.latest else None
    if kind == "ranks":
        return [v.rank]
    if kind == "reasons":
        return [v.category]
    return [x for x in (v.name, mention.span.text) if x]


def right(score, gold, slot, value):
    """1 right, 0 optional, -1 wrong."""
    if value is None:
        return -1
    for opt, alts in score.gold_items(gold, slot):
        if score.hit(slot, alts, value):
            return 0 if opt else 1
    return -1


class Labeller:
    """Weak labels for one corpus."""

    def __init__(self, score):
        self.score = score

    def owners(self, row, view, pool, published):
        """For each trigger the annotated event that it tells of."""
        golds = row["events"]
        hits = [defaultdict(list) for _ in golds]
        for kind, slots in SLOT_OF_GOLD.items():
            if kind in ("sources", "reasons"):
                continue
            for mention in pool[kind]:
                if mention.index >= 1000:
                    continue
                value = value_for(kind, mention, published)
                for n, gold in enumerate(golds):
                    for slot in slots.values():
                        if right(self.score, gold, slot, value) >= 0:
                            w = WEIGHT[slot]
                            if slot == "count" and value == (1, 1, 1):
                                w = 0.5
                            hits[n][mention.sent].append((w, slot, mention))
        return [self._owner(t, hits, golds) for t in view.triggers]

    def _owner(self, trigger, hits, golds):
        best, second, who, own = 0.0, 0.0, None, 0.0
        for n in range(len(golds)):
            total, here = 0.0, 0.0
            for step, factor in ((0, 1.0), (-1, 0.25), (1, 0.25)):
                slots = {}
                for w, slot, m in hits[n].get(trigger.sent + step, []):
                    gap = max(m.start - trigger.end, trigger.start - m.end, 0)
                    near = (0.4 + 0.6 * math.exp(-gap / 12)) if step == 0 else 0.6
                    slots[slot] = max(slots.get(slot, 0), w * near * factor)
                total += sum(slots.values())
                if step == 0:
                    here = sum(slots.values())
            if total > best:
                best, second, who, own = total, best, n, here
        strength = trigger.value.strength
        if who is None or best < 0.5:
            return -1 if golds and strength == 3 else None
        if own >= (1.2 if strength == 1 else 0.6 if strength == 2 else 0.3):
            return who
        return -1


class Bag:
    """Training rows of one question: features, label, group (article)."""

    def __init__(self):
        self.rows, self.labels, self.groups = [], [], []

    def add(self, features, label, group):
        self.rows.append(sorted(set(features)))
        self.labels.append(label)
        self.groups.append(group)


def collect(samples, score):
    """The training rows of every question."""
    bags = {q: Bag() for q in ("trigger", "link", "factuality", "scope", *SLOT_OF_GOLD)}
    for number, s in enumerate(samples):
        golds = s.row["events"]
        published = s.row.get("published") and date.fromisoformat(s.row["published"])
        tf = TriggerFeatures(s.view)
        for t, own in zip(s.view.triggers, s.owner):
            if own == -1 or (own is not None and golds[own].get("optional")):
                continue
            bags["trigger"].add(tf.of(t), "yes" if own is not None else "no", number)
        lf = LinkFeatures(s.view)
        told = [(t, own) for t, own in zip(s.view.triggers, s.owner) if own is not None and own >= 0]
        for j, (b, ob) in enumerate(told):
            for a, oa in told[max(0, j - 6) : j]:
                bags["link"].add(lf.of(a, b), "yes" if oa == ob else "no", number)
        clusters = defaultdict(list)
        for t, own in told:
            clusters[own].append(t)
        order = sorted(clusters, key=lambda n: clusters[n][0].start)
        mf = ModalityFeatures(s.view)
        af = ArgumentFeatures(s.view, [clusters[n] for n in order])
        pool = reading.candidates(s.view)
        for i, n in enumerate(order):
            gold = golds[n]
            f = mf.of(clusters[n])
            bags["factuality"].add(f, gold.get("factuality", "reported").split("|")[0], number)
            bags["scope"].add(f, gold.get("scope", "incident").split("|")[0], number)
            for kind, slots in SLOT_OF_GOLD.items():
                for m in pool[kind]:
                    if not reading.in_reach(clusters[n], m):
                        continue
                    value = value_for(kind, m, published)
                    verdicts = {label: right(score, gold, slot, value) for label, slot in slots.items()}
                    if max(verdicts.values()) == 0:
                        continue
                    label = next((k for k, v in verdicts.items() if v == 1), "no")
                    bags[kind].add(af.of(i, m), label, number)
    return bags


def fit(bag, c, min_df=2):
    """A logistic regression as {weights, bias}."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    if len(set(bag.labels)) < 2:
        return {"weights": {"yes": {}}, "bias": {"yes": -9.0}}
    df = Counter(f for row in bag.rows for f in row)
    vocab = {f: i for i, f in enumerate(sorted(f for f, n in df.items() if n >= min_df))}
    indptr, indices = [0], []
    for row in bag.rows:
        indices += [vocab[f] for f in row if f in vocab]
        indptr.append(len(indices))
    x = csr_matrix((np.ones(len(indices)), indices, indptr), shape=(len(bag.rows), len(vocab)))
    y = np.array(bag.labels)
    model = LogisticRegression(C=c, max_iter=400, solver="lbfgs")
    model.fit(x, y)
    names = list(vocab)
    classes = list(model.classes_)
    tables, bias = {}, {}
    if len(classes) == 2:
        rows = [(("yes" if "yes" in classes else classes[1]), model.coef_[0] * (1 if classes[1] == "yes" or "yes" not in classes else -1),
                 model.intercept_[0] * (1 if classes[1] == "yes" or "yes" not in classes else -1))]
        if "yes" not in classes:
            rows.append((classes[0], -model.coef_[0] * 0, 0.0))
    else:
        rows = [(k, model.coef_[i], model.intercept_[i]) for i, k in enumerate(classes)]
    for label, coef, b in rows:
        tables[label] = {names[i]: round(float(v), 4) for i, v in enumerate(coef) if abs(v) > 0.01}
        bias[label] = round(float(b), 4)
    return {"weights": tables, "bias": bias}


C = {"trigger": 0.15, "link": 0.1, "factuality": 0.2, "scope": 0.15, "groups": 0.15, "places": 0.15, "counts": 0.15, "dates": 0.15,
     "persons": 0.15, "ranks": 0.15, "sources": 0.15, "reasons": 0.15}


def prepare(rows, nlp, labeller, cache=None):
    samples = []
    for row in rows:
        published = row.get("published") and date.fromisoformat(row["published"])
        doc = nlp.make_doc(Article(row["text"]).normal)
        doc._.article = Article(row["text"], published=published)
        view = View.of(nlp(doc))
        pool = reading.candidates(view)
        samples.append(Sample(row, view, labeller.owners(row, view, pool, published)))
    return samples


def train(samples, score):
    bags = collect(samples, score)
    return {q: fit(bag, C[q]) for q, bag in bags.items()}, bags


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("corpus", type=Path)
    a = ap.parse_args()
    score = load_scorer(a.corpus)
    nlp = build(stages=ORDER[: ORDER.index("defx_syntax") + 1])
    samples = prepare([*load_articles(a.corpus, "train"), *load_articles(a.corpus, "bank")], nlp, Labeller(score))
    models, bags = train(samples, score)
    for q, bag in bags.items():
        print(q, len(bag.rows), dict(Counter(bag.labels)), file=sys.stderr)
    path = Path(__file__).parent.parent / "src/defection_extract/reading/weights.json"
    path.write_text(json.dumps(models, ensure_ascii=False, sort_keys=True), encoding="utf-8")


if __name__ == "__main__":
    main()
