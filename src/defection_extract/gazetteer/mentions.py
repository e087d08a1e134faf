"""Which words of a text name a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from .context import Context
from .rows import PlaceRow
from .scene import Scene

REGION = frozenset({"SY", "TR", "LB", "IQ", "JO"})
_SHORTEST = 3
_STRONG = 2
"""Prominence from which a name is a place wherever nothing speaks against it."""


@dataclass(frozen=True)
class Mention:
    """Words first…last name a place: one of `rows`, or one that no table has.

    A `tentative` one is a place only if its name turns out to be a transliteration of a row's.
    """

    first: int
    last: int
    rows: tuple[PlaceRow, ...] = ()
    context: Context = field(default_factory=Context)
    tentative: bool = False

    @property
    def prominence(self) -> int:
        """That of the best known row; -1 for an unknown name."""
        return max((row.prominence for row in self.rows), default=-1)


Matches = Iterable[tuple[int, int, Sequence[PlaceRow]]]


def longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Of overlapping mentions the one that starts first, of these the longest."""
    chosen: list[Mention] = []
    for m in sorted(mentions, key=lambda m: (m.first, -m.last)):
        if not chosen or m.first > chosen[-1].last:
            chosen.append(m)
    return chosen


class KnownNames:
    """The names of the tables in a text: a clear one is a place where nothing speaks against it, a doubtful
    one where something speaks for it.
    """

    def __init__(self, scene: Scene, matches: Matches) -> None:
        self.scene = scene
        named = longest(
            Mention(first, last, tuple(rows))
            for first, last, rows in matches
            if self._is_written_as_name(first, last, rows)
        )
        self.named = [replace(m, context=scene.context(m.first)) for m in named]
        self.possible = [m for m in self.named if not self._is_something_else(m)]
        strong = [m for m in self.possible if self._is_strong(m) or self._is_told_as_place(m)]
        countries = {row.country for m in strong for row in m.rows}
        self.framed = scene.speaks_of_region or not countries.isdisjoint(REGION)

    def places(self) -> list[Mention]:
        """The names that are places."""
        kept = [m for m in self.possible if self._is_strong(m) or self._is_place(m)]
        return [self._extended(m) for m in kept + list(self._listed(kept))]

    def rejected(self, kept: list[Mention]) -> dict[int, Mention]:
        """The names that are none by themselves, by their first word."""
        starts = {m.first for m in kept}
        return {m.first: m for m in self.named if m.first not in starts}

    def _is_written_as_name(self, first: int, last: int, rows: Sequence[PlaceRow]) -> bool:
        span = range(first, last + 1)
        if not self.scene.blocked.isdisjoint(span):
            return False
        capitals = [self.scene.has_capital(i) for i in span]
        if not any(capitals):
            words = self.scene.words.words[first : last + 1]
            return " ".join(words) in self.scene.lex.guards["uncapitalised"]
        well_known = max(row.prominence for row in rows) >= _STRONG
        return all(capitals) or ((capitals[0] or capitals[-1]) and well_known)

    def _is_something_else(self, m: Mention) -> bool:
        scene = self.scene
        cut = m.first == m.last and scene.word(m.first) in scene.lex.guards["heads"]
        return (
            scene.is_person(m.first, m.last, m.prominence >= 3, m.context)
            or scene.is_body(m.first, m.last)
            or (cut and scene.more_follows(m.last))
        )

    def _is_strong(self, m: Mention) -> bool:
        word = self.scene.word(m.first)
        if m.first == m.last:
            sure = not self.scene.is_doubtful(m.first, m.last) and len(word) >= _SHORTEST
            return m.prominence >= _STRONG and sure
        return m.prominence >= _STRONG or word in self.scene.lex.heads

    def _is_told_as_place(self, m: Mention) -> bool:
        return m.prominence >= _STRONG and m.context.makes_place and m.context.words != ("a",)

    def _is_place(self, m: Mention) -> bool:
        if m.context.cue:
            return True
        doubtful = self.scene.is_doubtful(m.first, m.last)
        if self.scene.heads_line(m.first, m.last):
            return self.framed and m.prominence >= 1
        if m.context.preposition == "unknown":
            if m.context.words == ("a",) and self.scene.is_given(m.first):
                known = m.prominence >= _STRONG or self.scene.is_located(m.last)
                return known and self.framed
            return m.prominence >= 1 and (self.framed or m.prominence >= _STRONG) if doubtful else self.framed
        known = m.context.preposition == "known" and m.prominence >= 1
        return known and self.framed and not doubtful and not self.scene.more_follows(m.last)

    def _extended(self, m: Mention) -> Mention:
        """The name with the capitals that follow it, in a context of place, unless it is a famous one."""
        if (m.prominence >= 3 and len(m.rows) > 1) or not m.context.makes_place:
            return m
        last = self.scene.end_of_name(m.first)
        return m if last <= m.last else replace(m, last=last, rows=())

    def _listed(self, kept: list[Mention]) -> Iterator[Mention]:
        """Names that go on a list of places: "à Nawa, Jassem et Inkhil"."""
        ends = {m.last for m in kept}
        starts = {m.first for m in kept}
        for m in self.possible:
            before = m.first - 1
            if m.first in starts or m.prominence < 1 or self.scene.more_follows(m.last):
                continue
            if before - 1 in ends and self.scene.lists_after(before - 1, m.first):
                ends.add(m.last)
                yield m
