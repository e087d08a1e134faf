"""How much speaks for two claims being about one defection.

The weights are in the manner of Fellegi and Sunter: for every field, evidence for or against in rough logarithms of
odds. What is missing says nothing. They were set by hand on tests/data/stories.csv (`docs/merge.md` has the figures).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product
from math import cos, hypot, log10, radians, sqrt

from rapidfuzz import fuzz

from ..records import Count
from .claim import Claim, Name, Place, related, sides

ENOUGH = 3.0
"""Claims at or above this are one story."""
NEVER = float("-inf")
_SAME_NAME = 86  # of 100, by sounds; below are brothers and cousins
_NEAR_KM = 15
_KM_A_DEGREE = 111.2
_FAR = 3  # days between the dates of one event in two articles; more is another event
_MISREAD = 31  # days by which a date is wrong where a month or a weekday was misread; beyond, namesakes
_LOW_RANKS = frozenset(("soldat", "conscrit", "officier", "milicien", "policier", "sous-officier"))


def similarity(a: Claim, b: Claim) -> float:
    """Evidence for one story; `NEVER` where that cannot be."""
    if a.article == b.article or a.event.scope != b.event.scope:
        return NEVER
    if a.meta.sha256 == b.meta.sha256 and a.event.trigger.start == b.event.trigger.start:
        return 10.0  # a reprint
    persons = _persons(a, b)
    total = persons
    for field in _FIELDS:
        value = field(a, b, persons > 0)
        if value == NEVER:
            return NEVER
        total += value
    return total


def _persons(a: Claim, b: Claim) -> float:
    """The same person defects once; two single defectors of different names are two events."""
    if not a.persons or not b.persons:
        return 0.0
    if any(same_person(x, y) for x, y in product(a.persons, b.persons)):
        return 5.0
    alone = _best(a.event.count) == 1 or _best(b.event.count) == 1
    return -6.0 if alone else -2.0


def same_person(a: Name, b: Name) -> bool:
    """Whether the names sound alike; a family name alone is enough beside a full name that ends in it."""
    if min(a.words, b.words) == 1:
        return a.family == b.family or a.sounds == b.sounds
    return fuzz.token_sort_ratio(a.sounds, b.sounds) >= _SAME_NAME or (
        a.words != b.words and fuzz.token_set_ratio(a.sounds, b.sounds) == 100
    )


def _best(count: Count | None) -> int | None:
    return count.best if count else None


def _dates(a: Claim, b: Claim, person: bool) -> float:
    """Overlap for, distance against; a known person may be told of years later, undated."""
    if a.days is None or b.days is None or not (a.narrow and b.narrow):
        return _likely(a, b, person)
    gap = max(a.days[0], b.days[0]) - min(a.days[1], b.days[1])
    if gap > _FAR:
        return (-4.0 if gap <= _MISREAD else -6.5) if person else NEVER
    if gap > 0:
        return (0.2, -1.5, -2.5)[gap - 1]
    longest = max(day[1] - day[0] for day in (a.days, b.days)) + 1
    return 0.7 + 1.3 * (1 - gap) / longest


def _likely(a: Claim, b: Claim, person: bool) -> float:
    x, y = a.likely_days, b.likely_days
    if x is None or y is None:
        return 0.0
    gap = max(x[0], y[0]) - min(x[1], y[1])
    if gap <= 0:
        return 0.9 if min(x[1] - x[0], y[1] - y[0]) <= 7 else 0.5
    if gap <= _FAR:
        return 0.3
    return 0.0 if person else NEVER


def _counts(a: Claim, b: Claim, _: bool) -> float:
    """Equal numbers tell the more, the rarer they are; near ones are two tellings, far ones two events."""
    x, y = a.event.count, b.event.count
    if x is None or y is None:
        return 0.0
    if x.best is None or y.best is None:
        # "des dizaines" against a number
        return 0.4 if intervals_meet(x, y) else -2.0
    if x.best == y.best:
        return 0.3 if x.best == 1 else 0.7 + log10(x.best) * (1.0 if x.best % 10 else 0.7)
    if intervals_meet(x, y):
        return 0.3
    ratio = min(x.best, y.best) / max(x.best, y.best, 1)
    if ratio >= 0.7:
        return -0.6
    return -1.6 if ratio >= 0.45 else -2.3 if ratio >= 0.25 else -3.5


def intervals_meet(a: Count, b: Count) -> bool:
    """Whether one number can be what both say; an approximate one may be off by a fifth."""
    (low, high), (least, most) = count_bounds(a), count_bounds(b)
    return max(low, least) <= min(high, most)


def count_bounds(count: Count) -> tuple[float, float]:
    """The least and the largest number that a count allows."""
    if count.qualifier == "approximate" and count.best is not None:
        return count.best * 0.8, count.best * 1.2
    low = count.low if count.low is not None else 0
    return low, count.high if count.high is not None else float("inf")


def _groups(a: Claim, b: Claim, _: bool) -> float:
    """One group, or a group and what it belongs to; not two sides of the war."""
    if not a.groups or not b.groups:
        return 0.0
    if a.groups & b.groups:
        return 0.5
    if related(a, a.groups, b.groups):
        return 0.3
    one, other = sides(a), sides(b)
    if None not in one | other and not one & other:
        return NEVER
    return -1.0


def _joined(a: Claim, b: Claim, _: bool) -> float:
    if not a.joined or not b.joined:
        return 0.0
    return 0.4 if related(a, a.joined, b.joined) else -0.4


def _places(a: Claim, b: Claim, _: bool) -> float:
    """The same place tells more than the same province; another province tells against."""
    if not a.places or not b.places:
        return 0.0
    best = max(nearness(x, y) for x, y in product(a.places, b.places))
    return {3: 1.8, 2: 1.4, 1: 0.8, 0: -2.5}[best]


def nearness(a: Place, b: Place) -> int:
    """3: one place; 2: near, or one in the other; 1: in one region, or a country and what lies in it; 0: apart."""
    if a.id == b.id:
        return 3
    if b.id == a.region or a.id == b.region:
        return 2
    if a.point and b.point and _km(a.point, b.point) <= _NEAR_KM:
        return 2
    same_region = a.region is not None and a.region == b.region
    return int(same_region or a.id == b.country or b.id == a.country)


def _km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance on the plane: enough for tens of kilometres."""
    return _KM_A_DEGREE * hypot(a[0] - b[0], (a[1] - b[1]) * cos(radians((a[0] + b[0]) / 2)))


def _destinations(a: Claim, b: Claim, _: bool) -> float:
    if not a.destinations or not b.destinations:
        return 0.0
    best = max(nearness(x, y) for x, y in product(a.destinations, b.destinations))
    return {3: 1.0, 2: 0.8, 1: 0.4, 0: -1.2}[best]


def _ranks(a: Claim, b: Claim, _: bool) -> float:
    """A general among them tells more than a soldier; sets without a common rank are told of two groups."""
    if not a.ranks or not b.ranks:
        return 0.0
    common = a.ranks & b.ranks
    if not common:
        return 0.0 if _vague(a.ranks) or _vague(b.ranks) else -1.0
    return 0.8 * sqrt(len(common - _LOW_RANKS)) + (0.3 if common & _LOW_RANKS else 0.0)


def _vague(ranks: Iterable[str]) -> bool:
    """Whether the words may stand for any rank ("des officiers")."""
    return not set(ranks) - _LOW_RANKS - {"officier supérieur", "haut responsable"}


def _factuality(a: Claim, b: Claim, person: bool) -> float:
    """A denial is of what somebody reports; a foiled attempt is seldom told as a success, nor a call as a fact.

    The rumour that someone has left may come before the news.
    """
    kinds = {a.event.factuality, b.event.factuality}
    if len(kinds) == 1:
        return 0.0
    if "hypothetical" in kinds:
        return -1.0 if person else NEVER
    return -1.0 if "attempted" in kinds else -0.2


def _news(a: Claim, b: Claim, person: bool) -> float:
    """News of one event appears within days."""
    if a.published is None or b.published is None:
        return 0.0
    days = abs(a.published - b.published)
    return 0.4 if days <= 3 else 0.0 if days <= 10 or person else -0.8


_FIELDS: tuple[Callable[[Claim, Claim, bool], float], ...] = (
    _dates,
    _groups,
    _counts,
    _places,
    _destinations,
    _ranks,
    _joined,
    _factuality,
    _news,
)
