"""Rank and function words of a named person: before the name, in apposition before it, or after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ...lexicon.loader import load_table
from ...lexicon.person_nouns import person_nouns
from ...lexicon.words import Word
from .actors import is_adjective, is_determiner, is_number
from .names import lists

BEFORE = 14
"""Words before a name within which its title begins."""
AFTER = 6
"""Words after a name within which the noun of its apposition stands."""
_APPOSED = re.compile(r",? ?[(\"«:,–—-]? ?")
_PLAIN_GAPS = frozenset({"", " ", " (", ") ", " « ", " » ", ' "', '" '})
_AGE = re.compile(r"[ ,(–-]*(?:age[e]? de |la petite )?(\d\d|\w+(?:-\w+)*) ans\b")


@dataclass(frozen=True, slots=True)
class Title:
    """Words `first..end`; `how`: "direct" (right before the name), "apposed" (a comma between), "after".

    `noun` is the word of rank, function or address, `rank` its canonical rank, `plural` for "deux députés".
    """

    first: int
    end: int
    how: str
    noun: str
    rank: str | None = None
    plural: bool = False

    @property
    def address(self) -> bool:
        """Whether the noun is one that stands before a surname alone: a rank, "M.", "cheikh"."""
        return self.rank is not None or self.noun in lists()["single"]


def _stops(word: Word) -> bool:
    """Whether the word begins a clause and so ends a title; "a" without an accent is a verb."""
    return word.low in lists()["no_complement"] or word.text == "a"


def title_before(words: Sequence[Word], start: int) -> Title | None:
    """The title that ends right before word `start`, or before the comma in front of it."""
    if start == 0 or "\n" in words[start].gap or not _APPOSED.fullmatch(words[start].gap):
        return None
    if is_determiner(words[start - 1].low) or words[start - 1].low in ("a", "en"):
        return None
    how = "direct" if words[start].gap == " " or words[start].gap == ". " else "apposed"
    if words[start].gap == ". " and words[start - 1].low not in ("m", "mm", "dr", "mgr", "me"):
        return None
    for i in range(start - 1, max(-1, start - BEFORE), -1):
        found = _noun_at(words, i)
        if found and found[0] <= start and not (how == "apposed" and found[1] in lists()["single"]):
            _, noun, rank, plural = found
            return Title(_beginning(words, i), start, how, noun, rank, plural)
        if _stops(words[i]) or (words[i].gap not in _PLAIN_GAPS):
            return None
    return None


def title_after(words: Sequence[Word], end: int, names: frozenset[int]) -> Title | None:
    """The apposition after the name that ends before word `end`: ", 34 ans, ambassadeur à Bagdad"."""
    i = _past_age(words, end)
    if i >= len(words) or not _opens(words[i].gap, first=i == end):
        return None
    for j in range(i, min(i + AFTER, len(words))):
        if j > i and words[j].gap not in ("", " "):
            return None
        found = _noun_at(words, j)
        if found:
            noun_end, noun, rank, plural = found
            if noun_end in names or plural:
                return None
            return Title(i, _complement(words, noun_end), "after", noun, rank)
        if not (is_determiner(words[j].low) or is_adjective(words[j].low) or words[j].low in _fillers()):
            return None
    return None


def has_age(words: Sequence[Word], end: int, folded: str) -> bool:
    """Whether an age follows the name: ", 34 ans", "(34 ans)"."""
    at = words[end - 1].end
    return bool(_AGE.match(folded, at, at + 40))


@cache
def _fillers() -> frozenset[str]:
    return frozenset(load_table("noun_phrases")["before"]) | {
        "lui-meme",
        "elle-meme",
        "alors",
        "aussi",
        "egalement",
    }


def _opens(gap: str, first: bool) -> bool:
    return "\n" not in gap and gap.strip() in (
        (",", "(", "–", "—", "-") if first else (",", ")", "),", "", "–")
    )


def _past_age(words: Sequence[Word], i: int) -> int:
    """The word after an age at `i`, or `i`."""
    for j in range(i, min(i + 4, len(words))):
        if words[j].low == "ans" and j > i and is_number(words[j - 1].low):
            return j + 1
    return i


def _complement(words: Sequence[Word], i: int) -> int:
    """Where the complement of an apposed noun ends: at punctuation or at a word that begins a clause."""
    while i < len(words) and words[i].gap in ("", " ") and not _stops(words[i]):
        i += 1
    return i


def _beginning(words: Sequence[Word], i: int) -> int:
    """Where the noun phrase of the title noun at `i` begins."""
    while (
        i > 0
        and words[i].gap in ("", " ")
        and (is_determiner(words[i - 1].low) or words[i - 1].low in _fillers())
    ):
        i -= 1
    return i


def _noun_at(words: Sequence[Word], i: int) -> tuple[int, str, str | None, bool] | None:
    """End, noun, rank and number of a word of rank, function or address at `i`."""
    found = person_nouns().at(words, i)
    if found and not (found[0].adjectival and not _introduced(words, i)):
        noun, end = found
        return end, noun.form, noun.rank, noun.number == "pl"
    if words[i].low in lists()["callings"] or words[i].low in lists()["single"]:
        return i + 1, words[i].low, None, False
    return None


def _introduced(words: Sequence[Word], i: int) -> bool:
    """Whether a determiner, an adjective or a mark stands before word `i`, or the word is capitalised."""
    if i == 0 or words[i].gap not in ("", " ") or words[i].text[0].isupper():
        return True
    return is_determiner(words[i - 1].low) or words[i - 1].low in _fillers() or words[i - 1].low == "et"
