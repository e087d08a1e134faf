"""A story as pydantic models: one defection, what each article says of it, what holds, what they disagree on."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from ..records import Count0, Factuality, Qualifier, RankName, Record, Scope

DisagreementField = Literal["factuality", "count", "date", "places", "destinations", "defected_from", "ranks"]


class Named(Record):
    """A group or place: `id` from the gazetteers, null where they lack it."""

    id: str | None
    name: str


class Number(Record):
    """How many, as one article says."""

    low: Count0 | None
    best: Count0 | None
    high: Count0 | None
    qualifier: Qualifier


class Interval(Record):
    """When: inclusive, null where open."""

    earliest: dt.date | None
    latest: dt.date | None


class Who(Record):
    """A named defector; `rank` is the one that most claims give, the first of equals."""

    name: str
    rank: RankName | None


class StoryClaim(Record):
    """What one article says. `said_by` are the sources that it cites, `evidence` its sentences."""

    article_id: str
    article_source: str | None
    title: str | None
    published: dt.date | None
    event_id: str
    factuality: Factuality
    scope: Scope
    said_by: tuple[str, ...]
    count: Number | None
    date: Interval | None
    defected_from: tuple[Named, ...]
    defected_to: tuple[Named, ...]
    places: tuple[Named, ...]
    destinations: tuple[Named, ...]
    persons: tuple[Who, ...]
    evidence: tuple[str, ...]
    confidence: float


class Version(Record):
    """One of several values that exclude each other; `claims` are places in the story's claims."""

    value: str
    claims: tuple[int, ...]


class Disagreement(Record):
    """What the claims cannot all be right on."""

    field: DisagreementField
    versions: Annotated[tuple[Version, ...], Field(min_length=2)]


class ReconciledCount(Record):
    """The numbers that all claims allow; where none is, all that some claim tells."""

    low: Count0 | None
    best: Count0 | None
    high: Count0 | None


class Story(Record):
    """One defection as several articles tell it, or one. `story_id` follows from its claims."""

    story_id: str
    factuality: Factuality
    scope: Scope
    count: ReconciledCount | None
    date: Interval | None
    defected_from: tuple[Named, ...]
    defected_to: tuple[Named, ...]
    places: tuple[Named, ...]
    destinations: tuple[Named, ...]
    persons: tuple[Who, ...]
    articles: Annotated[int, Field(ge=1)]
    claims: Annotated[tuple[StoryClaim, ...], Field(min_length=1)]
    disagreements: tuple[Disagreement, ...]
