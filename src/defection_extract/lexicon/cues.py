"""Cue words of cues.toml, compiled: which cues stand where in a folded text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

from ..cache import prepared
from .loader import load_table
from .openings import Openings


def _alternation(items: list[str]) -> str:
    words = (re.escape(item).replace(r"\*", r"[\w'-]*") for item in items)
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def cue_patterns() -> tuple[dict[str, re.Pattern[str]], Openings]:
    """Cue class → regular expression over folded text, and how these begin; once per process."""
    return prepared("cues", [Path(__file__).parent], _build)


def _build() -> tuple[dict[str, re.Pattern[str]], Openings]:
    patterns = {
        name: re.compile(rf"(?<![\w])(?:{_alternation(items)})(?![\w])")
        for name, items in load_table("cues").items()
    }
    return patterns, Openings(patterns.values())


def cues_in(sentences: Sequence[str]) -> list[set[str]]:
    """The classes of cues in each of several folded texts, looked for in all of them at once."""
    patterns, begins = cue_patterns()
    classes = list(patterns.items())
    text = "\n".join(sentences)
    starts = [0, *accumulate(len(sentence) + 1 for sentence in sentences)]
    bounds = [(start, start + len(sentence)) for start, sentence in zip(starts, sentences, strict=False)]
    found: list[set[str]] = [set() for _ in sentences]
    for i, place, numbers in begins.in_sentences(text, bounds):
        for number in numbers:
            name, pattern = classes[number]
            if name not in found[i] and pattern.match(text, starts[i] + place):
                found[i].add(name)
    return found
