"""Parts of an interval: the start of a month, the middle of a year, the second half of a season."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from .intervals import Bounds, add_months, days_of, nth_day, whole_month


def part_of(lo: dt.date, hi: dt.date, precision: str, part: str, n: int | None) -> Bounds | None:
    """Part `part` (start, mid, end, half, week, day …) of lo…hi, the n-th where there are several.

    `precision` tells what the interval is: a week, a month and a year have parts of their own.
    """
    if part == "day":
        return nth_day(days_of(lo, hi), n or 1)
    return _PARTS.get(precision, _third)(lo, hi, part if n is None else f"{part}{n}")


def _month_part(lo: dt.date, hi: dt.date, part: str) -> Bounds | None:
    first, last = _MONTH_PARTS[part]
    end = hi.day
    first, last = (day if day > 0 else end + day for day in (first, last))
    return Bounds(lo.replace(day=first), lo.replace(day=min(last, end)), "range")


_MONTH_PARTS = {
    "start": (1, 10), "mid": (11, 20), "end": (21, 31), "half1": (1, 15), "half2": (16, 31),
    "week1": (1, 7), "week2": (8, 14), "week3": (15, 21), "week4": (22, 28), "week-1": (-6, 31), "week-2": (-13, -7),
    "days1": (1, 5), "days-1": (-4, 31),
}  # fmt: skip
"""Part of a month → its first and last day; negative days count back from the last."""

_YEAR_PARTS = {
    "start": (1, 4), "mid": (5, 8), "end": (9, 12), "half1": (1, 6), "half2": (7, 12), "semester1": (1, 6), "semester2": (7, 12),
    "quarter1": (1, 3), "quarter2": (4, 6), "quarter3": (7, 9), "quarter4": (10, 12),
    "quarter-1": (10, 12), "semester-1": (7, 12),
    "days1": (1, 1), "days-1": (12, 12), "week1": (1, 1), "week-1": (12, 12),
}  # fmt: skip
"""Part of a year → its first and last month."""


def _year_part(lo: dt.date, _hi: dt.date, part: str) -> Bounds | None:
    first, last = _YEAR_PARTS[part]
    return Bounds(lo.replace(month=first, day=1), whole_month(lo.year, last).hi, "range")


def _week_part(lo: dt.date, _hi: dt.date, part: str) -> Bounds | None:
    first, last = {"start": (0, 1), "days1": (0, 1), "half1": (0, 2), "mid": (2, 3), "half2": (3, 6)}.get(
        part, (4, 6)
    )
    return Bounds(lo + dt.timedelta(days=first), lo + dt.timedelta(days=last), "range")


def _third(lo: dt.date, hi: dt.date, part: str) -> Bounds | None:
    """A part of any other interval: thirds, or halves."""
    count, index = {"half1": (2, 0), "half2": (2, 1), "mid": (3, 1), "end": (3, 2), "days-1": (3, 2)}.get(
        part, (3, 0)
    )
    days = (hi - lo).days + 1
    months = (hi.year - lo.year) * 12 + hi.month - lo.month + 1
    if lo.day == 1 and days > 31 and months % count == 0:  # seasons are made of months
        start = add_months(lo, months // count * index)
        return Bounds(start, add_months(start, months // count) - dt.timedelta(days=1), "range")
    first, after = days * index // count, days * (index + 1) // count
    return Bounds(lo + dt.timedelta(days=first), lo + dt.timedelta(days=max(first, after - 1)), "range")


_PARTS: dict[str, Callable[[dt.date, dt.date, str], Bounds | None]] = {
    "month": _month_part,
    "year": _year_part,
    "week": _week_part,
}
