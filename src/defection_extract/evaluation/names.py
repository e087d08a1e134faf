"""When two written names are the same name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_MARKS = re.compile("[’'`´\\-‐‑–—_.,«»\"()]")
_ARTICLES = re.compile(r"\b(al|el|a|an|ar|as|ash|ach|ad|at|le|la|les|l|d|de|des|du|un|une|the)\b")
_LETTERS_AN_EDIT = 6
"""One edit in so many letters is a spelling, not another name."""


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """The name without accents, case, marks, and the French and Arabic articles."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(_ARTICLES.sub(" ", _MARKS.sub(" ", letters)).split())


def same_name(a: str, b: str) -> bool:
    """Whether the names differ by article, case, accents and an edit in six letters at most."""
    x, y = plain(a), plain(b)
    if x == y:
        return True
    if not x or not y or abs(len(x) - len(y)) > 3:
        return False
    return Levenshtein.distance(x, y) <= max(len(x), len(y)) // _LETTERS_AN_EDIT


def same_words(a: str, b: str, *, one_word_is_enough: bool) -> bool:
    """Whether one name's words are among the other's: "Riad al-Assaad" and "colonel Riad Assaad".

    A single word stands for a longer name only with `one_word_is_enough`.
    """
    x, y = set(plain(a).split()), set(plain(b).split())
    if not x or not y or not (x <= y or y <= x):
        return False
    return one_word_is_enough or min(len(x), len(y)) > 1 or len(x) == len(y)
