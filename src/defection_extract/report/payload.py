"""What the page's script gets: articles, events, groups and places as plain values, each told once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..gazetteer.group_rows import Groups, default_groups
from ..lexicon.folding import fold
from ..records import Count, DateRef, DefectionEvent, Extraction, GroupRef, Mention, PlaceRef
from ..results import Failed
from .base_map import frame
from .labels import Labels
from .slots import count_text, date_text, slot_rows

Span = list[Any]
"""A mention as [start, end, words]."""


class Payload:
    """Collects results; `as_json` is what the page embeds."""

    def __init__(self, texts: Mapping[str, str], labels: Labels, known: Groups | None = None) -> None:
        self._texts, self._labels = texts, labels
        self._known = known or default_groups()
        self._groups: dict[str, int] = {}
        self._group_rows: list[dict[str, Any]] = []
        self._places: dict[tuple[Any, ...], int] = {}
        self._place_rows: list[dict[str, Any]] = []
        self._articles: list[dict[str, Any]] = []
        self._events: list[dict[str, Any]] = []
        self._failed: list[list[str]] = []
        self.n_articles = 0

    def add(self, results: Iterable[Extraction | Failed]) -> None:
        """Take in results; an article without events is counted only."""
        for result in results:
            self.n_articles += 1
            if isinstance(result, Failed):
                self._failed.append([str(result.article.get("id")), result.code, result.message])
            elif result.events:
                self._articles.append(self._article(result))
                self._events += (self._event(event, n) for n, event in enumerate(result.events, 1))

    def as_json(self) -> dict[str, Any]:
        """Everything taken in, ready for JSON."""
        return {
            "lang": self._labels.lang,
            "labels": self._labels.words,
            "frame": frame(),
            "n_articles": self.n_articles,
            "groups": self._group_rows,
            "places": self._place_rows,
            "articles": self._articles,
            "events": self._events,
            "failed": self._failed,
        }

    def _article(self, result: Extraction) -> dict[str, Any]:
        meta = result.article
        return {
            "id": meta.id,
            "title": meta.title or meta.id,
            "source": meta.source,
            "published": meta.published and meta.published.isoformat(),
            "text": self._texts.get(meta.sha256),
            "warnings": [warning.message for warning in result.warnings],
        }

    def _event(self, event: DefectionEvent, number: int) -> dict[str, Any]:
        return {
            "id": event.event_id,
            "number": number,
            "article": len(self._articles) - 1,
            "factuality": event.factuality,
            "scope": event.scope,
            "confidence": event.confidence,
            "from": [self._group(ref) for ref in event.defected_from],
            "to": [self._group(ref) for ref in event.defected_to],
            "count": _count(event.count),
            "date": _date(event.date),
            "places": [self._place(ref) for ref in event.places],
            "destinations": [self._place(ref) for ref in event.destinations],
            "via": [self._place(ref) for ref in event.via],
            "evidence": [_span(mention) for mention in event.evidence],
            "slots": [[row.slot, row.value, *_span(row.mention)] for row in slot_rows(event, self._labels)],
        }

    def _group(self, ref: GroupRef) -> int:
        """The number of a group; one without an id is known by its name."""
        key = ref.id or f"name:{fold(ref.name)}"
        if key not in self._groups:
            self._groups[key] = len(self._group_rows)
            self._group_rows.append(_group_row(ref, self._known))
        return self._groups[key]

    def _place(self, ref: PlaceRef) -> int:
        key = (ref.id, None if ref.id else fold(ref.name), ref.lat, ref.lon)
        if key not in self._places:
            self._places[key] = len(self._place_rows)
            row = {"id": ref.id, "name": ref.name, "admin1": self._labels.admin1(ref.admin1)}
            self._place_rows.append({**row, "country": ref.country, "lat": ref.lat, "lon": ref.lon})
        return self._places[key]


def _group_row(ref: GroupRef, groups: Groups) -> dict[str, Any]:
    """A group's row; `within` are the ids that a filter for one of its parents finds it by."""
    row = groups.by_id.get(ref.id or "")
    if row is None or ref.id is None:
        return {"id": ref.id, "name": ref.name, "side": "", "within": []}
    parents = groups.ancestors(ref.id)
    names = [[id, groups.by_id[id].name] for id in parents]
    return {"id": ref.id, "name": row.name, "side": row.side, "within": names}


def _span(mention: Mention) -> Span:
    return [mention.start, mention.end, mention.text]


def _count(count: Count | None) -> dict[str, Any] | None:
    """`n` sorts and sizes: the number stated, or else a bound."""
    if count is None:
        return None
    told = (count.best, count.low, count.high)
    return {"n": next(n for n in told if n is not None), "text": count_text(count)}


def _date(date: DateRef | None) -> dict[str, Any] | None:
    if date is None:
        return None
    first, last = (day and day.isoformat() for day in (date.earliest, date.latest))
    return {"earliest": first, "latest": last, "text": date_text(date)}
