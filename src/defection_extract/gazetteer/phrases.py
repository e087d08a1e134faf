"""Word sequences looked up in one pass: fixed phrases, and phrases with alternatives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Generic, TypeVar

from .group_names import canonical

T = TypeVar("T")
Key = tuple[str, ...]


@dataclass(slots=True)
class PhraseTable(Generic[T]):
    """Word sequences → values."""

    entries: dict[Key, T] = field(default_factory=dict)
    lengths: dict[str, list[int]] = field(default_factory=dict)

    def add(self, words: Key, value: T) -> None:
        """Keep `value` for the words unless they have one."""
        if not words or words in self.entries:
            return
        self.entries[words] = value
        lengths = self.lengths.setdefault(words[0], [])
        if len(words) not in lengths:
            lengths.append(len(words))
            lengths.sort(reverse=True)

    def all_at(self, words: list[str], i: int) -> Iterator[tuple[int, T]]:
        """Every (number of words, value) that starts at word i, the longest first."""
        for length in self.lengths.get(words[i], ()) if i < len(words) else ():
            key = tuple(words[i : i + length])
            if len(key) == length and key in self.entries:
                yield length, self.entries[key]

    def longest(self, words: list[str], i: int) -> tuple[int, T] | None:
        """The (number of words, value) of the longest phrase that starts at word i."""
        if i >= len(words) or words[i] not in self.lengths:
            return None
        return next(self.all_at(words, i), None)

    def everywhere(self, words: list[str]) -> Iterator[tuple[int, int, T]]:
        """(i, number of words, value) of the longest phrase at every word i where one starts."""
        for i, word in enumerate(words):
            if word in self.lengths:
                for length, value in islice(self.all_at(words, i), 1):
                    yield i, length, value


_ALTERNATION = re.compile(r"\(([^)]*)\)")


def _slots(pattern: str) -> list[tuple[Key, ...]]:
    """The alternatives at each place of "a (b|c) (d|)"; () where one may be left out."""
    pieces = _ALTERNATION.split(pattern)
    slots = [
        tuple(canonical(choice) for choice in (p.split("|") if i % 2 else [p])) for i, p in enumerate(pieces)
    ]
    return [slot for slot in slots if slot != ((),)]


@dataclass(frozen=True, slots=True)
class _Slot:
    """The alternatives at one place of a pattern by their first words, and whether it may be left out."""

    by_first: dict[str, list[Key]]
    optional: bool

    @classmethod
    def of(cls, keys: tuple[Key, ...]) -> _Slot:
        by_first: dict[str, list[Key]] = {}
        for key in keys:
            if key:
                by_first.setdefault(key[0], []).append(key)
        return cls(by_first, () in keys)

    def ends(self, words: list[str], starts: set[int]) -> set[int]:
        """Where the place ends in the words if it begins at one of `starts`."""
        found = set(starts) if self.optional else set()
        for start in starts:
            for key in self.by_first.get(words[start], ()) if start < len(words) else ():
                if len(key) == 1 or tuple(words[start : start + len(key)]) == key:
                    found.add(start + len(key))
        return found


class PatternTable(Generic[T]):
    """Patterns such as "(forces|troupes) du régime (syrien|)" → values, without spelling out each phrase."""

    def __init__(self) -> None:
        self._patterns: list[tuple[list[_Slot], T]] = []
        self._starts: dict[str, list[int]] = {}

    def add(self, pattern: str, value: T) -> None:
        """Keep `value` for every phrase of the pattern."""
        slots = _slots(pattern)
        for slot in slots:
            for key in slot:
                if key:
                    self._starts.setdefault(key[0], []).append(len(self._patterns))
            if () not in slot:
                break
        self._patterns.append(([_Slot.of(slot) for slot in slots], value))

    def may_start(self, word: str) -> bool:
        """Whether a pattern may start with a word."""
        return word in self._starts

    def all_at(self, words: list[str], i: int) -> Iterator[tuple[int, T]]:
        """(number of words, value) of every pattern that starts at word i, for each the longest match."""
        for number in dict.fromkeys(self._starts.get(words[i], ())):
            slots, value = self._patterns[number]
            ends = {i}
            for slot in slots:
                ends = slot.ends(words, ends)
                if not ends:
                    break
            if ends and max(ends) > i:
                yield max(ends) - i, value
