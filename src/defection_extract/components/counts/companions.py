"""Companions ("accompagné de douze officiers"), added to those whom they are with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...lexicon.words import Word
from .cues import companion_cue, followed_end, possessive
from .item import ONE, Item
from .lexer import ends_sentence
from .names import name_end, name_start
from .phrases import lexicon
from .quantities import add

MAX_HEAD = 45
"""Words back to the head that companions are added to."""
ONE_HEAD = Item(0, 0, ONE, "person")
"""A head that stands in another sentence, or is a pronoun."""


@dataclass
class Companions:
    """The counts of a text with the sums of theirs that are found already, by each of their parts."""

    words: list[Word]
    items: list[Item]
    sums: dict[int, Item]

    def read(self) -> list[Item]:
        """What companions make with their heads; companions are marked among the items."""
        added: list[Item] = []
        for number, item in enumerate(self.items):
            target = self.sums.get(number, item)
            first_part = target.parts[:1] in ((), (number,))
            if first_part and _may_accompany(item, target):
                added += self._read(number, target)
        return added

    def _read(self, number: int, target: Item) -> list[Item]:
        item = self.items[number]
        cue = companion_cue(self.words, self.items, number)
        if cue is None:
            return list(self._without_cue(number, target))
        found = list(self._with_head(number, target, cue))
        if found and target.role != "sum":
            self.items[number] = replace(item, role="companions")
        return found

    def _without_cue(self, number: int, target: Item) -> Iterator[Item]:
        """ "Deux soldats l'ont suivi"; "ses vingt hommes" with the one whose they are."""
        item = self.items[number]
        end = None if item.single else followed_end(self.words, target.end)
        if end:
            yield from _made(target.first, end, ONE_HEAD, target, number)
        elif item.own and not item.single:
            lead = possessive(self.words, item)
            head = self._head(number, item.first if lead is None else lead)
            if head and head.bounds == ONE:
                yield from _made(head.first, target.end, head, target, number)

    def _with_head(self, number: int, target: Item, cue: int) -> Iterator[Item]:
        head = self._head(number, cue)
        if head:
            yield from _made(head.first, target.end, head, target, number)
        if head is None:
            head = self._told_before(number, cue)
            yield from _made(cue, target.end, head or ONE_HEAD, target, number)
        elif head.bounds != ONE:
            yield from _made(cue, target.end, ONE_HEAD, target, number)

    def _head(self, number: int, cue: int) -> Item | None:
        """Whom they are with: the nearest persons before in the sentence, a name, or a pronoun."""
        start = _sentence_start(self.words, cue)
        for n in range(number - 1, -1, -1):
            item, total = self.items[n], self.sums.get(n)
            if item.first < start:
                break
            if total and total.end <= cue:
                return total
            if item.end <= cue and item.unit == "person" and item.role in ("plain", "restated"):
                return item
        return _named_head(self.words, start, cue)

    def _told_before(self, number: int, cue: int) -> Item | None:
        """The plural that "accompagnés" or "ces officiers" takes up from the sentence before."""
        start = _sentence_start(self.words, cue)
        plural = self.words[cue].low.endswith("es") or self.words[start].low in ("ces", "les", "ils", "tous")
        if not plural:
            return None
        for n in range(number - 1, max(-1, number - 6), -1):
            item = self.items[n]
            counted = item.unit == "person" and not item.single and item.role in ("plain", "restated", "part")
            if counted and item.end <= start and item.bounds.best:
                return self.sums.get(n, item)
        return None


def _may_accompany(item: Item, target: Item) -> bool:
    told_apart = item.role == "part" and item.noun is not None
    plain = item.unit in ("person", None) and not told_apart and item.role != "total"
    return target.role == "sum" or plain


def _made(first: int, end: int, head: Item, target: Item, number: int) -> Iterator[Item]:
    bounds = add([head.bounds, target.bounds])
    if bounds:
        yield Item(first, end, bounds, "person", None, None, "sum", (number,))


def _sentence_start(words: list[Word], i: int) -> int:
    start = i
    while start > 0 and i - start < MAX_HEAD and not ends_sentence(words, start):
        start -= 1
    return start


def _named_head(words: list[Word], start: int, cue: int) -> Item | None:
    first = max(start, name_start(words, cue))
    if first < cue:
        return Item(first, cue, ONE, "person")
    for i in range(cue - 1, start - 1, -1):
        if words[i].low in lexicon().links["pronouns"]:
            return Item(i, i + 1, ONE, "person")
    end = name_end(words, start + 1) if words[start].capital else start
    return Item(start, end, ONE, "person") if start + 1 < end <= cue else None
