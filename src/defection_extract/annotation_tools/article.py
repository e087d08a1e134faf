"""An article as an annotator sees it: marked words, some of them triggers, and which trigger each belongs to.

A mark's label is its slot; triggers carry the event's labels (`trigger-reported-incident`), and slots with
a closed list of categories the category (`reasons-amnesty`), because annotation tools let people correct
labels, not values. The other values ride along with the words that they were read from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from ..errors import InputError
from ..records import (
    DefectionEvent,
    EquipmentStatus,
    Extraction,
    Factuality,
    Mention,
    ReasonCategory,
    ReprisalKind,
    Scope,
)

TRIGGER = "trigger"
_NAMED = ("defected_from", "defected_to", "places", "destinations", "via", "persons", "sources")
_CATEGORIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "reasons": ("category", get_args(ReasonCategory)),
    "equipment": ("status", get_args(EquipmentStatus)),
    "reprisals": ("kind", get_args(ReprisalKind)),
}
LABELS: tuple[str, ...] = (
    *(f"{TRIGGER}-{factuality}-{scope}" for factuality in get_args(Factuality) for scope in get_args(Scope)),
    *(*_NAMED, "count", "date", "ranks", "means"),
    *(f"{slot}-{category}" for slot, (_, categories) in _CATEGORIES.items() for category in categories),
)
"""All labels, as an annotation tool is to be set up with."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the text with their label; offsets in code points.

    `value` is what they were read as: names with | between, "low/best/high", "earliest/latest", a rank; or
    empty: what an annotator marked anew.
    """

    label: str
    start: int
    end: int
    value: str = ""

    @property
    def slot(self) -> str:
        """The label without its categories."""
        return self.label.partition("-")[0]

    @property
    def categories(self) -> list[str]:
        """The label's categories: factuality and scope, or a reason's category."""
        return self.label.split("-")[1:]


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with its marks; `links` are pairs (trigger, filler) of places in `marks`."""

    id: str
    published: str | None
    text: str
    marks: tuple[Mark, ...]
    links: tuple[tuple[int, int], ...]

    def __post_init__(self) -> None:
        for mark in self.marks:
            if mark.label not in LABELS:
                raise InputError(
                    f"{self.id}: unknown label {mark.label!r}", f"labels are {', '.join(LABELS)}"
                )
            if not 0 <= mark.start < mark.end <= len(self.text):
                raise InputError(
                    f"{self.id}: {mark.label} at {mark.start}…{mark.end} is outside the text",
                    "import the file that the tool exported, unchanged",
                )


def annotated(result: Extraction, text: str) -> Annotated:
    """The events of an article as marks on its text. Words that two events share are marked once."""
    marks: list[Mark] = []
    links: list[tuple[int, int]] = []
    for event in result.events:
        trigger = len(marks)
        marks.append(_mark(f"{TRIGGER}-{event.factuality}-{event.scope}", event.trigger, ""))
        for mark in dict.fromkeys(_fillers(event)):
            known = next((i for i, other in enumerate(marks) if other == mark), len(marks))
            if known == len(marks):
                marks.append(mark)
            links.append((trigger, known))
    published = result.article.published
    return Annotated(
        result.article.id, published.isoformat() if published else None, text, tuple(marks), tuple(links)
    )


def _mark(label: str, words: Mention, value: str) -> Mark:
    return Mark(label, words.start, words.end, value)


def _fillers(event: DefectionEvent) -> Iterator[Mark]:
    for slot in _NAMED:
        for ref in getattr(event, slot):
            yield _mark(slot, ref.mention, "|".join(filter(None, (getattr(ref, "id", None), ref.name))))
    if event.count:
        yield _mark(
            "count", event.count.mention, _bounds(event.count.low, event.count.best, event.count.high)
        )
    if event.date:
        date = event.date
        resolved = date.earliest or date.latest
        yield _mark("date", date.mention, _bounds(date.earliest, date.latest) if resolved else "")
    for rank in event.ranks:
        yield _mark("ranks", rank.mention, rank.rank)
    for words in event.means:
        yield _mark("means", words, "")
    for slot, (attribute, _) in _CATEGORIES.items():
        for item in getattr(event, slot):
            yield _mark(f"{slot}-{getattr(item, attribute)}", item.mention, "")


def _bounds(*values: object) -> str:
    return "/".join("" if value is None else str(value) for value in values)


def events(article: Annotated) -> Iterator[tuple[Mark, list[Mark]]]:
    """Every trigger with its fillers, in the order of the text.

    Where the article has one trigger, fillers that nobody linked are its own. Raises InputError where an
    unlinked filler could be of several.
    """
    triggers = [i for i, mark in enumerate(article.marks) if mark.slot == TRIGGER]
    links = [link for link in article.links if link[0] in triggers]
    linked = {filler for _, filler in links} | set(triggers)
    loose = [i for i in range(len(article.marks)) if i not in linked]
    if loose and len(triggers) != 1:
        mark = article.marks[loose[0]]
        words = article.text[mark.start : mark.end]
        raise InputError(
            f"{article.id}: {mark.label} {words!r} at {mark.start}…{mark.end} belongs to no event",
            "link it to its trigger, or mark a trigger",
        )
    links += [(triggers[0], filler) for filler in loose]
    for trigger in sorted(triggers, key=lambda i: article.marks[i].start):
        fillers = dict.fromkeys(filler for first, filler in links if first == trigger)
        yield article.marks[trigger], sorted((article.marks[i] for i in fillers), key=_place)


def _place(mark: Mark) -> tuple[int, int]:
    return mark.start, mark.end


def json_ready(marks: Sequence[Mark]) -> dict[str, Any]:
    """The values of marks by place and label, for tools that keep unknown fields of a task."""
    return {f"{mark.start}-{mark.end}-{mark.label}": mark.value for mark in marks if mark.value}


def with_value(label: str, start: int, end: int, values: dict[str, Any]) -> Mark:
    """A mark with the value that `json_ready` kept for it."""
    return Mark(label, start, end, str(values.get(f"{start}-{end}-{label}", "")))
