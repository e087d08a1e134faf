"""Events that tell of the same defection as an earlier one, seen once their slots are filled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .event import compared
from .grammar import subject
from .labels import bucket, state

if TYPE_CHECKING:
    from .event import Event
    from .model import Models
    from .view import View

COMPARED = (
    "count",
    "persons",
    "date",
    "defected_from",
    "defected_to",
    "places",
    "destinations",
    "sources",
    "ranks",
)
LATEST = 12
"""Events, counted from the last, that an event may retell: in a long article not one of all of them."""


def merge(view: View, events: list[Event], models: Models, least: float) -> list[Event]:
    """The events without retellings: the triggers of these, `least` likely, go to the event retold.

    Its slots are to be filled anew then.
    """
    features = RetellingFeatures(view)
    kept: list[Event] = []
    for event in events:
        chances = [(models["same"].probability(features.of(e, event)), e) for e in kept[-LATEST:]]
        chance, told = max(chances, key=lambda item: item[0], default=(0.0, None))
        if told is not None and chance >= least:
            paired = sorted(
                zip(told.triggers + event.triggers, told.weights + event.weights, strict=True),
                key=lambda item: item[0].start,
            )
            told.triggers, told.weights = [t for t, _ in paired], [w for _, w in paired]
        else:
            kept.append(event)
    return kept


class RetellingFeatures:
    """Features of pairs of events of one article, the one told first before the other."""

    def __init__(self, view: View) -> None:
        self.view = view

    def of(self, first: Event, second: Event) -> list[str]:
        """The features of one pair."""
        return [*self._slots(first, second), *self._modality(first, second), *self._position(first, second)]

    def _slots(self, first: Event, second: Event) -> Iterator[str]:
        """Slot by slot, whether the two hold the same."""
        states = {slot: state(_keys(first, slot), _keys(second, slot)) for slot in COMPARED}
        same = first.factuality == second.factuality and first.scope == second.scope
        for slot, how in states.items():
            yield f"{slot}={how}"
            yield f"{slot}={how}&same={same}"
        found = list(states.values())
        yield f"share={min(4, found.count('share'))}"
        yield f"differ={min(4, found.count('differ'))}"
        yield f"share={min(4, found.count('share'))}&differ={min(4, found.count('differ'))}"
        yield f"count={states['count']}&persons={states['persons']}"
        yield f"count={states['count']}&date={states['date']}"
        yield f"date={states['date']}&persons={states['persons']}"
        for filler in second.slots["count"][:1]:
            yield f"one={filler.mention.value.best == 1}&count={states['count']}"
            yield f"role={filler.mention.value.role}&count={states['count']}"

    @staticmethod
    def _modality(first: Event, second: Event) -> Iterator[str]:
        yield f"factuality={first.factuality}>{second.factuality}"
        yield f"scope={first.scope}>{second.scope}"

    def _position(self, first: Event, second: Event) -> Iterator[str]:
        view, trigger = self.view, second.triggers[0]
        last = max((t for t in first.triggers if t.start <= trigger.start), key=lambda t: t.start)
        step = trigger.sent - last.sent
        yield f"step={min(5, step)}"
        yield f"gap={bucket(trigger.start - last.end)}" if step == 0 else "apart"
        paragraphs = view.sentences[trigger.sent].paragraph - view.sentences[last.sent].paragraph
        yield f"paragraphs={min(3, paragraphs)}"
        yield f"headline={view.sentences[last.sent].headline}>{view.sentences[trigger.sent].headline}"
        yield f"opens={first.triggers[0].sent == 0}"
        yield f"kinds={last.value.kind}>{trigger.value.kind}"
        yield f"triggers={min(3, len(second.triggers))}"
        for cue in view.sentences[trigger.sent].cues & {
            "novelty",
            "aggregate",
            "attempt",
            "denial",
            "call",
            "plan",
        }:
            yield f"cue={cue}"
        yield from self._who(second)

    def _who(self, event: Event) -> Iterator[str]:
        """How the event's people are told: anew, or taken up."""
        view, trigger = self.view, event.triggers[0]
        who = subject(view, trigger)
        if who is None:
            yield "who=none"
            return
        yield f"who={who.pos_}"
        for token in who.children:
            if token.i < who.i:
                yield f"who={view.words[token.i]}"
        for actor in view.inside("actors", trigger.sent):
            if actor.start <= who.i < actor.end:
                yield f"definite={actor.value.definite}"


def _keys(event: Event, slot: str) -> set[Any]:
    return {compared(slot, filler.mention) for filler in event.slots.get(slot, ())}
