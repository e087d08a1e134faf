"""Which means, equipment and reprisals belong to an event: those told in its sentences or right after."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .event import Event
    from .view import Mention, View

KINDS = ("means", "equipment", "reprisals")
AFTER = {"means": 1, "equipment": 4, "reprisals": 5}
"""Sentences after an event's triggers in which each kind is still its own."""


def linked_circumstances(view: View, event: Event) -> dict[str, list[Mention]]:
    """Means, equipment and reprisals of an event, each once by category or item."""
    return {kind: _linked(view, event, kind) for kind in KINDS}


def _linked(view: View, event: Event, kind: str) -> list[Mention]:
    sents = {t.sent + step for t in event.triggers for step in range(AFTER[kind] + 1)}
    seen: dict[object, Mention] = {}
    for mention in (m for sent in sorted(sents) for m in view.inside(kind, sent)):
        value = mention.value
        key = getattr(value, "item", None) or (value.category if kind == "reprisals" else mention.start)
        seen.setdefault((key, getattr(value, "status", None)), mention)
    return list(seen.values())
