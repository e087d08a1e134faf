"""Whole processes: what starting, answering and memory cost, both sides in turn."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from articles import mixed

NAIVE = str(Path(__file__).parent / "naive.py")
DEFX = ("-m", "defection_extract")


@dataclass(frozen=True)
class Cost:
    """Of one process: seconds by the clock, seconds of processor time, and its largest memory in megabytes."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Line:
    """A line of the table: what the two sides cost, and the most (or least) that their ratio should be."""

    what: str
    ours: float
    other: str
    theirs: float
    wanted: str
    ratio: float
    unit: str = "s"


def cost_of(command: Sequence[str]) -> Cost:
    """Run `python COMMAND` to its end. Raises RuntimeError where it fails."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, env=env)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = status
    if status:
        raise RuntimeError(f"{command} ended with {status}")
    return Cost(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def in_turn(commands: dict[str, Sequence[str]], rounds: int) -> dict[str, Cost]:
    """The median costs of several commands, run one after the other so many times; a first round is not counted."""
    found: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            cost = cost_of(command)
            if number:
                found[name].append(cost)
    return {
        name: Cost(
            *(statistics.median(getattr(cost, part) for cost in costs) for part in ("wall", "cpu", "memory"))
        )
        for name, costs in found.items()
    }


def start(rounds: int, folder: Path) -> Iterator[Line]:
    """One article, whole process."""
    telling, ordinary = folder / "telling.txt", folder / "ordinary.txt"
    telling.write_text(mixed(1, 1, 1)[0], encoding="utf-8")
    ordinary.write_text(mixed(2, 1, 0)[0], encoding="utf-8")
    costs = in_turn(
        {
            "naive": (NAIVE, str(telling)),
            "telling": (*DEFX, "extract", str(telling)),
            "spacy": ("-c", "import spacy"),
            "ordinary": (*DEFX, "extract", str(ordinary)),
            "help": (*DEFX, "--help"),
            "typer": ("-c", "import typer"),
        },
        rounds,
    )
    naive = "naive script"
    pairs = (
        ("one article with events", "telling", naive, "naive", 0.35),
        ("one article with events", "telling", "import spacy", "spacy", 2.2),
        ("one article without events", "ordinary", naive, "naive", 0.05),
        ("defx --help", "help", "import typer", "typer", 2.0),
    )
    for what, ours, other, theirs, most in pairs:
        for unit, part in (("s", "wall"), ("s cpu", "cpu")):
            a, b = getattr(costs[ours], part), getattr(costs[theirs], part)
            yield Line(what, a, other, b, f"≤ {most}", a / b, unit)
    a, b = costs["telling"].memory, costs["naive"].memory
    yield Line("largest memory, one article", a, naive, b, "≤ 1.0", a / b, "MB")


def processes(number: int, folder: Path) -> Iterator[Line]:
    """`defx batch` with one and with two workers."""
    source = folder / "articles.jsonl"
    lines = (json.dumps({"id": str(i), "text": text}) for i, text in enumerate(mixed(5, number, 1)))
    source.write_text("\n".join(lines), encoding="utf-8")
    rates = {}
    for workers in (1, 2):
        few = _seconds(source, folder, workers, 8)
        rates[workers] = (number - 8) / (_seconds(source, folder, workers, number) - few)
    yield Line("two workers", rates[2], "one worker", rates[1], "≥ 1.7", rates[2] / rates[1], "articles/s")


def _seconds(source: Path, folder: Path, workers: int, number: int) -> float:
    """How long a batch over the first articles takes; a short one shows what starting takes."""
    part = folder / f"part-{number}.jsonl"
    with source.open(encoding="utf-8") as file:
        part.write_text("".join(line for _, line in zip(range(number), file, strict=False)), encoding="utf-8")
    out = folder / f"out-{workers}-{number}.jsonl"
    options = ["--workers", str(workers), "--quiet", "-o", str(out)]
    return cost_of([*DEFX, "batch", str(part), *options]).wall


def memory_over(number: int) -> Iterator[Line]:
    """Resident memory of one process after a tenth of many articles, and at their end."""
    program = (
        "import sys, psutil; sys.path.insert(0, sys.argv[1])\n"
        "from articles import mixed\n"
        "from defection_extract.pipeline import extract_article\n"
        "from defection_extract.article import Article\n"
        "number = int(sys.argv[2])\n"
        "for part in range(10):\n"
        "    for text in mixed(part, number // 10, 0.2):\n"
        "        extract_article(Article(text))\n"
        "    print(psutil.Process().memory_info().rss / 1e6, flush=True)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(Path(__file__).parent), str(number)],
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    sizes = [float(line) for line in done.stdout.split()]
    what = f"memory after {number:,} articles"
    yield Line(what, sizes[-1], f"after {number // 10:,}", sizes[0], "≤ 1.1", sizes[-1] / sizes[0], "MB")


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder for the articles of one run."""
    return tempfile.TemporaryDirectory()
