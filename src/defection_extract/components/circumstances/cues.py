"""Reasons, means and reprisals: the expressions of lexicon/circumstances/."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ...cache import prepared
from ...lexicon import gap_patterns
from ...lexicon.gap_patterns import Rule, RuleBook, compile_pattern
from ...lexicon.loader import load_table, table_file

Found = tuple[int, int, str]
"""Start, end, category."""


@dataclass(frozen=True)
class _Reasons:
    book: RuleBook
    cause: re.Pattern[str]
    announces: re.Pattern[str]


@dataclass(frozen=True)
class _Cues:
    reasons: _Reasons
    reprisals: RuleBook
    means: RuleBook


@cache
def cues() -> _Cues:
    """All expressions, compiled; once per process. Raises DataError where a file is broken."""
    sources = [table_file("circumstances/reasons").parent, Path(__file__), Path(gap_patterns.__file__)]
    return prepared("circumstances", sources, lambda: _Cues(_reasons(), _rules("reprisals"), _rules("means")))


def _reasons() -> _Reasons:
    table = load_table("circumstances/reasons")
    book = RuleBook([Rule.of(row, row["category"], table["macros"]) for row in table["reason"]])
    cause = table["cause"]
    return _Reasons(book, compile_pattern(cause["words"], {}), compile_pattern(cause["announces"], {}))


def _rules(kind: str) -> RuleBook:
    """Rules of reprisals.toml or means.toml."""
    table = load_table(f"circumstances/{kind}")
    rows = table[kind.removesuffix("s") if kind == "reprisals" else kind]
    return RuleBook([Rule.of(row, row.get("kind", kind), {}) for row in rows])


def find_reasons(text: str, sentences: Sequence[tuple[int, int]]) -> list[Found]:
    """The reasons told in a folded text; `sentences` are its sentences as offsets, in order."""
    lexicon = cues().reasons
    texts = [text[start:end] for start, end in sentences]

    @cache
    def told(i: int) -> bool:
        return bool(lexicon.cause.search(texts[i]) or (i and lexicon.announces.search(texts[i - 1])))

    found = lexicon.book.find(text, sentences)
    return list(_longest((a, b, name) for a, b, name, i, needs_cue in found if not needs_cue or told(i)))


def find_cues(text: str, kind: str, sentences: Sequence[tuple[int, int]]) -> list[Found]:
    """The "reprisals" or "means" told in a folded text; `sentences` are its sentences as offsets, in order."""
    book = cues().reprisals if kind == "reprisals" else cues().means
    return list(_longest((a, b, name) for a, b, name, _, _ in book.find(text, sentences)))


def _longest(found: Iterable[Found]) -> Iterator[Found]:
    """Of overlapping expressions of one category the longest; all of different categories."""
    kept: dict[str, list[tuple[int, int]]] = {}
    for start, end, category in sorted(found, key=lambda item: (item[0] - item[1], item[0])):
        taken = kept.setdefault(category, [])
        if all(end <= a or b <= start for a, b in taken):
            taken.append((start, end))
            yield start, end, category
