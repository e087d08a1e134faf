"""Names that no table has, where the words around them make them places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from .context import Context
from .mentions import Mention
from .scene import Scene
from .words import BREAK

_FRENCH_ARTICLES = frozenset({"du", "des", "l", "la", "le", "les", "au", "aux"})
"""Before these an unknown capital is a French title or body: "la route de l'Avenir"."""


class UnknownNames:
    """The names of a text that `kept` lacks. `rejected` are names of the tables that are no places by
    themselves; `framed` tells whether the text speaks of the region.
    """

    def __init__(self, scene: Scene, kept: list[Mention], rejected: dict[int, Mention], framed: bool) -> None:
        self.scene = scene
        self.kept = kept
        self.rejected = rejected
        self.framed = framed
        self.taken = {i for m in kept for i in range(m.first, m.last + 1)}

    def find(self) -> list[Mention]:
        """Certain ones first, then those on lists of places, then those that only lean to a place."""
        certain = list(self._by_context(certain=True))
        listed = list(self._on_lists([*self.kept, *certain]))
        return [*certain, *listed, *self._by_context(certain=False)]

    def _starts(self) -> Iterator[int]:
        return (i for i in self._capitals if i not in self.taken)

    @cached_property
    def _capitals(self) -> list[int]:
        words = enumerate(zip(self.scene.words.capitals, self.scene.words.words, strict=True))
        return [
            i for i, (capital, word) in words if i and (capital or word.isdigit()) and self.scene.may_start(i)
        ]

    def _by_context(self, certain: bool) -> Iterator[Mention]:
        for i in self._starts():
            context = self.scene.context(i)
            is_certain = self._is_certain(i, context)
            if not (is_certain if certain else self._leans_to_place(i, context)):
                continue
            m = Mention(i, self.scene.end_of_name(i), (), context, not certain)
            if self.scene.is_body(m.first, m.last) or not self._take(m):
                continue
            known = self.rejected.get(i)
            yield replace(m, rows=known.rows) if certain and known and known.last == m.last else m

    def _take(self, m: Mention) -> bool:
        span = range(m.first, m.last + 1)
        if not self.taken.isdisjoint(span):
            return False
        self.taken.update(span)
        return True

    def _is_certain(self, i: int, context: Context) -> bool:
        """Whether the words before make any name that starts at word i a place."""
        if self.scene.word(i - 1) in _FRENCH_ARTICLES or (self.scene.is_shouted(i) and not context.cue):
            return False
        if self.scene.word(i) in self.scene.lex.maybe_titles:
            return bool(context.cue) or (context.preposition == "unknown" and context.words != ("a",))
        told_apart = self.framed or context.cue
        return (context.makes_place and bool(told_apart)) or self.scene.has_head(i)

    def _leans_to_place(self, i: int, context: Context) -> bool:
        if not self.framed or self.scene.is_shouted(i):
            return False
        return context.makes_place or (
            context.preposition == "known" and context.words[-1] in self.scene.lex.leaning
        )

    def _on_lists(self, kept: list[Mention]) -> Iterator[Mention]:
        """Names that share a list with places: "les villes de X, Y et Z", "entre X et Y"."""
        ends = {m.last: m for m in kept}
        starts = {m.first for m in kept} | self.rejected.keys()
        for i in self._starts():
            last = self.scene.end_of_name(i)
            before = self._listed_after(i, ends)
            between = (
                self.scene.word(i - 1) == "entre" and self.scene.word(last + 1) == "et" and last + 2 in starts
            )
            if before or between:
                m = Mention(i, last, (), before.context if before else Context(preposition="unknown"))
                ends[last] = m
                if self._take(m):
                    yield m

    def _listed_after(self, i: int, ends: dict[int, Mention]) -> Mention | None:
        """The place before word i on a list of places that a plural announces ("villes", "villages")."""
        at = i - 1
        while at > 0 and self.scene.word(at) in ("de", "d", "a", "l"):
            at -= 1
        before = ends.get(at - 1) if self.scene.word(at) in ("et", "ou", BREAK) else None
        if before is None or not before.context.cue.endswith("s") or before.context.weak:
            return None
        words = self.scene.words
        gap = words.text[words.ends[before.last] : words.articles[i]]
        return before if set(gap).isdisjoint(".;:!?()") else None
