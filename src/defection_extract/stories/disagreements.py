"""What the claims of a story cannot all be right on, and who says what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product

from ..records import Count
from .claim import Claim, Place, name_key, related
from .reconcile import interval, same_persons
from .records import Disagreement, DisagreementField, Version
from .similarity import intervals_meet, nearness


def disagreements(claims: Sequence[Claim]) -> Iterator[Disagreement]:
    """One a field where two claims exclude each other; every version with the claims that hold it.

    A claim that says nothing of the field is in no version.
    """
    for field, told, agree in _FIELDS:
        known = [i for i, claim in enumerate(claims) if told(claim)]
        if any(not agree(claims[i], claims[j]) for i, j in combinations(known, 2)):
            yield _listed(field, [(told(claims[i]), i) for i in known])
    yield from _ranks(claims)


def _listed(field: DisagreementField, told: Sequence[tuple[str, int]]) -> Disagreement:
    versions: dict[str, list[int]] = {}
    for value, claim in told:
        versions.setdefault(value, []).append(claim)
    listed = tuple(Version(value=value, claims=tuple(holders)) for value, holders in versions.items())
    return Disagreement(field=field, versions=listed)


def _ranks(claims: Sequence[Claim]) -> Iterator[Disagreement]:
    """One person with two ranks."""
    for group in same_persons(claims):
        names = {name_key(person.name) for person in group}
        told = [
            (f"{person.name}: {person.rank}", i)
            for i, claim in enumerate(claims)
            for person in claim.event.persons
            if person.rank and name_key(person.name) in names
        ]
        if len({person.rank for person in group if person.rank}) > 1:
            yield _listed("ranks", told)


def count_text(count: Count) -> str:
    """A count as its bounds: "7", "≥ 25", "≤ 25", "≈ 30", "40–50", "≥ 20"."""
    if count.qualifier == "approximate":
        return f"≈ {count.best}"
    if count.low is not None and count.high is not None:
        return str(count.low) if count.low == count.high else f"{count.low}–{count.high}"
    return f"≥ {count.low}" if count.low is not None else f"≤ {count.high}"


def _count(claim: Claim) -> str:
    return count_text(claim.event.count) if claim.event.count else ""


def _counts_meet(a: Claim, b: Claim) -> bool:
    return a.event.count is None or b.event.count is None or intervals_meet(a.event.count, b.event.count)


def _date(claim: Claim) -> str:
    if claim.days is None:
        return ""
    days = interval(claim.days)
    return str(days.earliest) if days.earliest == days.latest else f"{days.earliest}/{days.latest}"


def _dates_meet(a: Claim, b: Claim) -> bool:
    return a.days is None or b.days is None or max(a.days[0], b.days[0]) <= min(a.days[1], b.days[1])


def _factuality(claim: Claim) -> str:
    return claim.event.factuality


def _same_factuality(a: Claim, b: Claim) -> bool:
    return a.event.factuality == b.event.factuality


def _places(claim: Claim) -> str:
    return ", ".join(place.name for place in claim.event.places)


def _destinations(claim: Claim) -> str:
    return ", ".join(place.name for place in claim.event.destinations)


def _groups(claim: Claim) -> str:
    return ", ".join(group.name for group in claim.event.defected_from)


def _places_meet(a: Claim, b: Claim) -> bool:
    return _near(a.places, b.places)


def _destinations_meet(a: Claim, b: Claim) -> bool:
    return _near(a.destinations, b.destinations)


def _near(a: Sequence[Place], b: Sequence[Place]) -> bool:
    return not a or not b or any(nearness(x, y) for x, y in product(a, b))


def _groups_meet(a: Claim, b: Claim) -> bool:
    return related(a, a.groups, b.groups)


_FIELDS: tuple[tuple[DisagreementField, Callable[[Claim], str], Callable[[Claim, Claim], bool]], ...] = (
    ("factuality", _factuality, _same_factuality),
    ("count", _count, _counts_meet),
    ("date", _date, _dates_meet),
    ("places", _places, _places_meet),
    ("destinations", _destinations, _destinations_meet),
    ("defected_from", _groups, _groups_meet),
)
