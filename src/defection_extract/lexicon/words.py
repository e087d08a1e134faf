"""A text as words with offsets: elided articles and the prefix "ex-" stand alone, compounds stay together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from .folding import fold

_QUOTES = str.maketrans("\u2019\u2018`\u00b4\u2010\u2011\u00a0\u202f", "''''--  ")
_WORD = re.compile(r"(?:[ldnsjmtc]|qu|lorsqu|jusqu|puisqu|quoiqu)'(?=\w)|ex-(?=\w)|\w+(?:[-']\w+)*")


class Word(NamedTuple):
    """A word: its offsets, as written, folded, and the folded text between it and the word before."""

    start: int
    end: int
    text: str
    low: str
    gap: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital, an Arabic article aside ("al-Asaad")."""
        return self.text[0].isupper() or (
            self.text.partition("-")[2][:1].isupper() and len(self.low.split("-")[0]) <= 4
        )


@lru_cache(maxsize=2)
def straight(text: str) -> str:
    """`text` folded, with straight apostrophes, hyphens and plain spaces; same length."""
    return fold(text.translate(_QUOTES))


@lru_cache(maxsize=2)  # components look at one text after the other
def scan(text: str, folded: str | None = None) -> Sequence[Word]:
    """The words of `text`."""
    folded = straight(text) if folded is None else folded
    words, last = [], 0
    for match in _WORD.finditer(folded):
        start, end = match.span()
        words.append(Word(start, end, text[start:end], match[0], folded[last:start]))
        last = end
    return words


def word_at(words: Sequence[Word], offset: int) -> int:
    """Index of the first word that starts at or after `offset`."""
    return bisect_left(words, offset, key=lambda word: word.start)
