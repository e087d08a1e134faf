"""Names of armed groups as canonical words: what makes two spellings of one name equal.

Names and texts are compared as sequences of words: folded, without Arabic articles, whatever stands between them
(space, hyphen, apostrophe, quotation mark, line break). A second form, the sound of each word, makes the
transliterations of one Arabic name equal ("Jaïch", "Jaysh", "Jeish").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from ..lexicon.folding import fold

_WORD = re.compile(r"(?:[a-z]\.){2,}|[^\W_]+")
_BREAK = re.compile(r"[.,;:!?()\[\]/|…•–—]|\n\s*\n")
_ARTICLES = {"al", "el"}
_HYPHENATED_ARTICLES = {
    "ad",
    "ar",
    "as",
    "ash",
    "ach",
    "an",
    "at",
    "az",
    "a",
    "ed",
    "er",
    "ez",
    "es",
    "ech",
    "et",
    "en",
}
BREAK = "|"


@dataclass(frozen=True, slots=True)
class Words:
    """A text as canonical words, with the pseudo-word "|" where punctuation parts them.

    `spans[i]` is where word i stands in the text, `articles[i]` where the Arabic article before it starts (the
    word's own start if there is none).
    """

    text: str
    words: list[str]
    spans: list[tuple[int, int]]
    articles: list[int]

    def is_capital(self, i: int) -> bool:
        """Whether word i starts with a capital in the text."""
        return self.text[self.spans[i][0]].isupper()

    def raw(self, i: int) -> str:
        """Word i as written."""
        return self.text[slice(*self.spans[i])]


def words_of(text: str) -> Words:
    """The canonical words of a text."""
    folded = fold(text)
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    articles: list[int] = []
    end, article = 0, -1
    for match in _WORD.finditer(folded):
        start = match.start()
        if end and _BREAK.search(folded, end, start):
            words.append(BREAK)
            spans.append((end, end + 1))
            articles.append(end)
            article = -1
        end = match.end()
        word = match.group()
        if word in _ARTICLES or (word in _HYPHENATED_ARTICLES and folded[end : end + 1] == "-"):
            article = start if article < 0 else article
            continue
        words.append(word.replace(".", ""))
        spans.append((start, end))
        articles.append(start if article < 0 else article)
        article = -1
    return Words(text, words, spans, articles)


def canonical(name: str) -> tuple[str, ...]:
    """The canonical words of a name."""
    return tuple(word for word in words_of(name).words if word != BREAK)


_SOUNDS = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"sch|sh|ch", "x"),
        (r"kh|q|ck", "k"),
        (r"gh", "g"),
        (r"dh|th(?=[aeiou])", "d"),
        (r"ou|oo|w(?![aeiou])|o", "u"),
        (r"ai|ay|ei|ey|ee|ie|y|e", "i"),
        (r"(.)\1+", r"\1"),
        (r"(?<=..)(?:ah|a|ih|h|i)$", ""),
    )
]


@lru_cache(65536)
def sound(word: str) -> str:
    """What the transliterations of one Arabic word share ("jaych", "jaish", "jeich" → "jish")."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


_ALTERNATION = re.compile(r"\(([^)]*)\)")


def expand(phrase: str) -> list[str]:
    """The phrases that "a (b|c) (d|)" stands for."""
    pieces = _ALTERNATION.split(phrase)
    choices = [piece.split("|") if i % 2 else [piece] for i, piece in enumerate(pieces)]
    return ["".join(choice) for choice in product(*choices)]


@lru_cache(1)
def ordinals() -> dict[str, int]:
    """The French ordinals from first to 999th, folded, hyphens as spaces → number."""
    from ..lexicon import load_table

    return {
        words: number for number in range(1, 1000) for words in _ordinal_words(number, load_table("groups"))
    }


def _ordinal_words(number: int, table: dict[str, dict[str, list[str]]]) -> list[str]:
    numerals = table["numerals"]
    hundreds, rest = divmod(number, 100)
    head = [] if not hundreds else ["cent"] if hundreds == 1 else [numerals["units"][hundreds - 1], "cent"]
    if not rest:
        return [" ".join([*head[:-1], "centieme"])]
    tens, unit = divmod(rest, 10)
    stem = numerals["tens"][tens - 2] if rest > 19 else ""
    below = rest if rest < 20 else unit + 10 * (tens in (7, 9))
    if not below:
        return [" ".join([*head, stem.removesuffix("e") + "ieme"])]
    link = ["et"] if stem and below in (1, 11) and tens != 8 and tens != 9 else []
    tails = numerals["ordinals"][below - 1].split("|") if not stem else [numerals["compound"][below - 1]]
    if head and below == 1 and not stem:
        tails = [numerals["compound"][0]]
    return [" ".join([*head, *stem.split(), *link, tail]) for tail in tails]
