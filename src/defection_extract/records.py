"""The output contract as frozen pydantic models: what one article becomes.

Field names follow the field's conventions: *factuality* (FactBank, ACE), *low/best/high* (UCDP), EDTF dates
(ISO 8601-2), p-codes (OCHA), GeoNames ids. Offsets count Unicode code points of the article's text as read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator

Factuality = Literal["reported", "attempted", "hypothetical", "denied"]
Scope = Literal["incident", "aggregate"]
Qualifier = Literal["exact", "approximate", "more_than", "at_least", "less_than", "at_most", "range", "vague"]
Precision = Literal["day", "week", "month", "year", "range", "vague"]
Match = Literal["exact", "variant", "fuzzy"]
RankName = Literal[
    "maréchal", "général", "général de division", "général de brigade", "colonel", "lieutenant-colonel",
    "commandant", "capitaine", "lieutenant", "sous-lieutenant", "aspirant", "adjudant", "sergent", "caporal",
    "soldat", "conscrit", "pilote", "officier", "officier supérieur", "sous-officier", "milicien", "policier",
    "ministre", "vice-ministre", "premier ministre", "ambassadeur", "diplomate", "député", "haut responsable",
]  # fmt: skip
ReasonCategory = Literal[
    "fear_of_attack", "redeployment", "pay_and_conditions", "conscription", "refusal_of_orders",
    "political_opposition", "mistreatment", "identity", "collapse", "amnesty", "family", "other",
]  # fmt: skip
EquipmentStatus = Literal["abandoned", "taken", "surrendered", "destroyed"]
ReprisalKind = Literal[
    "raid", "arrest", "arrest_warrant", "execution", "relatives_targeted", "dismissal", "other"
]
SourceKind = Literal["anonymous", "organisation", "media", "official", "armed_group", "person"]

RANKS: tuple[str, ...] = get_args(RankName)

Count0 = Annotated[int, Field(ge=0)]


class Record(BaseModel):
    """What all models share: frozen, unknown fields refused."""

    # Built on first use: most of the models are only ever parts of another.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Mention(Record):
    """Words of the article: `article_text[start:end] == text`, offsets in code points."""

    text: str = Field(min_length=1)
    start: Count0
    end: Count0

    @model_validator(mode="after")
    def _length(self) -> Mention:
        if self.end - self.start != len(self.text):
            raise ValueError(f"mention {self.text!r} does not span {self.start}..{self.end}")
        return self


class Count(Record):
    """How many: `best` is the number stated, `low` and `high` the bounds it implies (UCDP low/best/high)."""

    low: Count0 | None
    best: Count0 | None
    high: Count0 | None
    qualifier: Qualifier
    unit: str
    mention: Mention

    @model_validator(mode="after")
    def _order(self) -> Count:
        told = [n for n in (self.low, self.best, self.high) if n is not None]
        if not told or told != sorted(told):
            raise ValueError("a count needs low <= best <= high and at least one of them")
        return self


class DateRef(Record):
    """When: inclusive ISO bounds, null where the text and the publication date settle nothing."""

    earliest: dt.date | None
    latest: dt.date | None
    precision: Precision
    edtf: str | None
    mention: Mention

    @model_validator(mode="after")
    def _order(self) -> DateRef:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError("date bounds out of order")
        return self


class GroupRef(Record):
    """A force: `id` from the group gazetteer, null where it lacks the group."""

    id: str | None
    name: str
    mention: Mention


class PlaceRef(Record):
    """A place: `id` and coordinates (WGS84 degrees) from the place gazetteer, null where it has none."""

    id: str | None
    name: str
    kind: str | None
    country: str | None
    admin1: str | None
    lat: Annotated[float, Field(ge=-90, le=90)] | None
    lon: Annotated[float, Field(ge=-180, le=180)] | None
    pcode: str | None
    geonames_id: int | None
    match: Match | None
    score: Annotated[float, Field(ge=0, le=1)] | None
    mention: Mention


class Person(Record):
    """A named defector, with the rank or function that the text gives."""

    name: str
    rank: RankName | None
    mention: Mention


class RankCount(Record):
    """A rank or function among the defectors, and how many held it."""

    rank: RankName
    count: Count0 | None
    mention: Mention


class Reason(Record):
    """Why they left."""

    category: ReasonCategory
    mention: Mention


class Equipment(Record):
    """A weapon or vehicle, and what became of it."""

    item: str
    status: EquipmentStatus
    mention: Mention


class Reprisal(Record):
    """What was done about the defection."""

    kind: ReprisalKind
    mention: Mention


class Source(Record):
    """Who says so; `name` as written, without the article."""

    kind: SourceKind
    name: str
    mention: Mention


class DefectionEvent(Record):
    """One real-world defection, however many sentences tell of it."""

    event_id: str
    factuality: Factuality
    scope: Scope
    trigger: Mention
    defected_from: tuple[GroupRef, ...] = ()
    defected_to: tuple[GroupRef, ...] = ()
    count: Count | None = None
    persons: tuple[Person, ...] = ()
    ranks: tuple[RankCount, ...] = ()
    date: DateRef | None = None
    places: tuple[PlaceRef, ...] = ()
    destinations: tuple[PlaceRef, ...] = ()
    via: tuple[PlaceRef, ...] = ()
    means: tuple[Mention, ...] = ()
    reasons: tuple[Reason, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    reprisals: tuple[Reprisal, ...] = ()
    sources: tuple[Source, ...] = ()
    evidence: Annotated[tuple[Mention, ...], Field(min_length=1)]
    confidence: Annotated[float, Field(ge=0, le=1)]


class ArticleMeta(Record):
    """Which article: `published` is null if unknown; `sha256` is of the text as read, in UTF-8.

    `published_from` tells where the date comes from: the user, the metadata table, the page, the file name.
    """

    id: str
    source: str | None
    title: str | None
    published: dt.date | None
    published_from: Literal["user", "metadata", "html", "filename"] | None = None
    language: str
    n_chars: Count0
    sha256: str


class Warning_(Record):  # noqa: N801 (Warning is a builtin)
    """Something a careful reader of the records should know."""

    code: str
    message: str


class Extraction(Record):
    """One article and its events, in order of first evidence.

    Validate with `context={"text": article_text}` to check every offset against the text.
    """

    schema_version: Literal["1.0"] = "1.0"
    article: ArticleMeta
    events: tuple[DefectionEvent, ...] = ()
    warnings: tuple[Warning_, ...] = ()

    @model_validator(mode="after")
    def _offsets(self, info: ValidationInfo) -> Extraction:
        text = (info.context or {}).get("text")
        if text is not None:
            for mention in mentions(self):
                if text[mention.start : mention.end] != mention.text:
                    raise ValueError(f"mention {mention.text!r} is not at {mention.start}..{mention.end}")
        return self


def mentions(value: object) -> Iterator[Mention]:
    """Every Mention inside a record, depth first."""
    if isinstance(value, Mention):
        yield value
    elif isinstance(value, Record):
        for field in type(value).model_fields:
            yield from mentions(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from mentions(item)
