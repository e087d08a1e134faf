"""What is wrong, with the words that led to it, so that a reader can look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from .slots import CORE, Comparison, Given, Gold, Predicted, Wanted


@dataclass(frozen=True, slots=True)
class Mistake:
    """One difference from the reference.

    `kind` is `wrong` (given, not wanted), `missed` (wanted, not given), `label` (factuality or scope),
    `spurious` or `missed event`, or `not processed`. `start` and `end` are offsets of the words in the
    article, `sentence` the evidence around them; None where the mistake is that nothing was found.
    """

    article: str
    kind: str
    slot: str
    given: Any = None
    wanted: Any = None
    event_id: str | None = None
    start: int | None = None
    end: int | None = None
    sentence: str | None = None

    @property
    def grave(self) -> bool:
        """Whether the article is no longer all right: anything but a secondary slot."""
        return self.slot in CORE or self.kind not in ("wrong", "missed")

    def as_json(self) -> dict[str, Any]:
        """Its fields that hold something."""
        return {name: value for name, value in asdict(self).items() if value is not None}


def slot_mistakes(article: str, slot: str, found: Comparison, event: Predicted) -> Iterator[Mistake]:
    """The fillers of a slot that are wrong or missed in an aligned event."""
    for given in found.wrong:
        place = _place(event, given.mention)
        yield Mistake(article, "wrong", slot, given=_one(given), **place)
    for want in found.missed:
        yield Mistake(article, "missed", slot, wanted=_one(want), **_place(event, None))


def label_mistake(article: str, name: str, want: str, event: Predicted) -> Mistake:
    """A wrong factuality or scope."""
    return Mistake(
        article, "label", name, event.label(name), want, **_place(event, event.event.get("trigger"))
    )


def spurious_event(article: str, event: Predicted) -> Mistake:
    """A predicted event that the reference does not hold."""
    given = {slot: [_one(filler) for filler in fillers] for slot, fillers in event.slots.items() if fillers}
    labels = {name: event.label(name) for name in ("factuality", "scope")}
    place = _place(event, event.event.get("trigger"))
    return Mistake(article, "spurious event", "event", given=labels | given, **place)


def missed_event(article: str, gold: Gold) -> Mistake:
    """A reference event that no predicted one is aligned to."""
    return Mistake(
        article, "missed event", "event", wanted={name: told for name, told in gold.items() if told}
    )


def not_processed(article: str) -> Mistake:
    """An article of the reference that has no line, or an error line."""
    return Mistake(article, "not processed", "article")


def _one(filler: Given | Wanted) -> Any:
    first = filler.values[0]
    return list(first) if isinstance(first, tuple) else first


def _place(event: Predicted, mention: Mapping[str, Any] | None) -> dict[str, Any]:
    """Where the words stand, and the evidence that holds them; without words, the event's first evidence."""
    evidence = event.event.get("evidence") or []
    if not mention:
        sentence = evidence[0]["text"] if evidence else None
        return {"event_id": event.event.get("event_id"), "sentence": sentence}
    start, end = mention["start"], mention["end"]
    around = (e["text"] for e in evidence if e["start"] <= start and end <= e["end"])
    return {
        "event_id": event.event.get("event_id"),
        "start": start,
        "end": end,
        "sentence": next(around, mention["text"]),
    }
