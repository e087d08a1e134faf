"""Finds the places that a French text names and links them to rows of the gazetteer."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from ..annotations import PlaceValue
from .choice import Anchor, Frame, fit_of_kind, homonyms, ranked
from .linking import Candidate, borne, spoken
from .mentions import Mention
from .own_places import read_places
from .search import find_mentions
from .table import Layers, PlaceTable, default_table
from .words import Words, canonical, words_of

LEAST_SCORE = 0.76
"""No link below this score: given links are then right 97 times in 100 on tests/data/toponyms.csv."""
SURE_SCORE = 0.82
"""From this score on, a name that its context leaves open is a place."""
FAMOUS = 2
"""From this prominence on, a place that bears the name as written is not weighed against similar names."""
_RUNNERS_UP = 3
RECENT_NAMES = 4096
"""Names whose candidates are kept: articles name the same places again and again."""
_SOIL = "soil:"


class PlaceFinder:
    """Finds places by the table of the package and by users' `own` tables, which go before it."""

    def __init__(self, *own: PlaceTable) -> None:
        self.table = Layers(*own, default_table())
        self.candidates = lru_cache(RECENT_NAMES)(self._candidates)

    def find(
        self, text: str, group_spans: Iterable[tuple[int, int]] = ()
    ) -> list[tuple[int, int, PlaceValue]]:
        """The places of a text in order: (start, end, value), in characters, none inside a group's name."""
        words = words_of(text)
        blocked = {i for start, end in group_spans for i in range(words.at(start), words.at(end))}
        mentions = find_mentions(words, blocked, self.table.matches(words))
        frame = Frame(self.table, [anchor for m in mentions if (anchor := self._anchor(words, m))])
        found = [(m, self._value(words, m, frame)) for m in mentions]
        return [
            (words.articles[m.first], words.ends[m.last], value)
            for m, value in found
            if not m.tentative or (value.score or 0) >= (LEAST_SCORE if m.context.makes_place else SURE_SCORE)
        ]

    def _anchor(self, words: Words, m: Mention) -> Anchor | None:
        """The mention as a fixed point for others: a famous name, whatever its row."""
        if m.context.kind.startswith(_SOIL):
            return Anchor(self.table.named(m.context.kind.removeprefix(_SOIL))[0], words.starts[m.first])
        if m.prominence < FAMOUS or " ".join(words.words[m.first : m.last + 1]) in homonyms():
            return None
        best = max(m.rows, key=lambda row: (row.prominence, fit_of_kind(row, m.context.kind), row.id))
        countries = {row.country for row in m.rows if row.prominence == best.prominence}
        return Anchor(best, words.starts[m.first]) if len(countries) == 1 else None

    def _value(self, words: Words, m: Mention, frame: Frame) -> PlaceValue:
        cue, kind, at = m.context.cue, m.context.kind, words.starts[m.first]
        if kind.startswith(_SOIL):
            row = self.table.named(kind.removeprefix(_SOIL))[0]
            return _linked(Candidate(row, 1.0, "variant", ""), 1.0, cue)
        found = self.candidates(" ".join(words.words[m.first : m.last + 1]))
        written = words.written(m.first, m.last)
        choices = ranked(found, kind, frame, at, written)
        if choices and is_link(*choices[0]):
            score, best = choices[0]
            others = [(c.row.id, round(s, 3)) for s, c in choices[1:] if c.row.id != best.row.id]
            sure = best.likeness == 1.0
            return _linked(
                best, 1.0 if sure else round(min(score, 0.99), 3), cue, tuple(others[:_RUNNERS_UP])
            )
        name = " ".join(written.split())
        return PlaceValue(None, name, kind if kind not in ("", "place") else None, cue=cue)

    def explain(self, name: str, near: Iterable[str] = ()) -> list[tuple[float, Candidate]]:
        """The candidates for a name by score, the best first, as if the places `near` stood beside it."""
        anchors = [
            Anchor(max(rows, key=lambda row: (row.prominence, row.id)), 1)
            for other in near
            if (rows := self.table.named(canonical(other)))
        ]
        return ranked(self.candidates(canonical(name)), "", Frame(self.table, anchors), 0, name)

    def _candidates(self, key: str) -> list[Candidate]:
        """The rows that bear a canonical name, and unless one of them is famous those that sound like it."""
        found = borne(self.table, key)
        if any(candidate.row.prominence >= FAMOUS for candidate in found):
            return found
        ids = {candidate.row.id for candidate in found}
        return found + [candidate for candidate in spoken(self.table, key) if candidate.row.id not in ids]


def is_link(score: float, candidate: Candidate) -> bool:
    """Whether the best candidate of a mention is its link: it bears the name, or scores enough."""
    return candidate.likeness == 1.0 or score >= LEAST_SCORE


def _linked(
    candidate: Candidate, score: float, cue: str, runners_up: tuple[tuple[str, float], ...] = ()
) -> PlaceValue:
    row = candidate.row
    return PlaceValue(
        id=row.id,
        name=row.name,
        kind=row.kind,
        country=row.country or None,
        admin1=row.id if row.kind == "governorate" else _governorate(row.parent_id),
        lat=row.lat,
        lon=row.lon,
        pcode=row.pcode or None,
        geonames_id=row.geonames_id,
        match=candidate.match,
        score=score,
        cue=cue,
        runners_up=runners_up,
    )


def _governorate(id: str) -> str | None:
    return id[:4] if id.startswith("SY") and len(id) >= 4 else None


@cache
def finder_of(*files: str) -> PlaceFinder:
    """The finder over the places of the package and of users' files, the last first; built once per process.

    Raises DataError where a file is broken.
    """
    return PlaceFinder(*(read_places(Path(file)) for file in reversed(files)))


def default_finder() -> PlaceFinder:
    """The finder over the gazetteer that comes with the package."""
    return finder_of()
