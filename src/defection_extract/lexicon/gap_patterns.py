"""Patterns of the circumstance lexicons: folded regular expressions with gaps (~N) and macros (<name>)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    try:
        body = _MACRO.sub(lambda match: macros[match[1]], pattern)
        body = _GAP.sub(rf" \1(?:[^\\s.;:!?»\"]+ ){{0,\2}}{_ELIDED}", body)
        if "~" in body:
            raise KeyError("gap at the edge")
        return re.compile(rf"(?<!\w)(?:{body})(?!\w)")
    except (KeyError, re.error) as error:
        raise DataError(
            f"lexicon: {error} in pattern {pattern!r}", "correct the pattern or define the macro"
        ) from error


@dataclass(frozen=True)
class Rule:
    """Expressions of one category, tried only on texts that hold one of `anchors`."""

    category: str
    anchors: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    cued: tuple[re.Pattern[str], ...]
    """Those that tell it only with a cue of cause nearby."""

    @classmethod
    def of(cls, row: Mapping[str, Any], category: str, macros: Mapping[str, str]) -> Rule:
        """The rule of a row of a lexicon file. Raises DataError where an expression is broken."""
        patterns, cued = (
            tuple(compile_pattern(source, macros) for source in row.get(key, ()))
            for key in ("patterns", "cued")
        )
        return cls(category, tuple(row["anchors"]), patterns, cued)


class RuleBook:
    """Rules to find in a text sentence by sentence."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = rules
        self._all = [
            (rule, cued, pattern)
            for rule in rules
            for cued, patterns in ((False, rule.patterns), (True, rule.cued))
            for pattern in patterns
        ]
        self._openings = Openings(pattern for _, _, pattern in self._all)

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
            (rule, cued, pattern), start = self._all[number], sentences[i][0]
            part = "it" if "it" in pattern.groupindex else 0
            for match in matches(pattern, texts[i], places[number, i]):
                if any(anchor in texts[i] for anchor in rule.anchors):
                    yield start + match.start(part), start + match.end(part), rule.category, i, cued
