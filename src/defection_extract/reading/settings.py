"""The probabilities from which the reading says yes."""

from __future__ import annotations

from dataclasses import dataclass, fields

from ..lexicon import load_table


@dataclass(frozen=True)
class Settings:
    """Probabilities from which a yes counts, from reading.toml.

    `article`: the same for the likeliest event of an article, without which none of them counts.
    `least`: the same for the best filler of a slot that would else be empty.
    """

    trigger: float
    link: float
    same: float
    event: float
    article: float
    slots: dict[str, float]
    least: dict[str, float]

    @classmethod
    def default(cls) -> Settings:
        """The settings chosen in training."""
        table = load_table("reading")
        return cls(**{field.name: table[field.name] for field in fields(cls)})
