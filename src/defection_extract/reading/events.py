"""From weighed triggers to events: which triggers tell of the same defection, what each event's slots hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..lexicon import load_table
from .argument_features import ArgumentFeatures
from .event_features import EventFeatures
from .inference import inferred_groups
from .link_features import LinkFeatures
from .modality_features import ModalityFeatures
from .model import LinearModel, load_models
from .trigger_features import TriggerFeatures

if TYPE_CHECKING:
    from .view import Mention, View

Models = Mapping[str, LinearModel]

REACH = 5
"""Sentences to each side of an event's triggers in which its slots are sought."""
GROUP_REACH = 15
"""The same for groups: what force an article speaks of it often says far from the event."""
RECENT = 6
"""Triggers of an event, counted from its last, that a new trigger is compared with."""

LATEST = 40
"""Events, counted from the last, that a new trigger may belong to: in a long article not one of all of them."""

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

SINGLE = ("count", "date")
"""Slots that hold one value."""


@dataclass(frozen=True)
class Filler:
    """A mention chosen for a slot, with its probability and the features that weighed most."""

    mention: Mention
    probability: float
    why: tuple[tuple[str, float], ...] = ()


@dataclass
class Event:
    """One defection as read: its triggers in order with their weights, its modality, its slots, its probability."""

    triggers: list[Mention]
    weights: list[float]
    probability: float = 0.0
    factuality: str = "reported"
    scope: str = "incident"
    slots: dict[str, list[Filler]] = field(default_factory=dict)
    runners_up: dict[str, Filler] = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    """Probabilities from which a yes counts, from reading.toml.

    `least`: the same for the best filler of a slot that would else be empty.
    """

    trigger: float
    link: float
    event: float
    slots: dict[str, float]
    least: dict[str, float]

    @classmethod
    def default(cls) -> Settings:
        """The settings chosen in training."""
        table = load_table("reading")
        return cls(table["trigger"], table["link"], table["event"], table["slots"], table["least"])


def weigh_triggers(view: View, models: Models | None = None) -> list[float]:
    """P(tells of a defection) of every trigger of the view."""
    model, features = (models or load_models())["trigger"], TriggerFeatures(view)
    return [model.probability(features.of(trigger)) for trigger in view.triggers]


def read_events(
    view: View, weights: Sequence[float], settings: Settings | None = None, models: Models | None = None
) -> list[Event]:
    """The events of a view, in order of first evidence. `weights` are those of `weigh_triggers`."""
    models, settings = models or load_models(), settings or Settings.default()
    events = link(view, weights, settings, models)
    fill(view, events, settings, models)
    modality = ModalityFeatures(view)
    for event in events:
        features = modality.of(event.triggers)
        event.factuality, _ = models["factuality"].best(features)
        event.scope, _ = models["scope"].best(features)
    whole = EventFeatures(view, events)
    for event in events:
        event.probability = models["event"].probability(whole.of(event))
    return [event for event in events if event.probability >= settings.event]


def link(view: View, weights: Sequence[float], settings: Settings, models: Models) -> list[Event]:
    """Group the triggers that tell of the same defection, each with the likeliest earlier one or alone."""
    kept = [(t, w) for t, w in zip(view.triggers, weights, strict=True) if w >= settings.trigger]
    features = LinkFeatures(view, local_frames(view, [t for t, _ in kept], models))
    events: list[Event] = []
    for trigger, weight in kept:
        chances = [(_link_chance(models["link"], features, e, trigger), e) for e in events[-LATEST:]]
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


def local_frames(view: View, triggers: Sequence[Mention], models: Models) -> dict[int, dict[str, set[Any]]]:
    """What each trigger's own sentence gives for its slots: trigger's index → slot → keys of the values."""
    features = ArgumentFeatures(view, [[t] for t in triggers])
    pool = {kind: placed(found) for kind, found in candidates(view).items()}
    frames: dict[int, dict[str, set[Any]]] = {}
    for number, trigger in enumerate(triggers):
        slots: dict[str, set[Any]] = {}
        for kind in ("groups", "places", "counts", "dates", "persons"):
            for _, mention in pool[kind].get(trigger.sent, ()):
                chances = slot_chances(models[kind], QUESTIONS[kind], features.of(number, mention))
                slot = max(chances, key=lambda name: chances[name])
                if chances[slot] >= 0.5:
                    slots.setdefault(slot, set()).add(local_key(mention))
        frames[trigger.index] = slots
    return frames


def local_key(mention: Mention) -> Any:
    """What a local value is compared by: a count by its number, a date by its words, others by what they name."""
    if mention.kind == "counts":
        return (mention.value.low, mention.value.best)
    if mention.kind == "dates":
        return mention.span.text.lower()
    return key_of(mention)


def candidates(view: View) -> dict[str, list[Mention]]:
    """The candidates for the slots, by kind."""
    found = {
        kind: list(view.mentions[kind])
        for kind in ("places", "counts", "dates", "persons", "sources", "reasons")
    }
    found["groups"] = [*view.mentions["groups"], *inferred_groups(view)]
    found["ranks"] = [m for m in [*view.mentions["actors"], *view.mentions["persons"]] if m.value.rank]
    return found


def fill(view: View, events: list[Event], settings: Settings, models: Models) -> None:
    """Choose the fillers of every slot of every event."""
    features = ArgumentFeatures(view, [event.triggers for event in events])
    pool = {kind: placed(found) for kind, found in candidates(view).items()}
    for number, event in enumerate(events):
        for kind, labels in QUESTIONS.items():
            choice = _Choice(models[kind], labels, settings)
            for mention in around(pool[kind], event.triggers):
                if in_reach(event.triggers, mention):
                    choice.weigh(mention, features.of(number, mention))
            event.slots |= choice.chosen
            event.runners_up |= choice.runners_up()


def placed(found: Iterable[Mention]) -> dict[int, list[tuple[int, Mention]]]:
    """Candidates by their sentence, with their place in the order."""
    table: dict[int, list[tuple[int, Mention]]] = {}
    for place, mention in enumerate(found):
        table.setdefault(mention.sent, []).append((place, mention))
    return table


def around(pool: dict[int, list[tuple[int, Mention]]], triggers: Iterable[Mention]) -> list[Mention]:
    """The candidates that may be in reach of triggers, in order: few of all those of a long article."""
    widest = max(REACH, GROUP_REACH)
    sents = {sent for t in triggers for sent in range(t.sent - widest, t.sent + widest + 1)}
    found = [item for sent in sents for item in pool.get(sent, ())]
    return [mention for _, mention in sorted(found, key=lambda item: item[0])]


def in_reach(triggers: Iterable[Mention], mention: Mention) -> bool:
    """Whether a mention stands near enough to an event to be weighed."""
    reach = GROUP_REACH if mention.kind == "groups" and mention.value.kind != "inferred" else REACH
    return any(abs(t.sent - mention.sent) <= reach for t in triggers)


def key_of(mention: Mention) -> Any:
    """What a mention refers to: two mentions of one thing have one key."""
    value = mention.value
    if mention.kind in ("groups", "places"):
        return value.id or value.name
    if mention.kind == "persons":
        return ("person", value.cluster)
    for name in ("rank", "category", "name"):
        if getattr(value, name, None):
            return getattr(value, name)
    return mention.start


def slot_chances(model: LinearModel, labels: Mapping[str, str], features: list[str]) -> dict[str, float]:
    """P(slot) of each slot that a kind of candidate may fill."""
    if list(labels) == ["yes"]:
        return {labels["yes"]: model.probability(features)}
    chances = model.probabilities(features)
    return {slot: chances.get(label, 0.0) for label, slot in labels.items()}


class _Choice:
    """The best mention of each thing, in the slot that it fits best, where it passes the slot's threshold."""

    def __init__(self, model: LinearModel, labels: dict[str, str], settings: Settings) -> None:
        self.model = model
        self.labels = labels
        self.settings = settings
        self.seen: dict[Any, tuple[str, Filler, list[str]]] = {}

    def weigh(self, mention: Mention, features: list[str]) -> None:
        """Weigh one mention; of mentions of the same thing the likeliest stays."""
        chances = slot_chances(self.model, self.labels, features)
        slot = max(chances, key=lambda name: chances[name])
        key = mention.value.rank if slot == "ranks" else mention.start if slot in SINGLE else key_of(mention)
        if key not in self.seen or chances[slot] > self.seen[key][1].probability:
            self.seen[key] = (slot, Filler(mention, chances[slot]), features)

    @cached_property
    def chosen(self) -> dict[str, list[Filler]]:
        """The chosen fillers by slot, in text order."""
        return {slot: self._passing(slot) for slot in self.labels.values()}

    def _passing(self, slot: str) -> list[Filler]:
        offered = [f for s, f, _ in self.seen.values() if s == slot]
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
        features = next(fs for _, f, fs in self.seen.values() if f is filler)
        return Filler(filler.mention, filler.probability, tuple(self.model.strongest(features, label)))

    def runners_up(self) -> dict[str, Filler]:
        """The likeliest mention that was not chosen, by slot."""
        found: dict[str, Filler] = {}
        for slot in self.labels.values():
            chosen = {f.mention.start for f in self.chosen[slot]}
            rest = [f for s, f, _ in self.seen.values() if s == slot and f.mention.start not in chosen]
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
