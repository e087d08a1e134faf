"""One article on the terminal: its text with evidence and slots in colours, then what was read, by event."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from ..records import DefectionEvent, Extraction
from .labels import load_labels
from .slots import SlotRow, slot_rows

if TYPE_CHECKING:
    from rich.console import Console

_STYLES = {
    "trigger": "bold red", "defected_from": "bold blue", "defected_to": "bold blue", "count": "cyan",
    "persons": "cyan", "ranks": "cyan", "date": "yellow", "places": "green", "destinations": "green",
    "via": "green", "reasons": "magenta", "means": "magenta", "equipment": "magenta", "reprisals": "magenta",
    "sources": "bold",
}  # fmt: skip
_EVIDENCE = "underline"
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What would command the terminal or turn the reading direction; line breaks and tabs stay."""


def show(console: Console, result: Extraction, text: str) -> None:
    """Print the article and its events. Without colours the marks stand in brackets: [words]{slot}."""
    labels = load_labels("en")
    rows = [slot_rows(event, labels) for event in result.events]
    console.print(Text(_safe(result.article.title or result.article.id), style="bold"))
    console.print(Text(f"{result.article.published or 'date unknown'} · {len(result.events)} events\n"))
    everything = [row for event_rows in rows for row in event_rows]
    plain = console.color_system is None
    console.print(_bracketed(text, everything) if plain else _coloured(text, everything, result.events))
    for number, (event, event_rows) in enumerate(zip(result.events, rows, strict=True), 1):
        console.print()
        console.print(_table(number, event, event_rows))


def _safe(text: str) -> str:
    return _UNSAFE.sub("\ufffd", text)


def _coloured(text: str, rows: list[SlotRow], events: tuple[DefectionEvent, ...]) -> Text:
    shown = Text(_safe(text))
    for event in events:
        for mention in event.evidence:
            shown.stylize(_EVIDENCE, mention.start, mention.end)
    for row in rows:
        shown.stylize(_STYLES[row.slot], row.mention.start, row.mention.end)
    return shown


def _bracketed(text: str, rows: list[SlotRow]) -> Text:
    """Marks as characters, longer ones around shorter ones."""
    spans = sorted({(row.mention.start, -row.mention.end, row.slot) for row in rows})
    opens: dict[int, str] = {}
    closes: dict[int, str] = {}
    for start, end, slot in spans:
        opens[start] = opens.get(start, "") + "["
        closes[-end] = f"]{{{slot}}}" + closes.get(-end, "")
    cuts = sorted({0, len(text), *opens, *closes})
    pieces = [closes.get(a, "") + opens.get(a, "") + _safe(text[a:b]) for a, b in pairwise(cuts)]
    return Text("".join(pieces) + closes.get(len(text), ""))


def _table(number: int, event: DefectionEvent, rows: list[SlotRow]) -> Table:
    heading = f"event {number}: {event.factuality}, {event.scope}, confidence {event.confidence:.2f}"
    table = Table("slot", "value", "words", "characters", title=heading, title_justify="left", expand=False)
    for row in rows:
        mention = row.mention
        cells = (row.value, mention.text.replace("\n", " "), f"{mention.start}-{mention.end}")
        table.add_row(Text(row.slot, style=_STYLES[row.slot]), *(Text(_safe(cell)) for cell in cells))
    return table
