"""Small names for what mentions are: the vocabulary of the features."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..lexicon import load_table

if TYPE_CHECKING:
    from .view import Mention

FAMILY = 5
"""Letters that the words of a family share, about: "annonce", "annoncé", "annoncent"."""
STEPS = (0, 1, 2, 3, 5, 8, 12, 20, 35)


def family(word: str) -> str:
    """A word without its endings, roughly: what its forms share. Cheaper than a lemma, and never missing."""
    return word[:FAMILY]


def bucket(distance: int) -> str:
    """A distance in tokens as the name of its bucket."""
    for step in STEPS:
        if distance <= step:
            return str(step)
    return "far"


def coarse(setting: str) -> str:
    """A setting (see View.setting) as one of five."""
    if setting == "nowhere":
        return setting
    tenths = int(setting)
    return "away" if tenths < 2 else "mixed" if tenths < 6 else "near" if tenths < 9 else "home"


def label(mention: Mention) -> str:
    """What a mention is, coarsely: "group:government", "place:SY", "actor:fighter:abroad", "count:person"…"""
    value = mention.value
    if mention.kind == "groups":
        return f"group:{value.side or 'none'}" + (":zone" if value.zone else "")
    if mention.kind == "places":
        return f"place:{_country(value.country)}:{'country' if value.kind == 'country' else 'in'}"
    if mention.kind == "actors":
        abroad = (
            value.nationality and value.nationality not in load_table("inference")["nationalities"]["home"]
        )
        return f"actor:{value.kind}" + (":abroad" if abroad else "")
    if mention.kind == "counts":
        return f"count:{value.unit}"
    return mention.kind.removesuffix("s")


def _country(code: str | None) -> str:
    return str(code) if code in ("SY", "TR", "LB", "JO", "IQ", None) else "abroad"


def state(a: set[Any], b: set[Any]) -> str:
    """How two sets of values compare: "share", "differ", "new" (only `b` has any), "gone" (only `a`), "none"."""
    if a and b:
        return "share" if a & b else "differ"
    return "new" if b else "gone" if a else "none"
