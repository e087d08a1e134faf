"""The rules of dates.toml, compiled: a token class is a character, a rule a regular expression over them."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ...cache import prepared
from ...errors import DataError
from ...lexicon.loader import load_table, table_file
from . import lexer
from .lexer import OTHER, STOP, Token

AHEAD = 8
"""Words that a rule looks ahead, at the most."""
FIRST_CODE = 0x80
"""Classes are written as characters from here on: below 256, for of others `re` compiles sets slowly."""
_PIECE = re.compile(r"\(\?(?:<?[=!])|(?:([a-z]+\d?)=)?([a-z_]+)|[()|?*+^$]|\{\d+,\d+\}")
_MACRO = re.compile(r"<([a-z_]+)>")


@dataclass(frozen=True)
class Rule:
    """A rule: over class codes, with the form that it makes; `form` None says that the words are no date.

    Every match holds a character of each of `needs`.
    """

    name: str
    pattern: re.Pattern[str]
    form: dict[str, Any] | None
    traits: dict[str, Any]
    examples: tuple[str, ...]
    needs: tuple[frozenset[str], ...] = ()

    def may_match(self, chars: Set[str]) -> bool:
        """Whether a text of these characters holds one of each that the rule needs."""
        return not any(need.isdisjoint(chars) for need in self.needs)


@dataclass(frozen=True)
class Wrapper:
    """Words before a date that open it to one side ("depuis"), with the role that they give."""

    pattern: re.Pattern[str]
    op: str
    role: str


@dataclass(frozen=True)
class Found:
    """A rule found on tokens[first:last] with its form filled in."""

    rule: Rule
    first: int
    last: int
    form: dict[str, Any] | None


class Codes:
    """Class name → character, and set name → the characters of its classes."""

    def __init__(self, table: dict[str, Any]) -> None:
        names = [OTHER, STOP, *_built_in, *table["words"], *table["values"]]
        self.of = {name: chr(FIRST_CODE + i) for i, name in enumerate(dict.fromkeys(names))}
        self.sets: dict[str, str] = {}
        for name, members in table["sets"].items():
            self.sets[name] = "".join(self.chars(member) for member in members)

    def chars(self, name: str) -> str:
        """The characters of a class or set. Raises DataError where there is none of that name."""
        if name in self.sets:
            return self.sets[name]
        if name not in self.of:
            raise DataError(
                f"lexicon dates.toml: unknown class or set {name!r}", "add it to [words] or [sets]"
            )
        return self.of[name]


_built_in = ("digits", "number_word", "ordinal_day", "year_num", "big", "clock", "date_num", "day_num")


class Grammar:
    """The compiled rules. Raises DataError where dates.toml is broken."""

    def __init__(self) -> None:
        table = load_table("dates")
        self.codes = Codes(table)
        self.macros: dict[str, str] = table["macros"]
        self.rules = tuple(self._rules(table["rule"]))
        self.wrappers = tuple(self._wrapper(row) for row in table["wrapper"])
        self.known = re.compile(f"[^{self.codes.of[OTHER]}]+")

    def _rules(self, rows: Sequence[dict[str, Any]]) -> Iterator[Rule]:
        for row in rows:
            traits = {k: v for k, v in row.items() if k not in ("name", "match", "form", "examples")}
            matches = [row["match"]] if isinstance(row["match"], str) else row["match"]
            for match in matches:
                pattern = self.compile(match)
                needs = tuple(self._needs(deque(_PIECE.finditer(self._expanded(match)))))
                yield Rule(row["name"], pattern, row.get("form"), traits, tuple(row["examples"]), needs)

    def _wrapper(self, row: dict[str, str]) -> Wrapper:
        return Wrapper(self.compile(f"({row['match']})$"), row["op"], row["role"])

    def compile(self, match: str) -> re.Pattern[str]:
        """A rule's pattern as a regular expression over class characters."""
        match = self._expanded(match)
        try:
            return re.compile("".join(self._piece(piece) for piece in _PIECE.finditer(match)))
        except re.error as error:
            raise DataError(f"lexicon dates.toml: {match!r}: {error}", "mend the rule") from error

    def _expanded(self, match: str) -> str:
        for _ in range(4):
            match = _MACRO.sub(self._macro, match)
        return match

    def _needs(self, pieces: deque[re.Match[str]]) -> list[frozenset[str]]:
        """What no match of the pieces up to the next closing bracket, which are taken out, can be without."""
        ways: list[list[frozenset[str]]] = [[]]
        while pieces and (piece := pieces.popleft())[0] != ")":
            found: list[frozenset[str]] = []
            if piece[0] == "|":
                ways.append([])
            elif piece[0].startswith("("):
                inside = self._needs(pieces)
                found = inside if piece[0] == "(" else []  # what is only looked at is not matched
            elif piece[2] is not None:
                found = [frozenset(self.codes.chars(piece[2]))]
            if not (pieces and (pieces[0][0] in "?*" or pieces[0][0].startswith("{0"))):
                ways[-1] += found
        if len(ways) == 1:
            return ways[0]
        return [frozenset().union(*(min(way, key=len) for way in ways))] if all(ways) else []

    def _macro(self, match: re.Match[str]) -> str:
        if match[1] not in self.macros:
            raise DataError(f"lexicon dates.toml: unknown macro <{match[1]}>", "add it to [macros]")
        return f"({self.macros[match[1]]})"

    def _piece(self, match: re.Match[str]) -> str:
        if match[2] is None:
            return "(?:" if match[0] == "(" else match[0]
        chars = f"[{self.codes.chars(match[2])}]"
        # a key may stand in several branches: the group's place makes its name unique
        return f"(?P<{match[1]}_{match.start()}>{chars})" if match[1] else chars

    def encode(self, tokens: Sequence[Token]) -> str:
        """One character a token."""
        codes = self.codes.of
        return "".join([codes[token.kind] for token in tokens])

    def find(self, tokens: Sequence[Token]) -> list[Found]:
        """The longest matches that do not overlap, in order; of equally long ones the earlier rule.

        No rule takes in a word of the class OTHER: they are tried on what lies between such words.
        """
        text = self.encode(tokens)
        found = [
            (match.start() - match.end(), order, match)
            for start, end in (stretch.span() for stretch in self.known.finditer(text))
            for order, rule in _fitting(self, frozenset(text[start:end]))
            for match in rule.pattern.finditer(text, start, end + AHEAD)
            if match.start() < end and match.end() > match.start()
        ]
        found.sort(key=lambda item: (item[0], item[2].start(), item[1]))
        taken = bytearray(len(text))
        kept = []
        for _, order, match in found:
            first, last = match.span()
            if not any(taken[first:last]):
                taken[first:last] = b"\1" * (last - first)
                kept.append(self._found(self.rules[order], match, tokens))
        return sorted(kept, key=lambda item: item.first)

    def _found(self, rule: Rule, match: re.Match[str], tokens: Sequence[Token]) -> Found:
        groups = match.re.groupindex
        values = {
            key.split("_")[0]: tokens[match.start(i)].value
            for key, i in groups.items()
            if match.start(i) >= 0
        }
        form = None if rule.form is None else _fill(rule.form, values)
        return Found(rule, match.start(), match.end(), form)


def _fill(template: Any, values: dict[str, Any]) -> Any:
    """The template with "$a|b" replaced by the value kept as a, else b; keys without a value are left out."""
    if isinstance(template, dict):
        filled = {key: _fill(value, values) for key, value in template.items()}
        return {key: value for key, value in filled.items() if value is not None}
    if isinstance(template, str) and template.startswith("$"):
        return next((values[name] for name in template[1:].split("|") if name in values), None)
    return template


@lru_cache(maxsize=1 << 12)
def _fitting(grammar: Grammar, chars: frozenset[str]) -> list[tuple[int, Rule]]:
    """The rules, with their place in the order, that may match among these characters."""
    return [(order, rule) for order, rule in enumerate(grammar.rules) if rule.may_match(chars)]


@cache
def grammar() -> Grammar:
    """The grammar; once per process."""
    return prepared("grammar", [table_file("dates"), Path(__file__), Path(lexer.__file__)], Grammar)
