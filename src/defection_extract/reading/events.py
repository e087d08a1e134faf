"""From weighed triggers to events: linked, filled, judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .event_features import EventFeatures
from .filling import fill
from .linking import link
from .modality_features import ModalityFeatures
from .model import Models, Tallies, load_models
from .retelling import merge
from .settings import Settings
from .trigger_features import TriggerFeatures

if TYPE_CHECKING:
    from .event import Event
    from .view import View


def weigh_triggers(view: View, models: Models | None = None) -> list[float]:
    """P(tells of a defection) of every trigger of the view."""
    model, features = (models or load_models())["trigger"], TriggerFeatures(view)
    return [model.probability(features.of(trigger)) for trigger in view.triggers]


def read_events(
    view: View, weights: Sequence[float], settings: Settings | None = None, models: Models | None = None
) -> list[Event]:
    """The events of a view, in order of first evidence. `weights` are those of `weigh_triggers`."""
    models, settings = models or load_models(), settings or Settings.default()
    tallies = Tallies(models)
    events = link(view, weights, settings, tallies)
    judge(view, events, models)
    fill(view, events, settings, tallies)
    if len(kept := merge(view, events, models, settings.same)) < len(events):
        judge(view, kept, models)
        fill(view, kept, settings, tallies)
    whole = EventFeatures(view, kept)
    for event in kept:
        event.probability = models["event"].probability(whole.of(event))
    if max((event.probability for event in kept), default=0.0) < settings.article:
        return []
    return [event for event in kept if event.probability >= settings.event]


def judge(view: View, events: Sequence[Event], models: Models) -> None:
    """Factuality and scope of every event."""
    modality = ModalityFeatures(view)
    for event in events:
        features = modality.of(event.triggers)
        event.factuality, _ = models["factuality"].best(features)
        event.scope, _ = models["scope"].best(features)
