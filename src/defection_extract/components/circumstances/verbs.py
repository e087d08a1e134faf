"""Verbs of saying and denying, prepositions of citing, names of media: sources.toml compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ...lexicon.gap_patterns import compile_pattern
from ...lexicon.loader import load_table

_ENDINGS = "(?:e|es|ent|ait|aient|a|erent|ant|ee|ees)"


@dataclass(frozen=True)
class Patterns:
    """Expressions over folded text."""

    saying: re.Pattern[str]
    denial: re.Pattern[str]
    citing: re.Pattern[str]
    media: re.Pattern[str]


def _verbs(stems: list[str], forms: list[str]) -> re.Pattern[str]:
    """Forms of verbs in -er by their stems, and other forms, the longest first."""
    return compile_pattern(f"{_any(forms)}|(?:{'|'.join(stems)}){_ENDINGS}", {})


def _any(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def patterns() -> Patterns:
    """The patterns; once per process. Raises DataError where sources.toml is broken."""
    table = load_table("circumstances/sources")
    return Patterns(
        saying=_verbs(table["saying_stems"], table["saying_forms"]),
        denial=_verbs(table["denial_stems"], table["denial_forms"]),
        citing=compile_pattern(_any(table["citing"]), {"participle": table["participle"]}),
        media=compile_pattern(_any([re.escape(name) for name in table["names"]["media"]]), {}),
    )


@cache
def is_saying(word: str) -> bool:
    """Whether a folded word is a form of a verb of saying or denying."""
    return bool(patterns().saying.fullmatch(word) or patterns().denial.fullmatch(word))
