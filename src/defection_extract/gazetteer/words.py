"""A text as the words that names are compared by.

Words are folded, without Arabic articles and apostrophes inside ("Maarrat al-Nu'man" → "maarrat numan");
whatever stands between two words of a name (space, hyphen, line break) is alike, punctuation parts them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ..lexicon.folding import fold

# Letters that have no decomposition, and apostrophes of all kinds: ʿayn and hamza are written with them.
_LETTERS = str.maketrans("\u2019\u2018\u02bc\u02bb\u02bf\u02be\u00b4`\u2032ıłøđ", "'" * 9 + "ilod")
_ELISIONS = r"(?:[cdjlmnst]|qu|lorsqu|jusqu|puisqu|quoiqu)(?=')"
_WORD = re.compile(rf"{_ELISIONS}|[^\W_]+(?:'[^\W_]+)*")
_BREAK = re.compile(r"[.,;:!?()\[\]{}/|…•–—«»\"“”=+*]|\n\s*\n")
_ARTICLES = frozenset({"al", "el", "az", "ez", "ash", "ach", "esh", "ech", "ad", "ed", "er"})
_HYPHENATED_ARTICLES = _ARTICLES | {
    "ul",
    "ar",
    "as",
    "ath",
    "at",
    "an",
    "a",
    "es",
    "et",
    "en",
    "e",
    "eth",
    "adh",
    "edh",
    "asch",
    "esch",
}
BREAK = "|"


@dataclass(frozen=True)
class Words:
    """The words of `text`, with the pseudo-word "|" where punctuation parts them.

    `starts[i]`, `ends[i]` are where word i stands in the text; `articles[i]` where the Arabic article before
    it starts, the word's own start if there is none.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    articles: list[int]

    @cached_property
    def line(self) -> str:
        """The words in one string, a space before and after each."""
        return f" {' '.join(self.words)} "

    @cached_property
    def places(self) -> list[int]:
        """Where each word starts in `line`."""
        places, at = [], 1
        for word in self.words:
            places.append(at)
            at += len(word) + 1
        return places

    @cached_property
    def capitals(self) -> list[bool]:
        """Whether each word starts with a capital."""
        text = self.text
        return [text[start].isupper() for start in self.starts]

    def capital(self, i: int) -> bool:
        """Whether word i starts with a capital."""
        return self.capitals[i]

    def written(self, first: int, last: int) -> str:
        """Words first…last as written, with the article before them."""
        return self.text[self.articles[first] : self.ends[last]]

    def at(self, offset: int) -> int:
        """Index of the first word that starts at or after the character `offset`."""
        return bisect_left(self.starts, offset)


def words_of(text: str) -> Words:
    """The words of a text."""
    folded = fold(text).translate(_LETTERS)
    found = Words(text, [], [], [], [])
    end, article = 0, -1
    for match in _WORD.finditer(folded):
        start = match.start()
        if end and not (start - end == 1 and folded[end] == " ") and _BREAK.search(folded, end, start):
            _add(found, BREAK, end, end, end)
            article = -1
        end = match.end()
        word = match.group()
        if word in _ARTICLES or (word in _HYPHENATED_ARTICLES and folded[end : end + 1] == "-"):
            article = start if article < 0 else article
            continue
        _add(found, word.replace("'", ""), start, end, start if article < 0 else article)
        article = -1
    return found


def _add(found: Words, word: str, start: int, end: int, article: int) -> None:
    found.words.append(word)
    found.starts.append(start)
    found.ends.append(end)
    found.articles.append(article)


@lru_cache(1 << 14)
def canonical(name: str) -> str:
    """The words of a name, joined by spaces: two names that differ only in writing are equal in it."""
    return " ".join(word for word in words_of(name).words if word != BREAK)
