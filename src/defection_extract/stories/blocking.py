"""Which claims are compared at all: those that share a day and something told, or a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from .claim import MOST_DAYS, Claim

_MOST = 80
"""Claims of a block that are all compared; of larger ones only neighbours, sorted by what they tell."""
_NEIGHBOURS = 20


def candidates(claims: Sequence[Claim]) -> set[tuple[int, int]]:
    """Pairs (earlier, later) of places in `claims` that are worth comparing."""
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for number, claim in enumerate(claims):
        for key in set(_keys(claim)):
            blocks[key].append(number)
    pairs: set[tuple[int, int]] = set()
    for block in blocks.values():
        pairs.update(_pairs(claims, block))
    return pairs


def _keys(claim: Claim) -> Iterator[Hashable]:
    for name in claim.persons:
        yield "person", name.family, name.sounds[:1] if name.words > 1 else ""
        month = (claim.published or 0) // 30
        yield "family", name.family, month
        yield "family", name.family, month + 1  # two claims within thirty days share one of them
    yield "text", claim.meta.sha256
    told = [
        *(("region", place.region) for place in claim.places),
        *(("to", place.id) for place in claim.destinations),
        *(("rank", rank) for rank in claim.ranks),
        *(("from", group) for group in claim.groups),
    ]
    if claim.event.count and claim.event.count.best:
        told.append(("count", str(claim.event.count.best)))
    for day in _days(claim):
        for key in told:
            yield day, claim.event.scope, *key


def _days(claim: Claim) -> Iterator[int | tuple[int, int]]:
    """The days on which it may have happened and those beside them; a long interval is one key."""
    days = claim.likely_days
    if days is None:
        return
    if days[1] - days[0] >= MOST_DAYS:
        yield days
    else:
        yield from range(days[0] - 1, days[1] + 2)


def _pairs(claims: Sequence[Claim], block: list[int]) -> Iterator[tuple[int, int]]:
    if len(block) > _MOST:
        block = sorted(block, key=lambda number: _told(claims[number]))
        reach = _NEIGHBOURS
    else:
        reach = len(block)
    for i, first in enumerate(block):
        for second in block[i + 1 : i + 1 + reach]:
            if claims[first].article != claims[second].article:
                yield (first, second) if first < second else (second, first)


def _told(claim: Claim) -> tuple[object, ...]:
    count = claim.event.count
    best = count.best if count and count.best is not None else -1
    return min((place.id for place in claim.places), default=""), best, claim.published or 0, claim.article
