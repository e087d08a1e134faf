"""Sources: who says so, by prepositions of citing, verbs of saying, documents and names of media."""

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
_AFTER_QUOTE = re.compile(r"[»\"”] ?, (?=[a-z])")


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
    media: re.Pattern[str]


@cache
def _verbs() -> _Verbs:
    table = load_table("circumstances/sources")

    def either(stems: list[str], forms: list[str]) -> re.Pattern[str]:
        longest_first = sorted(forms, key=len, reverse=True)
        return compile_pattern(f"{'|'.join(longest_first)}|(?:{'|'.join(stems)}){_ENDINGS}", {})

    return _Verbs(
        either(table["saying_stems"], table["saying_forms"]),
        either(table["denial_stems"], table["denial_forms"]),
        compile_pattern(
            "|".join(sorted(table["citing"], key=len, reverse=True)), {"participle": table["participle"]}
        ),
        compile_pattern("|".join(map(re.escape, sorted(table["names"]["media"], key=len, reverse=True))), {}),
    )


@cache
def is_saying(word: str) -> bool:
    """Whether a folded word is a form of a verb of saying or denying."""
    return bool(_verbs().saying.fullmatch(word) or _verbs().denial.fullmatch(word))


def find_sources(page: Page, text: str) -> Iterator[Cited]:
    """The sources that a folded text cites, each phrase once."""
    seen: dict[tuple[int, int], Cited] = {}
    for finder in (_denying, _cited, _saying, _quoted, _documents, _media):
        for cited in finder(page, text):
            seen.setdefault((cited.phrase.first, cited.phrase.end), cited)
    yield from (seen[key] for key in sorted(seen))


def _cited(page: Page, text: str) -> Iterator[Cited]:
    """What follows a preposition of citing: "selon l'OSDH", "interrogé par Sana"."""
    for match in _verbs().citing.finditer(text):
        i = word_at(page.words, match.end())
        while i < len(page.words) and page.words[i].low in ("ce", "que", "qu'"):
            i += 1
        phrase = phrase_at(page, i, lone=match[0] not in ("sur", "aupres")) if i < len(page.words) else None
        if phrase and not (match[0] == "sur" and phrase.kind != "media"):
            yield from _with_inner(page, phrase)


def _documents(page: Page, text: str) -> Iterator[Cited]:  # noqa: ARG001 (one of the finders)
    """Whose documents are told of: "un communiqué d'Ahrar al-Cham", "le bilan de l'OSDH"."""
    words = page.words
    for i, word in enumerate(words[:-2]):
        if word.low in source_words().documents and words[i + 1].low in ("de", "d'", "du", "des"):
            phrase = phrase_at(page, i + 1)
            if phrase and phrase.kind != "anonymous":
                yield Cited(phrase)


def _media(page: Page, text: str) -> Iterator[Cited]:
    """Names of media wherever they stand, but for the signature of a dispatch."""
    for match in _verbs().media.finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        if text[match.start() - 1] == "(" and match.start() - line < 60:
            continue
        first = word_at(page.words, match.start())
        if first < len(page.words) and page.words[first].start == match.start() and page.words[first].capital:
            yield Cited(Phrase(first, word_at(page.words, match.end()), "media"))


def _with_inner(page: Page, phrase: Phrase, denies: bool = False) -> Iterator[Cited]:
    """The phrase, what stands in apposition after it, and a second one joined by "et"."""
    yield Cited(phrase, denies)
    words, i = page.words, phrase.end
    if (
        i < len(words)
        and words[i].gap in (" ", ", ")
        and words[i].low in ("et", "cite", "citee", "cites", "citant", "joint", "interroge")
    ):
        i += 2 if i + 1 < len(words) and words[i + 1].low == "par" else 1
        second = phrase_at(page, i, lone=False) if i < len(words) else None
        if second:
            yield Cited(second, denies)
    elif i < len(words) and words[i].gap == ", ":
        apposed = phrase_at(page, i)
        if apposed and apposed.kind != "document":
            yield Cited(apposed, denies)


def _saying(page: Page, text: str) -> Iterator[Cited]:
    """Subjects and addressees of verbs of saying."""
    return _verb(page, _verbs().saying.finditer(text), denies=False)


def _denying(page: Page, text: str) -> Iterator[Cited]:
    """Subjects and addressees of verbs of denial."""
    return _verb(page, _verbs().denial.finditer(text), denies=True)


def _quoted(page: Page, text: str) -> Iterator[Cited]:
    """Whom a quotation comes from, whatever the verb after it: "« … », peste un chef"."""
    for match in _AFTER_QUOTE.finditer(text):
        i = word_at(page.words, match.end())
        if i < len(page.words) and page.words[i].low not in source_words().before_verb:
            yield from (Cited(phrase) for phrase in _after(page, i + 1, inverted=True))


def _verb(page: Page, matches: Iterator[re.Match[str]], denies: bool) -> Iterator[Cited]:
    words = page.words
    for match in matches:
        first, end = word_at(words, match.start()), word_at(words, match.end())
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
    """The subject of a verb at word `end`: right before it, with what it stands in apposition to, or far to its left."""
    words = page.words
    if end > 1 and words[end - 1].low == "qui":
        end -= 1
    phrase = _ending_at(page, end)
    if phrase is None:
        yield from _opening(page, end)
        return
    yield phrase
    opening = phrase.first
    while (
        opening > 0
        and words[opening].gap in ("", " ")
        and phrase.first - opening < 4
        and not words[opening - 1].capital
    ):
        opening -= 1
    if words[opening].gap in (", ", " (") and opening > 0:
        outer = _ending_at(page, opening)
        if outer:
            yield outer


def _opening(page: Page, end: int) -> Iterator[Phrase]:
    """The phrase that opens the sentence, where the verb at word `end` follows later in it."""
    words, i = page.words, end - 1
    while i > 0 and end - i < 3 * REACH and not re.search(r"[.;:!?»\n]", words[i].gap):
        i -= 1
    if i >= 0 and (i == 0 or re.search(r"[.;:!?»\n]", words[i].gap)):
        phrase = phrase_at(page, i, lone=words[i].capital and end - i < 8)
        if phrase and phrase.end < end:
            yield phrase


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
    return (
        i + 1 == end
        and words[i].gap.strip() in ("(", "«", '"', "")
        and (words[i].text.isupper() or is_number(words[i].low))
    )


def _after(page: Page, i: int, inverted: bool) -> Iterator[Phrase]:
    """The addressee ("à l'AFP") and, where the subject follows, the subject after a verb that ends before word `i`."""
    words, stop = page.words, i + 12
    while i < min(len(words), stop):
        if not re.fullmatch(r"[ ,]*[«\"]? ?|", words[i].gap):
            return
        if words[i].gap == ", " and i + 1 < len(words) and words[i + 1].gap == ", ":
            i += 1
            continue
        low = words[i].low
        if low in ("a", "au", "aux") and words[i].text != "a":
            phrase = phrase_at(page, i + 1 if low == "a" else i, lone=True) if i + 1 < len(words) else None
            if phrase is None or phrase.kind == "document":
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
            subject = (
                phrase_at(page, i) if inverted and words[i].low in ("le", "la", "l'", "son", "de") else None
            )
            if subject:
                yield from (cited.phrase for cited in _with_inner(page, subject))
                return
            i += 1
        else:
            subject = phrase_at(page, i, lone=words[i].capital) if inverted else None
            if subject:
                yield from (cited.phrase for cited in _with_inner(page, subject))
            return
