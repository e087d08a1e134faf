#!/usr/bin/env python3
"""How long `defx merge` takes: made-up results of so many events, of stories of one to five articles.

    python benchmarks/merge.py [EVENTS]

Prints seconds, peak memory, and how many of the pairs that belong together were found; exits with 1 where linking
took more than ten minutes.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from defection_extract.gazetteer.table import default_table

DAYS = 14 * 365
FIRST = dt.date(2011, 3, 15)
GROUPS = ("saa", "saa", "saa", "saa-4th-division", "syrian-police", "sdf", "fsa", "hts", "islamic-state")
RANKS = ("soldat", "soldat", "officier", "colonel", "général", "conscrit")
GIVEN = [
    "Ahmad",
    "Ali",
    "Omar",
    "Khaled",
    "Samir",
    "Walid",
    "Hassan",
    "Youssef",
    "Ibrahim",
    "Mahmoud",
    "Fadi",
    "Rami",
    "Nizar",
    "Tarek",
    "Adnan",
    "Riad",
]
STARTS = [
    "Had",
    "Kour",
    "Sal",
    "Ham",
    "Jab",
    "Nas",
    "Far",
    "Dar",
    "Qas",
    "Man",
    "Chah",
    "Ob",
    "Tar",
    "Aw",
    "Bar",
    "Gaz",
    "Louf",
    "Rif",
    "Zar",
    "Mar",
]
ENDS = [
    "dad",
    "ouni",
    "eh",
    "dan",
    "bour",
    "ser",
    "mi",
    "wich",
    "soum",
    "sour",
    "ine",
    "id",
    "if",
    "adi",
    "akir",
    "oul",
    "ram",
    "izi",
]
LIMIT = 600.0


def words(text: str) -> dict[str, Any]:
    return {"text": text, "start": 0, "end": len(text)}


def stories(rng: random.Random, events: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """(story, what an article says of it): near the truth, with slots missing and numbers rounded."""
    places = [row for row in default_table() if row.country == "SY" and row.kind == "community"]
    told = story = 0
    while told < events:
        day = FIRST + dt.timedelta(rng.randrange(DAYS))
        truth = {
            "place": rng.choice(places),
            "group": rng.choice(GROUPS),
            "count": rng.choice((1, 1, rng.randint(2, 20), rng.randint(20, 300))),
            "rank": rng.choice(RANKS),
            "person": f"{rng.choice(GIVEN)} {rng.choice(STARTS)}{rng.choice(ENDS)}",
        }
        for _ in range(min(rng.choice((1, 1, 2, 3, 5)), events - told)):
            yield story, event(rng, day, truth) | {"day": day + dt.timedelta(rng.randint(0, 2))}
            told += 1
        story += 1


def event(rng: random.Random, day: dt.date, truth: dict[str, Any]) -> dict[str, Any]:
    row, number = truth["place"], truth["count"]
    date = {"earliest": str(day), "latest": str(day), "precision": "day", "edtf": str(day)}
    place = {"id": row.id, "name": row.name, "kind": row.kind, "country": "SY", "admin1": row.parent_id[:4]}
    place |= {
        "lat": row.lat,
        "lon": row.lon,
        "pcode": None,
        "geonames_id": None,
        "match": "exact",
        "score": 1.0,
    }
    about = {"low": None, "best": number // 10 * 10, "high": None, "qualifier": "approximate"}
    exact = {"low": number, "best": number, "high": number, "qualifier": "exact"}
    count = about if number >= 20 and rng.random() < 0.3 else exact
    group = {"id": truth["group"], "name": truth["group"], "mention": words("armée")}
    person = {"name": truth["person"], "rank": truth["rank"], "mention": words(truth["person"])}
    return {
        "factuality": "reported",
        "scope": "incident",
        "trigger": words("ont fui"),
        "confidence": 0.9,
        "evidence": [words("Ils ont fui.")],
        "defected_from": [group],
        "count": count | {"unit": "soldat", "mention": words("des soldats")} if rng.random() < 0.9 else None,
        "date": date | {"mention": words("mardi")} if rng.random() < 0.8 else None,
        "places": [place | {"mention": words(row.name)}] if rng.random() < 0.8 else [],
        "persons": [person] if number == 1 and rng.random() < 0.8 else [],
    }


def article(number: int, told: dict[str, Any]) -> dict[str, Any]:
    published = str(told.pop("day"))
    meta = {"id": f"a{number}", "source": None, "title": None, "published": published, "language": "fr"}
    meta |= {"n_chars": 100, "sha256": f"{number:064x}"}
    return {
        "schema_version": "1.0",
        "article": meta,
        "events": [told | {"event_id": f"e{number}"}],
        "warnings": [],
    }


def pairs(groups: Iterable[list[str]]) -> set[tuple[str, ...]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def main() -> None:
    """Make results, merge them by the command, compare."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    gold: dict[int, list[str]] = {}
    with tempfile.TemporaryDirectory(prefix="defx-merge-") as folder:
        results, out = Path(folder, "results.jsonl"), Path(folder, "stories.jsonl")
        with results.open("w", encoding="utf-8") as file:
            for number, (story, told) in enumerate(stories(random.Random(8), events)):
                gold.setdefault(story, []).append(f"a{number}")
                file.write(json.dumps(article(number, told)) + "\n")
        start = time.perf_counter()
        command = [sys.executable, "-m", "defection_extract", "merge", str(results), "-o", str(out)]
        subprocess.run(command, check=True)
        seconds = time.perf_counter() - start
        with out.open(encoding="utf-8") as file:
            found = pairs([claim["article_id"] for claim in json.loads(line)["claims"]] for line in file)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    wanted = pairs(gold.values())
    right = len(found & wanted)
    print(f"{events:,} events of {len(gold):,} stories: {seconds:.0f} s, {memory:,.0f} MB at most")
    print(f"pairs: precision {right / max(len(found), 1):.3f}, recall {right / max(len(wanted), 1):.3f}")
    sys.exit(seconds > LIMIT)


if __name__ == "__main__":
    main()
