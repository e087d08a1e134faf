"""The first look at an article: whether it can hold a record at all. It needs neither spaCy nor the model.

Cheap by design: substring searches over the folded text, linear in its length; the words are lexicon/gate.toml.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from .lexicon.folding import fold
from .lexicon.loader import load_table

NEAR = 250
"""Characters to each side of a weak word of defection in which people of arms or state must stand."""


@cache
def _words(name: str) -> tuple[str, ...]:
    words: list[str] = load_table("gate")[name]
    return tuple(words)


def may_tell(text: str) -> bool:
    """Whether the normal form of an article has words of the conflict and words of defection.

    False means that reading it would find nothing; True promises nothing.
    """
    folded = fold(text)
    if not _has(folded, "domain"):
        return False
    return _has(folded, "alone") or any(_has(window, "people") for window in _windows(folded))


def _has(text: str, name: str) -> bool:
    return any(word in text for word in _words(name))


def _windows(text: str) -> Iterator[str]:
    """The surroundings of every weak word of defection; overlapping ones are looked at once."""
    looked_at = 0
    for start in sorted(_places(text)):
        if start >= looked_at:
            looked_at = start + NEAR
            yield text[max(0, start - NEAR) : start + 2 * NEAR]


def _places(text: str) -> Iterator[int]:
    for word in _words("weaker"):
        start = text.find(word)
        while start >= 0:
            yield start
            start = text.find(word, start + len(word))
