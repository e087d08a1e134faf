"""What the components write on a Doc, and what they may read there: the one description of the blackboard.

Each component fills span groups (`doc.spans[NAME]`) and hangs a value on every span of them: `span._.place`,
`span._.count`, … Values are frozen dataclasses; on the Doc they are kept as plain dicts in `doc.user_data`, so
that a Doc can be serialised and sent between processes. `annotate` writes, the getters read.
All offsets in values are character offsets of `doc.text`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from .article import Article

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

Offsets = tuple[int, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """A place mention (`doc.spans["places"]`), linked to a gazetteer row or not (`id` None).

    `kind` is the row's kind, or for an unlinked mention what its kind word says; `cue` the kind word before the
    name ("ville", "province", "poste de contrôle"…), "" if none. `admin1` is the p-code of the governorate,
    `score` 0…1. `runners_up` are (id, score) of the next candidates.
    """

    id: str | None
    name: str
    kind: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    pcode: str | None = None
    geonames_id: int | None = None
    match: str | None = None
    score: float | None = None
    cue: str = ""
    runners_up: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class GroupValue:
    """A group mention (`doc.spans["groups"]`): `id` None for a group the gazetteer lacks.

    `ancestors` are the ids from parent to root; `side`, `kind` as in groups.csv. `zone` is True where the words
    name the group's territory ("les zones contrôlées par les FDS").
    """

    id: str | None
    name: str
    side: str | None = None
    kind: str | None = None
    ancestors: tuple[str, ...] = ()
    zone: bool = False
    match: str = "exact"


@dataclass(frozen=True, slots=True)
class CountValue:
    """A quantity (`doc.spans["counts"]`): bounds by the table of the coding manual.

    The span covers the quantity with its modifiers ("plus de 25", "une trentaine"), for a sum all of it from the
    first part to the last counted noun. `noun` is where the counted noun (with its adjectives) stands, None for
    "trois d'entre eux". `unit` is what is counted: "person" (fighters, officers, men, members, defectors),
    "civilian" (families, women, children, inhabitants, refugees), "dead", "wounded", "prisoner", "unit"
    (battalions, tanks, vehicles, weapons), "age", "distance", "money", "percent", "time", "ordinal", "other", or
    None where no noun says. `rank` is the canonical rank of the noun ("colonel"), if it is one.
    `role`: "plain"; "sum" (parts in `parts`); "part" (of a total told nearby: "dont deux généraux", or of a sum);
    "total" (a running total: "ce qui porte à 24 le nombre"); "companions" ("accompagné de douze officiers",
    "avec trois de ses hommes"); "restated" (definite: "les trois hommes", "ces douze déserteurs").
    """

    low: int | None
    best: int | None
    high: int | None
    qualifier: str
    unit: str | None = None
    rank: str | None = None
    noun: Offsets | None = None
    role: str = "plain"
    parts: tuple[Offsets, ...] = ()


@dataclass(frozen=True, slots=True)
class DateValue:
    """A temporal expression (`doc.spans["dates"]`) as an unresolved form; see components/dates.

    `anchor`: "published", "dateline", "told" (the date last told) or "none" (absolute). `form` is the
    calendar form as data; `resolve_date(value, published)` in components.dates turns it into bounds.
    `duration` is True for a duration that is no date ("en l'espace d'une semaine"). `role`: "point", or "since",
    "until", "after" for a time open to one side. `dateline` is True for the date of the dispatch itself ("Damas,
    12 juil."), which dates no event unless nothing else does; `reported` for a date right after a verb of telling
    ("a annoncé mardi"); `bare_year` for a year alone; `vague` for "récemment". `fallback` is the form of the
    dateline's date, which relative dates are resolved against where `published` is unknown. `presumed` is True
    where only a part of the day is told ("dans la matinée"): its day is the one last told, or the article's.
    """

    form: dict[str, Any]
    anchor: str = "published"
    duration: bool = False
    role: str = "point"
    dateline: bool = False
    reported: bool = False
    bare_year: bool = False
    vague: bool = False
    presumed: bool = False
    fallback: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class PersonValue:
    """A named person (`doc.spans["persons"]`): full `name` (of the first mention), rank or function if told.

    `cluster` numbers the persons of the article from 0: later mentions ("M. Silo", "Aristidou") share it.
    `title` is where rank and function words stand ("le colonel", "ambassadeur de Syrie à Bagdad"), if any.
    """

    name: str
    cluster: int
    rank: str | None = None
    title: Offsets | None = None


@dataclass(frozen=True, slots=True)
class ActorValue:
    """A noun phrase for people of arms or state (`doc.spans["actors"]`): "trois soldats", "un général syrien", "les fuyards".

    `noun` is the canonical noun, `rank` the canonical rank if it is one; `kind`: "fighter", "official",
    "defector" (transfuge, déserteur), "person" (homme, membre, élément), "civilian", "relative", "captive";
    `number`: "sg" or "pl"; `definite` for le/les/ce/ces/leur; `nationality` the canonical adjective ("syrien").
    """

    noun: str
    kind: str
    rank: str | None = None
    number: str = "sg"
    definite: bool = False
    nationality: str | None = None


@dataclass(frozen=True, slots=True)
class SourceValue:
    """Who says so (`doc.spans["sources"]`): the name phrase without its article; `kind` as in the record.

    `scope` is the stretch of text that the source vouches for; `denies` where the verb is one of denial.
    """

    name: str
    kind: str
    scope: Offsets
    denies: bool = False


@dataclass(frozen=True, slots=True)
class CategoryValue:
    """A cue with a category: reasons, reprisals, means (`doc.spans["reasons"|"reprisals"|"means"]`)."""

    category: str


@dataclass(frozen=True, slots=True)
class EquipmentValue:
    """A weapon or vehicle (`doc.spans["equipment"]`) and what became of it."""

    item: str
    status: str


@dataclass(frozen=True, slots=True)
class TriggerValue:
    """An expression that may tell of a defection (`doc.spans["triggers"]`): its entry in lexicon/triggers.toml.

    `kind`: leave, join, flee, surrender, resign, move, noun, agent; `strength` 3 (says it alone) to 1.
    """

    name: str
    kind: str
    strength: int


VALUES: dict[str, tuple[str, type]] = {
    "places": ("place", PlaceValue),
    "groups": ("group", GroupValue),
    "counts": ("count", CountValue),
    "dates": ("date", DateValue),
    "persons": ("person", PersonValue),
    "actors": ("actor", ActorValue),
    "sources": ("source", SourceValue),
    "reasons": ("reason", CategoryValue),
    "reprisals": ("reprisal", CategoryValue),
    "means": ("means", CategoryValue),
    "equipment": ("equipment", EquipmentValue),
    "triggers": ("trigger", TriggerValue),
}
"""Span group → (name of the extension on its spans, type of the value)."""


def register_values() -> None:
    """Make `span._.place`, `span._.count`, …, `doc._.article` and `doc._.defections` known to spaCy. Idempotent."""
    from spacy.tokens import Doc, Span

    if not Doc.has_extension("article"):
        Doc.set_extension("article", getter=_get_article, setter=_set_article)
        Doc.set_extension("defections", default=())

    for extension, value_type in VALUES.values():
        if not Span.has_extension(extension):
            Span.set_extension(extension, getter=_getter(extension, value_type))


def annotate(doc: Doc, group: str, found: Iterable[tuple[Span, Any]]) -> None:
    """Write spans with their values as `doc.spans[group]`, in text order; replaces what stood there."""
    extension, value_type = VALUES[group]
    names = [field.name for field in fields(value_type)]
    spans = []
    for span, value in sorted(found, key=lambda item: (item[0].start, item[0].end)):
        user_data: dict[Any, Any] = doc.user_data
        user_data["defx", extension, span.start_char, span.end_char] = {f: getattr(value, f) for f in names}
        spans.append(span)
    doc.spans[group] = spans


def annotated(doc: Doc, group: str) -> list[tuple[Span, Any]]:
    """The spans of a group with their values, quicker than by `span._`."""
    read = _getter(*VALUES[group])
    return [(span, read(span)) for span in doc.spans.get(group, ())]


def text_of(doc: Doc) -> str:
    """`doc.text`, which spaCy puts together from the tokens at every access; that of the tokenizer where kept."""
    kept: str | None = doc.user_data.get("defx_text")
    if kept is None or not len(doc) or doc[-1].idx + len(doc[-1].text_with_ws) != len(kept):
        return doc.text
    return kept


@cache
def _getter(extension: str, value_type: type[T]) -> Callable[[Span], T | None]:
    names = {field.name for field in fields(value_type)}  # type: ignore[arg-type]

    def get(span: Span) -> T | None:
        user_data: dict[Any, Any] = span.doc.user_data
        data = user_data.get(("defx", extension, span.start_char, span.end_char))
        if data is None:
            return None
        return value_type(**(data if data.keys() == names else {k: v for k, v in data.items() if k in names}))

    return get


def _get_article(doc: Doc) -> Article:
    kept = doc.user_data.get("defx_article")
    if kept is None:
        return Article(doc.text)
    published = kept["published"]
    return Article(**{**kept, "published": published and dt.date.fromisoformat(published)})


def _set_article(doc: Doc, article: Article) -> None:
    published = article.published and article.published.isoformat()
    doc.user_data["defx_article"] = {**asdict(article), "published": published}
