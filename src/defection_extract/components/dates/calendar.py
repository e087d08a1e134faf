"""Calendar arithmetic: an unresolved form and a reference day make an interval of days.

A form is plain data: {"op": …, …}. Where an operator needs a day to start from it takes "base", another form, or
else the reference day (the article's date). Every operator is one small function, found by its name.

| op | keys | meaning |
|---|---|---|
| day | d, m, y, wd, dir, of | a day; missing month or year: the last such day up to the reference |
| weekday | wd, dir, of | the last such weekday up to the reference, that day included |
| month, season, feast, year, decade | m, s, feast, y, dir, of | dir -1: strictly past, 1: to come |
| unit | unit, n, base | the calendar unit that holds the base, n units on |
| shift | unit, n, far, sign, half, base | the base moved by n units, or by n to far units |
| back | unit, n, sign, half, base | from n units before the base to the base |
| part | part, n, of | start, mid, end … of an interval, or its n-th day |
| nth | wd, n, of | the n-th such weekday of an interval, -1 the last |
| between, night | a, b | from a to b; a is the last such day up to b |
| eve | of | the night that follows a day |
| since, until, before, after, within | of | open to one side, or to the reference |
| same | unit, base | the unit that holds the base |
| told | of | stands for the date last told |
| vague, none | | nothing to resolve |
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from .feasts import feast_days
from .intervals import Bounds, add_months, containing, days_of, move, nth_day, one_day, whole_month
from .parts import part_of

Form = dict[str, Any]
FAR_DAYS = 45
"""A date told so many days before the reference draws later dates without a year towards it."""
FAR_WEEKDAY_DAYS = 14
"""The same for weekdays: nearer told dates leave "lundi" to the article's week."""
MAX_DEPTH = 12
"""Forms nested deeper stay unresolved."""
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


@dataclass(frozen=True)
class Scope:
    """What a form is resolved in: the reference day and how deep the form is nested."""

    ref: dt.date | None
    depth: int = 0

    def at(self, ref: dt.date | None) -> Scope:
        """The same scope with another reference day."""
        return replace(self, ref=ref)


def bounds(form: Form, ref: dt.date | None) -> Bounds | None:
    """The interval of `form` for the reference day `ref`; None where it cannot be known.

    Never raises: an impossible date (31 June) or one outside of the years 1…9999 is None.
    """
    try:
        return _solve(form, Scope(ref))
    except (ValueError, OverflowError, TypeError):
        return None


def _solve(form: Form, scope: Scope) -> Bounds | None:
    if scope.depth > MAX_DEPTH:
        return None
    operator = _OPERATORS.get(form["op"])
    return operator(form, replace(scope, depth=scope.depth + 1)) if operator else None


def _base(form: Form, scope: Scope, key: str = "base") -> Bounds | None:
    """What a form starts from: the form under `key`, or the reference day."""
    if key in form:
        return _solve(form[key], scope)
    return Bounds(scope.ref, scope.ref) if scope.ref else None


def _pick(make: Callable[[int], Bounds | None], scope: Scope, form: Form) -> Bounds | None:
    """Of the yearly candidates make(year) the one that `dir` and the reference ask for."""
    if "of" in form:
        inside = _solve(form["of"], scope)
        return make(inside.lo.year) if inside and inside.lo else None
    near = _near(form, scope)
    if near and near.lo:
        return _closest(make, near.lo)
    if scope.ref is None:
        return None
    year, direction = scope.ref.year, form.get("dir")
    found = [
        b
        for b in map(make, (year + 1, year, year - 1, *range(year - 2, year - 9, -1)))
        if b and b.lo and b.hi
    ]
    if direction == 1:
        later = [b for b in found if b.lo and b.lo > scope.ref]
        return later[-1] if later else None
    if direction == "nearest":
        return min(found, key=lambda b: abs((b.hi or dt.date.max) - (scope.ref or dt.date.max)), default=None)
    limit = [b for b in found if (b.hi if direction == -1 else b.lo) <= _limit(scope.ref, direction)]  # type: ignore[operator]
    return limit[0] if limit else None


def _limit(ref: dt.date, direction: object) -> dt.date:
    return ref - dt.timedelta(days=1) if direction == -1 else ref


def _near(form: Form, scope: Scope) -> Bounds | None:
    """The told date that draws this one to itself: always without a reference, else only if it is far back."""
    told = _solve(form["near"], scope) if "near" in form else None
    if told is None or told.lo is None:
        return None
    if scope.ref is None or ("d" in form and "m" not in form):
        return told
    since = (scope.ref - (told.hi or told.lo)).days
    far = FAR_DAYS if "m" in form else FAR_WEEKDAY_DAYS
    return None if form.get("weak") or since <= far else told


def _closest(make: Callable[[int], Bounds | None], near: dt.date) -> Bounds | None:
    found = [b for b in map(make, (near.year, near.year + 1, near.year - 1)) if b and b.lo]
    return min(found, key=lambda b: abs((b.lo or near) - near), default=None)


def _day(form: Form, scope: Scope) -> Bounds | None:
    if "y" in form and "m" in form:
        return one_day(form["y"], form["m"], form["d"])
    if "m" in form:
        return _with_weekday(form, scope) or _pick(lambda y: one_day(y, form["m"], form["d"]), scope, form)
    return _day_of_month(form, scope)


def _with_weekday(form: Form, scope: Scope) -> Bounds | None:
    """A day and month with their weekday and no year: the last year in which they agree."""
    if "wd" not in form or scope.ref is None or form.keys() & {"near", "of", "dir"}:
        return None

    def agreeing(year: int) -> Bounds | None:
        found = one_day(year, form["m"], form["d"])
        return found if found and found.lo and found.lo.weekday() == form["wd"] else None

    return _pick(agreeing, scope, form)


def _day_of_month(form: Form, scope: Scope) -> Bounds | None:
    """A day without its month: of the month told ("of"), near a told date, or the last such day."""
    if "of" in form:
        month = _solve(form["of"], scope)
        return one_day(month.lo.year, month.lo.month, form["d"]) if month and month.lo else None
    told = _near(form, scope)
    if (
        told
        and told.lo
        and told.hi
        and told.lo < told.hi
        and told.lo.replace(day=1) == told.hi.replace(day=1)
    ):
        return one_day(told.lo.year, told.lo.month, form["d"])
    near = told.lo if told else scope.ref
    if near is None:
        return None
    around = [add_months(near.replace(day=1), k) for k in (0, -1, 1, -2)]
    days = [b for b in (one_day(m.year, m.month, form["d"]) for m in around) if b and b.lo]
    if near == scope.ref:
        return max((b for b in days if b.lo and b.lo <= near), key=lambda b: b.lo or near, default=None)
    return min(days, key=lambda b: abs((b.lo or near) - near), default=None)


def _weekday(form: Form, scope: Scope) -> Bounds | None:
    if "of" in form:
        week = _solve(form["of"], scope)
        start = week.lo - dt.timedelta(days=week.lo.weekday()) if week and week.lo else None
        day = start + dt.timedelta(days=form["wd"]) if start else None
    else:
        day = _weekday_from(form, scope)
    return Bounds(day, day) if day else None


def _weekday_from(form: Form, scope: Scope) -> dt.date | None:
    told = _near(form, scope)
    near = told.lo if told else None
    if near:
        return near + dt.timedelta(days=(form["wd"] - near.weekday()) % 7)
    base = _base(form, scope)
    if base is None or base.lo is None:
        return None
    start, direction = base.lo, form.get("dir")
    if direction == 1:
        return start + dt.timedelta(days=(form["wd"] - start.weekday() - 1) % 7 + 1)
    back = (start.weekday() - form["wd"]) % 7
    return start - dt.timedelta(days=7 if back == 0 and direction == -1 else back)


def _month(form: Form, scope: Scope) -> Bounds | None:
    if "y" in form:
        return whole_month(form["y"], form["m"])
    return _pick(lambda year: whole_month(year, form["m"]), scope, form)


def _season(form: Form, scope: Scope) -> Bounds | None:
    """Meteorological seasons: three whole months. The winter of a year begins in its December."""
    first = _SEASONS[form["s"]]

    def make(year: int) -> Bounds:
        start = dt.date(year, first, 1)
        return Bounds(start, add_months(start, 3) - dt.timedelta(days=1), "range")

    if "y" in form:
        return make(form["y"])
    return _pick(make, scope, form)


def _feast(form: Form, scope: Scope) -> Bounds | None:
    if form["feast"] == "aid":
        return _last_aid(form, scope)

    def make(year: int) -> Bounds | None:
        days = feast_days(form["feast"], year)
        return Bounds(*days, "day" if days[0] == days[1] else "range") if days else None

    return make(form["y"]) if "y" in form else _pick(make, scope, form)


def _last_aid(form: Form, scope: Scope) -> Bounds | None:
    """Of the two feasts of that name the later one, unless a year without a reference leaves both open."""
    both = [_feast({**form, "feast": feast}, scope) for feast in ("aid_fitr", "aid_adha")]
    return max((b for b in both if b and b.lo), key=lambda b: b.lo or dt.date.min, default=None)


def _date(form: Form, scope: Scope) -> Bounds | None:
    year, month, day = form["ymd"]
    return one_day(year, month, day) if year else _day({**form, "m": month, "d": day}, scope)


def _year(form: Form, _scope: Scope) -> Bounds:
    return Bounds(dt.date(form["y"], 1, 1), dt.date(form["y"], 12, 31), "year")


def _decade(form: Form, _scope: Scope) -> Bounds:
    first = form["y"] // 10 * 10 if form["y"] >= 1000 else 1900 + form["y"] // 10 * 10
    return Bounds(dt.date(first, 1, 1), dt.date(first + 9, 12, 31), "range")


def _unit(form: Form, scope: Scope) -> Bounds | None:
    base = _base(form, scope)
    if base is None or base.lo is None:
        return None
    return containing(base.lo, form["unit"], form.get("n", 0))


def _amount(form: Form) -> float:
    return float((form["n"] + (0.5 if form.get("half") else 0)) * form.get("sign", 1))


def _shift(form: Form, scope: Scope) -> Bounds | None:
    base = _base(form, scope)
    if base is None or base.lo is None:
        return None
    n, unit = _amount(form), form["unit"]
    if unit == "hour" and abs(n) < 24:
        return base
    lo, hi = base.lo, base.hi or base.lo
    if unit == "day" and base.precision in ("range", "week"):
        lo = hi = hi if n > 0 else lo
    if "far" not in form:
        return Bounds(move(lo, unit, n), move(hi, unit, n), base.precision if lo < hi else "day")
    ends = sorted((move(lo, unit, n), move(hi, unit, _amount({**form, "n": form["far"]}))))
    return Bounds(ends[0], ends[1], "range" if ends[0] < ends[1] else "day")


def _back(form: Form, scope: Scope) -> Bounds | None:
    base = _base(form, scope)
    if base is None or base.lo is None:
        return None
    ends = sorted((move(base.lo, form["unit"], _amount({"sign": -1, **form})), base.lo))
    return Bounds(ends[0], ends[1], "range" if ends[0] < ends[1] else "day")


def _between(form: Form, scope: Scope) -> Bounds | None:
    last = _solve(form["b"], scope)
    if last is None or last.hi is None or last.lo is None:
        return None
    first = _solve(form["a"], scope.at(last.lo))
    if first is None or first.lo is None or first.lo > last.hi:
        return None
    return Bounds(first.lo, last.hi, "range" if first.lo < last.hi else "day")


def _night(form: Form, scope: Scope) -> Bounds | None:
    found = _between(form, scope)
    return replace(found, precision="day") if found else None


def _eve(form: Form, scope: Scope) -> Bounds | None:
    day = _base(form, scope, "of")
    return Bounds(day.lo, day.lo + dt.timedelta(days=1)) if day and day.lo else None


def _since(form: Form, scope: Scope) -> Bounds | None:
    start = _solve(form["of"], scope)
    if start is None or start.lo is None or (scope.ref and start.lo > scope.ref):
        return start
    return Bounds(start.lo, scope.ref, "range")


def _until(form: Form, scope: Scope) -> Bounds | None:
    end = _solve(_nearest(form["of"]), scope)
    return Bounds(None, end.hi, "range") if end and end.hi else None


def _before(form: Form, scope: Scope) -> Bounds | None:
    """Up to the day before; "avant la fin de l'année" takes in the whole of that end."""
    end = _solve(_nearest(form["of"]), scope)
    if end is None or end.lo is None:
        return None
    last = end.hi if form["of"]["op"] == "part" else end.lo - dt.timedelta(days=1)
    return Bounds(None, last, "range")


def _within(form: Form, scope: Scope) -> Bounds | None:
    """From the reference day to the end of a time to come ("d'ici à vendredi")."""
    end = _solve({**form["of"], **({} if "dir" in form["of"] else {"dir": 1})}, scope)
    if end is None or end.hi is None or (scope.ref and end.hi < scope.ref):
        return None
    return Bounds(scope.ref, end.hi, "range")


def _after(form: Form, scope: Scope) -> Bounds | None:
    """From that day on, or from the end of a longer time ("après 2012")."""
    start = _solve(form["of"], scope)
    if start is None or start.lo is None or start.hi is None:
        return None
    one_day = start.precision == "day"
    return Bounds(start.lo if one_day else start.hi + dt.timedelta(days=1), None, "range")


def _nearest(form: Form) -> Form:
    return form if "dir" in form or form["op"] == "weekday" else {**form, "dir": "nearest"}


def _same(form: Form, scope: Scope) -> Bounds | None:
    base = _base(form, scope)
    if base is None or base.lo is None:
        return None
    return base if form["unit"] == "day" else containing(base.lo, form["unit"], 0)


def _part(form: Form, scope: Scope) -> Bounds | None:
    whole = _solve(form["of"], scope)
    if whole is None or whole.lo is None or whole.hi is None:
        return None
    return part_of(whole.lo, whole.hi, whole.precision, form["part"], form.get("n"))


def _nth_weekday(form: Form, scope: Scope) -> Bounds | None:
    whole = _solve(form["of"], scope)
    if whole is None or whole.lo is None or whole.hi is None:
        return None
    return nth_day([day for day in days_of(whole.lo, whole.hi) if day.weekday() == form["wd"]], form["n"])


def _told(form: Form, scope: Scope) -> Bounds | None:
    return _base(form, scope, "of")


_OPERATORS: dict[str, Callable[[Form, Scope], Bounds | None]] = {
    "day": _day, "date": _date, "weekday": _weekday, "month": _month, "season": _season, "feast": _feast, "year": _year,
    "decade": _decade, "unit": _unit, "shift": _shift, "back": _back, "part": _part, "nth": _nth_weekday, "between": _between,
    "night": _night, "eve": _eve, "since": _since, "until": _until, "before": _before, "after": _after, "within": _within,
    "same": _same, "told": _told,
}  # fmt: skip
