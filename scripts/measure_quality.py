"""Read annotated corpora and print, as the tables of docs/quality.md, the scores and the calibration of what is read.

    python scripts/measure_quality.py [CORPUS.jsonl...] [--write]

Without a corpus those of pin_floors.py that are present: `gate`, `unseen` and `dev`. --write puts their tables into
docs/quality.md.
A corpus has an article a line, annotated as docs/evaluate.md tells, with its `text` or a file of its id in texts/.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pin_floors import CORPORA, articles

import defection_extract as defx
from defection_extract.evaluation import Calibration, Report, calibration, evaluate
from defection_extract.evaluation.bootstrap import flat
from defection_extract.evaluation.slots import CORE, SECONDARY

PAGE = Path(__file__).parent.parent / "docs" / "quality.md"


@dataclass(frozen=True)
class Measured:
    """What was measured on one corpus."""

    report: Report
    calibration: Calibration


def measure(corpus: Path) -> Measured:
    """Read the corpus's articles by the API and compare."""
    rows = articles(corpus)
    found = {}
    for row in rows:
        day = row.get("published") and dt.date.fromisoformat(row["published"])
        result = defx.extract(row["text"], published=day or None)
        found[row["id"]] = [event.model_dump(mode="json") for event in result.events]
    gold = {row["id"]: row for row in rows}
    return Measured(evaluate(gold, found), calibration(gold, found))


def scores_table(report: Report) -> Iterator[str]:
    """Events, sums of slots, slots, labels and articles, with the intervals of 95 %."""
    counts = report.counts
    yield f"{counts['articles']} articles, {counts['empty']} of them without a defection."
    yield ""
    yield "| | precision | recall | F1 | 95 % of F1 | wanted |"
    yield "|---|---|---|---|---|---|"
    yield _row(report, "event", "event", counts["event right"] + counts["event missed"])
    for group, slots in (("core", CORE), ("secondary", SECONDARY)):
        yield _row(report, f"**{group} slots**", group, sum(map(report.wanted, slots)))
        for slot in slots:
            yield _row(report, f"`{slot}`", f"slots.{slot}", report.wanted(slot))
    yield ""
    yield "| | share | 95 % |"
    yield "|---|---|---|"
    for name in ("factuality", "scope"):
        yield _share(report, f"`{name}` right, of aligned events", f"accuracy.{name}")
    yield _share(report, "articles with nothing wrong in events and core slots", "articles_all_right")
    yield _share(report, "articles without a defection that get one", "false_alarm_rate")


def _row(report: Report, label: str, path: str, wanted: int) -> str:
    values = flat(report.scores)
    told = " | ".join(f"{values[f'{path}.{name}']:.3f}" for name in ("precision", "recall", "f1"))
    return f"| {label} | {told} | {_interval(report, f'{path}.f1')} | {wanted} |"


def _share(report: Report, label: str, path: str) -> str:
    return f"| {label} | {flat(report.scores)[path]:.3f} | {_interval(report, path)} |"


def _interval(report: Report, path: str) -> str:
    low, high = report.intervals[path]
    return f"{low:.3f}–{high:.3f}"


def calibration_table(told: Calibration) -> Iterator[str]:
    """The reliability table."""
    yield "| confidence | records | mean confidence | share right |"
    yield "|---|---|---|---|"
    for row in told.bins:
        yield f"| {row.low:.1f}–{row.high:.1f} | {row.n} | {row.confidence:.3f} | {row.right:.3f} |"
    yield ""
    yield f"{told.n} records, expected calibration error {told.error:.3f}, Brier score {told.brier:.3f}."


def tables(name: str, measured: Measured) -> dict[str, str]:
    """Every table by its mark in docs/quality.md."""
    return {
        f"scores: {name}": "\n".join(scores_table(measured.report)),
        f"calibration: {name}": "\n".join(calibration_table(measured.calibration)),
    }


def with_tables(page: str, told: dict[str, str]) -> str:
    """The page with each table between its marks. Raises KeyError for a table that has no place."""
    for mark, table in told.items():
        place = re.compile(rf"(?<=<!-- {re.escape(mark)} -->\n).*?(?=\n<!-- end -->)", re.S)
        page, places = place.subn(lambda _, table=table: f"\n{table}\n", page)
        if places != 1:
            raise KeyError(mark)
    return page


def _corpora(given: Iterable[Path]) -> dict[str, Path]:
    chosen = {path.stem: path for path in given}
    return chosen or {name: path for name, path in CORPORA.items() if path.exists()}


def main() -> None:
    """Measure, print and, where asked, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", nargs="*", type=Path, metavar="CORPUS.jsonl")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/quality.md")
    options = parser.parse_args()
    if options.write and options.corpora:
        parser.error("--write is for the corpora of docs/quality.md: give none")
    told: dict[str, str] = {}
    for name, path in _corpora(options.corpora).items():
        told |= tables(name, measure(path))
    for mark, table in told.items():
        print(f"## {mark}\n\n{table}\n")
    if options.write:
        PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8"), told), encoding="utf-8")


if __name__ == "__main__":
    main()
