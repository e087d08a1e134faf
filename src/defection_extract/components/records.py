"""Events to validated records, resolved against the article's date: `doc._.defections`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from spacy.language import Language

from .. import records as r
from ..article import Article
from ..reading.circumstances import linked_circumstances
from .dates import resolve_date

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from ..reading.event import Event, Filler
    from ..reading.view import Mention, View


AUXILIARIES = ("aux", "expl:comp", "expl:pass", "cop")
"""Labels of the words that belong to a verb of the trigger and stand before it."""
REACH = 4
"""Tokens before a trigger in which they stand."""


class Records:
    """Turns the events of a Doc into DefectionEvent records, kept as plain data on the Doc."""

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc._.defections`."""
        view, events = doc.user_data.pop("defx_events", (None, []))
        if view is not None:
            writer = RecordWriter(doc._.article, view)
            doc._.defections = tuple(writer.record(event) for event in events)
        return doc


class RecordWriter:
    """Writes the records of one article."""

    def __init__(self, article: Article, view: View) -> None:
        self.article = article
        self.view = view

    def record(self, event: Event) -> r.DefectionEvent:
        """The record of one event."""
        slots = event.slots
        persons = tuple(self._person(f) for f in slots["persons"])
        extra = linked_circumstances(self.view, event)
        fields: dict[str, Any] = {
            "factuality": event.factuality,
            "scope": event.scope,
            "trigger": self._mention(told(event.triggers[0])),
            "defected_from": tuple(self._group(f) for f in slots["defected_from"]),
            "defected_to": tuple(self._group(f) for f in slots["defected_to"]),
            "count": self._count(slots["count"]),
            "persons": persons,
            "ranks": tuple(self._rank(f) for f in slots["ranks"]),
            "date": self._date(slots["date"]),
            "places": tuple(self._place(f) for f in slots["places"]),
            "destinations": tuple(self._place(f) for f in slots["destinations"]),
            "via": tuple(self._place(f) for f in slots["via"]),
            "means": tuple(self._mention(m.span) for m in extra["means"]),
            "reasons": tuple(self._reason(f) for f in slots["reasons"]),
            "equipment": tuple(
                r.Equipment(item=m.value.item, status=m.value.status, mention=self._mention(m.span))
                for m in extra["equipment"]
            ),
            "reprisals": tuple(
                r.Reprisal(kind=m.value.category, mention=self._mention(m.span)) for m in extra["reprisals"]
            ),
            "sources": tuple(self._source(f) for f in slots["sources"]),
            "evidence": self._evidence(event),
            "confidence": round(event.probability, 3),
        }
        return r.DefectionEvent(event_id=self._id(fields), **fields)

    def _mention(self, span: Span) -> r.Mention:
        return self._cut(span.start_char, span.end_char)

    def _cut(self, start: int, end: int) -> r.Mention:
        """The words of the text as read at offsets of the normal form."""
        start, end = self.article.span(start, end)
        return r.Mention(text=self.article.text[start:end], start=start, end=end)

    def _group(self, filler: Filler) -> r.GroupRef:
        value = filler.mention.value
        return r.GroupRef(id=value.id, name=value.name, mention=self._mention(filler.mention.span))

    def _place(self, filler: Filler) -> r.PlaceRef:
        v = filler.mention.value
        return r.PlaceRef(
            id=v.id, name=v.name, kind=v.kind, country=v.country, admin1=v.admin1, lat=v.lat, lon=v.lon,
            pcode=v.pcode, geonames_id=v.geonames_id, match=v.match, score=v.score,
            mention=self._mention(filler.mention.span),
        )  # fmt: skip

    def _count(self, fillers: list[Filler]) -> r.Count | None:
        if not fillers:
            return None
        v = fillers[0].mention.value
        mention = self._mention(fillers[0].mention.span)
        return r.Count(
            low=v.low,
            best=v.best,
            high=v.high,
            qualifier=v.qualifier,
            unit=v.unit or "person",
            mention=mention,
        )

    def _person(self, filler: Filler) -> r.Person:
        v = filler.mention.value
        return r.Person(name=v.name, rank=v.rank, mention=self._mention(filler.mention.span))

    def _rank(self, filler: Filler) -> r.RankCount:
        m = filler.mention
        counts = [
            c.value.best
            for c in self.view.inside("counts", m.sent)
            if c.value.rank == m.value.rank and _touch(c, m)
        ]
        number = getattr(m.value, "number", "sg")
        best = next((n for n in counts if n is not None), None)
        return r.RankCount(
            rank=m.value.rank, count=best or (1 if number == "sg" else None), mention=self._mention(m.span)
        )

    def _date(self, fillers: list[Filler]) -> r.DateRef | None:
        if not fillers:
            return None
        m = fillers[0].mention
        told = resolve_date(m.value, self.article.published)
        return r.DateRef(
            earliest=told.earliest, latest=told.latest, precision=cast("r.Precision", told.precision), edtf=told.edtf,
            mention=self._mention(m.span),
        )  # fmt: skip

    def _reason(self, filler: Filler) -> r.Reason:
        return r.Reason(category=filler.mention.value.category, mention=self._mention(filler.mention.span))

    def _source(self, filler: Filler) -> r.Source:
        v = filler.mention.value
        return r.Source(kind=v.kind, name=v.name, mention=self._mention(filler.mention.span))

    def _evidence(self, event: Event) -> tuple[r.Mention, ...]:
        """The sentences of the triggers and of every filler, in order."""
        sents = {t.sent for t in event.triggers} | {f.mention.sent for fs in event.slots.values() for f in fs}
        return tuple(self._sentence(n) for n in sorted(sents))

    def _sentence(self, number: int) -> r.Mention:
        sentence = self.view.sentences[number]
        span = self.view.doc[sentence.start : sentence.end]
        text = span.text
        start = span.start_char + len(text) - len(text.lstrip())
        return self._cut(start, start + len(text.strip()))

    def _id(self, fields: dict[str, Any]) -> str:
        """A stable name: the same text and configuration give the same id."""
        told = json.dumps(
            [self.article.sha256, *(list(_plain(fields[k])) for k in ("trigger", "evidence"))],
            ensure_ascii=False,
        )
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def told(trigger: Mention) -> Span:
    """A trigger with its auxiliaries and reflexive pronoun: "ont fait défection", "s'étaient rendus"."""
    span = trigger.span
    own = [
        t.i for t in span.doc[trigger.root].children if t.dep_.startswith(AUXILIARIES) and t.i < span.start
    ]
    first = min(own, default=span.start)
    return span.doc[first : span.end] if span.start - first <= REACH else span


def _plain(value: object) -> Iterable[int]:
    return [n for m in r.mentions(value) for n in (m.start, m.end)]


def _touch(count: Mention, mention: Mention) -> bool:
    """Whether a count and a rank mention overlap or stand side by side."""
    return count.start <= mention.end and mention.start <= count.end + 2


@Language.factory("defx_records")
def make_records(nlp: Language, name: str) -> Records:  # noqa: ARG001 (spaCy's signature)
    """Factory of the records stage."""
    return Records()
