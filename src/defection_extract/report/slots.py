"""The slots of an event as rows: which slot, which value, which words of the article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..records import Count, DateRef, DefectionEvent, GroupRef, Mention, PlaceRef
from .labels import Labels

_GROUPS = ("defected_from", "defected_to")
_PLACES = ("places", "destinations", "via")


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One filler: `slot` is the record's field name, `value` what it was read as, in words for people."""

    slot: str
    value: str
    mention: Mention


def slot_rows(event: DefectionEvent, labels: Labels) -> list[SlotRow]:
    """Every filler of an event, in the order of the record's fields; the evidence is not among them."""
    return [
        SlotRow("trigger", "", event.trigger),
        *_named(event, _GROUPS[:1], labels),
        *_named(event, _GROUPS[1:], labels),
        *([SlotRow("count", count_text(event.count), event.count.mention)] if event.count else []),
        *(SlotRow("persons", _person(p.name, p.rank), p.mention) for p in event.persons),
        *(SlotRow("ranks", _rank(r.rank, r.count), r.mention) for r in event.ranks),
        *([SlotRow("date", date_text(event.date), event.date.mention)] if event.date else []),
        *_named(event, _PLACES, labels),
        *(SlotRow("means", "", mention) for mention in event.means),
        *_labelled(event, labels),
    ]


def _named(event: DefectionEvent, fields: tuple[str, ...], labels: Labels) -> Iterator[SlotRow]:
    for field in fields:
        for ref in getattr(event, field):
            yield SlotRow(
                field, _place(ref, labels) if isinstance(ref, PlaceRef) else _group(ref), ref.mention
            )


def _labelled(event: DefectionEvent, labels: Labels) -> Iterator[SlotRow]:
    for reason in event.reasons:
        yield SlotRow("reasons", labels.value("reason", reason.category), reason.mention)
    for item in event.equipment:
        told = labels.value("equipment_status", item.status)
        yield SlotRow("equipment", f"{item.item} ({told})", item.mention)
    for reprisal in event.reprisals:
        yield SlotRow("reprisals", labels.value("reprisal", reprisal.kind), reprisal.mention)
    for source in event.sources:
        kind = labels.value("source", source.kind)
        yield SlotRow("sources", f"{source.name} ({kind})", source.mention)


def _group(ref: GroupRef) -> str:
    return f"{ref.name} [{ref.id}]" if ref.id else ref.name


def _place(ref: PlaceRef, labels: Labels) -> str:
    where = labels.admin1(ref.admin1)
    known = [part for part in (where if where not in (ref.name, ref.id) else "", ref.id) if part]
    doubt = [f"{ref.match} {ref.score:.2f}"] if ref.match == "fuzzy" and ref.score is not None else []
    return f"{ref.name} [{', '.join([*known, *doubt])}]" if known or doubt else ref.name


def _person(name: str, rank: str | None) -> str:
    return f"{name}, {rank}" if rank else name


def _rank(rank: str, count: int | None) -> str:
    return f"{count} × {rank}" if count is not None else rank


def count_text(count: Count) -> str:
    """A count in short: "7", "≥ 25", "≈ 50", "≤ 25", "40–50"."""
    low, best, high = count.low, count.best, count.high
    if low is not None and high is not None:
        return str(low) if low == high else f"{low}–{high}"
    if low is not None:
        return f"≥ {low}" if best in (None, low) else f"{best} (≥ {low})"
    if high is not None:
        return f"≤ {high}" if best in (None, high) else f"{best} (≤ {high})"
    return f"≈ {best}"


def date_text(date: DateRef) -> str:
    """A date in short, in ISO form; the article's words where it is not resolved."""
    first = date.earliest and date.earliest.isoformat()
    last = date.latest and date.latest.isoformat()
    if not first and not last:
        return f"« {date.mention.text} »"
    if first == last:
        return str(first)
    if first and last and date.precision in ("month", "year"):
        return first[: 7 if date.precision == "month" else 4]
    return f"{first or '…'} – {last or '…'}"
