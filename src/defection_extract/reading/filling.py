"""What each slot of an event holds: of all candidates in reach those that are likely enough.

Every thing is looked at twice: by itself, for each event; then with what all things of all events got the first time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from .argument_features import SLOT_OF_KIND, ArgumentFeatures
from .candidates import LISTED, QUESTIONS, around, candidates, in_reach, listed, placed
from .choice import Choice, Weighed, agree
from .event import thing_of, things
from .second_look import second_look

if TYPE_CHECKING:
    from .event import Event, Filler
    from .model import LinearModel, Models
    from .settings import Settings
    from .view import Mention, View


def fill(view: View, events: Sequence[Event], settings: Settings, models: Models) -> None:
    """Choose the fillers of every slot of every event; their modality is known."""
    weighed = first_look(view, events, settings, models)
    if models.second:
        second_look(models.second, events, weighed)
    for kind, items in weighed.items():
        by_event = {number: list(group) for number, group in groupby(items, key=lambda item: item.event)}
        for number, event in enumerate(events):
            choice = _choice(view, kind, by_event.get(number, []), settings)
            event.slots |= choice.chosen
            event.runners_up |= choice.runners_up


def first_look(
    view: View, events: Sequence[Event], settings: Settings, models: Models
) -> dict[str, list[Weighed]]:
    """The things in reach of each event by kind, in the order of the events, each weighed by itself.

    Each kind is weighed with what is chosen of those that lead, which come before it.
    """
    features = ArgumentFeatures(view, [event.triggers for event in events])
    pool = {kind: placed(mentions) for kind, mentions in candidates(view).items()}
    found: dict[str, list[Weighed]] = {kind: [] for kind in QUESTIONS}
    for number, event in enumerate(events):
        chosen: dict[str, list[Mention]] = {}
        for kind, labels in QUESTIONS.items():
            near = [m for m in around(pool[kind], event.triggers) if in_reach(event.triggers, m)]
            items = []
            for mentions in things(kind, near):
                nearest = min(mentions, key=lambda m: features.distance(number, m))
                told = features.of_thing(number, mentions, chosen)
                chances, said = slot_chances(models[kind], labels, told), features.said(number, nearest)
                among = listed(view)[kind].get(nearest.start) if kind in LISTED else None
                items.append(
                    Weighed(number, thing_of(kind, nearest), mentions, nearest, said, chances, among)
                )
            choice = _choice(view, kind, items, settings)
            if kind in SLOT_OF_KIND:
                chosen |= mentions_of(choice.chosen)
            found[kind] += items
    return found


def _choice(view: View, kind: str, items: Sequence[Weighed], settings: Settings) -> Choice:
    """The choice among things of one kind, members of an enumeration having spoken for each other."""
    agree(items)
    return Choice(items, list(QUESTIONS[kind].values()), settings, listed(view).get(kind, {}))


def mentions_of(slots: Mapping[str, Sequence[Filler]]) -> dict[str, list[Mention]]:
    """The mentions that fill slots."""
    return {slot: [filler.mention for filler in fillers] for slot, fillers in slots.items()}


def slot_chances(model: LinearModel, labels: Mapping[str, str], features: list[str]) -> dict[str, float]:
    """P(slot) of each slot that a kind of candidate may fill."""
    if list(labels) == ["yes"]:
        return {labels["yes"]: model.probability(features)}
    chances = model.probabilities(features)
    return {slot: chances.get(label, 0.0) for label, slot in labels.items()}
