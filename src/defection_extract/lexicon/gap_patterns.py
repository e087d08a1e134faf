"""Patterns of the circumstance lexicons: folded regular expressions with gaps (~N) and macros (<name>)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ..errors import DataError
from .openings import Openings, matches

_GAP = re.compile(r" (\??)~(\d+) ")
_MACRO = re.compile(r"(?<!P)<([a-z_]+)>")
_ELIDED = "(?:(?:[cdjlmnst]|qu)')?"


def compile_pattern(pattern: str, macros: Mapping[str, str]) -> re.Pattern[str]:
    """A pattern over folded text; a gap of up to N words crosses no mark that ends a clause.

    Raises DataError for an unknown macro or a broken expression.
    """
    regex = expression(pattern, macros)
    try:
        return re.compile(regex)
    except re.error as error:
        raise DataError(f"lexicon: {error} in pattern {pattern!r}", "correct the pattern") from error


def expression(pattern: str, macros: Mapping[str, str]) -> str:
    """The regular expression that a pattern stands for. Raises DataError for an unknown macro."""
    try:
        body = _MACRO.sub(lambda match: macros[match[1]], pattern)
        body = _GAP.sub(rf" \1(?:[^\\s.;:!?»\"]+ ){{0,\2}}{_ELIDED}", body)
        if "~" in body:
            raise KeyError("gap at the edge")
        return rf"(?<!\w)(?:{body})(?!\w)"
    except KeyError as error:
        raise DataError(
            f"lexicon: {error} in pattern {pattern!r}", "correct the pattern or define the macro"
        ) from error


@dataclass(frozen=True)
class Rule:
    """Patterns of one category, tried only on texts that hold one of `anchors`; the first compiles them."""

    category: str
    anchors: tuple[str, ...]
    sources: tuple[str, ...]
    cued_sources: tuple[str, ...]
    macros: Mapping[str, str]

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """The expressions that tell it alone. Raises DataError where one is broken."""
        return tuple(compile_pattern(source, self.macros) for source in self.sources)

    @cached_property
    def cued(self) -> tuple[re.Pattern[str], ...]:
        """The expressions that need a cue of cause nearby. Raises DataError where one is broken."""
        return tuple(compile_pattern(source, self.macros) for source in self.cued_sources)

    @classmethod
    def of(cls, row: Mapping[str, Any], category: str, macros: Mapping[str, str]) -> Rule:
        """The rule of a row of a lexicon file."""
        sources, cued = tuple(row.get("patterns", ())), tuple(row.get("cued", ()))
        return cls(category, tuple(row["anchors"]), sources, cued, macros)


class RuleBook:
    """Rules to find in a text sentence by sentence; an expression is compiled where a sentence may hold it.

    `name` and `sources` are those of what is kept in the user's cache: how the expressions can begin.
    """

    def __init__(self, name: str, rules: Sequence[Rule], sources: Iterable[Path]) -> None:
        self.rules = rules
        self._all = [
            (rule, cued, i)
            for rule in rules
            for cued, patterns in ((False, rule.sources), (True, rule.cued_sources))
            for i in range(len(patterns))
        ]
        regexes = [
            expression((rule.cued_sources if cued else rule.sources)[i], rule.macros)
            for rule, cued, i in self._all
        ]
        self._openings = Openings.kept(name, regexes, [*sources, Path(__file__)])
        self._patterns: dict[int, re.Pattern[str]] = {}

    def find(
        self, text: str, sentences: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[int, int, str, int, bool]]:
        """Start, end and category of every match, the number of its sentence, and whether it needs a cue of cause.

        In the order of the rules. A rule is tried on the sentences with one of its anchors alone.
        """
        texts = [text[start:end] for start, end in sentences]
        places: dict[tuple[int, int], list[int]] = {}
        for i, place, numbers in self._openings.in_sentences(text, sentences):
            for number in numbers:
                places.setdefault((number, i), []).append(place)
        for number, i in sorted(places):
            rule, cued, _ = self._all[number]
            pattern, start = self._pattern(number), sentences[i][0]
            part = "it" if "it" in pattern.groupindex else 0
            for match in matches(pattern, texts[i], places[number, i]):
                if any(anchor in texts[i] for anchor in rule.anchors):
                    yield start + match.start(part), start + match.end(part), rule.category, i, cued

    def _pattern(self, number: int) -> re.Pattern[str]:
        if number not in self._patterns:
            rule, cued, i = self._all[number]
            self._patterns[number] = compile_pattern(
                (rule.cued_sources if cued else rule.sources)[i], rule.macros
            )
        return self._patterns[number]
