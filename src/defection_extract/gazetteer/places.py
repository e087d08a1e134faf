"""Finds the places that a French text names and links them to rows of the gazetteer."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from ..annotations import PlaceValue
from .mentions import Mention, MentionFinder
from .rows import PlaceRow
from .table import PlaceTable, default_table
from .words import Words, words_of


class PlaceFinder:
    """Finds places by the table of the package and by `own` rows of the user, which go before it."""

    def __init__(self, table: PlaceTable, own: PlaceTable | None = None) -> None:
        self.table = table
        self.own = own

    def find(
        self, text: str, group_spans: Iterable[tuple[int, int]] = ()
    ) -> list[tuple[int, int, PlaceValue]]:
        """The places of a text in order: (start, end, value), offsets in characters, none inside a group's name."""
        words = words_of(text)
        blocked = {i for start, end in group_spans for i in range(words.at(start), words.at(end))}
        mentions = MentionFinder(words, blocked).find(self.table.matches(words))
        return [self._value(words, m) for m in mentions]

    def _value(self, words: Words, m: Mention) -> tuple[int, int, PlaceValue]:
        start, end = words.articles[m.first], words.ends[m.last]
        if m.context.kind.startswith("soil:"):
            row = self.table.named(m.context.kind[5:])[0]
            return start, end, _of(row, "variant", 1.0, m.context.cue)
        if m.rows:
            row = max(m.rows, key=lambda r: r.prominence)
            return start, end, _of(row, "exact", 1.0, m.context.cue)
        kind = m.context.kind if m.context.kind not in ("", "place") else None
        return start, end, PlaceValue(None, text_of(words, m), kind, cue=m.context.cue)


def text_of(words: Words, m: Mention) -> str:
    """The name as written, line breaks as spaces."""
    return " ".join(words.written(m.first, m.last).split())


def _of(row: PlaceRow, match: str, score: float, cue: str) -> PlaceValue:
    return PlaceValue(
        id=row.id,
        name=row.name,
        kind=row.kind,
        country=row.country or None,
        lat=row.lat,
        lon=row.lon,
        pcode=row.pcode or None,
        geonames_id=row.geonames_id,
        match=match,
        score=score,
        cue=cue,
    )


@cache
def default_finder() -> PlaceFinder:
    """The finder over the gazetteer that comes with the package; built once per process."""
    return PlaceFinder(default_table())
