"""Sources: who says so, by prepositions of citing, verbs of saying, documents and names of media."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...lexicon.words import Word, word_at
from .phrases import Page, Phrase, phrase_at, source_words
from .subjects import addressees, before_verb, joined, subject_after
from .verbs import patterns

_AFTER_QUOTE = re.compile(r"[»\"”] ?, (?=[a-z])")
_QUOTE = re.compile(r"[»\"] ?,")
_PARTED = re.compile(r"[,»\"]")
SIGNATURE = 60
"""Characters from the start of a line in which a name in brackets signs the dispatch: "ANKARA (AFP) -"."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A source phrase, and whether the verb is one of denial."""

    phrase: Phrase
    denies: bool = False


def find_sources(page: Page, text: str) -> Iterator[Cited]:
    """The sources that a folded text cites, each phrase once, in order."""
    seen: dict[tuple[int, int], Cited] = {}
    for finder in (_denying, _cited, _saying, _quoted, _documents, _media):
        for cited in finder(page, text):
            seen.setdefault((cited.phrase.first, cited.phrase.end), cited)
    yield from (seen[key] for key in sorted(seen))


def _cited(page: Page, text: str) -> Iterator[Cited]:
    """What follows a preposition of citing: "selon l'OSDH", "interrogé par Sana"."""
    words = page.words
    for match in patterns().citing.finditer(text):
        i = word_at(words, match.end())
        while i < len(words) and words[i].low in ("ce", "que", "qu'"):
            i += 1
        phrase = phrase_at(page, i, lone=match[0] not in ("sur", "aupres")) if i < len(words) else None
        if phrase and (match[0] != "sur" or phrase.kind == "media"):
            yield from (Cited(one) for one in joined(page, phrase))


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
    words = page.words
    for match in patterns().media.finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        if text[match.start() - 1] == "(" and match.start() - line < SIGNATURE:
            continue
        first = word_at(words, match.start())
        if _starts(words, first, match.start()) and words[first].capital:
            yield Cited(Phrase(first, word_at(words, match.end()), "media"))


def _saying(page: Page, text: str) -> Iterator[Cited]:
    """Subjects and addressees of verbs of saying."""
    return _verb(page, patterns().saying.finditer(text), denies=False)


def _denying(page: Page, text: str) -> Iterator[Cited]:
    """Subjects and addressees of verbs of denial."""
    return _verb(page, patterns().denial.finditer(text), denies=True)


def _quoted(page: Page, text: str) -> Iterator[Cited]:
    """Whom a quotation comes from, whatever the verb after it: "« … », peste un chef"."""
    for match in _AFTER_QUOTE.finditer(text):
        i = word_at(page.words, match.end())
        if i < len(page.words) and page.words[i].low not in source_words().before_verb:
            told, after = addressees(page, i + 1)
            yield from (Cited(phrase) for phrase in [*told, *subject_after(page, after)])


def _verb(page: Page, matches: Iterator[re.Match[str]], denies: bool) -> Iterator[Cited]:
    """Subjects and addressees of the verbs of `matches`."""
    words = page.words
    for match in matches:
        first, end = word_at(words, match.start()), word_at(words, match.end())
        if not _starts(words, first, match.start()):
            continue
        start = _verb_start(words, first)
        parted = start > 0 and bool(_PARTED.search(words[start].gap))
        told, after = addressees(page, end)
        quoted, passive = (
            bool(_QUOTE.search(words[start].gap)),
            "ete" in (word.low for word in words[start:first]),
        )
        precedes = [] if quoted or passive else list(before_verb(page, start))
        follows = subject_after(page, after)
        subjects = _subjects(follows, precedes, parted)
        if subjects and subjects[-1].first >= end:
            told += addressees(page, subjects[-1].end)[0]
        yield from (Cited(phrase, denies) for phrase in [*subjects, *told])


def _subjects(follows: list[Phrase], precedes: list[Phrase], parted: bool) -> list[Phrase]:
    """The subject of a verb: what precedes it, or if a comma or quotation parts them, what follows."""
    if not (parted and follows):
        return precedes or follows
    return [*follows, *(phrase for phrase in precedes if phrase.kind == "person")]


def _starts(words: Sequence[Word], i: int, offset: int) -> bool:
    """Whether word `i` begins at `offset`."""
    return i < len(words) and words[i].start == offset


def _verb_start(words: Sequence[Word], i: int) -> int:
    """The first word of the verb with auxiliaries, pronouns and negation before it."""
    while i > 0 and words[i].gap in ("", " ") and words[i - 1].low in source_words().before_verb:
        i -= 1
    return i
