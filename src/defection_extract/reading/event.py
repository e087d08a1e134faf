"""One defection as the reading sees it: its triggers, its modality, and the mentions that fill its slots."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .view import Mention


@dataclass(frozen=True)
class Filler:
    """A mention chosen for a slot, with its probability; `why`: the features that weighed most, where asked for."""

    mention: Mention
    probability: float
    why: tuple[tuple[str, float], ...] = ()


@dataclass
class Event:
    """One defection as read: its triggers in order with their weights, its modality, its slots, its probability."""

    triggers: list[Mention]
    weights: list[float]
    probability: float = 0.0
    factuality: str = "reported"
    scope: str = "incident"
    slots: dict[str, list[Filler]] = field(default_factory=dict)
    runners_up: dict[str, Filler] = field(default_factory=dict)


def key_of(mention: Mention) -> Any:
    """What a mention refers to: two mentions of one thing have one key."""
    value = mention.value
    if mention.kind in ("groups", "places"):
        return value.id or value.name
    if mention.kind == "persons":
        return ("person", value.cluster)
    for name in ("rank", "category", "name"):
        if getattr(value, name, None):
            return getattr(value, name)
    return mention.start


def compared(slot: str, mention: Mention) -> Any:
    """What values of a slot are compared by: a count by its bounds, a date by its words, others by what they name."""
    if slot == "count":
        return (mention.value.low, mention.value.best, mention.value.high)
    if slot == "date":
        return mention.span.text.lower()
    return mention.value.rank if slot == "ranks" else key_of(mention)


def thing_of(kind: str, mention: Mention) -> Any:
    """What the candidates of one kind that say the same have in common: what they refer to, or their rank.

    Numbers and dates stand each for itself.
    """
    if kind in ("counts", "dates"):
        return mention.start
    return mention.value.rank if kind == "ranks" else key_of(mention)


def things(kind: str, mentions: Iterable[Mention]) -> dict[Any, list[Mention]]:
    """The mentions of one kind by the thing that they name, in order of first mention."""
    found: dict[Any, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(thing_of(kind, mention), []).append(mention)
    return found
