"""Bounds as EDTF strings (ISO 8601-2)."""

from __future__ import annotations

from .intervals import Bounds


def to_edtf(found: Bounds) -> str | None:
    """The EDTF string: a day, month or year, else an interval, ".." where it is open."""
    lo = found.lo.isoformat() if found.lo else ".."
    hi = found.hi.isoformat() if found.hi else ".."
    if lo == hi:
        return None if lo == ".." else lo
    if found.precision == "month" and found.lo:
        return lo[:7]
    if found.precision == "year" and found.lo:
        return lo[:4]
    return f"{lo}/{hi}"
