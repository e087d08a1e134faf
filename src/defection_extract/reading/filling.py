"""What each slot of an event holds: of all candidates in reach those that are likely enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .argument_features import WIDE, ArgumentFeatures
from .candidates import LISTED, QUESTIONS, SINGLE, around, candidates, enumerations, in_reach, placed
from .event import Event, Filler, things

if TYPE_CHECKING:
    from .model import LinearModel, Models
    from .settings import Settings
    from .view import Mention, View


BESIDE = 0.25
"""How much less likely than the likeliest a force may be to be given beside it."""
GOVERNMENT = "syrian-government"


def fill(view: View, events: list[Event], settings: Settings, models: Models) -> None:
    """Choose the fillers of every slot of every event."""
    features = ArgumentFeatures(view, [event.triggers for event in events])
    found = candidates(view)
    pool = {kind: placed(mentions) for kind, mentions in found.items()}
    lists = {kind: enumerations(view, found[kind]) for kind in (*LISTED, "groups")}
    for number, event in enumerate(events):
        for kind, labels in QUESTIONS.items():
            choice = _Choice(models[kind], labels, settings, lists.get(kind, {}))
            near = [m for m in around(pool[kind], event.triggers) if in_reach(event.triggers, m)]
            for mentions in things(kind, near):
                nearest = min(mentions, key=lambda m: features.distance(number, m))
                choice.weigh(nearest, features.of_thing(number, mentions, chosen_of(event)))
            if kind in LISTED:
                choice.agree()
            event.slots |= choice.chosen
            event.runners_up |= choice.runners_up()


def chosen_of(event: Event) -> dict[str, list[Mention]]:
    """The mentions that fill an event's slots so far."""
    return {slot: [f.mention for f in fillers] for slot, fillers in event.slots.items()}


def slot_chances(model: LinearModel, labels: Mapping[str, str], features: list[str]) -> dict[str, float]:
    """P(slot) of each slot that a kind of candidate may fill."""
    if list(labels) == ["yes"]:
        return {labels["yes"]: model.probability(features)}
    chances = model.probabilities(features)
    return {slot: chances.get(label, 0.0) for label, slot in labels.items()}


@dataclass
class _Weighed:
    """A thing, the mention that stands for it, and how well it fits each slot."""

    mention: Mention
    chances: dict[str, float]
    features: list[str]

    @property
    def slot(self) -> str:
        return max(self.chances, key=lambda name: self.chances[name])


class _Choice:
    """Each thing in the slot that it fits best, where it passes the slot's threshold.

    `lists`: start of a mention → its enumeration.
    """

    def __init__(
        self, model: LinearModel, labels: dict[str, str], settings: Settings, lists: Mapping[int, int]
    ) -> None:
        self.model = model
        self.labels = labels
        self.settings = settings
        self.lists = lists
        self.seen: list[_Weighed] = []

    def weigh(self, mention: Mention, features: list[str]) -> None:
        """Weigh one thing, for which `mention` stands."""
        self.seen.append(_Weighed(mention, slot_chances(self.model, self.labels, features), features))

    def agree(self) -> None:
        """Let the members of an enumeration speak for each other."""
        members: dict[int, list[_Weighed]] = {}
        for item in self.seen:
            if item.mention.start in self.lists:
                members.setdefault(self.lists[item.mention.start], []).append(item)
        for group in members.values():
            for slot in self.labels.values():
                chances = [item.chances[slot] for item in group]
                together = (sum(chances) / len(chances) + max(chances)) / 2
                for item in group:
                    item.chances[slot] = together

    @cached_property
    def chosen(self) -> dict[str, list[Filler]]:
        """The chosen fillers by slot, in text order."""
        return {slot: self._passing(slot) for slot in self.labels.values()}

    def _passing(self, slot: str) -> list[Filler]:
        label = next(name for name, s in self.labels.items() if s == slot)
        offered = [item for item in self.seen if item.slot == slot]
        found = [item for item in offered if item.chances[slot] >= self.settings.slots[slot]]
        best = max(offered, key=lambda item: item.chances[slot], default=None)
        if best and not found and best.chances[slot] >= self.settings.least.get(slot, 1.0):
            found = [best]
        if slot in SINGLE and best:
            found = found and [best]
        if slot in ("defected_from", "defected_to"):
            likely = [item for item in found if best and item.chances[slot] >= best.chances[slot] - BESIDE]
            found = _named(_most_specific(likely, self.lists))
        if slot == "places":
            found = _innermost(found)
        return [
            Filler(item.mention, item.chances[slot], tuple(self.model.strongest(item.features, label)))
            for item in sorted(found, key=lambda item: item.mention.start)
        ]

    def runners_up(self) -> dict[str, Filler]:
        """The likeliest mention that was not chosen, by slot."""
        found: dict[str, Filler] = {}
        for slot in self.labels.values():
            chosen = {f.mention.start for f in self.chosen[slot]}
            rest = [item for item in self.seen if item.slot == slot and item.mention.start not in chosen]
            if rest:
                top = max(rest, key=lambda item: item.chances[slot])
                found[slot] = Filler(top.mention, top.chances[slot])
        return found


def _named(found: list[_Weighed]) -> list[_Weighed]:
    """A force is inferred from rank and nationality only where none is named (coding manual, GroupRef).

    Where all that is named is the government, Syrian soldiers still are of the army: the more specific force.
    """
    named = [item for item in found if item.mention.value.kind != "inferred"]
    syrian = [item for item in found if item not in named and item.mention.value.match == "nationality"]
    if syrian and all(item.mention.value.id == GOVERNMENT for item in named):
        return syrian
    return named or found


def _most_specific(found: list[_Weighed], lists: Mapping[int, int]) -> list[_Weighed]:
    """A child group makes its parent redundant (coding manual, GroupRef), unless both are enumerated."""

    def redundant(parent: _Weighed, child: _Weighed) -> bool:
        together = lists.get(parent.mention.start, -1) == lists.get(child.mention.start, -2)
        return parent.mention.value.id in child.mention.value.ancestors and not together

    return [item for item in found if not any(redundant(item, other) for other in found)]


def _innermost(found: list[_Weighed]) -> list[_Weighed]:
    """A place makes the governorate or country that holds it redundant (coding manual, PlaceRef)."""
    places = [item.mention.value for item in found]
    held = {place.admin1 for place in places if place.kind not in WIDE}
    held |= {place.country for place in places if place.kind != "country"}
    return [
        item
        for item in found
        if item.mention.value.kind not in WIDE
        or (item.mention.value.country if item.mention.value.kind == "country" else item.mention.value.admin1)
        not in held
    ]
