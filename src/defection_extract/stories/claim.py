"""An event as the linking sees it: days as ordinals, names as keys, everything ready to compare."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from ..gazetteer.group_rows import Groups, default_groups
from ..gazetteer.translit import skeleton, sound
from ..lexicon.folding import fold
from ..records import ArticleMeta, DateRef, DefectionEvent, PlaceRef

Days = tuple[int, int]
"""First and last day, inclusive, as proleptic ordinals (date.toordinal)."""
MOST_DAYS = 15
"""An interval longer than this says in which weeks, not when."""
JUST_NOW = 3
"""Days before publication in which undated news happened."""
_PARTICLES = frozenset(("al", "el", "abou", "abu", "ben", "bin", "ibn", "de", "du", "as", "ad", "ach", "ash"))
_SERVANT = re.compile(r"\b(abd[aeou]+l) ")
_FAITH = re.compile(r" ?(?:[ae]l|[aeo]?u?d|[ae]) ?d(?:i|ie|ee)ne?\b")  # -eddine, ad-Din, al-Din


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name by sound; `family` is the skeleton of its last word."""

    sounds: str
    family: str
    words: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place by id (or folded name), and the governorate and country that it lies in or is."""

    id: str
    region: str | None
    country: str | None
    point: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One event of one article. `article` is the article's number: two articles may share an id; `known` are
    the groups that ids are looked up in.
    """

    article: int
    meta: ArticleMeta
    event: DefectionEvent
    days: Days | None
    published: int | None
    groups: frozenset[str]
    joined: frozenset[str]
    persons: tuple[Name, ...]
    ranks: frozenset[str]
    places: tuple[Place, ...]
    destinations: tuple[Place, ...]
    known: Groups

    @property
    def narrow(self) -> bool:
        """Whether it is dated to some days."""
        return self.days is not None and self.days[1] - self.days[0] < MOST_DAYS

    @property
    def likely_days(self) -> Days | None:
        """When it happened: as dated, and where that is wide or missing, shortly before publication."""
        if self.narrow or self.published is None:
            return self.days
        news = (self.published - JUST_NOW, self.published)
        if self.days is None:
            return news
        both = (max(news[0], self.days[0]), min(news[1], self.days[1]))
        return both if both[0] <= both[1] else self.days


def claim(article: int, meta: ArticleMeta, event: DefectionEvent, known: Groups | None = None) -> Claim:
    """What can be compared of an event; `known` are the package's groups unless given."""
    return Claim(
        article,
        meta,
        event,
        _days(event.date),
        meta.published.toordinal() if meta.published else None,
        frozenset(ref.id or ref.name.casefold() for ref in event.defected_from),
        frozenset(ref.id or ref.name.casefold() for ref in event.defected_to),
        tuple(name for person in event.persons if (name := name_key(person.name)).words),
        frozenset(rank.rank for rank in event.ranks) | {p.rank for p in event.persons if p.rank},
        tuple(map(_place, event.places)),
        tuple(map(_place, event.destinations)),
        known or default_groups(),
    )


def _days(date: DateRef | None) -> Days | None:
    """Open intervals are no bounds to link by."""
    if date is None or date.earliest is None or date.latest is None:
        return None
    return date.earliest.toordinal(), date.latest.toordinal()


@lru_cache(maxsize=65536)
def name_key(name: str) -> Name:
    """The name's words by sound, particles left out, "Abdel" and "eddine" parts of the word that they serve."""
    spaced = _SERVANT.sub(r"\1", fold(name).replace("-", " ").replace("'", " "))
    words = [word for word in _FAITH.sub("eddin", spaced).split() if word not in _PARTICLES]
    return Name(" ".join(map(sound, words)), skeleton(words[-1]) if words else "", len(words))


def _place(ref: PlaceRef) -> Place:
    point = (ref.lat, ref.lon) if ref.lat is not None and ref.lon is not None else None
    region = ref.admin1 or (ref.id if ref.kind in ("governorate", "country") else ref.country)
    return Place(ref.id or ref.name.casefold(), region, ref.country, point)


def related(a: Claim, groups: frozenset[str], others: frozenset[str]) -> bool:
    """Whether a group of one claim is one of the other's, or belongs to it, or the other way round."""
    pairs = product(groups, others)
    return any(x in _lineage(y, a.known) or y in _lineage(x, a.known) for x, y in pairs)


def sides(claim: Claim) -> set[str | None]:
    """The sides that the groups left fight on; None for a group that no gazetteer has."""
    rows = claim.known.by_id
    return {rows[group].side if group in rows else None for group in claim.groups}


@lru_cache(maxsize=4096)
def _lineage(group: str, known: Groups) -> frozenset[str]:
    """The group and all that it belongs to."""
    return frozenset((group, *(known.ancestors(group) if group in known.by_id else ())))
