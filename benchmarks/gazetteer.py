#!/usr/bin/env python3
"""What the gazetteer of places costs: loading, memory, matching, and matching ten times as many names.

    python benchmarks/gazetteer.py [ARTICLES]

Prints a table of figures with the limits that the project set itself; exits with 1 where one is passed. Each
figure is the least of several rounds, as other work on the machine only adds to it. Loading and memory are
measured in processes of their own, as a user starts them.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable

from articles import mixed

from defection_extract.gazetteer.matcher import automaton_of, word_matches
from defection_extract.gazetteer.table import default_table
from defection_extract.gazetteer.words import words_of
from defection_extract.pipeline import build

ROUNDS = 5
_LETTERS = "aeioubdklmnrst"
LIMITS = {"load s": 0.15, "memory MB": 100.0, "share of pipeline %": 3.0, "ten times the names": 1.2}
STAGES = ("defx_sentences", "defx_gazetteer", "defx_counts", "defx_dates", "defx_people", "defx_syntax")
"""The stages that every article with a place passes; the reading of events comes on top."""

_FRESH = """
import time, rapidfuzz, ahocorasick, psutil
from defection_extract.gazetteer.places import default_finder
from defection_extract.gazetteer.table import default_table
memory = psutil.Process().memory_info
before, start = memory().rss, time.perf_counter()
len(default_table().automaton)
loaded = time.perf_counter() - start
default_finder().find("Dix soldats ont fui al-Boukhmal, près de Deir ez-Zor.")
print(loaded, (memory().rss - before) / 2**20)
"""


def least(run: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of the quickest of several runs."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def fresh() -> tuple[float, float]:
    """Seconds to load the table with its automaton, and megabytes that they and a first search take."""
    runs = []
    for _ in range(ROUNDS):
        done = subprocess.run([sys.executable, "-c", _FRESH], capture_output=True, text=True, check=True)
        runs.append(tuple(map(float, done.stdout.split())))
    return min(seconds for seconds, _ in runs), max(megabytes for _, megabytes in runs)


def matching(names: list[str], texts: list[str]) -> float:
    """Seconds to find the names in the texts, the texts as words included."""
    automaton = automaton_of(names)

    def run() -> None:
        for text in texts:
            sum(1 for _ in word_matches(automaton, words_of(text)))

    return least(run)


def more_names(names: list[str], times: int) -> list[str]:
    """So many times the names: their words put together anew, letters changed."""
    rng = random.Random(5)
    words = sorted({word for name in names for word in name.split(" ")})
    made = set(names)
    while len(made) < times * len(names):
        count = rng.choice((1, 1, 2, 2, 3))
        made.add(
            " ".join(rng.choice(words)[: rng.randint(2, 9)] + rng.choice(_LETTERS) for _ in range(count))
        )
    return sorted(made)


def measure(number: int) -> dict[str, float]:
    """Every figure."""
    texts = mixed(3, number, 1.0)
    names = [line.split("\t")[1] for line in default_table().names]
    nlp = build(stages=STAGES)
    nlp(texts[0])
    pipeline = least(lambda: [nlp(text) for text in texts], 2)
    once = matching(names, texts)
    loaded, megabytes = fresh()
    return {
        "rows": len(list(default_table())),
        "names": len(names),
        "load s": loaded,
        "memory MB": megabytes,
        "match ms an article": 1000 * once / number,
        "share of pipeline %": 100 * once / pipeline,
        "ten times the names": matching(more_names(names, 10), texts) / once,
    }


def main() -> int:
    """Measure and compare."""
    figures = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
    for name, figure in figures.items():
        limit = LIMITS.get(name)
        print(f"{name:24}{figure:12.3f}" + (f"   at most {limit:g}" if limit else ""))
    return int(any(figures[name] > limit for name, limit in LIMITS.items()))


if __name__ == "__main__":
    sys.exit(main())
