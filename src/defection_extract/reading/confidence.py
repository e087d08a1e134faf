"""How sure an event is: its trigger's probability and its fillers', calibrated on annotated articles."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ..lexicon import load_table

if TYPE_CHECKING:
    from .events import Event


def confidence(event: Event) -> float:
    """0…1: of the records given 0.8, eight in ten should be right (Platt scaling, reading.toml)."""
    table = load_table("reading")["confidence"]
    chances = [f.probability for fillers in event.slots.values() for f in fillers]
    mean = sum(chances) / len(chances) if chances else 0.0
    score = table["bias"] + table["trigger"] * event.probability + table["slots"] * mean
    return 1 / (1 + math.exp(-score))
