"""What several claims come to: what they agree on, and where they do not, all that is told."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from math import ceil, floor, inf
from typing import TypeVar

from ..records import Count, DefectionEvent, Factuality, GroupRef, Person, PlaceRef, RankName
from .claim import Claim, Days, name_key
from .records import Interval, Named, Number, ReconciledCount, StoryClaim, Who
from .similarity import count_bounds, same_person

_STRENGTH: tuple[Factuality, ...] = ("reported", "attempted", "denied", "hypothetical")
Value = TypeVar("Value")


def factuality(events: Iterable[DefectionEvent]) -> Factuality:
    """As within an article: what is asserted and denied is reported."""
    told = {event.factuality for event in events}
    return next(kind for kind in _STRENGTH if kind in told)


def count(claims: Iterable[Claim]) -> ReconciledCount | None:
    """The bounds that all claims allow, and the number told most often within; the first told of equals.

    Where claims exclude each other, the bounds take in all of them, and `best` is the number told most often.
    """
    counts = [claim.event.count for claim in claims if claim.event.count]
    if not counts:
        return None
    bounds = [count_bounds(told) for told in counts]
    low, high = max(low for low, _ in bounds), min(high for _, high in bounds)
    told = [told.best for told in counts if told.best is not None]
    if low > high:
        low, high = min(low for low, _ in bounds), max(high for _, high in bounds)
    inside = [best for best in told if low <= best <= high]
    best = most_often(inside) if inside else None
    return ReconciledCount(low=ceil(low) or None, best=best, high=None if high == inf else floor(high))


def most_often(values: Sequence[Value]) -> Value:
    """The value that stands most often, the first of equals."""
    return Counter(values).most_common(1)[0][0]


def date(claims: Iterable[Claim]) -> Interval | None:
    """The days that all claims allow; where there are none, from the first to the last that some claim tells."""
    days = [claim.days for claim in claims if claim.days]
    if not days:
        return None
    first, last = max(day[0] for day in days), min(day[1] for day in days)
    if first > last:
        narrow = [claim.days for claim in claims if claim.days and claim.narrow] or days
        first, last = min(day[0] for day in narrow), max(day[1] for day in narrow)
    return interval((first, last))


def interval(days: Days) -> Interval:
    """Ordinals as dates."""
    return Interval(earliest=dt.date.fromordinal(days[0]), latest=dt.date.fromordinal(days[1]))


def named(slots: Iterable[Sequence[GroupRef | PlaceRef]]) -> tuple[Named, ...]:
    """All groups or places that some claim gives, each once, those that most claims give first."""
    first: dict[str, Named] = {}
    told: Counter[str] = Counter()
    for refs in slots:
        for key, ref in {ref.id or ref.name.casefold(): ref for ref in refs}.items():
            first.setdefault(key, Named(id=ref.id, name=ref.name))
            told[key] += 1
    return tuple(first[key] for key, _ in told.most_common())


def same_persons(claims: Iterable[Claim]) -> list[list[Person]]:
    """The persons of all claims, those of one name together."""
    groups: list[list[Person]] = []
    for person in (person for claim in claims for person in claim.event.persons):
        key = name_key(person.name)
        known = (group for group in groups if any(same_person(key, name_key(p.name)) for p in group))
        group = next(known, None)
        if group is None:
            groups.append([person])
        else:
            group.append(person)
    return groups


def persons(claims: Iterable[Claim]) -> tuple[Who, ...]:
    """Every person once, by the longest of the names that are given most often."""
    return tuple(map(_who, same_persons(claims)))


def _who(group: Sequence[Person]) -> Who:
    names = Counter(person.name for person in group)
    name = max(names, key=lambda name: (names[name], len(name)))
    ranks: list[RankName] = [person.rank for person in group if person.rank]
    return Who(name=name, rank=most_often(ranks) if ranks else None)


def story_claim(claim: Claim) -> StoryClaim:
    """What one article says, in short."""
    event, meta = claim.event, claim.meta
    return StoryClaim(
        article_id=meta.id,
        article_source=meta.source,
        title=meta.title,
        published=meta.published,
        event_id=event.event_id,
        factuality=event.factuality,
        scope=event.scope,
        said_by=tuple(source.name for source in event.sources),
        count=_number(event.count),
        date=Interval(earliest=event.date.earliest, latest=event.date.latest) if event.date else None,
        defected_from=named([event.defected_from]),
        defected_to=named([event.defected_to]),
        places=named([event.places]),
        destinations=named([event.destinations]),
        persons=tuple(Who(name=person.name, rank=person.rank) for person in event.persons),
        evidence=tuple(mention.text for mention in event.evidence),
        confidence=event.confidence,
    )


def _number(count: Count | None) -> Number | None:
    if count is None:
        return None
    return Number(low=count.low, best=count.best, high=count.high, qualifier=count.qualifier)
