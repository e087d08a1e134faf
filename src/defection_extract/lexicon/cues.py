"""Cue words of cues.toml, compiled: which cues stand where in a folded text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from .loader import load_table
from .openings import Openings, openings


def _alternation(items: list[str]) -> str:
    words = (re.escape(item).replace(r"\*", r"[\w'-]*") for item in items)
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def cue_patterns() -> dict[str, re.Pattern[str]]:
    """Cue class → regular expression over folded text; once per process."""
    table = load_table("cues")
    return {name: re.compile(rf"(?<![\w])(?:{_alternation(items)})(?![\w])") for name, items in table.items()}


@cache
def _openings() -> tuple[list[tuple[str, re.Pattern[str]]], Openings]:
    """The classes by number, and how their cues begin."""
    classes = list(cue_patterns().items())
    return classes, Openings(openings(pattern.pattern) for _, pattern in classes)


def cues_in(sentences: Sequence[str]) -> list[set[str]]:
    """The classes of cues in each of several folded texts, looked for in all of them at once."""
    classes, begins = _openings()
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
