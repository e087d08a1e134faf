"""From weighed things to the fillers of a slot: thresholds, enumerations, and what the coding manual rules out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .candidates import QUESTIONS, SINGLE, listed
from .event import Filler
from .mention_features import WIDE

if TYPE_CHECKING:
    from .settings import Settings
    from .view import Mention, View

BESIDE = 0.25
"""How much less likely than the likeliest a force may be to be given beside it."""
ENUMERATED = 0.4
"""How likely a force must be that is enumerated with the likeliest ("de la milice et de l'armée")."""
GOVERNMENT = "syrian-government"


@dataclass(eq=False)
class Weighed:
    """A thing weighed for an event, given by its number: the mention that stands for it, how well it fits each slot.

    `said` are the names of how that mention stands to the event, for the second look; `among` is the enumeration that
    speaks for it, if any.
    """

    event: int
    thing: Any
    mentions: Sequence[Mention]
    mention: Mention
    said: Sequence[str]
    chances: dict[str, float]
    among: int | None = None

    @property
    def slot(self) -> str:
        """The slot that it fits best."""
        return max(self.chances, key=lambda name: self.chances[name])


def agree(items: Sequence[Weighed]) -> None:
    """Let the members of an enumeration speak for each other."""
    members: dict[int, list[Weighed]] = {}
    for item in items:
        if item.among is not None:
            members.setdefault(item.among, []).append(item)
    for group in members.values():
        for slot in group[0].chances:
            chances = [item.chances[slot] for item in group]
            together = (sum(chances) / len(chances) + max(chances)) / 2
            for item in group:
                item.chances[slot] = together


def choose(view: View, kind: str, items: Sequence[Weighed], settings: Settings) -> Choice:
    """The choice among things of one kind, members of an enumeration having spoken for each other."""
    agree(items)
    return Choice(items, list(QUESTIONS[kind].values()), settings, listed(view).get(kind, {}))


class Choice:
    """Of the things of one kind weighed for one event each in the slot that it fits best, where it is likely enough."""

    def __init__(
        self, items: Sequence[Weighed], slots: Sequence[str], settings: Settings, lists: Mapping[int, int]
    ) -> None:
        self.items = items
        self.slots = slots
        self.settings = settings
        self.lists = lists

    @cached_property
    def chosen(self) -> dict[str, list[Filler]]:
        """The chosen fillers by slot, in text order."""
        return {slot: self._passing(slot) for slot in self.slots}

    def _passing(self, slot: str) -> list[Filler]:
        offered = [item for item in self.items if item.slot == slot]
        found = [item for item in offered if item.chances[slot] >= self.settings.slots[slot]]
        best = max(offered, key=lambda item: item.chances[slot], default=None)
        if best and not found and best.chances[slot] >= self.settings.least.get(slot, 1.0):
            found = [best]
        if slot in SINGLE.values() and best:
            found = found and [best]
        if slot in ("defected_from", "defected_to") and best:
            found = _named(_most_specific(self._beside(best, slot, found), self.lists))
        if slot == "places":
            found = _innermost(found)
        found.sort(key=lambda item: item.mention.start)
        return [Filler(item.mention, item.chances[slot]) for item in found]

    def _beside(self, best: Weighed, slot: str, found: list[Weighed]) -> list[Weighed]:
        """The forces given with the likeliest, where it is: those nearly as likely, and those enumerated with it."""
        if best not in found:
            return found
        together = self.lists.get(best.mention.start, -1)
        return [
            item
            for item in self.items
            if (item in found and item.chances[slot] >= best.chances[slot] - BESIDE)
            or (
                item.slot == slot
                and self.lists.get(item.mention.start, -2) == together
                and item.chances[slot] >= ENUMERATED
            )
        ]

    @property
    def runners_up(self) -> dict[str, Filler]:
        """The likeliest mention that was not chosen, by slot."""
        found: dict[str, Filler] = {}
        for slot in self.slots:
            chosen = {f.mention.start for f in self.chosen[slot]}
            rest = [item for item in self.items if item.slot == slot and item.mention.start not in chosen]
            if rest:
                top = max(rest, key=lambda item: item.chances[slot])
                found[slot] = Filler(top.mention, top.chances[slot])
        return found


def _named(found: list[Weighed]) -> list[Weighed]:
    """A force is inferred from rank and nationality only where none is named (coding manual, GroupRef).

    Where all that is named is the government, Syrian soldiers still are of the army: the more specific force.
    """
    named = [item for item in found if item.mention.value.kind != "inferred"]
    syrian = [item for item in found if item not in named and item.mention.value.match == "nationality"]
    if syrian and all(item.mention.value.id == GOVERNMENT for item in named):
        return syrian
    return named or found


def _most_specific(found: list[Weighed], lists: Mapping[int, int]) -> list[Weighed]:
    """A child group makes its parent redundant (coding manual, GroupRef), unless both are enumerated."""

    def redundant(parent: Weighed, child: Weighed) -> bool:
        together = lists.get(parent.mention.start, -1) == lists.get(child.mention.start, -2)
        return parent.mention.value.id in child.mention.value.ancestors and not together

    return [item for item in found if not any(redundant(item, other) for other in found)]


def _innermost(found: list[Weighed]) -> list[Weighed]:
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
