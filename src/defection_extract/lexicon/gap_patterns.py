"""Patterns of the circumstance lexicons: folded regular expressions with gaps (~N) and macros (<name>)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..errors import DataError

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

    def anchored(self, text: str) -> Iterator[int]:
        """Where the anchors stand in the text."""
        for anchor in self.anchors:
            at = text.find(anchor)
            while at >= 0:
                yield at
                at = text.find(anchor, at + 1)

    def find(self, text: str) -> Iterator[tuple[int, int, bool]]:
        """Start and end of every match, and whether it needs a cue of cause nearby."""
        if not any(anchor in text for anchor in self.anchors):
            return
        for patterns, needs_cue in ((self.patterns, False), (self.cued, True)):
            for pattern in patterns:
                for match in pattern.finditer(text):
                    part = "it" if "it" in pattern.groupindex else 0
                    yield match.start(part), match.end(part), needs_cue
