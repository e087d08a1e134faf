"""Factions that no gazetteer lists, by the words that such names are made of: "Liwa X", milice « X »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ..cache import prepared
from ..lexicon import load_table
from ..lexicon.folding import fold
from ..lexicon.loader import table_file
from ..lexicon.openings import Openings, folded, matches

_CAPITAL = r"(?:(?:[Aa]l|[Ee]l|[Aa][stdnrz]|[Aa]sh|[Aa]ch|[Ee]d|[Ee]z|[Ee]ch)[- ])?[A-ZÀ-Ý][\w'-]+"
_NAME = rf"{_CAPITAL}(?:[ -](?:(?:ibn|bin|ben|wal|wa|bi|al|el|ed|as|ad)[ -])?{_CAPITAL}){{0,4}}"
_ARABIC_NAME = (
    rf"(?:(?:[Aa]l|[Ee]l|[Aa]s|[Aa]ch|[Aa]sh|[Aa]d)[- ][A-ZÀ-Ý][\w'-]+|(?:Abou|Abu|Aboul)[ -]{_CAPITAL})"
    rf"(?:[ -]{_CAPITAL}){{0,3}}"
)
_OF = r"(?:de la |de l'|des |du |de |d')"
_QUOTED = r"[«\"“] ?(?P<quoted>[^«»\"“”\n]{2,40}?) ?[»\"”]"


def _any(words: list[str]) -> str:
    # The text is not folded here, so that capitals show; accented letters are matched loosely.
    loose = {"e": "[eéèêë]", "a": "[aàâ]", "i": "[iîï]", "o": "[oô]", "u": "[uûù]", "c": "[cç]"}
    alternatives = sorted(words, key=len, reverse=True)
    return "(?i:" + "|".join("".join(loose.get(c, re.escape(c)) for c in word) for word in alternatives) + ")"


@cache
def faction_patterns() -> tuple[list[re.Pattern[str]], Openings]:
    """The expressions, and how they begin; once per process."""
    return prepared("factions", [table_file("groups").parent, Path(__file__)], _build)


def _build() -> tuple[list[re.Pattern[str]], Openings]:
    heads = load_table("groups")["heads"]
    arabic, french, loose = _any(heads["arabic"]), _any(heads["french"]), _any(heads["loose"])
    capital_french = _any(heads["capitalised"])
    patterns = [
        re.compile(rf"(?<![\w'-]){pattern}")
        for pattern in (
            rf"{_any(heads['councils'])} {_OF}{_NAME}",
            rf"(?=[A-Z]){arabic}[ -]{_NAME}",
            rf"(?P<head>{arabic}|{french}|{capital_french}|{loose}) {_QUOTED}",
            rf"{french} {_NAME}",
            rf"(?=[A-Z]){capital_french} {_OF}?{_NAME}",
            rf"(?=[A-Z]){capital_french} des {_any(heads['nicknames'])}\b(?: {_OF}{_NAME})?",
            rf"(?:{capital_french}|{loose}) {_ARABIC_NAME}",
            rf"{french} des {_any(heads['nicknames'])}\b(?: {_OF}{_NAME})?",
            rf"(?:{_any(heads['local'])}) {_OF}{_NAME}",
        )
    ]
    return patterns, Openings(patterns)


@cache
def _not_names() -> frozenset[str]:
    return frozenset(load_table("groups")["heads"]["not_names"])


def find_factions(text: str) -> Iterator[tuple[int, int]]:
    """Where names of factions stand, head word and quotation marks included; they may overlap."""
    patterns, starts = faction_patterns()
    begins = starts.places(folded(text))
    for number in sorted(begins):
        for match in matches(patterns[number], text, begins[number]):
            quoted = match.groupdict().get("quoted")
            end = _trimmed(text, match.start(), match.end("quoted" if quoted else 0))
            if end and not match.group().isupper() and not _of_rank(text, match.start()):
                yield match.start(), match.end() if end == match.end("quoted" if quoted else 0) else end


def _of_rank(text: str, start: int) -> bool:
    """Whether the head word only completes a rank: "général de brigade Untel"."""
    before = fold(text[max(0, start - 16) : start]).split()
    return (
        len(before) > 1
        and before[-1] == "de"
        and before[-2] in load_table("groups")["units"]["words"]["ranks"]
    )


def _trimmed(text: str, start: int, end: int) -> int:
    """The end without words that are no part of a name, 0 where none is left."""
    words = list(re.finditer(r"[^\s«»\"“”]+", text[start:end]))
    for i, word in enumerate(words[1:], 1):
        if word.group()[0].isupper() and fold(word.group()).strip("'") in _not_names():
            words = words[:i]
            break
    if len(words) < 2 or fold(words[-1].group()).strip("'") in ("de", "des", "du", "d", "la", "l"):
        return 0
    return start + words[-1].end()
