"""Names of persons, by their capitals: how far one reaches, how many are listed."""

from __future__ import annotations

from ...lexicon.words import Word

PARTICLES = frozenset(("al", "el", "ben", "bin", "abou", "abu", "ibn", "oum", "de", "der"))
""" Lower-case words inside names."""
MAX_NAME = 6


def name_end(words: list[Word], i: int) -> int:
    """Where the capitalised name that begins at word `i` ends; `i` where none begins."""
    start = i
    while (
        i < len(words)
        and i - start < MAX_NAME
        and words[i].gap in (" ", "-", "")
        and _in_name(words, i, start)
    ):
        i += 1
    return i


def _in_name(words: list[Word], i: int, start: int) -> bool:
    if words[i].capital and not words[i].low[0].isdigit():
        return True
    return i > start and words[i].low in PARTICLES and i + 1 < len(words) and words[i + 1].capital


def name_start(words: list[Word], end: int) -> int:
    """Where the capitalised name that ends before word `end` begins; `end` where there is none."""
    i = end
    while i > 0 and end - i < MAX_NAME and words[i - 1].capital and not words[i - 1].low[0].isdigit():
        i -= 1
        if words[i].gap not in (" ", "-"):
            break
    return i


def named_plural(words: list[Word], i: int) -> int:
    """How many names are listed from word `i` on: "X", "X et Y", "X, Y et Z"; a list needs its "et"."""
    count, j = 0, i
    while True:
        if j < len(words) and count and words[j].gap.strip() not in ("", ","):
            return 0
        end = _listed_name(words, j, first=count == 0)
        if end == j:
            return 0
        count += 1
        if end < len(words) and words[end].low == "et" and words[end].gap == " ":
            last = name_end(words, end + 1)
            return count + 1 if last > end + 1 else 0
        j = end


def _listed_name(words: list[Word], j: int, first: bool) -> int:
    if j >= len(words) or not words[j].capital:
        return j
    if not first and words[j].gap != ", ":
        return j
    if first and words[j].gap not in (" ", ", "):
        return j
    i = j + 1
    while i < len(words) and i - j < MAX_NAME and words[i].gap in (" ", "-") and _in_name(words, i, j):
        i += 1
    return i
