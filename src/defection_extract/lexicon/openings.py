"""Where a match of an expression can begin, so that many expressions are tried at few places of a text.

`re` looks for an expression that must not begin inside a word at every character of a text. Here its first
letters are read off once, and it is tried only where a word begins with them.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from ..errors import DataError
from .folding import fold

if sys.version_info >= (3, 11):
    from re import _parser as parser  # type: ignore[attr-defined]
else:
    import sre_parse as parser

LENGTH = 5
"""First letters that are read off an expression."""
_PLACE = re.compile(r"(?<!\w).", re.DOTALL)


def openings(pattern: str) -> frozenset[str]:
    """The first letters, folded, LENGTH at the most, that a match of the expression begins with.

    After fewer than LENGTH letters anything may follow; {""} where nothing is known.
    """
    nodes: Any = parser.parse(pattern)
    going, done = _read(nodes, {""})
    return frozenset({""} if "" in going | done else going | done)


def folded(text: str) -> str:
    """`text` as its openings are looked up: of the same length, and alike what `re` takes for the same letter."""
    return fold(text).replace("ı", "i").replace("ſ", "s")


def _read(nodes: Iterable[tuple[Any, Any]], before: set[str]) -> tuple[set[str], set[str]]:
    """What may stand after `before` once the nodes are read: what goes on with the next node, and what is done."""
    going, done = before, set()
    for op, value in nodes:
        going, ended = _after(op, value, going)
        done |= ended | {text for text in going if len(text) == LENGTH}
        going = {text for text in going if len(text) < LENGTH}
        if not going:
            break
    return going, done


def _after(op: Any, value: Any, before: set[str]) -> tuple[set[str], set[str]]:
    """The same for one node."""
    if op in (parser.ASSERT, parser.ASSERT_NOT, parser.AT):  # take no letter
        return before, set()
    if op == parser.LITERAL:
        return {text + folded(chr(value)) for text in before}, set()
    if op == parser.IN and all(kind == parser.LITERAL for kind, _ in value):
        return {text + folded(chr(code)) for text in before for _, code in value}, set()
    if op == parser.SUBPATTERN:
        return _read(value[3], before)
    if op == parser.BRANCH:
        ways = [_read(branch, before) for branch in value[1]]
        return set().union(*(going for going, _ in ways)), set().union(*(done for _, done in ways))
    if op in (parser.MAX_REPEAT, parser.MIN_REPEAT):
        least, most, inner = value
        going, done = _read(inner, before)
        once = (going, done) if most == 1 else (set(), going | done)
        return (once[0] | before, once[1]) if least == 0 else once
    return set(), before


class Openings:
    """Numbered expressions that do not begin inside a word, by what a match of them can begin with.

    Raises DataError for an expression that may begin with anything.
    """

    def __init__(self, patterns: Iterable[re.Pattern[str]]) -> None:
        self._by_text: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns):
            for text in openings(pattern.pattern):
                if not text:
                    raise DataError(f"lexicon: {pattern.pattern!r} may begin anyhow", "begin it with a word")
                self._by_text.setdefault(text, []).append(number)
        self.__setstate__(self._by_text)

    def __getstate__(self) -> dict[str, list[int]]:
        return self._by_text

    def __setstate__(self, by_text: dict[str, list[int]]) -> None:
        self._by_text = by_text
        self._at = lru_cache(1 << 13)(self._of)

    def _of(self, letters: str) -> tuple[int, ...]:
        """The expressions of which a match may begin with these letters."""
        found = {n for end in range(1, LENGTH + 1) for n in self._by_text.get(letters[:end], ())}
        return tuple(sorted(found))

    def places(self, text: str) -> dict[int, list[int]]:
        """For each expression the places of a folded text where a match may begin, in order."""
        found: dict[int, list[int]] = {}
        for _, place, numbers in self.in_sentences(text, [(0, len(text))]):
            for number in numbers:
                found.setdefault(number, []).append(place)
        return found

    def in_sentences(
        self, text: str, sentences: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Number of the sentence, place in it, and the expressions of which a match may begin there.

        `text` is folded; `sentences` are offsets of it, in order.
        """
        at, (found, letters) = self._at, _words(text)
        for i, (start, end) in enumerate(sentences):
            if numbers := at(text[start : start + LENGTH]):  # whatever stands before a sentence
                yield i, 0, numbers
            inside = slice(bisect_right(found, start), bisect_left(found, end))
            for place, numbers in zip(found[inside], map(at, letters[inside]), strict=True):
                if numbers:
                    yield i, place - start, numbers


@lru_cache(maxsize=2)  # components look at one text after the other
def _words(text: str) -> tuple[list[int], list[str]]:
    """Where something begins that is not inside a word, and with which letters."""
    places = [match.start() for match in _PLACE.finditer(text)]
    return places, [text[place : place + LENGTH] for place in places]


def matches(
    pattern: re.Pattern[str], text: str, places: Iterable[int], stop: int = sys.maxsize
) -> Iterator[re.Match[str]]:
    """Matches at places of a text that do not overlap and end before `stop`, as `finditer` gives them."""
    reached = 0
    for place in places:
        match = pattern.match(text, place, stop) if place >= reached else None
        if match:
            reached = match.end()
            yield match
