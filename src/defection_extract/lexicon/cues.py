"""Cue words of cues.toml, compiled: which cues stand where in a folded text."""

from __future__ import annotations

import re
from functools import cache

from .loader import load_table


def _alternation(items: list[str]) -> str:
    words = (re.escape(item).replace(r"\*", r"[\w'-]*") for item in items)
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def cue_patterns() -> dict[str, re.Pattern[str]]:
    """Cue class → regular expression over folded text; once per process."""
    table = load_table("cues")
    return {name: re.compile(rf"(?<![\w])(?:{_alternation(items)})(?![\w])") for name, items in table.items()}
