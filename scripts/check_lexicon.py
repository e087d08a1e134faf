"""Check the tables of the lexicon: what is written twice, what is asked for and missing, what can never match.

    python scripts/check_lexicon.py

Prints one finding a line and exits with 1 if there is any. Every table is looked through for repeated entries of a
list; triggers.toml also for unknown and unused verbs, rows and patterns that stand twice, and patterns that are
broken or that no word can set off.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from defection_extract.errors import DataError
from defection_extract.lexicon.conjugation import forms
from defection_extract.lexicon.folding import fold
from defection_extract.lexicon.loader import load_table
from defection_extract.lexicon.trigger_patterns import WORD, Compiler

KINDS = {"leave", "join", "flee", "surrender", "resign", "move", "noun", "agent"}
"""Classes of expressions that annotations.TriggerValue knows."""
BY_PLACE = {"groups.numerals.tens", "feasts.lunar.ashura", "feasts.lunar.mawlid"}
"""Lists whose entries count by their place: repeated on purpose."""
_LEFT_OVER = re.compile(r"~\d|(?<!\?)<[a-z]+|(?<!\?)>\d|\{[^0-9,]")
_NAMED = re.compile(r"<([a-z_]+)>")
_ALTERNATIVES = re.compile(r"\{([^{}]+)\}")


def repeated(table: Any, where: str) -> Iterator[str]:
    """Strings that stand twice in one list, anywhere in a table."""
    if isinstance(table, dict):
        for key, value in table.items():
            yield from repeated(value, f"{where}.{key}")
    elif isinstance(table, list) and where.partition("[")[0] not in BY_PLACE:
        told = Counter(item for item in table if isinstance(item, str))
        yield from (f"{where}: {item!r} stands {n} times" for item, n in told.items() if n > 1)
        for number, item in enumerate(table, 1):
            yield from repeated(item, f"{where}[{number}]")


def check_verbs(table: dict[str, Any]) -> Iterator[str]:
    """Verbs that no pattern uses, and paradigms that are not folded."""
    used = {name for row in table["trigger"] for p in row["patterns"] for name in _NAMED.findall(p)}
    for name, paradigm in table["verbs"].items():
        if name not in used:
            yield f"triggers.verbs.{name}: no pattern uses it"
        unfolded = [form for form in forms(paradigm) if fold(form) != form]
        if unfolded:
            yield f"triggers.verbs.{name}: not folded: {', '.join(sorted(unfolded))}"


def check_rows(table: dict[str, Any]) -> Iterator[str]:
    """Rows with a name, class or strength that cannot be, and patterns that two rows hold."""
    names = Counter(row["name"] for row in table["trigger"])
    yield from (f"triggers: {n} rows are named {name!r}" for name, n in names.items() if n > 1)
    homes: dict[str, str] = {}
    for row in table["trigger"]:
        if row["class"] not in KINDS:
            yield f"triggers, {row['name']}: unknown class {row['class']!r}"
        if row["strength"] not in (1, 2, 3):
            yield f"triggers, {row['name']}: strength {row['strength']!r} is not 1, 2 or 3"
        for pattern in row["patterns"]:
            if homes.setdefault(pattern, row["name"]) != row["name"]:
                yield f"triggers: {pattern!r} stands in {homes[pattern]!r} and in {row['name']!r}"


def check_patterns(table: dict[str, Any]) -> Iterator[str]:
    """Patterns that cannot be compiled, that folded text cannot match, or whose pivot repeats an alternative."""
    compiler = Compiler(table)
    for row in table["trigger"]:
        for pattern in row["patterns"]:
            for problem in _problems(compiler, pattern):
                yield f"triggers, {row['name']}: {problem} in {pattern!r}"


def _problems(compiler: Compiler, pattern: str) -> Iterator[str]:
    if fold(pattern) != pattern and fold(pattern) != pattern.lower():
        yield "letters that folded text has not"
    for pivot in _ALTERNATIVES.findall(pattern):
        told = Counter(pivot.split("|"))
        yield from (f"{word!r} {n} times" for word, n in told.items() if n > 1)
    try:
        words = compiler.pivots(pattern)
        regex = compiler.compile(pattern).pattern
    except DataError as error:
        yield str(error)
        return
    yield from (f"mark {mark!r} left over" for mark in _LEFT_OVER.findall(regex))
    yield from (f"pivot {word!r} is no word" for word in words if not WORD.fullmatch(word))


def findings() -> Iterator[str]:
    """Everything that is wrong with the lexicon."""
    for file in sorted(files("defection_extract.lexicon").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            name = file.name.removesuffix(".toml")
            table = load_table(name)
            yield from repeated(table, name)
            if name == "triggers":
                for check in (check_verbs, check_rows, check_patterns):
                    yield from check(table)


if __name__ == "__main__":
    found = list(findings())
    print(*found, sep="\n")
    sys.exit(bool(found))
