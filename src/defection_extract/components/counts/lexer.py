"""Text to words for counting: a number in figures is one word, however it is grouped."""

from __future__ import annotations

import re

from ...lexicon.words import Word, straight

_GROUPED = r"\d{1,3}(?:[ .\u202f\u2009]\d{3}){1,3}(?![\w]|[.,]\d)|\d{1,3},\d{3}(?![\w,])"
_ENDLESS = r"\d(?=[\d.,]{24})[\d.,]*"  # a table or an identifier, one word that is no number
_NUMBER = r"\d+(?:,\d{1,2})?(?!\w)"
_WORD = r"(?:[ldnsjmtc]|qu|lorsqu|jusqu|puisqu|quoiqu)'(?=\w)|ex-(?=\w)|\w+(?:[-']\w+)*|[%€$]"
_TOKEN = re.compile(rf"(?<![\w])(?:{_ENDLESS}|{_GROUPED}|{_NUMBER})|{_WORD}")
_LOUD = 0.7
"""Share of capitals among the letters of a line in capitals."""


def read_words(text: str) -> list[Word]:
    """The words of `text`; in lines of capitals no word counts as capitalised."""
    folded = straight(text)
    words: list[Word] = []
    last = start = 0
    for line in text.splitlines(keepends=True):
        stop = start + len(line)
        written = folded if _shouted(line) else text
        for match in _TOKEN.finditer(folded, start, stop):
            begin, end = match.span()
            words.append(Word(begin, end, written[begin:end], match[0], folded[last:begin]))
            last = end
        start = stop
    return words


def _shouted(line: str) -> bool:
    letters = [char for char in line if char.isalpha()]
    return len(letters) > 8 and sum(map(str.isupper, letters)) > _LOUD * len(letters)


def ends_sentence(words: list[Word], i: int) -> bool:
    """Whether a sentence ends between word `i - 1` and word `i`."""
    gap = words[i].gap
    if "\n" in gap or any(mark in gap for mark in "!?;…"):
        return True
    return (
        "." in gap
        and (words[i].text[:1].isupper() or words[i].text[:1].isdigit())
        and len(words[i - 1].low) > 3
    )
