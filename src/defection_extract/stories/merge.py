"""From results to stories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING

from .claim import Claim, claim
from .disagreements import disagreements
from .linking import link
from .reconcile import count, date, factuality, named, persons, story_claim
from .records import Story

if TYPE_CHECKING:
    from ..gazetteer.group_rows import Groups
    from ..records import Extraction


def merge(results: Iterable[Extraction], known: Groups | None = None) -> Iterator[Story]:
    """Every event of the results in exactly one story; stories in order of their first claim.

    `known` are the groups that ids are looked up in, those of the package unless given.

    Claims of a story are in order of publication, undated ones last; all of them are in memory.
    """
    claims = [
        claim(number, result.article, event, known)
        for number, result in enumerate(results)
        for event in result.events
    ]
    for group in link(claims):
        yield story(sorted((claims[i] for i in group), key=_published))


def _published(claim: Claim) -> tuple[bool, int, int]:
    return claim.published is None, claim.published or 0, claim.article


def story(claims: list[Claim]) -> Story:
    """One story of claims that are about one defection, the earliest first."""
    events = [claim.event for claim in claims]
    return Story(
        story_id=_id(claims),
        factuality=factuality(events),
        scope=events[0].scope,
        count=count(claims),
        date=date(claims),
        defected_from=named(event.defected_from for event in events),
        defected_to=named(event.defected_to for event in events),
        places=named(event.places for event in events),
        destinations=named(event.destinations for event in events),
        persons=persons(claims),
        articles=len({claim.article for claim in claims}),
        claims=tuple(map(story_claim, claims)),
        disagreements=tuple(disagreements(claims)),
    )


def _id(claims: Iterable[Claim]) -> str:
    """The same claims give the same id, in whatever order they come."""
    members = sorted(f"{claim.meta.id}\n{claim.meta.sha256}\n{claim.event.event_id}" for claim in claims)
    return blake2b("\n\n".join(members).encode(), digest_size=8).hexdigest()
