"""Candidates for a name as written: rows that bear it, and rows whose names are transliterations of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from .rows import PlaceRow
from .table import Layers
from .translit import skeleton, sound
from .words import canonical

SHARES = (0.4, 0.35, 0.25)
"""What the sound, the skeleton and the letters count in the likeness; chosen on tests/data/toponyms.csv."""
OTHER_START = 0.08
"""Taken off where one name starts with a vowel or consonant that the other lacks."""
FEW_BONES = 0.04
"""Taken off where a name has but two consonants or one, and many others have them too."""
LEAST_LIKENESS = 0.72
"""Below this likeness two names are not even compared in context."""
LEAST_BONES = 75.0
"""Below this similarity (0…100) of their skeletons two names are not compared."""
_MOST = 60
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that a name may mean: `likeness` of the names, 0…1; `match` is "exact", "variant" or "fuzzy"."""

    row: PlaceRow
    likeness: float
    match: str
    name: str


def likeness(written: str, listed: str) -> float:
    """How alike two canonical names are as transliterations, 0…1."""
    a, b = sound(written), sound(listed)
    bones = skeleton(written), skeleton(listed)
    voice = (fuzz.ratio(a, b) / 100 + JaroWinkler.similarity(a, b)) / 2
    parts = (voice, fuzz.ratio(*bones) / 100, fuzz.ratio(written, listed) / 100)
    value = sum(share * part for share, part in zip(SHARES, parts, strict=True))
    return value - OTHER_START * (a[:1] != b[:1]) - FEW_BONES * (len(bones[0]) < _SHORT)


def borne(table: Layers, key: str) -> list[Candidate]:
    """The rows that bear the canonical name `key` itself."""
    found = []
    for row in table.named(key):
        match = "exact" if canonical(row.name) == key else "variant"
        found.append(Candidate(row, 1.0, match, key))
    return found


_GERMAN = ((re.compile(r"(?<!s)ch"), "kh"), (re.compile(r"(?<!d)j(?=[aeiou])"), "y"))
_GERMAN_S = re.compile(r"(?<![a-z])s(?=[aeiou])|(?<=[aeiou])s(?=[aeiou]|$)")
OTHER_READING = 0.03
"""Taken off a name read by German letters: "Cherbet" for Kherbet, "Sabadani" for Zabadani."""


def readings(key: str) -> list[tuple[str, float]]:
    """The ways to read a canonical name, each with what it costs."""
    german = key
    for pattern, letter in _GERMAN:
        german = pattern.sub(letter, german)
    others = dict.fromkeys((german, _GERMAN_S.sub("z", german)))
    return [(key, 0.0), *((other, OTHER_READING) for other in others if other != key)]


def spoken(table: Layers, key: str, least: float = LEAST_LIKENESS) -> list[Candidate]:
    """The rows with a name that is like `key` in sound, the best name of each row."""
    best: dict[str, Candidate] = {}
    for read, cost in readings(key):
        for name, handle in _neighbours(table, read):
            value = min(likeness(read, name), 0.99) - cost
            if value < least or name == key:
                continue
            match = "variant" if sound(read) == sound(name) else "fuzzy"
            for row in table.rows_of(handle):
                if row.id not in best or best[row.id].likeness < value:
                    best[row.id] = Candidate(row, value, match, name)
    return sorted(best.values(), key=lambda c: -c.likeness)[:_MOST]


def _neighbours(table: Layers, key: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The names whose skeleton is like that of `key` and begins as it does."""
    bones = skeleton(key)
    start = bones[:2] if len(bones) >= _SHORT else bones[:1]
    return table.similar(bones, start, LEAST_BONES)
