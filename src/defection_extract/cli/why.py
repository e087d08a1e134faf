"""`defx why`: what each value of a record rests on."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from .options import Gazetteers

if TYPE_CHECKING:
    from ..reading.event import Event, Filler


def command(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="The article; - for standard input.")],
    event: Annotated[int | None, typer.Option(min=1, help="Only this event, counted from 1.")] = None,
    published: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The article's date.")
    ] = None,
    gazetteer: Gazetteers = None,
) -> None:
    """For each value: its words and offsets, its probability, what weighed most, and the runner-up."""
    from ..errors import UsageError
    from ..pipeline import explain
    from ..readers.article import read_article

    article = read_article(file, published=published.date() if published else None)
    events = explain(article, tuple(gazetteer or ()))
    if not events:
        print(f"defx: {file}: no event", file=sys.stderr)
    if event is not None and event > len(events):
        raise UsageError(
            f"{file}: there is no event {event}", f"it has {len(events)}; leave --event out to see all"
        )
    for number, found in enumerate(events, 1):
        if event in (None, number):
            _print_event(number, found)


def _print_event(number: int, event: Event) -> None:
    words = ", ".join(f"{t.span.text!r} [{t.span.start_char}:{t.span.end_char}]" for t in event.triggers)
    print(f"event {number}: {event.factuality}, {event.scope}; told by {words} (p={event.probability:.2f})")
    for slot, fillers in event.slots.items():
        for filler in fillers:
            print(f"  {slot}: {_told(filler)}")
            print("      because " + ", ".join(f"{name} {weight:+.2f}" for name, weight in filler.why))
        runner_up = event.runners_up.get(slot)
        if runner_up:
            print(f"  {slot}: runner-up {_told(runner_up)}")


def _told(filler: Filler) -> str:
    mention, value = filler.mention, filler.mention.value
    row = getattr(value, "id", None) or getattr(value, "name", None) or getattr(value, "category", None) or ""
    by = getattr(value, "match", None)
    origin = f" = {row}" + (f" ({by})" if by else "") if row else ""
    span = mention.span
    return f"{span.text!r} [{span.start_char}:{span.end_char}]{origin} (p={filler.probability:.2f})"
