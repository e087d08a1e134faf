"""What each slot of an event holds: of all candidates in reach those that are likely enough."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from .argument_features import ArgumentFeatures
from .candidates import QUESTIONS, SINGLE, around, candidates, in_reach, placed
from .event import Event, Filler, things

if TYPE_CHECKING:
    from .model import LinearModel, Models
    from .settings import Settings
    from .view import Mention, View


def fill(view: View, events: list[Event], settings: Settings, models: Models) -> None:
    """Choose the fillers of every slot of every event."""
    features = ArgumentFeatures(view, [event.triggers for event in events])
    pool = {kind: placed(found) for kind, found in candidates(view).items()}
    for number, event in enumerate(events):
        for kind, labels in QUESTIONS.items():
            choice = _Choice(models[kind], labels, settings)
            near = [m for m in around(pool[kind], event.triggers) if in_reach(event.triggers, m)]
            for mentions in things(kind, near):
                nearest = min(mentions, key=lambda m: features.distance(number, m))
                choice.weigh(nearest, features.of_thing(number, mentions, chosen_of(event)))
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


class _Choice:
    """Each thing in the slot that it fits best, where it passes the slot's threshold."""

    def __init__(self, model: LinearModel, labels: dict[str, str], settings: Settings) -> None:
        self.model = model
        self.labels = labels
        self.settings = settings
        self.seen: list[tuple[str, Filler, list[str]]] = []

    def weigh(self, mention: Mention, features: list[str]) -> None:
        """Weigh one thing, for which `mention` stands."""
        chances = slot_chances(self.model, self.labels, features)
        slot = max(chances, key=lambda name: chances[name])
        self.seen.append((slot, Filler(mention, chances[slot]), features))

    @cached_property
    def chosen(self) -> dict[str, list[Filler]]:
        """The chosen fillers by slot, in text order."""
        return {slot: self._passing(slot) for slot in self.labels.values()}

    def _passing(self, slot: str) -> list[Filler]:
        offered = [f for s, f, _ in self.seen if s == slot]
        found = [f for f in offered if f.probability >= self.settings.slots[slot]]
        if not found and slot in self.settings.least:
            best = max(offered, key=lambda f: f.probability, default=None)
            found = [best] if best and best.probability >= self.settings.least[slot] else []
        if slot in SINGLE and found:
            found = [max(found, key=lambda f: f.probability)]
        if slot in ("defected_from", "defected_to"):
            found = _named(_most_specific(found))
        return sorted((self._explained(slot, f) for f in found), key=lambda f: f.mention.start)

    def _explained(self, slot: str, filler: Filler) -> Filler:
        label = next(name for name, s in self.labels.items() if s == slot)
        features = next(fs for _, f, fs in self.seen if f is filler)
        return Filler(filler.mention, filler.probability, tuple(self.model.strongest(features, label)))

    def runners_up(self) -> dict[str, Filler]:
        """The likeliest mention that was not chosen, by slot."""
        found: dict[str, Filler] = {}
        for slot in self.labels.values():
            chosen = {f.mention.start for f in self.chosen[slot]}
            rest = [f for s, f, _ in self.seen if s == slot and f.mention.start not in chosen]
            if rest:
                found[slot] = max(rest, key=lambda f: f.probability)
        return found


def _named(fillers: list[Filler]) -> list[Filler]:
    """A force is inferred from rank and nationality only where none is named (coding manual, GroupRef)."""
    return [f for f in fillers if f.mention.value.kind != "inferred"] or fillers


def _most_specific(fillers: list[Filler]) -> list[Filler]:
    """A child group makes its parent redundant (coding manual, GroupRef)."""
    above = {a for f in fillers for a in f.mention.value.ancestors}
    return [f for f in fillers if f.mention.value.id is None or f.mention.value.id not in above]
