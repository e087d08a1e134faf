"""Memory of `defx batch` over a long run: the resident sizes of the command and of its workers as it goes on.

    python benchmarks/batch_memory.py [--articles 20000] [--share 0.02] [--workers 2]

Prints one line for every tenth of the run: articles done, and resident megabytes of the parent and of the
workers. Flat means that the last lines are like the third. Workers load the model with their first article
that may tell a defection.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from articles import mixed

CHUNK = 1000


def write_articles(path: Path, number: int, share: float) -> None:
    """An export of so many articles, of which a share tells defections."""
    with path.open("w", encoding="utf-8") as file:
        for first in range(0, number, CHUNK):
            for place, text in enumerate(mixed(first, min(CHUNK, number - first), share), first):
                file.write(json.dumps({"id": str(place), "text": text, "published": "2012-08-14"}) + "\n")


def sizes(process: psutil.Process) -> tuple[float, float]:
    """Resident megabytes of the command, and of all its workers together."""
    workers = sum(child.memory_info().rss for child in process.children())
    return process.memory_info().rss / 1e6, workers / 1e6


def watch(run: subprocess.Popen[bytes], out: Path, number: int) -> Iterator[tuple[int, float, float]]:
    """Articles done and sizes, at every tenth."""
    process, step, done, position = psutil.Process(run.pid), number // 10, 0, 0
    due = step
    while run.poll() is None:
        time.sleep(0.2)
        if out.exists():
            with out.open("rb") as file:
                file.seek(position)
                chunk = file.read()
            done, position = done + chunk.count(b"\n"), position + len(chunk)
        if done >= due and run.poll() is None:
            due = done - done % step + step
            yield done, *sizes(process)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--share", type=float, default=0.02)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        write_articles(source, options.articles, options.share)
        command = [sys.executable, "-m", "defection_extract", "batch", str(source), "-o", str(out)]
        print("articles  parent MB  workers MB")
        with subprocess.Popen([*command, "--workers", str(options.workers)]) as run:
            for done, parent, workers in watch(run, out, options.articles):
                print(f"{done:8,}  {parent:9.0f}  {workers:10.0f}", flush=True)
        lines = out.read_bytes().count(b"\n")
        print(f"{lines:,} lines for {options.articles:,} articles")
        sys.exit(0 if run.returncode == 0 and lines == options.articles else 1)


if __name__ == "__main__":
    main()
