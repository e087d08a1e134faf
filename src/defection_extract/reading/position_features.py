"""Where a mention stands to a trigger: before or after, how far, on which path, in which clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from .grammar import clause_of, clause_relation, governor, preposition, subject, topmost
from .labels import bucket, family

if TYPE_CHECKING:
    from .mention_features import About, Part
    from .view import Mention, View

SAYING = ("order=", "sent=", "dist=", "clause=")
"""How features of the position begin that the second look asks for."""
KEPT = 10_000
"""Sets of features that are kept from article to article: they are few, and recur."""


@dataclass(frozen=True, slots=True)
class Position:
    """How a mention stands to a trigger: its features, and those that tell most."""

    features: Part
    said: Part


def position(view: View, trigger: Mention, mention: Mention, about: About) -> Position:
    """How a mention stands to a trigger; `about` is what it says of itself."""
    kind, name = trigger.value.kind, trigger.value.name
    step = mention.sent - trigger.sent
    if step == 0:
        return _crossed(kind, name, tuple(_beside(view, trigger, mention, about.label)))
    apart = view.sentences[mention.sent].paragraph != view.sentences[trigger.sent].paragraph
    return _elsewhere(kind, name, max(-3, min(3, step)), apart, about.label)


@lru_cache(maxsize=KEPT)
def _elsewhere(kind: str, name: str, step: int, apart: bool, what: str) -> Position:
    """How a mention stands to a trigger `step` sentences away, at the most three."""
    order = "after" if step > 0 else "before"
    found = (f"sent={step}", f"sent={step}&paragraph={apart}", f"sent={step}&{what}", f"order={order}:other")
    return _crossed(kind, name, found)


def _crossed(kind: str, name: str, found: Part) -> Position:
    """A position with what tells with the kind of trigger, and with the trigger."""
    here = [f for f in found if f.startswith(("path", "order"))]
    crossed = [f"{kind}&{f}" for f in here] + [f"{name}&{f}" for f in here if f.startswith("order")]
    return Position((*found, *crossed), tuple(f for f in found if f.startswith(SAYING) and "&" not in f))


@lru_cache(maxsize=KEPT)
def cased(kind: str, name: str, telling: Part, cases: Part) -> Part:
    """What tells of a mention itself with a kind of trigger, and its prepositions with the trigger."""
    return (*(f"{kind}&{f}" for f in telling), *(f"{name}&{f}" for f in cases))


def _beside(view: View, trigger: Mention, mention: Mention, what: str) -> Iterator[str]:
    """How a mention stands to a trigger of its sentence."""
    order = (
        "inside"
        if trigger.start <= mention.start < trigger.end
        else "after"
        if mention.start >= trigger.end
        else "before"
    )
    yield f"order={order}"
    gap = max(mention.start - trigger.end, trigger.start - mention.end, 0)
    yield f"dist={order}:{bucket(gap)}"
    yield f"order={order}&{what}"
    path = view.path(trigger.root, mention.root)
    yield f"path={path}"
    yield f"path={path}&{what}"
    yield from _clause(view, trigger, mention, what)
    who = subject(view, trigger)
    if who is not None:
        inside = mention.start <= who.i < mention.end
        yield f"subject={inside}"
        yield f"undersubject={not inside and view.path(who.i, mention.root).startswith('↓')}"


def _clause(view: View, trigger: Mention, mention: Mention, what: str) -> Iterator[str]:
    """Where the mention's clause stands to the trigger's, and what its phrase is in it."""
    top = topmost(view, mention)
    verb = clause_of(top)
    relation = clause_relation(clause_of(governor(view, trigger)), verb)
    case = preposition(view, mention)
    yield f"clause={relation}"
    yield f"clause={relation}&{what}"
    yield f"clause={relation}&top={top.dep_}"
    yield f"clause={relation}&top={top.dep_}&{what}"
    yield f"clause={relation}&prep={case}&{what}"
    yield f"{trigger.value.name}&clause={relation}&prep={case}"
    if verb.pos_ == "VERB" and relation != "same":
        yield f"clauseverb={family(view.words[verb.i])}"
        yield f"clauseverb={family(view.words[verb.i])}&{what}&prep={case}"
