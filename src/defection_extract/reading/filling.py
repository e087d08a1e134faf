"""What each slot of an event holds: of all candidates in reach those that are likely enough.

Every thing is looked at twice: by itself, for each event; then with what all things of all events got the first time.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from .choice import choose
from .first_look import first_look
from .second_look import second_look

if TYPE_CHECKING:
    from .event import Event
    from .model import Tallies
    from .settings import Settings
    from .view import View


def fill(view: View, events: Sequence[Event], settings: Settings, tallies: Tallies) -> None:
    """Choose the fillers of every slot of every event; their modality is known."""
    weighed = first_look(view, events, settings, tallies)
    if networks := tallies.models.second:
        second_look(networks, events, weighed)
    for kind, items in weighed.items():
        by_event = {number: list(group) for number, group in groupby(items, key=lambda item: item.event)}
        for number, event in enumerate(events):
            choice = choose(view, kind, by_event.get(number, []), settings)
            event.slots |= choice.chosen
            event.runners_up |= choice.runners_up
