"""What speaks for an event as a whole: its triggers, its slots, and the events beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from .event import compared
from .labels import label

if TYPE_CHECKING:
    from .event import Event, Filler
    from .view import View

TENTHS = 10


class EventFeatures:
    """Features of the events of one article, for the question whether each is there at all."""

    def __init__(self, view: View, events: Sequence[Event]) -> None:
        self.view = view
        self.events = events

    def of(self, event: Event) -> list[str]:
        """The features of one event whose slots are filled."""
        return [*self._triggers(event), *self._slots(event), *self._others(event), *self._article()]

    def _triggers(self, event: Event) -> Iterator[str]:
        view, triggers = self.view, event.triggers
        best = max(event.weights)
        yield from _upto("weight", best)
        yield from _upto("sum", min(2.0, sum(event.weights)) / 2)
        yield f"triggers={min(4, len(triggers))}"
        strength = max(t.value.strength for t in triggers)
        yield f"strength={strength}"
        yield f"weight={_tenth(best)}&strength={strength}"
        for kind in {t.value.kind for t in triggers}:
            yield f"kind={kind}"
        yield f"modality={event.factuality}:{event.scope}"
        yield f"modality={event.factuality}&strength={strength}"
        setting = view.setting(triggers[0].sent - 1, triggers[-1].sent + 2)
        yield f"setting={setting}"
        for filler in event.slots["defected_from"]:
            yield f"setting={setting}&from={filler.mention.value.kind}"
            yield f"setting={view.setting()}&doc&from={filler.mention.value.kind}"
        yield f"first={triggers[0].sent == 0}"
        yield f"headlineonly={all(view.sentences[t.sent].headline for t in triggers)}"
        for cue in view.sentences[triggers[0].sent].cues & {"stop", "call", "condition", "question"}:
            yield f"cue={cue}"

    def _slots(self, event: Event) -> Iterator[str]:
        filled = [slot for slot, fillers in event.slots.items() if fillers]
        yield f"filled={min(6, len(filled))}"
        for slot, fillers in event.slots.items():
            if not fillers:
                yield f"no:{slot}"
                continue
            top = max(fillers, key=lambda f: f.probability)
            near = min(abs(top.mention.sent - t.sent) for t in event.triggers)
            yield f"has:{slot}"
            yield f"has:{slot}={_tenth(top.probability)}"
            yield f"has:{slot}&near={min(2, near)}"
            yield f"has:{slot}={label(top.mention)}"
            yield from self._value(slot, top)
        for slot, other in event.runners_up.items():
            if not event.slots[slot]:
                yield f"almost:{slot}={_tenth(other.probability)}"

    @staticmethod
    def _value(slot: str, filler: Filler) -> Iterator[str]:
        value: Any = filler.mention.value
        for name in ("side", "match", "country", "qualifier", "role", "unit", "id"):
            item = getattr(value, name, None)
            if item not in (None, ""):
                yield f"{slot}:{name}={item}"

    def _others(self, event: Event) -> Iterator[str]:
        """Whether an earlier or a likelier event has the same values: a retelling is no event."""
        before = [e for e in self.events if e.triggers[0].start < event.triggers[0].start]
        for slot in ("count", "persons", "date", "defected_from", "destinations"):
            mine = {compared(slot, f.mention) for f in event.slots[slot]}
            same = any(mine & {compared(slot, f.mention) for f in e.slots[slot]} for e in before)
            yield f"told:{slot}={bool(mine) and same}"
        yield f"events={min(4, len(self.events))}"
        yield f"likelier={any(max(e.weights) > max(event.weights) for e in self.events if e is not event)}"

    def _article(self) -> Iterator[str]:
        view = self.view
        home = sum(p.value.country == "SY" for p in view.mentions["places"])
        abroad = sum(p.value.country not in ("SY", None) for p in view.mentions["places"])
        forces = {g.value.side for g in view.mentions["groups"]}
        yield f"setting={view.setting()}"
        yield f"home={min(3, home)}"
        yield f"home={min(3, home)}&abroad={min(3, abroad)}"
        for side in forces:
            yield f"side={side}"
        yield f"foreign={'foreign' in forces}&home={min(2, home)}"
        yield f"strong={min(3, sum(t.value.strength == 3 for t in view.triggers))}"


def _tenth(p: float) -> int:
    return int(p * TENTHS)


def _upto(name: str, p: float) -> Iterator[str]:
    """A probability as a thermometer: one feature for every tenth that it reaches."""
    for step in range(_tenth(p) + 1):
        yield f"{name}>={step}"
