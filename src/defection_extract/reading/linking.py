"""Which triggers tell of the same defection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .argument_features import ArgumentFeatures
from .candidates import SINGLE, placed
from .event import Event, compared, things
from .first_look import slot_chances
from .link_features import LinkFeatures

if TYPE_CHECKING:
    from .model import LinearModel, Tallies
    from .settings import Settings
    from .view import Mention, View

RECENT = 6
"""Triggers of an event, counted from its last, that a new trigger is compared with."""
LATEST = 40
"""Events, counted from the last, that a new trigger may belong to: in a long article not one of all of them."""
FRAMED = ("counts", "persons", "dates", "groups", "places")
"""Kinds of candidates of which a trigger's own frame is made."""
LIKELY = 0.5
"""From this probability on a mention counts as a slot's in a trigger's own frame."""


def link(view: View, weights: Sequence[float], settings: Settings, tallies: Tallies) -> list[Event]:
    """Group the triggers that tell of the same defection, each with the likeliest earlier one or alone."""
    kept = [(t, w) for t, w in zip(view.triggers, weights, strict=True) if w >= settings.trigger]
    features = LinkFeatures(view, local_frames(view, [t for t, _ in kept], tallies))
    model, events = tallies.models["link"], list[Event]()
    for trigger, weight in kept:
        chances = [(_link_chance(model, features, e, trigger), e) for e in events[-LATEST:]]
        chance, event = max(chances, key=lambda item: item[0], default=(0.0, None))
        if event is not None and chance >= settings.link:
            event.triggers.append(trigger)
            event.weights.append(weight)
        else:
            events.append(Event([trigger], [weight]))
    return events


def _link_chance(model: LinearModel, features: LinkFeatures, event: Event, trigger: Mention) -> float:
    """How likely a trigger tells of an event: the mean over the event's last triggers."""
    chances = [model.probability(features.of(t, trigger)) for t in event.triggers[-RECENT:]]
    return sum(chances) / len(chances)


def local_frames(view: View, triggers: Sequence[Mention], tallies: Tallies) -> dict[int, dict[str, set[Any]]]:
    """What each trigger's own sentence gives for its slots: trigger's index → slot → keys of the values."""
    features = ArgumentFeatures(view, [[t] for t in triggers])
    pool = placed(view)
    frames: dict[int, dict[str, set[Any]]] = {}
    for number, trigger in enumerate(triggers):
        chosen: dict[str, list[Mention]] = {}
        for kind in FRAMED:
            here = things(kind, (mention for _, mention in pool.get(kind, {}).get(trigger.sent, ()))).values()
            asked = [
                (mentions[0], features.parts(number, features.nearest_first(number, mentions), chosen))
                for mentions in here
            ]
            likely = []
            for (mention, _), chances in zip(asked, slot_chances(tallies[kind], kind, asked), strict=True):
                slot = max(chances, key=lambda name: chances[name])
                if chances[slot] >= LIKELY:
                    likely.append((chances[slot], slot, mention))
            for _, slot, mention in sorted(likely, key=lambda item: -item[0]):
                if slot not in SINGLE.values() or slot not in chosen:
                    chosen.setdefault(slot, []).append(mention)
        frames[trigger.index] = {
            slot: {compared(slot, mention) for mention in found} for slot, found in chosen.items()
        }
    return frames
