"""The trigger lexicon: for each pivot word, the expressions to try around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..cache import prepared
from ..errors import DataError
from . import conjugation
from .loader import load_table
from .openings import Openings

_PIVOT = re.compile(r"\{([^{}\d][^{}]*)\}")
_VERB = re.compile(r"<([a-z_]+)>")
_AHEAD = re.compile(r" >(\d) (.*)$")
_GAP = re.compile(r" ?~(\d) ")
WORD = re.compile(r"\w+(?:-\w+)*")


@dataclass(frozen=True)
class TriggerEntry:
    """One expression of the lexicon, over folded text; `number` is its place in the lexicon."""

    name: str
    kind: str
    strength: int
    number: int
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class TriggerLexicon:
    """Entries by pivot word; `verb_of` leads from a verb form to its infinitive; `openings` are by number."""

    by_pivot: dict[str, tuple[TriggerEntry, ...]]
    verb_of: dict[str, str]
    openings: Openings


def _alternation(words: frozenset[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


def _spellings(item: str) -> list[str]:
    """The words that a pivot item such as "rallie?s?" stands for."""
    head, mark, tail = item.partition("?")
    if not mark:
        return [item]
    return [stem + rest for stem in (head, head[:-1]) for rest in _spellings(tail)]


class Compiler:
    """Turns the patterns of triggers.toml into regular expressions."""

    def __init__(self, table: dict[str, dict[str, str]]) -> None:
        self.verbs = {name: conjugation.forms(paradigm) for name, paradigm in table["verbs"].items()}
        self.macros = table["macros"]

    def pivots(self, pattern: str) -> set[str]:
        """The pivot words of a pattern. Raises DataError if it has none."""
        words: set[str] = set()
        for content in _PIVOT.findall(pattern):
            for item in content.split("|"):
                verb = _VERB.fullmatch(item)
                words |= self.verbs[verb[1]] if verb else set(_spellings(item.split()[-1]))
        if not words:
            raise DataError(f"lexicon triggers.toml: no pivot in {pattern!r}", "mark one word with braces")
        return words

    def compile(self, pattern: str) -> re.Pattern[str]:
        """The expression of a pattern. Raises DataError where it is broken."""
        try:
            return re.compile(self._regex(pattern))
        except re.error as error:
            raise DataError(f"lexicon triggers.toml: {error} in {pattern!r}", "mend the pattern") from error

    def _regex(self, pattern: str) -> str:
        """The pattern over folded text; a gap crosses no punctuation that ends a clause."""
        body = _PIVOT.sub(r"(?:\1)", pattern)
        body = _AHEAD.sub(r"(?=,?(?: [^\\s.;:!?]+){0,\1} \2)", body)
        body = _GAP.sub(r",? (?:[^\\s.;:!?]+ ){0,\1}", body)
        body = _VERB.sub(self._expand, body)
        return rf"(?<!\w){body}(?!\w)"

    def _expand(self, match: re.Match[str]) -> str:
        name = match[1]
        if name in self.macros:
            return str(self.macros[name])
        if name not in self.verbs:
            raise DataError(f"lexicon triggers.toml: unknown verb <{name}>", "add it to [verbs]")
        return _alternation(self.verbs[name])


@cache
def trigger_lexicon() -> TriggerLexicon:
    """The lexicon; once per process. Raises DataError where it is broken."""
    return prepared("triggers", [Path(__file__).parent], _build)


def _build() -> TriggerLexicon:
    table = load_table("triggers")
    compiler = Compiler(table)
    by_pivot: dict[str, list[TriggerEntry]] = {}
    patterns: list[re.Pattern[str]] = []
    for row in table["trigger"]:
        for source in row["patterns"]:
            pattern = compiler.compile(source)
            entry = TriggerEntry(row["name"], row["class"], row["strength"], len(patterns), pattern)
            patterns.append(pattern)
            for word in compiler.pivots(source):
                by_pivot.setdefault(word, []).append(entry)
    verb_of = {form: name for name, words in compiler.verbs.items() for form in words}
    found = {word: tuple(entries) for word, entries in by_pivot.items()}
    return TriggerLexicon(found, verb_of, Openings(patterns))
