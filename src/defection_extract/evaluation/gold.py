"""Records that a person has checked, in the form of the reference."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..records import DefectionEvent, Extraction, GroupRef, PlaceRef, Source


def gold_article(result: Extraction) -> dict[str, Any]:
    """One line of the reference: id, publication date and events."""
    published = result.article.published
    return {
        "id": result.article.id,
        "published": published and published.isoformat(),
        "events": [gold_event(event) for event in result.events],
    }


def gold_event(event: DefectionEvent) -> dict[str, Any]:
    """The slots that are compared; every name with its alternatives: id, name, words of the article."""
    count, date = event.count, event.date
    return {
        "factuality": event.factuality,
        "scope": event.scope,
        "from": list(map(_named, event.defected_from)),
        "to": list(map(_named, event.defected_to)),
        "count": count and [count.low, count.best, count.high],
        "date": date
        and date.earliest
        and [date.earliest.isoformat(), date.latest and date.latest.isoformat()],
        "places": list(map(_named, event.places)),
        "destinations": list(map(_named, event.destinations)),
        "via": list(map(_named, event.via)),
        "persons": [person.name for person in event.persons],
        "ranks": [rank.rank for rank in event.ranks],
        "sources": list(map(_named, event.sources)),
        "reasons": [reason.category for reason in event.reasons],
    }


def _named(ref: GroupRef | PlaceRef | Source) -> str:
    return alternatives((None if isinstance(ref, Source) else ref.id, ref.name, ref.mention.text))


def alternatives(names: Iterable[str | None]) -> str:
    """The names, each once, as the reference writes alternatives; its own marks in a name become spaces."""
    clean = (" ".join(name.replace("|", " ").lstrip("?").split()) for name in names if name)
    return "|".join(dict.fromkeys(name for name in clean if name))
