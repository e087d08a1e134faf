"""What each slot of an event holds: of all candidates in reach those that are likely enough.

Every thing is looked at twice: by itself, for each event; then with what all things of all events got the first time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from .argument_features import ArgumentFeatures
from .candidates import LISTED, QUESTIONS, around, candidates, enumerations, in_reach, placed
from .choice import Choice, Weighed, agree
from .event import thing_of, things
from .second_look import second_look

if TYPE_CHECKING:
    from .event import Event
    from .model import LinearModel, Models
    from .settings import Settings
    from .view import Mention, View


def fill(view: View, events: Sequence[Event], settings: Settings, models: Models) -> None:
    """Choose the fillers of every slot of every event; their modality is known."""
    lists = _lists(view)
    weighed = first_look(view, events, settings, models)
    for kind, labels in QUESTIONS.items():
        items = weighed[kind]
        if kind in models.second:
            second_look(models.second[kind], labels, events, items)
        by_event = {number: list(group) for number, group in groupby(items, key=lambda item: item.event)}
        for number, event in enumerate(events):
            _choose(event, by_event.get(number, []), kind, settings, lists)


def first_look(
    view: View, events: Sequence[Event], settings: Settings, models: Models
) -> dict[str, list[Weighed]]:
    """The things in reach of each event by kind, in the order of the events, each weighed by itself.

    The slots of the events hold what is likely enough then: each kind is weighed by those chosen before it.
    """
    features = ArgumentFeatures(view, [event.triggers for event in events])
    pool = {kind: placed(mentions) for kind, mentions in candidates(view).items()}
    lists = _lists(view)
    found: dict[str, list[Weighed]] = {kind: [] for kind in QUESTIONS}
    for number, event in enumerate(events):
        for kind, labels in QUESTIONS.items():
            near = [m for m in around(pool[kind], event.triggers) if in_reach(event.triggers, m)]
            items = []
            for mentions in things(kind, near):
                nearest = min(mentions, key=lambda m: features.distance(number, m))
                told = features.of_thing(number, mentions, chosen_of(event))
                chances, said = slot_chances(models[kind], labels, told), features.said(number, nearest)
                items.append(Weighed(number, thing_of(kind, nearest), mentions, nearest, said, chances))
            _choose(event, items, kind, settings, lists)
            found[kind] += items
    return found


def _choose(
    event: Event, items: list[Weighed], kind: str, settings: Settings, lists: Mapping[str, Mapping[int, int]]
) -> None:
    """Fill the slots that things of one kind fill."""
    if kind in LISTED:
        agree(items, lists[kind])
    choice = Choice(items, list(QUESTIONS[kind].values()), settings, lists.get(kind, {}))
    event.slots |= choice.chosen
    event.runners_up |= choice.runners_up


def _lists(view: View) -> dict[str, dict[int, int]]:
    """The enumerations of the kinds in which they matter."""
    found = candidates(view)
    return {kind: enumerations(view, found[kind]) for kind in (*LISTED, "groups")}


def chosen_of(event: Event) -> dict[str, list[Mention]]:
    """The mentions that fill an event's slots so far."""
    return {slot: [f.mention for f in fillers] for slot, fillers in event.slots.items()}


def slot_chances(model: LinearModel, labels: Mapping[str, str], features: list[str]) -> dict[str, float]:
    """P(slot) of each slot that a kind of candidate may fill."""
    if list(labels) == ["yes"]:
        return {labels["yes"]: model.probability(features)}
    chances = model.probabilities(features)
    return {slot: chances.get(label, 0.0) for label, slot in labels.items()}
