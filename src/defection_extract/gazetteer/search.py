"""The search for places in a text, step by step: known names, unknown ones, countries by their soil."""

from __future__ import annotations

from collections.abc import Iterator

from .context import Context
from .mentions import KnownNames, Matches, Mention, longest
from .scene import Scene
from .unknown import UnknownNames
from .words import Words


def find_mentions(words: Words, blocked: set[int], matches: Matches) -> list[Mention]:
    """The mentions of places in a text, in order, not overlapping.

    `matches` are the names of the tables in it (first word, last word, rows), `blocked` the words inside
    names of groups.
    """
    scene = Scene(words, blocked)
    named = KnownNames(scene, matches)
    kept = named.places()
    kept += UnknownNames(scene, kept, named.rejected(kept), named.framed).find()
    kept += soil(scene, kept)
    return longest(kept)


def soil(scene: Scene, kept: list[Mention]) -> Iterator[Mention]:
    """Countries by their soil: "territoire turc", "la frontière turco-syrienne"."""
    taken = {i for m in kept for i in range(m.first, m.last + 1)}
    for i, noun in enumerate(scene.words.words):
        if noun not in scene.lex.soil:
            continue
        for length in (2, 1):
            after = scene.words.words[i + 1 : i + 1 + length]
            country = scene.lex.nationalities.get(" ".join(after)) if len(after) == length else None
            if country and taken.isdisjoint(range(i, i + 1 + length)):
                yield Mention(i, i + length, (), Context(cue=noun, kind=f"soil:{country}"))
                break
