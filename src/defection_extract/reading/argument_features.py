"""What speaks for a mention filling a slot of an event, seen from the event's nearest trigger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from .labels import bucket
from .mention_features import MentionFeatures
from .position_features import KEPT, Position, cased, position

if TYPE_CHECKING:
    from .mention_features import Part
    from .view import Mention, View

LEADING = ("count", "persons", "date")
"""Slots that are filled first, and by which the others are weighed."""
SLOT_OF_KIND = {"counts": "count", "persons": "persons", "dates": "date"}
NEAREST = 3
"""Mentions of one thing that are looked at, the nearest to the event."""
RIVALS = 3
"""Mentions of a kind nearer to a trigger than another that are counted."""

Chosen = Mapping[str, Sequence["Mention"]]
"""Slot → the mentions that fill it."""
Gap = tuple[int, int]
"""How far apart two mentions stand: sentences, then tokens."""


class ArgumentFeatures:
    """Features of (event, mention) pairs of one article; an event is given by its triggers, in order.

    They come in parts, of which most recur: what a mention says of itself, how it stands to a trigger, …
    """

    def __init__(self, view: View, events: Sequence[Sequence[Mention]]) -> None:
        self.view = view
        self.events = events
        self._mentions = MentionFeatures(view)
        self._positions: dict[Any, Position] = view.memo.setdefault("positions", {})
        self._nearest: dict[tuple[int, str, int], tuple[Gap, Mention]] = {}
        self._told_in: dict[int, list[tuple[int, Mention]]] = {}
        for number, triggers in enumerate(events):
            for trigger in triggers:
                self._told_in.setdefault(trigger.sent, []).append((number, trigger))
        self._last = max(self._told_in, default=0)

    def nearest_first(self, event: int, mentions: Sequence[Mention]) -> Sequence[Mention]:
        """The mentions of one thing, those nearest to an event first."""
        if len(mentions) == 1:
            return mentions
        return sorted(mentions, key=lambda mention: self.distance(event, mention))

    def of_thing(self, event: int, mentions: Sequence[Mention], chosen: Chosen) -> list[str]:
        """The features of one thing for one event; see `parts`."""
        return list(chain.from_iterable(self.parts(event, self.nearest_first(event, mentions), chosen)))

    def parts(self, event: int, near: Sequence[Mention], chosen: Chosen) -> list[Part]:
        """The features of one thing for one event, in parts: all that speaks for or against its nearest mentions.

        `near` are its mentions, the nearest first; `chosen` are the mentions that fill the event's slots already.
        """
        if len(near) == 1:
            return [*self._of(event, near[0], chosen), ("mentions=1",)]
        found = chain.from_iterable(part for m in near[:NEAREST] for part in self._of(event, m, chosen))
        return [(*dict.fromkeys(found), f"mentions={min(4, len(near))}")]

    def said(self, event: int, mention: Mention) -> list[str]:
        """What tells most of how a mention stands to an event: what it is, its preposition, its place and clause."""
        _, trigger = self._from(event, mention)
        return [*self._mentions.of(mention).itself[:2], *self._position(trigger, mention).said]

    def distance(self, event: int, mention: Mention) -> Gap:
        """From the event's nearest trigger to the mention."""
        gap, _ = self._from(event, mention)
        return gap

    def _from(self, event: int, mention: Mention) -> tuple[Gap, Mention]:
        """The trigger of the event that is nearest to the mention, and how far it is."""
        key = (event, mention.kind, mention.index)
        found = self._nearest.get(key)
        if found is None:
            gaps = [(_gap(trigger, mention), trigger) for trigger in self.events[event]]
            found = self._nearest[key] = gaps[0] if len(gaps) == 1 else min(gaps, key=lambda item: item[0])
        return found

    def _of(self, event: int, mention: Mention, chosen: Chosen) -> list[Part]:
        """The features of one mention for one event."""
        gap, trigger = self._from(event, mention)
        about = self._mentions.of(mention)
        return [
            about.itself,
            cased(trigger.value.kind, trigger.value.name, about.telling, about.cases),
            self._position(trigger, mention).features,
            self._rivals(event, trigger, mention, gap),
            *_beside(mention, about.label, chosen),
            about.around,
        ]

    def _position(self, trigger: Mention, mention: Mention) -> Position:
        key = (trigger.index, mention.kind, mention.index)
        found = self._positions.get(key)
        if found is None:
            found = position(self.view, trigger, mention, self._mentions.of(mention))
            self._positions[key] = found
        return found

    def _rivals(self, event: int, trigger: Mention, mention: Mention, gap: Gap) -> Part:
        """Whether another event is nearer, and whether another mention of the kind is."""
        best, what = self._nearest_other(event, mention), self._mentions.of(mention).label
        closer = self._closer(trigger, mention, gap)
        return _rivalry(None if best is None else (best < gap, best[0] == 0), gap[0] == 0, closer, what)

    def _closer(self, trigger: Mention, mention: Mention, gap: Gap) -> int:
        """How many other mentions of the kind are nearer to the trigger than `gap`, RIVALS at the most."""
        inside, kind, at, steps = self.view.inside, mention.kind, trigger.sent, gap[0]
        found = 0
        for sent in range(at - steps + 1, at + steps):
            found += len(inside(kind, sent))
            if found >= RIVALS:
                return RIVALS
        for sent in (at - steps, at + steps) if steps else (at,):
            for other in inside(kind, sent):
                found += other.index != mention.index and _gap(trigger, other) < gap
        return min(RIVALS, found)

    def _nearest_other(self, event: int, mention: Mention) -> Gap | None:
        """How far the nearest trigger of another event is, None if there is no other event."""
        if len(self.events) < 2:
            return None
        for step in range(max(self._last, mention.sent) + 1):
            told = [*self._told_in.get(mention.sent - step, ())]
            told += self._told_in.get(mention.sent + step, ()) if step else ()
            gaps = [_gap(trigger, mention) for number, trigger in told if number != event]
            if gaps:
                return min(gaps)
        return None


def _gap(a: Mention, b: Mention) -> Gap:
    sentences, after, before = a.sent - b.sent, b.start - a.end, a.start - b.end
    tokens = after if after > before else before
    return (sentences if sentences >= 0 else -sentences), (
        tokens if tokens > 0 else 0
    )  # quicker than abs, max


@lru_cache(maxsize=KEPT)
def _rivalry(other: tuple[bool, bool] | None, here: bool, closer: int, what: str) -> Part:
    """`other`: whether another event is nearer, and in the mention's sentence; `here`: whether this one is."""
    if other is None:
        found: Part = ("only",)
    else:
        found = (f"nearer={'other' if other[0] else 'mine'}", f"otherin={other[1]}&in={here}")
    return (*found, f"rank={closer}", f"rank={closer}&{what}")


def _beside(mention: Mention, what: str, chosen: Chosen) -> Iterator[Part]:
    """Where the mention stands to what fills the event's other slots: its people, its number, its day."""
    for slot in LEADING:
        if slot != SLOT_OF_KIND.get(mention.kind):
            others = chosen.get(slot)
            yield _by(slot, _stands(mention, others), what) if others else (f"by:{slot}=none",)


@lru_cache(maxsize=KEPT)
def _by(slot: str, stands: str, what: str) -> Part:
    return f"by:{slot}={stands}", f"by:{slot}={stands}&{what}"


def _stands(mention: Mention, others: Sequence[Mention]) -> str:
    """Inside the nearest of others, so many words before or after it, or so many sentences."""
    other = others[0] if len(others) == 1 else min(others, key=lambda item: _gap(item, mention))
    step = mention.sent - other.sent
    if step:
        return f"sentence{max(-3, min(3, step)):+d}"
    if mention.start < other.end and other.start < mention.end:
        return "over"
    after = mention.start >= other.end
    return f"{'after' if after else 'before'}:{bucket(_gap(other, mention)[1])}"
