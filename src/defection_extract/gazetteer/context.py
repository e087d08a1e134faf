"""What the words before and after a name say of it: kind words, prepositions, titles, media."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from ..lexicon import load_table
from ..lexicon.folding import fold
from .words import BREAK, Words

_ARTICLES = frozenset({"la", "le", "l", "les"})
_LINKS = frozenset({"de", "d", "du", "des"})
_LONGEST = 6
_BETWEEN = 2
"""Adjectives that may stand between a kind word and "de": "la ville côtière assiégée de"."""
_TOLD_REACH = 3
_LOOSE = "place"
"""Kind words that stand before a name only with "de": "le nord d'Alep", but "le Nord syrien"."""


@dataclass(frozen=True, slots=True)
class Context:
    """What stands before a name: the kind word `cue` with its `kind`, "" if none; whether it is a `weak` one.

    `preposition` is "unknown" (of place whatever follows), "known" (of place before a name that is one)
    or ""; `words` are the words of it.
    """

    cue: str = ""
    kind: str = ""
    weak: bool = False
    preposition: str = ""
    words: tuple[str, ...] = ()

    @property
    def makes_place(self) -> bool:
        """Whether a name that no table has is a place here."""
        return bool(self.cue and not self.weak) or self.preposition == "unknown"


@dataclass(frozen=True)
class Lexicon:
    """lexicon/places.toml by words."""

    kinds: dict[tuple[str, ...], str]
    weak: frozenset[tuple[str, ...]]
    prepositions: dict[tuple[str, ...], str]
    leaning: frozenset[str]
    guards: dict[str, frozenset[str]]
    given: frozenset[str]
    heads: frozenset[str]
    maybe_titles: frozenset[str]
    located: tuple[str, ...]
    region: frozenset[str]
    soil: frozenset[str]
    nationalities: dict[str, str]


def _phrase(words: str) -> tuple[str, ...]:
    return tuple(fold(words).replace("-", " ").replace("'", " ").split())


def _listed(words: str | list[str]) -> list[str]:
    return words.split() if isinstance(words, str) else words


@cache
def lexicon() -> Lexicon:
    """The lexicon of places. Raises DataError where it is broken."""
    table: dict[str, Any] = load_table("places")
    names = load_table("names")
    kinds = {kind: [_phrase(p) for p in phrases] for kind, phrases in table["prepositions"].items()}
    prepositions = dict.fromkeys([*kinds["verbs"], *kinds["known"]], "known")
    prepositions |= dict.fromkeys(kinds["unknown"], "unknown")
    guards = {key: frozenset(_listed(words)) for key, words in table["guards"].items()}
    return Lexicon(
        kinds={_phrase(word): kind for kind, words in table["kinds"].items() for word in words},
        weak=frozenset(_phrase(word) for word in table["weak"]["words"]),
        prepositions=prepositions,
        leaning=frozenset(phrase[-1] for phrase in (*kinds["leaning"], *kinds["verbs"])),
        guards=guards,
        given=frozenset(fold(f"{names['given_arabic']} {names['given_others']}").split()),
        heads=guards["heads"] - guards["heads_like_persons"],
        maybe_titles=guards["maybe_titles"],
        located=tuple(f"{phrase} " for phrase in table["guards"]["located"]),
        region=frozenset(
            word for country in table["soil"]["region"] for word in table["soil"]["adjectives"][country]
        ),
        soil=frozenset(table["soil"]["nouns"]),
        nationalities={word: code for code, words in table["soil"]["adjectives"].items() for word in words},
    )


def context_before(words: Words, first: int) -> Context:
    """What stands before the name that starts at word `first`."""
    lex = lexicon()
    at = first - 1
    while at >= 0 and words.words[at] in _ARTICLES:
        at -= 1
    cue = _cue(words, first)
    phrase = _ending_at(words.words, at, lex.prepositions) or _ending_at(
        words.words, first - 1, lex.prepositions
    )
    preposition = lex.prepositions[phrase] if phrase else ""
    if phrase == ("a",) and _is_told(words.words, at):
        preposition = "known"
    return Context(" ".join(cue), lex.kinds.get(cue, ""), cue in lex.weak, preposition, phrase)


def _cue(words: Words, first: int) -> tuple[str, ...]:
    """The kind word before a name: right before it, or before "de" and up to two adjectives."""
    lex, at = lexicon(), first - 1
    if at >= 0 and words.words[at] in _ARTICLES | _LINKS:
        while at >= 0 and words.words[at] in _ARTICLES:
            at -= 1
        if at < 0 or words.words[at] not in _LINKS:
            return ()
        at -= 1
        for back in range(_BETWEEN + 1):
            found = _ending_at(words.words, at - back, lex.kinds)
            if found:
                return found
            if at - back < 0 or not _is_adjective(words, at - back):
                return ()
        return ()
    found = _ending_at(words.words, at, lex.kinds)
    return found if lex.kinds.get(found) != _LOOSE else ()


def _is_adjective(words: Words, at: int) -> bool:
    word = words.words[at]
    return (
        len(word) > 3
        and not words.capital(at)
        and word not in ("dans", "vers", "avec", "pour", "sont", "etait")
    )


def _ending_at(words: list[str], at: int, phrases: dict[tuple[str, ...], str]) -> tuple[str, ...]:
    """The longest phrase that ends at word `at`, () if none."""
    for length in range(min(_LONGEST, at + 1), 0, -1):
        phrase = tuple(words[at + 1 - length : at + 1])
        if phrase in phrases:
            return phrase
    return ()


def _is_told(words: list[str], at: int) -> bool:
    before = words[max(0, at - _TOLD_REACH) : at]
    if BREAK in before:
        before = before[len(before) - before[::-1].index(BREAK) :]
    return not lexicon().guards["told"].isdisjoint(before)


def adjacent(words: Words, i: int) -> bool:
    """Whether only a space or hyphen stands between words i and i + 1."""
    if i < 0 or i + 1 >= len(words.words) or BREAK in (words.words[i], words.words[i + 1]):
        return False
    return words.text[words.ends[i] : words.articles[i + 1]].strip(" -\n") == ""
