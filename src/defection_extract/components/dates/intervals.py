"""Intervals of days and the calendar's units: months, weeks, week-ends, quarters; moving a day by them."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass

_SHORT = {"day": 1, "week": 7, "fortnight": 15}

_MONTHS = {"month": 1, "quarter": 3, "semester": 6, "year": 12, "decade": 120, "century": 1200}


@dataclass(frozen=True)
class Bounds:
    """An interval of days, both ends included, None where open; `precision` as in the record."""

    lo: dt.date | None
    hi: dt.date | None
    precision: str = "day"


def one_day(year: int, month: int, day: int) -> Bounds | None:
    """That day; None where the month has no such day."""
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    date = dt.date(year, month, day)
    return Bounds(date, date)


def whole_month(year: int, month: int) -> Bounds:
    """The month from its first to its last day."""
    return Bounds(dt.date(year, month, 1), dt.date(year, month, monthrange(year, month)[1]), "month")


def add_months(day: dt.date, months: int) -> dt.date:
    """`day` so many months on; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def move(day: dt.date, unit: str, n: float) -> dt.date:
    """`day` moved by n units; half a year is six months, half of a shorter unit is rounded to days."""
    if unit in _SHORT:
        return day + dt.timedelta(days=round(n * _SHORT[unit]))
    if unit == "hour":
        whole = int(-(-abs(n) // 24))
        return day + dt.timedelta(days=whole if n > 0 else -whole)
    if unit in _MONTHS:
        months = n * _MONTHS[unit]
        return add_months(day, int(months)) + dt.timedelta(days=round((months - int(months)) * 30))
    return day


def containing(day: dt.date, unit: str, n: int) -> Bounds | None:
    """The calendar unit around `day`, n units on. A week begins on Monday."""
    if unit == "day":
        return Bounds(day + dt.timedelta(days=n), day + dt.timedelta(days=n))
    if unit == "week":
        start = day + dt.timedelta(days=7 * n - day.weekday())
        return Bounds(start, start + dt.timedelta(days=6), "week")
    if unit == "weekend":
        return _weekend(day, n)
    if unit == "month":
        first = add_months(day.replace(day=1), n)
        return whole_month(first.year, first.month)
    if unit == "year":
        return Bounds(dt.date(day.year + n, 1, 1), dt.date(day.year + n, 12, 31), "year")
    return _block(day, _MONTHS[unit], n) if unit in _MONTHS else None


def _block(day: dt.date, months: int, n: int) -> Bounds:
    """Quarters, semesters, decades, centuries: blocks of months counted from year 0."""
    index = (day.year * 12 + day.month - 1) // months + n
    first = dt.date(index * months // 12, index * months % 12 + 1, 1)
    return Bounds(first, add_months(first, months) - dt.timedelta(days=1), "range")


def _weekend(day: dt.date, n: int) -> Bounds:
    """n 0: the last week-end that has begun; -1: the last that is over; 1: the next to begin."""
    saturday = day - dt.timedelta(days=(day.weekday() - 5) % 7)
    if n == -1 and day.weekday() >= 5:
        saturday -= dt.timedelta(days=7)
    if n == 1:
        saturday += dt.timedelta(days=7)
    return Bounds(saturday, saturday + dt.timedelta(days=1), "range")


def days_of(lo: dt.date, hi: dt.date) -> list[dt.date]:
    """The days from lo to hi."""
    return [lo + dt.timedelta(days=n) for n in range((hi - lo).days + 1)]


def nth_day(days: list[dt.date], n: int) -> Bounds | None:
    """The n-th of some days, -1 the last."""
    index = n - 1 if n > 0 else len(days) + n
    return Bounds(days[index], days[index]) if 0 <= index < len(days) else None
