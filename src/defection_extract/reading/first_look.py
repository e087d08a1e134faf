"""The first look at what fills the slots: every thing weighed by itself, for each event, by its features."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp
from typing import TYPE_CHECKING, Any

from .argument_features import SLOT_OF_KIND, ArgumentFeatures
from .candidates import LISTED, QUESTIONS, SINGLE, listed, reached
from .choice import Weighed, choose
from .event import compared, things

if TYPE_CHECKING:
    from .argument_features import Chosen
    from .event import Event
    from .mention_features import Part
    from .model import Tallies, Tally
    from .settings import Settings
    from .view import Mention, View


def first_look(
    view: View, events: Sequence[Event], settings: Settings, tallies: Tallies
) -> dict[str, list[Weighed]]:
    """The things in reach of each event by kind, in the order of the events.

    Each kind is weighed with what is chosen of those that lead, which come before it.
    """
    look = _FirstLook(view, events, tallies)
    weighed: dict[str, list[Weighed]] = {kind: [] for kind in QUESTIONS}
    for number in range(len(events)):
        chosen: dict[str, list[Mention]] = {}
        for kind in QUESTIONS:
            items = list(look.weighed(number, kind, chosen))
            choice = choose(view, kind, items, settings)
            if kind in SLOT_OF_KIND:
                chosen |= {slot: [f.mention for f in fillers] for slot, fillers in choice.chosen.items()}
            weighed[kind] += items
    return weighed


class _FirstLook:
    """The first look at one article."""

    def __init__(self, view: View, events: Sequence[Event], tallies: Tallies) -> None:
        self.view = view
        self.events = events
        self.features = ArgumentFeatures(view, [event.triggers for event in events])
        self.tallies = tallies

    def weighed(self, number: int, kind: str, chosen: Chosen) -> Iterator[Weighed]:
        """The things of one kind, weighed for one event."""
        found = {
            thing: self.features.nearest_first(number, mentions)
            for thing, mentions in things(kind, self._near(number, kind)).items()
        }
        asked = [(told[0], self.features.parts(number, told, chosen)) for told in found.values()]
        chances = slot_chances(self.tallies[kind], kind, asked)
        for (thing, told), chance in zip(found.items(), chances, strict=True):
            said = self.features.said(number, told[0])
            among = listed(self.view)[kind].get(told[0].start) if kind in LISTED else None
            yield Weighed(number, thing, told, told[0], said, chance, among)

    def _near(self, number: int, kind: str) -> Sequence[Mention]:
        """The candidates in reach of an event; where one value is sought the nearest first, which tells it best."""
        found = reached(self.view, kind, self.events[number].triggers)
        return self.features.nearest_first(number, found) if kind in SINGLE else found


def slot_chances(
    tally: Tally, kind: str, asked: Sequence[tuple[Mention, list[Part]]]
) -> list[dict[str, float]]:
    """P(slot) of things of one kind, each given by its nearest mention and its features, for each slot of the kind."""
    labels = QUESTIONS[kind]
    if kind in SINGLE:
        slot = SINGLE[kind]
        values = [compared(slot, mention) for mention, _ in asked]
        return [{slot: chance} for chance in shares(values, [tally.score(parts) for _, parts in asked])]
    found = [tally.chances(parts) for _, parts in asked]
    return [{slot: chances.get(label, 0.0) for label, slot in labels.items()} for chances in found]


def shares(values: Sequence[Any], scores: Sequence[float]) -> list[float]:
    """P(value) of values of which one, or none, is right, by their scores; that of none is 0. Equal ones have one chance."""
    top = max([0.0, *scores])
    powers = [exp(score - top) for score in scores]
    whole, together = exp(-top) + sum(powers), dict.fromkeys(values, 0.0)
    for value, power in zip(values, powers, strict=True):
        together[value] += power
    return [together[value] / whole for value in values]
