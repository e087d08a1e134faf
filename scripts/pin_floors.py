"""Read the reference corpora, and pin the scores reached as the floors that tests/test_reading_gate.py holds.

    python scripts/pin_floors.py

Writes tests/data/floors.json and prints every floor that rises or falls. Per corpus it keeps a fingerprint of articles
and annotations, the floor of every slot, and the articles that are known to be read wrong. A corpus that is absent
keeps its floors.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import defection_extract as defx
from defection_extract.evaluation import Report, evaluate

ROOT = Path(__file__).parent.parent
FLOORS = ROOT / "tests" / "data" / "floors.json"
CORPORA = {
    "gate": ROOT / "tests" / "corpus" / "gate" / "articles.jsonl",
    "unseen": ROOT / "tests" / "corpus" / "unseen" / "articles.jsonl",
    "dev": ROOT.parent / "shared" / "corpus" / "dev" / "gold.jsonl",
}
"""Corpora by name: two of the project's own, never trained on, and the one that lies beside its makers' checkout."""
GRAVE = frozenset({"missed event", "spurious event"})
"""Kinds of mistakes that make an article a known failure."""


def articles(corpus: Path) -> list[dict[str, Any]]:
    """Annotated articles with their texts, which stand in the lines or beside them in texts/."""
    rows = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines() if line.strip()]
    for row in rows:
        if "text" not in row:
            row["text"] = (corpus.parent / "texts" / f"{row['id']}.txt").read_text(encoding="utf-8")
    return rows


def fingerprint(rows: list[dict[str, Any]]) -> str:
    """SHA-256 of articles and annotations, whatever their order and line ends."""
    lines = sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def read(rows: list[dict[str, Any]]) -> Report:
    """What the API makes of the articles, against their annotations."""
    found = {}
    for row in rows:
        day = row["published"] and dt.date.fromisoformat(row["published"])
        result = defx.extract(row["text"], published=day)
        found[row["id"]] = [event.model_dump(mode="json") for event in result.events]
    return evaluate({row["id"]: row for row in rows}, found, draws=0)


def reached(report: Report) -> dict[str, float]:
    """Scores by name: F1 of events, core and every slot, accuracy of the labels, share of quiet empty articles."""
    told = report.scores
    scores = {name: told[name].f1 for name in ("event", "core", "secondary")}
    scores |= {slot: value.f1 for slot, value in told["slots"].items()}
    scores |= told["accuracy"]
    return scores | {"quiet": 1 - told["false_alarm_rate"]}


def failures(report: Report) -> dict[str, list[str]]:
    """Articles in which an event is missed or one too many is told, with what went wrong."""
    found: dict[str, list[str]] = {}
    for mistake in report.mistakes:
        if mistake.kind in GRAVE:
            found.setdefault(mistake.article, []).append(mistake.kind)
    return found


def measure(corpus: Path) -> dict[str, Any]:
    """What floors.json keeps of a corpus."""
    rows = articles(corpus)
    report = read(rows)
    floors = {name: math.floor(value * 1000) / 1000 for name, value in reached(report).items()}
    return {
        "fingerprint": fingerprint(rows),
        "articles": len(rows),
        "floors": floors,
        "known_failures": failures(report),
    }


def changes(before: Mapping[str, float], now: Mapping[str, float]) -> Iterator[str]:
    """A line for every floor that moves."""
    for name, value in now.items():
        if value != before.get(name):
            verb = "new" if name not in before else "rises" if value > before[name] else "FALLS"
            yield f"{name} {verb}: {before.get(name, '-')} -> {value}"


def main() -> None:
    """Pin the floors of every corpus that is present."""
    pinned = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    for name, path in CORPORA.items():
        if path.exists():
            now = measure(path)
            for line in changes(pinned.get(name, {}).get("floors", {}), now["floors"]):
                print(f"{name}: {line}")
            pinned[name] = now
    text = json.dumps(pinned, ensure_ascii=False, indent=2, sort_keys=True)
    FLOORS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
