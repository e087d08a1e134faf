"""Sources: who says so, by prepositions of citing and verbs of saying."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ...lexicon.gap_patterns import compile_pattern
from ...lexicon.loader import load_table
from ...lexicon.words import Word, word_at
from ..people.actors import is_number
from .phrases import Page, Phrase, phrase_at, source_words

REACH = 18
"""Words before a verb of saying in which its subject begins."""
_ENDINGS = "(?:e|es|ent|ait|aient|a|erent|ant|ee|ees)"


@dataclass(frozen=True, slots=True)
class Cited:
    """A source phrase, and whether the verb is one of denial."""

    phrase: Phrase
    denies: bool = False


@dataclass(frozen=True)
class _Verbs:
    saying: re.Pattern[str]
    denial: re.Pattern[str]
    citing: re.Pattern[str]


@cache
def _verbs() -> _Verbs:
    table = load_table("circumstances/sources")

    def either(stems: list[str], forms: list[str]) -> re.Pattern[str]:
        return compile_pattern(f"(?:{'|'.join(stems)}){_ENDINGS}|{'|'.join(forms)}", {})

    return _Verbs(
        either(table["saying_stems"], table["saying_forms"]),
        either(table["denial_stems"], table["denial_forms"]),
        compile_pattern("|".join(sorted(table["citing"], key=len, reverse=True)), {}),
    )


@cache
def is_saying(word: str) -> bool:
    """Whether a folded word is a form of a verb of saying or denying."""
    return bool(_verbs().saying.fullmatch(word) or _verbs().denial.fullmatch(word))


def find_sources(page: Page, text: str) -> Iterator[Cited]:
    """The sources that a folded text cites, each phrase once."""
    seen: dict[tuple[int, int], Cited] = {}
    for cited in [*_cited(page, text), *_saying(page, text, denies=True), *_saying(page, text, denies=False), *_documents(page)]:
        if cited.phrase.kind == "document" and cited.phrase.end - cited.phrase.first > 6:
            continue
        seen.setdefault((cited.phrase.first, cited.phrase.end), cited)
    yield from (seen[key] for key in sorted(seen))


def _cited(page: Page, text: str) -> Iterator[Cited]:
    """What follows a preposition of citing: "selon l'OSDH", "interrogé par Sana"."""
    for match in _verbs().citing.finditer(text):
        i = word_at(list(page.words), match.end())
        while i < len(page.words) and page.words[i].low in ("de", "d'", "du", "des", "ce", "que", "une", "un") and page.words[i].low in ("ce", "que"):
            i += 1
        lone = match[0] not in ("sur", "aupres")
        phrase = phrase_at(page, i, lone=lone) if i < len(page.words) else None
        if phrase and not (match[0] == "sur" and phrase.kind not in ("media",)):
            yield from _with_inner(page, phrase)


def _documents(page: Page) -> Iterator[Cited]:
    """Whose documents are told of: "un communiqué d'Ahrar al-Cham", "le bilan de l'OSDH"."""
    words = page.words
    for i, word in enumerate(words[:-2]):
        if word.low in source_words().documents and words[i + 1].low in ("de", "d'", "du", "des"):
            phrase = phrase_at(page, i + 1, lone=False)
            if phrase and phrase.kind != "anonymous":
                yield Cited(phrase)


def _with_inner(page: Page, phrase: Phrase, denies: bool = False) -> Iterator[Cited]:
    """The phrase, what stands in apposition after it, and a second one joined by "et"."""
    yield Cited(phrase, denies)
    words, i = page.words, phrase.end
    if i < len(words) and words[i].gap in (" ", ", ") and words[i].low in ("et", "cite", "citee", "cites", "citant", "joint", "interroge"):
        i += 2 if i + 1 < len(words) and words[i + 1].low == "par" else 1
        second = phrase_at(page, i, lone=False) if i < len(words) else None
        if second:
            yield Cited(second, denies)
    elif i < len(words) and words[i].gap == ", ":
        apposed = phrase_at(page, i)
        if apposed and apposed.kind != "document":
            yield Cited(apposed, denies)


def _saying(page: Page, text: str, denies: bool) -> Iterator[Cited]:
    """Subjects and addressees of verbs of saying (or of denying)."""
    words = page.words
    for match in (_verbs().denial if denies else _verbs().saying).finditer(text):
        first = word_at(list(words), match.start())
        end = word_at(list(words), match.end())
        if first >= len(words) or words[first].start != match.start():
            continue
        start = _verb_start(words, first)
        subjects = list(_before(page, start))
        yield from (Cited(phrase, denies) for phrase in subjects)
        parted = start > 0 and bool(re.search(r"[,»\"]", words[start].gap))
        yield from (Cited(phrase, denies) for phrase in _after(page, end, inverted=parted or not subjects))


def _verb_start(words: Sequence[Word], i: int) -> int:
    """The first word of the verb with auxiliaries, pronouns and negation before it."""
    while i > 0 and words[i].gap in ("", " ") and words[i - 1].low in source_words().before_verb:
        i -= 1
    return i


def _before(page: Page, end: int) -> Iterator[Phrase]:
    """The subject that ends right before word `end`, and what it stands in apposition to."""
    phrase = _ending_at(page, end)
    if phrase is None:
        return
    yield phrase
    words = page.words
    opening = phrase.first
    while opening > 0 and words[opening].gap in ("", " ") and not words[opening - 1].capital and phrase.first - opening < 4:
        opening -= 1
        if words[opening].gap not in ("", " "):
            break
    if words[opening].gap in (", ", " (") and opening > 0:
        outer = _ending_at(page, opening)
        if outer:
            yield outer


def _ending_at(page: Page, end: int) -> Phrase | None:
    """The longest phrase that ends where word `end` begins, an acronym in brackets and commas aside."""
    words, best = page.words, None
    for i in range(end - 1, max(-1, end - REACH), -1):
        lone = i + 3 >= end and end < len(words) and words[end].gap in ("", " ") and not page.places[i]
        phrase = phrase_at(page, i, lone=lone) if words[i].low not in ("et", "de", "d'") else None
        if phrase and _reaches(words, phrase.end, end) and (best is None or phrase.first < best.first):
            best = phrase
        if re.search(r"[.;:!?»\n]", words[i].gap):
            break
    return best


def _reaches(words: Sequence[Word], i: int, end: int) -> bool:
    """Whether only an acronym in brackets, a quotation mark or a comma lies between word `i` and word `end`."""
    if i == end:
        return True
    return i + 1 == end and words[i].gap.strip() in ("(", "«", '"', "") and (words[i].text.isupper() or is_number(words[i].low))


def _after(page: Page, i: int, inverted: bool) -> Iterator[Phrase]:
    """The addressee ("à l'AFP") and, where the subject follows, the subject after a verb that ends before word `i`."""
    words, stop = page.words, i + 12
    while i < min(len(words), stop):
        if not re.fullmatch(r"[ ,]*[«\"]? ?|", words[i].gap):
            return
        low = words[i].low
        if low in ("a", "au", "aux") and words[i].text != "a":
            phrase = phrase_at(page, i + 1 if low == "a" else i, lone=True) if i + 1 < len(words) else None
            if phrase is None or phrase.kind in ("anonymous", "document"):
                return
            yield phrase
            i = phrase.end
        elif low in ("dans", "sur", "lors", "via", "par"):
            phrase = phrase_at(page, i + 1) if i + 1 < len(words) else None
            if phrase and phrase.kind in ("document", "media"):
                yield phrase
                i = phrase.end
            else:
                i += 1
        elif low in source_words().between or is_number(low):
            subject = phrase_at(page, i) if inverted and words[i].low in ("le", "la", "l'", "son", "de") else None
            if subject:
                yield from (cited.phrase for cited in _with_inner(page, subject))
                return
            i += 1
        else:
            subject = phrase_at(page, i, lone=words[i].capital) if inverted else None
            if subject:
                yield from (cited.phrase for cited in _with_inner(page, subject))
            return
