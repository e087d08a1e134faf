"""Who is the subject of a verb of saying, before or after it, and whom they speak to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...lexicon.words import Word
from ..people.actors import is_number
from .phrases import Page, Phrase, phrase_at, source_words

REACH = 18
"""Words before a verb of saying in which its subject begins."""
AFTER = 12
"""Words after a verb of saying in which its subject or addressee begins."""
_CLAUSE_START = re.compile(r"[.;:!?»\n]")
_NEXT = re.compile(r"[ ,]*[«\"]? ?")
_JOINED_BY = frozenset({"et", "cite", "citee", "cites", "citant", "joint", "interroge"})
_SUBJECT_ARTICLES = frozenset({"le", "la", "l'", "son", "de"})


def before_verb(page: Page, end: int) -> Iterator[Phrase]:
    """The subject of a verb at word `end`: right before it, with its apposition, or far to its left."""
    words = page.words
    if end > 1 and words[end - 1].low == "qui":
        end -= 1
    phrase = _ending_at(page, end)
    if phrase is None:
        yield from _opening(page, end)
        return
    yield phrase
    opening = _with_article(words, phrase.first)
    outer = _ending_at(page, opening) if opening and words[opening].gap in (", ", " (") else None
    if outer:
        yield outer


def addressees(page: Page, i: int) -> tuple[list[Phrase], int]:
    """Whom a verb that ends before word `i` speaks to, or in what ("dans un tract"), and the word after."""
    words, stop, found = page.words, min(len(page.words), i + AFTER), []
    while i < stop and _NEXT.fullmatch(words[i].gap):
        oblique = _oblique(page, i)
        if oblique is not None:
            phrase, i = oblique
            found += [phrase] if phrase else []
        elif _inserted(words, i) or (_between(words[i].low) and not _subject_article(page, i)):
            i += 1
        else:
            break
    return found, i


def subject_after(page: Page, i: int) -> list[Phrase]:
    """The subject at word `i`, right after a verb and its complements."""
    words = page.words
    if i >= len(words) or not _NEXT.fullmatch(words[i].gap):
        return []
    if _between(words[i].low) and words[i].low not in _SUBJECT_ARTICLES:
        return []
    phrase = phrase_at(page, i, lone=words[i].capital)
    return list(joined(page, phrase)) if phrase else []


def _inserted(words: Sequence[Word], i: int) -> bool:
    """Whether word `i` stands alone between commas: "raconte, hilare, le commandant"."""
    return words[i].gap == ", " and i + 1 < len(words) and words[i + 1].gap == ", "


def joined(page: Page, phrase: Phrase) -> Iterator[Phrase]:
    """The phrase, a second one joined by "et" or citing it, and what stands in apposition after it."""
    yield phrase
    words, i = page.words, phrase.end
    if i >= len(words):
        return
    apposed = words[i].gap == ", " and words[i].low not in _JOINED_BY
    if words[i].gap in (" ", ", ") and words[i].low in _JOINED_BY:
        i += 2 if i + 1 < len(words) and words[i + 1].low == "par" else 1
    elif not apposed:
        return
    second = phrase_at(page, i) if i < len(words) and not is_number(words[i].low) else None
    if second and second.kind != "document" and not (apposed and _runs_on(words, second.end)):
        yield second


def _runs_on(words: Sequence[Word], i: int) -> bool:
    """Whether the clause goes on at word `i`: what ends there is its subject, no apposition."""
    return i < len(words) and words[i].gap.isspace() and "\n" not in words[i].gap


def _between(word: str) -> bool:
    """Whether a word may stand between a verb and its subject: time, place, manner."""
    return word in source_words().after_verb or is_number(word)


def _subject_article(page: Page, i: int) -> bool:
    return page.words[i].low in _SUBJECT_ARTICLES and phrase_at(page, i) is not None


def _oblique(page: Page, i: int) -> tuple[Phrase | None, int] | None:
    """A complement at word `i` ("à l'AFP", "dans un communiqué"): its phrase and the word after."""
    words = page.words
    low, follows = words[i].low, i + 1 < len(words)
    if low in ("a", "au", "aux") and words[i].text != "a":
        phrase = phrase_at(page, i + (low == "a"), lone=True) if follows else None
        kept = phrase if phrase and phrase.kind != "document" else None
        return (kept, kept.end) if kept else (None, i + 1)
    if low in ("dans", "sur", "lors", "via", "par"):
        phrase = phrase_at(page, i + 1) if follows else None
        told = phrase if phrase and phrase.kind in ("document", "media") else None
        return (told, told.end) if told else (None, i + 1)
    return None


def _with_article(words: Sequence[Word], first: int) -> int:
    """Where the phrase at word `first` begins with its determiner and adjectives."""
    i = first
    while i > max(0, first - 4) and words[i].gap in ("", " ") and not words[i - 1].capital:
        i -= 1
    return i


def _opening(page: Page, end: int) -> Iterator[Phrase]:
    """The phrase that opens the sentence, where the verb at word `end` follows later in it."""
    words, i = page.words, end - 1
    while i > 0 and end - i < 3 * REACH and not _CLAUSE_START.search(words[i].gap):
        i -= 1
    if i >= 0 and (i == 0 or _CLAUSE_START.search(words[i].gap)):
        phrase = phrase_at(page, i, lone=words[i].capital and end - i < 8)
        if phrase and phrase.end < end:
            yield phrase


def _ending_at(page: Page, end: int) -> Phrase | None:
    """The longest phrase that ends where word `end` begins, an acronym in brackets aside."""
    words, best = page.words, None
    attached = end < len(words) and words[end].gap in ("", " ")
    for i in range(end - 1, max(-1, end - REACH), -1):
        lone = attached and i + 3 >= end and not page.places[i]
        phrase = phrase_at(page, i, lone=lone) if words[i].low not in ("et", "de", "d'") else None
        if phrase and _reaches(words, phrase.end, end) and (best is None or phrase.first < best.first):
            best = phrase
        if _CLAUSE_START.search(words[i].gap):
            break
    return best


def _reaches(words: Sequence[Word], i: int, end: int) -> bool:
    """Whether nothing, or an acronym in brackets, lies between word `i` and word `end`."""
    if i + 1 != end:
        return i == end
    return words[i].gap.strip() in ("(", "«", '"', "") and (
        words[i].text.isupper() or is_number(words[i].low)
    )
