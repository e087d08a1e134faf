"""Reasons, means and reprisals: the expressions of lexicon/circumstances/."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ...lexicon.gap_patterns import Rule, RuleBook, compile_pattern
from ...lexicon.loader import load_table, table_file

Found = tuple[int, int, str]
"""Start, end, category."""


@dataclass(frozen=True)
class _Reasons:
    book: RuleBook
    cause: re.Pattern[str]
    announces: re.Pattern[str]


@cache
def _reasons() -> _Reasons:
    table = load_table("circumstances/reasons")
    macros = table["macros"]
    rules = tuple(Rule.of(row, row["category"], macros) for row in table["reason"])
    cause = table["cause"]
    book = RuleBook("reasons", rules, [table_file("circumstances/reasons")])
    return _Reasons(book, compile_pattern(cause["words"], {}), compile_pattern(cause["announces"], {}))


@cache
def _rules(kind: str) -> RuleBook:
    """Rules of reprisals.toml or means.toml."""
    table = load_table(f"circumstances/{kind}")
    rows = table[kind.removesuffix("s") if kind == "reprisals" else kind]
    rules = tuple(Rule.of(row, row.get("kind", kind), {}) for row in rows)
    return RuleBook(kind, rules, [table_file(f"circumstances/{kind}")])


def find_reasons(text: str, sentences: Sequence[tuple[int, int]]) -> list[Found]:
    """The reasons told in a folded text; `sentences` are its sentences as offsets, in order."""
    lexicon = _reasons()
    texts = [text[start:end] for start, end in sentences]

    @cache
    def told(i: int) -> bool:
        return bool(lexicon.cause.search(texts[i]) or (i and lexicon.announces.search(texts[i - 1])))

    found = lexicon.book.find(text, sentences)
    return list(_longest((a, b, name) for a, b, name, i, needs_cue in found if not needs_cue or told(i)))


def find_cues(text: str, kind: str, sentences: Sequence[tuple[int, int]]) -> list[Found]:
    """The "reprisals" or "means" told in a folded text; `sentences` are its sentences as offsets, in order."""
    return list(_longest((a, b, name) for a, b, name, _, _ in _rules(kind).find(text, sentences)))


def _longest(found: Iterable[Found]) -> Iterator[Found]:
    """Of overlapping expressions of one category the longest; all of different categories."""
    kept: dict[str, list[tuple[int, int]]] = {}
    for start, end, category in sorted(found, key=lambda item: (item[0] - item[1], item[0])):
        taken = kept.setdefault(category, [])
        if all(end <= a or b <= start for a, b in taken):
            taken.append((start, end))
            yield start, end, category
