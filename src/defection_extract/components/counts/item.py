"""A count in a text, in words: what the parts of this component pass on."""

from __future__ import annotations

from dataclasses import dataclass

from .quantities import Bounds

ONE = Bounds(1, 1, 1, "exact")
SOME = Bounds(2, None, None, "vague")


@dataclass(frozen=True, slots=True)
class Item:
    """A count at words `first..end`; `noun` the words of its noun; `single` for a person without a number.

    `own` for "trois de ses hommes" and "ses trois hommes".
    """

    first: int
    end: int
    bounds: Bounds
    unit: str | None = None
    rank: str | None = None
    noun: tuple[int, int] | None = None
    role: str = "plain"
    parts: tuple[int, ...] = ()
    single: bool = False
    own: bool = False
