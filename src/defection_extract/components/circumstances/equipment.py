"""Weapons, vehicles and kit, and what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ...lexicon.loader import load_table

REACH = 60
"""Characters between a verb and the thing that it is about."""


@dataclass(frozen=True)
class _Lexicon:
    """Equipment phrases (group `it`: the noun), verbs by status, and what is never taken nor handed over."""

    items: re.Pattern[str]
    status: tuple[tuple[str, re.Pattern[str]], ...]
    fixed: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    table = load_table("circumstances/equipment")
    nouns = "|".join(sorted(map(re.escape, table["items"]), key=len, reverse=True))
    determiners, adjectives = "|".join(table["determiners"]), "|".join(table["adjectives"])
    lead = rf"(?<!\w)(?:(?:{determiners})(?:(?<=') ?| ))+(?:\w+ )?"
    phrase = rf"{lead}(?P<it>{nouns})[sx]?(?!\w)(?: (?:{adjectives})(?!\w))?"
    status = tuple((name, re.compile(rf"(?<!\w){verb}(?!\w)")) for name, verb in table["status"].items())
    return _Lexicon(re.compile(phrase), status, frozenset(table["fixed"]))


def find_equipment(text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, item and status of things that a folded text says were left, taken, given up, destroyed."""
    lexicon = _lexicon()
    for start, end in sentences:
        last: tuple[int, str] | None = None
        for match in lexicon.items.finditer(text, start, end):
            status = _status(text, match.start(), start) or (_coordinated(text, last, match.start()))
            if status and not (match["it"] in lexicon.fixed and status in ("taken", "surrendered")):
                yield match.start(), match.end(), match["it"], status
                last = (match.end(), status)


def _status(text: str, at: int, sentence: int) -> str | None:
    """What the nearest verb before offset `at` says, in its clause."""
    window = re.split(r"[.;:!?]", text[max(sentence, at - REACH) : at])[-1]
    best: tuple[int, str] | None = None
    for name, verb in _lexicon().status:
        for match in verb.finditer(window):
            if best is None or match.start() > best[0]:
                best = (match.start(), name)
    return best[1] if best else None


def _coordinated(text: str, last: tuple[int, str] | None, at: int) -> str | None:
    """The status of the thing right before, joined by "et" or a comma."""
    if last is None or not re.fullmatch(r",? (?:et |ou |ainsi que |avec )?|, ", text[last[0] : at]):
        return None
    return last[1]
