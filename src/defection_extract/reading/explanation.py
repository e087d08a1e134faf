"""Why a value was chosen: the features that weighed most when it was looked at by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .argument_features import ArgumentFeatures
from .candidates import QUESTIONS, reached
from .event import thing_of
from .model import load_models

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .event import Event
    from .view import View


def explain(view: View, events: Sequence[Event]) -> None:
    """Set `why` of every filler of the events."""
    features = ArgumentFeatures(view, [event.triggers for event in events])
    for number, event in enumerate(events):
        chosen = {slot: [filler.mention for filler in fillers] for slot, fillers in event.slots.items()}
        for kind, labels in QUESTIONS.items():
            near = reached(view, kind, event.triggers)
            for label, slot in labels.items():
                for place, filler in enumerate(event.slots[slot]):
                    thing = thing_of(kind, filler.mention)
                    mentions = [mention for mention in near if thing_of(kind, mention) == thing]
                    told = features.of_thing(number, mentions, chosen)
                    why = tuple(load_models()[kind].strongest(told, label))
                    event.slots[slot][place] = replace(filler, why=why)
