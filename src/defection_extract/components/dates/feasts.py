"""Feasts with a known date: of the lunar calendar by table, of the common calendar by rule."""

from __future__ import annotations

import datetime as dt
from functools import cache

from ...lexicon import load_table


@cache
def _lunar(feast: str) -> dict[int, tuple[dt.date, dt.date]]:
    rows = load_table("feasts")["lunar"].get(feast, [])
    days = [(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) for first, last in rows]
    return {first.year: (first, last) for first, last in days}


def feast_days(feast: str, year: int) -> tuple[dt.date, dt.date] | None:
    """First and last day of `feast` in `year`; None where the tables do not know it."""
    fixed = load_table("feasts")["fixed"].get(feast)
    if fixed:
        day = dt.date(year, *fixed)
        return day, day
    return _lunar(feast).get(year)
