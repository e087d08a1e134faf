"""Weapons, vehicles and kit, and what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ...lexicon.loader import load_table

_DETERMINED = r"(?:(?:leurs?|ses|son|sa|ces|les|la|le|l'|des|un|une|du|de|d'|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\w+ze|vingt|\d+|plusieurs|quelques|quantite de) ?)+"
_LINK = r"(?:[^\s.;:!?]+ ){0,5}"
REACH = 60
"""Characters between a verb and the thing that it is about."""


@cache
def _patterns() -> tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...], frozenset[str]]:
    table = load_table("circumstances/equipment")
    nouns = "|".join(sorted((re.escape(item) for item in table["items"]), key=len, reverse=True))
    items = re.compile(
        rf"(?<!\w){_DETERMINED}(?:\w+ )?(?P<it>{nouns})[sx]?(?!\w)(?: (?:lourde?s?|legere?s?|blindee?s?|automatiques?|de chasse|antichars?|individuelles?))?"
    )
    status = tuple((name, re.compile(rf"(?<!\w){verb}(?!\w)")) for name, verb in table["status"].items())
    return items, status, frozenset(table["kept_places"])


def find_equipment(text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, item and status of each thing that a folded text says was left, taken, handed over or destroyed."""
    items, _, places = _patterns()
    for start, end in sentences:
        last: tuple[int, str] | None = None
        for match in items.finditer(text, start, end):
            status = _status(text, match.start(), start) or (_coordinated(text, last, match.start()))
            if status and not (match["it"] in places and status in ("taken", "surrendered")):
                yield match.start(), match.end(), match["it"], status
                last = (match.end(), status)


def _status(text: str, at: int, sentence: int) -> str | None:
    """What the nearest verb before offset `at` says, in its clause."""
    window = re.split(r"[.;:!?]", text[max(sentence, at - REACH) : at])[-1]
    best: tuple[int, str] | None = None
    for name, verb in _patterns()[1]:
        for match in verb.finditer(window):
            if best is None or match.start() > best[0]:
                best = (match.start(), name)
    return best[1] if best else None


def _coordinated(text: str, last: tuple[int, str] | None, at: int) -> str | None:
    """The status of the thing right before, joined by "et" or a comma."""
    if last is None or not re.fullmatch(r",? (?:et |ou |ainsi que |avec )?|, ", text[last[0] : at]):
        return None
    return last[1]
