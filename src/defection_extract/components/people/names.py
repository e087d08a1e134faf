"""Sequences of capitalised words that may be a person's name, and what in them says that they are one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ...lexicon.loader import load_table
from ...lexicon.person_nouns import person_nouns
from ...lexicon.words import Word

_DOUBLED = re.compile(r"(.)\1+")
LONGEST = 6
"""Words of the longest name."""


@cache
def name_key(word: str) -> str:
    """A folded name without its Arabic article, spellings of one sound made equal ("youssef", "yousuf")."""
    head, hyphen, rest = word.partition("-")
    if hyphen and head in lists()["articles"]:
        word = rest
    for spelling, sound in load_table("names")["sounds"].items():
        word = word.replace(spelling, sound)
    return _DOUBLED.sub(r"\1", word).removesuffix("h").removesuffix("a") or word


@cache
def lists() -> dict[str, frozenset[str]]:
    """The word lists of names.toml: strings of words, or lists."""
    table = {name: value for name, value in load_table("names").items() if not isinstance(value, dict)}
    return {
        name: frozenset(value.split() if isinstance(value, str) else value) for name, value in table.items()
    }


@cache
def _given() -> tuple[frozenset[str], frozenset[str]]:
    """Given names as written (folded), and the keys of the transliterated ones."""
    from ...lexicon.folding import fold

    words = lists()
    arabic = {fold(name) for name in words["given_arabic"]}
    return frozenset(arabic | {fold(name) for name in words["given_others"]}), frozenset(
        map(name_key, arabic)
    )


def is_given(word: str) -> bool:
    """Whether a folded word is a given name, in whatever transliteration."""
    exact, keys = _given()
    return word in exact or (len(name_key(word)) > 3 and name_key(word) in keys)


@cache
def is_opener(word: str) -> bool:
    """Whether a folded word only begins sentences, or is a day or a month."""
    return word in lists()["openers"]


@cache
def is_other_name(word: str) -> bool:
    """Whether a folded word belongs to names of bodies, media and places, or begins sentences."""
    return word in lists()["body_words"] or is_opener(word)


@cache
def is_address(word: str) -> bool:
    """Whether a folded word is one of address or calling: "M.", "cheikh", "porte-parole"."""
    return word in lists()["single"] or word in lists()["callings"]


def is_plain_given(word: str) -> bool:
    """Whether a folded word is a given name as the list spells it, and nothing else."""
    return word in _given()[0] and word not in lists()["ambiguous"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words `first..end` that may be a name; `parts` are the indices of its words without particles."""

    first: int
    end: int
    parts: tuple[int, ...]


def find_candidates(
    words: Sequence[Word], barred: Sequence[bool], shouted: Sequence[bool]
) -> Iterator[Candidate]:
    """Maximal runs of name words; `barred` ones belong to other names, `shouted` ones to capital lines."""
    i = 0
    while i < len(words):
        end = _run(words, i, barred, shouted) if _may_begin(words, i, barred, shouted) else i
        candidate = _trimmed(words, i, end) if end > i else None
        if candidate:
            yield candidate
        i = max(end, i + 1)


def has_article(word: Word) -> bool:
    """Whether the word carries an Arabic article joined by a hyphen: "al-Asaad"."""
    head, hyphen, rest = word.low.partition("-")
    return bool(hyphen) and head in lists()["articles"] and len(rest) > 1


def is_initial(word: Word) -> bool:
    """Whether the word is one capital, as in "Youssef M."."""
    return len(word.text) == 1 and word.text.isupper()


def _may_begin(words: Sequence[Word], i: int, barred: Sequence[bool], shouted: Sequence[bool]) -> bool:
    word = words[i]
    if barred[i] or not word.text[0].isupper() or is_initial(word) or is_other_name(word.low):
        return False
    if i and word.gap == " " and words[i - 1].capital and words[i - 1].low in lists()["body_words"]:
        return _ends_rank(words, i)
    if shouted[i]:
        return is_plain_given(word.low)
    return not _is_acronym(word)


def _ends_rank(words: Sequence[Word], i: int) -> bool:
    """Whether a rank of several words ends before word `i`: "Général de Brigade"."""
    found = person_nouns().at(words, i - 3) if i >= 3 else None
    return found is not None and found[1] == i


def _is_acronym(word: Word) -> bool:
    return 1 < len(word.text) <= 6 and word.text.isupper()


def _run(words: Sequence[Word], i: int, barred: Sequence[bool], shouted: Sequence[bool]) -> int:
    """Where the run that begins at `i` ends."""
    limit = i + (3 if shouted[i] else LONGEST)
    end = i + 1
    while end < min(limit, len(words)) and words[end].gap == " " and not barred[end]:
        word = words[end]
        particle = word.low in lists()["particles"] and end + 1 < len(words) and words[end + 1].capital
        if not (particle or _continues(word, shouted[end])):
            break
        end += 1
        if is_initial(word):
            break
    return end


def _continues(word: Word, shouted: bool) -> bool:
    other = is_other_name(word.low) and not is_given(word.low)
    return word.capital and not other and (shouted or not _is_acronym(word))


def _trimmed(words: Sequence[Word], first: int, end: int) -> Candidate | None:
    """The run without particles at its end."""
    particles = lists()["particles"]
    while end > first and words[end - 1].low in particles:
        end -= 1
    parts = tuple(
        i for i in range(first, end) if words[i].low not in particles or words[i].low in lists()["kunya"]
    )
    return Candidate(first, end, parts) if parts else None
