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
_ABBREVIATED = frozenset({"m", "mm", "dr", "mgr", "me"})
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


@dataclass(frozen=True, slots=True)
class _Noun:
    """A word of rank, function or address: words `first..end`."""

    first: int
    end: int
    form: str
    rank: str | None = None
    plural: bool = False


def title_before(words: Sequence[Word], start: int) -> Title | None:
    """The title that ends right before word `start`, or before the comma in front of it."""
    how = _link(words, start)
    if how is None:
        return None
    for i in range(start - 1, max(-1, start - BEFORE), -1):
        noun = _ending_by(words, i, start)
        if noun and not (how == "apposed" and noun.form in lists()["single"]) and not _completes(words, noun):
            return Title(_beginning(words, noun.first), start, how, noun.form, noun.rank, noun.plural)
        if _stops(words[i]) or (words[i].gap not in _PLAIN_GAPS):
            return None
    return None


def _completes(words: Sequence[Word], noun: _Noun) -> bool:
    """Whether a plural noun only completes another: "un porte-parole des rebelles"."""
    return noun.plural and noun.first > 0 and words[noun.first - 1].low in ("des", "de", "d'", "aux")


def _link(words: Sequence[Word], start: int) -> str | None:
    """How what stands before word `start` may be a title of it: "direct", "apposed", None if it cannot."""
    if start == 0:
        return None
    gap, last = words[start].gap, words[start - 1].low
    if gap == ". ":
        return "direct" if last in _ABBREVIATED else None
    if not _APPOSED.fullmatch(gap) or is_determiner(last) or last in ("a", "en"):
        return None
    return "direct" if gap == " " else "apposed"


def title_after(
    words: Sequence[Word], end: int, names: frozenset[int], coordinated: bool = False
) -> Title | None:
    """The apposition after the name that ends before word `end`: ", 34 ans, ambassadeur à Bagdad".

    `names` are the words at which names begin; a plural noun counts only after `coordinated` names.
    """
    i = _past_age(words, end)
    if i >= len(words) or not _opens(words[i].gap, first=i == end):
        return None
    for j in range(i, min(i + AFTER, len(words))):
        if j > i and words[j].gap not in ("", " "):
            return None
        noun = _noun_at(words, j)
        if noun:
            fits = noun.end not in names and (coordinated or not noun.plural)
            after = _complement(words, noun.end)
            return Title(i, after, "after", noun.form, noun.rank, noun.plural) if fits else None
        if not _leads(words[j].low):
            return None
    return None


def _leads(word: str) -> bool:
    """Whether the word may stand before the noun of an apposition."""
    return is_determiner(word) or is_adjective(word) or is_number(word) or word in _fillers()


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


def _noun_at(words: Sequence[Word], i: int) -> _Noun | None:
    """The word of rank, function or address at `i`."""
    found = person_nouns().at(words, i)
    if found and not (found[0].adjectival and not _introduced(words, i)):
        noun, end = found
        return _Noun(i, end, noun.form, noun.rank, noun.number == "pl")
    word = words[i].low
    if word in lists()["single"] or (word in lists()["callings"] and _introduced(words, i)):
        return _Noun(i, i + 1, word)
    return None


def _ending_by(words: Sequence[Word], i: int, start: int) -> _Noun | None:
    """The noun at word `i`, or the longer one around it ("premier ministre"), that ends by word `start`."""
    for first in range(max(0, i - 3), i + 1):
        noun = _noun_at(words, first)
        if noun and i < noun.end <= start:
            return noun
    return None


def _introduced(words: Sequence[Word], i: int) -> bool:
    """Whether a determiner, an adjective or a mark stands before word `i`, or the word is capitalised."""
    if i == 0 or words[i].gap not in ("", " ") or words[i].text[0].isupper():
        return True
    return is_determiner(words[i - 1].low) or words[i - 1].low in _fillers() or words[i - 1].low == "et"
