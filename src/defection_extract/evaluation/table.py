"""The report as text for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator

from .calibration import Calibration
from .mistakes import Mistake
from .report import Report
from .scores import Scores
from .slots import CORE, SLOTS


def table(report: Report) -> Iterator[str]:
    """Scores, a line each; F1 with the interval of 95 % of the bootstrap's draws."""
    yield f"{'':14}{'P':>7}{'R':>7}{'F1':>7}   {'95 % of F1' if report.intervals else ''}".rstrip()
    for name in ("event", "core", "secondary"):
        yield _line(report, name, name, report.scores[name])
    for slot in SLOTS:
        margin = "  " if slot in CORE else "    "
        line = _line(report, f"slots.{slot}", margin + slot, report.scores["slots"][slot])
        yield f"{line}   n={report.wanted(slot)}"
    for name, value in report.scores["accuracy"].items():
        yield f"{name:14}{value:7.3f}{'':14}{_interval(report, f'accuracy.{name}')}"
    rates = (("all right", "articles_all_right", "articles"), ("false alarms", "false_alarm_rate", "empty"))
    for label, name, of in rates:
        kind = "articles without events" if of == "empty" else "articles"
        value = report.scores[name]
        yield f"{label:14}{value:7.3f}{'':14}{_interval(report, name)}   of {report.counts[of]} {kind}"
    if report.counts["missing"]:
        yield f"{report.counts['missing']} articles of the reference are not among the predictions"


def calibration_lines(told: Calibration) -> Iterator[str]:
    """The reliability table: how sure, and how often right."""
    yield f"{'confidence':14}{'n':>7}{'mean':>7}{'right':>7}"
    for row in told.bins:
        yield f"{row.low:.1f}…{row.high:.1f}{'':7}{row.n:7}{row.confidence:7.3f}{row.right:7.3f}"
    yield f"expected calibration error {told.error:.3f}, Brier score {told.brier:.3f}, {told.n} events"


def _line(report: Report, path: str, label: str, scores: Scores) -> str:
    return f"{label:14}{''.join(f'{value:7.3f}' for value in scores)}{_interval(report, f'{path}.f1')}"


def _interval(report: Report, path: str) -> str:
    bounds = report.intervals.get(path)
    return f"   {bounds[0]:.3f}…{bounds[1]:.3f}" if bounds else ""


def mistake_lines(mistake: Mistake) -> Iterator[str]:
    """What is wrong on one line, the evidence below it."""
    told = [mistake.article, f"{mistake.kind}: {mistake.slot}" if mistake.slot != "event" else mistake.kind]
    if mistake.given is not None:
        told.append(f"given {_written(mistake.given)}")
    if mistake.wanted is not None:
        told.append(f"wanted {_written(mistake.wanted)}")
    if mistake.start is not None:
        told.append(f"at {mistake.start}…{mistake.end}")
    yield " · ".join(told)
    if mistake.sentence:
        yield f"    « {' '.join(mistake.sentence.split())} »"


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
