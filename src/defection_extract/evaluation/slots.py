"""Slots of an event as sets of fillers: what the reference wants, what was predicted, which of them agree.

A reference filler may hold alternatives ("al-Mayadin|Mayadin"); one that begins with "?" is optional: neither
missed where absent nor wrong where given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .names import same_name, same_words

Gold = Mapping[str, Any]
"""One reference event: {factuality, scope, from, to, count, date, places, …, optional}."""

CORE = ("from", "to", "count", "date", "places", "destinations", "persons", "ranks")
SECONDARY = ("via", "sources", "reasons")
SLOTS = CORE + SECONDARY
BOUNDS = ("count", "date")
_CATEGORIES = ("ranks", "reasons")
_GROUPS = ("from", "to")

# Slot: the record's field, and the keys of its items that name them.
_FIELDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "from": ("defected_from", ("id", "name", "mention")),
    "to": ("defected_to", ("id", "name", "mention")),
    "places": ("places", ("id", "name", "mention")),
    "destinations": ("destinations", ("id", "name", "mention")),
    "via": ("via", ("id", "name", "mention")),
    "persons": ("persons", ("name",)),
    "ranks": ("ranks", ("rank",)),
    "sources": ("sources", ("name", "mention")),
    "reasons": ("reasons", ("category",)),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One filler of the reference: any of `values` will do. Bounds are tuples, all others strings."""

    values: tuple[Any, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """One predicted filler: its names, or its bounds as the only value; `mention` as in the record."""

    values: tuple[Any, ...]
    mention: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Predicted:
    """A predicted event by slots; `event` is the record."""

    event: Mapping[str, Any]
    slots: Mapping[str, tuple[Given, ...]]

    def label(self, name: str) -> Any:
        """Its factuality or scope."""
        return self.event.get(name)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One slot of two aligned events."""

    right: int
    wrong: tuple[Given, ...]
    missed: tuple[Wanted, ...]

    @property
    def counts(self) -> tuple[int, int, int]:
        """True positives, false positives, false negatives."""
        return self.right, len(self.wrong), len(self.missed)


def predicted(event: Mapping[str, Any]) -> Predicted:
    """The slots of a record, as `json.loads` gives it."""
    slots = {
        slot: tuple(_given(item, keys) for item in event.get(field) or ())
        for slot, (field, keys) in _FIELDS.items()
    }
    return Predicted(event, slots | {"count": _count(event.get("count")), "date": _date(event.get("date"))})


def _given(item: Mapping[str, Any], keys: Iterable[str]) -> Given:
    mention = item.get("mention")
    values = [mention and mention.get("text") if key == "mention" else item.get(key) for key in keys]
    return Given(tuple(value for value in values if value), mention)


def _count(count: Mapping[str, Any] | None) -> tuple[Given, ...]:
    if not count:
        return ()
    return (Given(((count.get("low"), count.get("best"), count.get("high")),), count.get("mention")),)


def _date(date: Mapping[str, Any] | None) -> tuple[Given, ...]:
    """A date that could not be resolved fills no slot."""
    if not date or not date.get("earliest"):
        return ()
    return (Given(((date["earliest"], date.get("latest")),), date.get("mention")),)


def wanted(gold: Gold, slot: str) -> list[Wanted]:
    """The reference's fillers of a slot, in the order written."""
    if slot in BOUNDS:
        told = gold.get(f"{slot}_any") or [gold.get(slot)]
        values = tuple(tuple(bounds) for bounds in told if bounds)
        return [Wanted(values, bool(gold.get(f"{slot}_optional")))] if values else []
    return [_wanted(written) for written in gold.get(slot) or ()]


def _wanted(written: str) -> Wanted:
    names = tuple(name.strip() for name in written.lstrip("?").split("|"))
    return Wanted(names, written.startswith("?"))


def agree(slot: str, want: Wanted, given: Given) -> bool:
    """Whether the predicted filler is the reference's."""
    if slot in BOUNDS:
        return given.values[0] in want.values
    if slot in _CATEGORIES:
        return bool(set(want.values) & set(given.values))
    if slot in _GROUPS and given.values and given.values[0] in want.values:
        return True
    return any(_same(slot, a, b) for a in want.values for b in given.values)


def _same(slot: str, a: str, b: str) -> bool:
    if same_name(a, b):
        return True
    return slot in ("persons", "sources") and same_words(a, b, one_word_is_enough=slot == "sources")


def compare(slot: str, wants: Iterable[Wanted], given: Iterable[Given]) -> Comparison:
    """Give every wanted filler, the optional ones last, the first predicted one that agrees and is free."""
    left, missed, right = list(given), [], 0
    for want in sorted(wants, key=lambda filler: filler.optional):
        place = next((i for i, filler in enumerate(left) if agree(slot, want, filler)), None)
        if place is not None:
            del left[place]
            right += not want.optional
        elif not want.optional:
            missed.append(want)
    return Comparison(right, tuple(left), tuple(missed))
