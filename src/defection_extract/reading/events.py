"""From weighed triggers to events: which triggers tell of the same defection, what each event's slots hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..lexicon import load_table
from .argument_features import ArgumentFeatures
from .inference import inferred_groups
from .link_features import LinkFeatures
from .modality_features import ModalityFeatures
from .model import LinearModel, load_models
from .trigger_features import TriggerFeatures

if TYPE_CHECKING:
    from .view import Mention, View

REACH = 5
"""Sentences to each side of an event's triggers in which its slots are sought."""


@dataclass(frozen=True)
class Filler:
    """A mention chosen for a slot, with its probability and the features that weighed most."""

    mention: Mention
    probability: float
    why: tuple[tuple[str, float], ...] = ()


@dataclass
class Event:
    """One defection as read: its triggers in order, its modality, its slots."""

    triggers: list[Mention]
    probability: float
    factuality: str = "reported"
    scope: str = "incident"
    slots: dict[str, list[Filler]] = field(default_factory=dict)
    runners_up: dict[str, Filler] = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    """Probabilities from which a yes counts, from reading.toml."""

    trigger: float
    link: float
    slots: dict[str, float]

    @classmethod
    def default(cls) -> Settings:
        """The settings chosen in training."""
        table = load_table("reading")
        return cls(table["trigger"], table["link"], table["slots"])


def weigh_triggers(view: View) -> list[float]:
    """P(tells of a defection) of every trigger of the view."""
    model, features = load_models()["trigger"], TriggerFeatures(view)
    return [model.probability(features.of(trigger)) for trigger in view.triggers]


def read_events(view: View, weights: Sequence[float], settings: Settings | None = None) -> list[Event]:
    """The events of a view, in order of first evidence."""
    settings = settings or Settings.default()
    events = link(view, weights, settings)
    fill(view, events, settings)
    modality = ModalityFeatures(view)
    models = load_models()
    for event in events:
        features = modality.of(event.triggers)
        event.factuality, _ = models["factuality"].best(features)
        event.scope, _ = models["scope"].best(features)
    return events


def link(view: View, weights: Sequence[float], settings: Settings) -> list[Event]:
    """Group the triggers that tell of the same defection, each with the likeliest earlier one or alone."""
    model, features = load_models()["link"], LinkFeatures(view)
    events: list[Event] = []
    for trigger, weight in zip(view.triggers, weights, strict=True):
        if weight < settings.trigger:
            continue
        chances = [(max(model.probability(features.of(t, trigger)) for t in e.triggers[-3:]), e) for e in events]
        best = max(chances, key=lambda item: item[0], default=(0.0, None))
        if best[1] is not None and best[0] >= settings.link:
            best[1].triggers.append(trigger)
            best[1].probability = max(best[1].probability, weight)
        else:
            events.append(Event([trigger], weight))
    return events


QUESTIONS = {
    "groups": {"from": "defected_from", "to": "defected_to"},
    "places": {"place": "places", "destination": "destinations", "via": "via"},
    "counts": {"yes": "count"},
    "dates": {"yes": "date"},
    "persons": {"yes": "persons"},
    "ranks": {"yes": "ranks"},
    "sources": {"yes": "sources"},
    "reasons": {"yes": "reasons"},
}
"""Kind of candidate → label of its model → slot of the event."""


def candidates(view: View) -> dict[str, list[Mention]]:
    """The candidates for the slots, by kind."""
    found = {kind: list(view.mentions[kind]) for kind in ("places", "counts", "dates", "persons", "sources", "reasons")}
    found["groups"] = [*view.mentions["groups"], *inferred_groups(view)]
    found["ranks"] = [m for m in [*view.mentions["actors"], *view.mentions["persons"]] if m.value.rank]
    return found


def fill(view: View, events: list[Event], settings: Settings) -> None:
    """Choose the fillers of every slot of every event."""
    features = ArgumentFeatures(view, [event.triggers for event in events])
    pool = candidates(view)
    for number, event in enumerate(events):
        for kind, labels in QUESTIONS.items():
            model = load_models()[kind]
            near = [m for m in pool[kind] if in_reach(event.triggers, m)]
            scored = [(m, features.of(number, m)) for m in near]
            choice = _Choice(model, labels, settings)
            for mention in pool[kind]:
                if in_reach(event.triggers, mention):
                    choice.weigh(mention, features.of(number, mention))
            event.slots |= choice.slots()
            event.runners_up |= choice.runners_up()


def in_reach(triggers: Iterable[Mention], mention: Mention) -> bool:
    """Whether a mention stands near enough to an event to be weighed."""
    return any(abs(t.sent - mention.sent) <= REACH for t in triggers)


def key_of(mention: Mention) -> Any:
    """What a mention refers to: two mentions of one thing have one key."""
    value = mention.value
    if mention.kind in ("groups", "places"):
        return value.id or value.name
    if mention.kind == "persons":
        return ("person", value.cluster)
    return getattr(value, "rank", None) or getattr(value, "category", None) or getattr(value, "name", None) or mention.start


class _Choice:
    """The best mention of each thing, in the slot that it fits best, where it passes the slot's threshold."""

    def __init__(self, model: LinearModel, labels: dict[str, str], settings: Settings) -> None:
        self.model = model
        self.labels = labels
        self.settings = settings
        self.seen: dict[Any, tuple[str, Filler]] = {}

    def weigh(self, mention: Mention, features: list[str]) -> None:
        """Weigh one mention; of mentions of the same thing the likeliest stays."""
        chances = self._chances(features)
        label = max(chances, key=lambda name: chances[name])
        slot = self.labels[label]
        key = mention.value.rank if slot == "ranks" else key_of(mention)
        if key not in self.seen or chances[label] > self.seen[key][1].probability:
            why = tuple(self.model.strongest(features, label))
            self.seen[key] = (slot, Filler(mention, chances[label], why))

    def _chances(self, features: list[str]) -> dict[str, float]:
        if list(self.labels) == ["yes"]:
            return {"yes": self.model.probability(features)}
        everything = self.model.probabilities(features)
        return {label: everything[label] for label in self.labels}

    def slots(self) -> dict[str, list[Filler]]:
        """The chosen fillers by slot, in text order."""
        return {slot: self._in_order(self._passing(slot)) for slot in self.labels.values()}

    def _passing(self, slot: str) -> list[Filler]:
        found = [f for s, f in self.seen.values() if s == slot and f.probability >= self.settings.slots[slot]]
        if slot in ("count", "date") and found:
            return [max(found, key=lambda f: f.probability)]
        return found

    @staticmethod
    def _in_order(fillers: list[Filler]) -> list[Filler]:
        return sorted(fillers, key=lambda f: f.mention.start)

    def runners_up(self) -> dict[str, Filler]:
        """The likeliest mention that was not chosen, by slot."""
        found: dict[str, Filler] = {}
        for slot in self.labels.values():
            chosen = self._passing(slot)
            rest = [f for s, f in self.seen.values() if s == slot and f not in chosen]
            if rest:
                found[slot] = max(rest, key=lambda f: f.probability)
        return found
