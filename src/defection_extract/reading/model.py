"""Linear models over named features: logistic regression, its weights shipped as JSON.

Trained by scripts/train_reader.py from annotated articles; applied here without any library.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from ..cache import prepared
from ..errors import DataError


@dataclass(frozen=True)
class LinearModel:
    """`weights[label][feature]`, `bias[label]`; one label for a yes/no question, else one a class."""

    weights: dict[str, dict[str, float]]
    bias: dict[str, float]

    def scores(self, features: Iterable[str]) -> dict[str, float]:
        """The linear score of each label."""
        if len(self.weights) == 1:
            ((label, table),) = self.weights.items()
            return {label: self.bias[label] + sum(filter(None, map(table.get, features)))}
        rows = filter(None, map(self.rows.get, features))
        columns = list(zip(*rows, strict=True)) or [()] * len(self.weights)
        return {
            label: self.bias[label] + sum(column) for label, column in zip(self.weights, columns, strict=True)
        }

    @cached_property
    def rows(self) -> dict[str, tuple[float, ...]]:
        """The weights of each feature for all labels, in their order: looked up once for all of them."""
        names = dict.fromkeys(name for table in self.weights.values() for name in table)
        return {name: tuple(table.get(name, 0.0) for table in self.weights.values()) for name in names}

    def probability(self, features: Iterable[str]) -> float:
        """P(yes) of a yes/no model."""
        (score,) = self.scores(features).values()
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """P(label) of every label (softmax)."""
        scores = self.scores(features)
        top = max(scores.values())
        powers = {label: math.exp(score - top) for label, score in scores.items()}
        total = sum(powers.values())
        return {label: power / total for label, power in powers.items()}

    def best(self, features: Iterable[str]) -> tuple[str, float]:
        """The likeliest label, and its probability."""
        chances = self.probabilities(features)
        top = max(chances, key=lambda label: chances[label])
        return top, chances[top]

    def strongest(
        self, features: Iterable[str], label: str = "yes", most: int = 4
    ) -> list[tuple[str, float]]:
        """The features that weighed most for a label."""
        table = self.weights[label]
        weighed = [(f, table[f]) for f in set(features) if f in table]
        return sorted(weighed, key=lambda item: -abs(item[1]))[:most]


Models = Mapping[str, LinearModel]
"""Models by question."""


@cache
def load_models() -> dict[str, LinearModel]:
    """All models of the event reading, by question. Raises DataError where the file is missing or broken.

    They are kept in the user's cache: JSON takes four times as long to read.
    """
    path = Path(__file__).parent / "weights.json"
    try:
        return prepared("weights", [path, Path(__file__)], lambda: _read(path))
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"event reading: weights.json: {error}", "reinstall defx") from error


def _read(path: Path) -> dict[str, LinearModel]:
    tables = json.loads(path.read_text(encoding="utf-8"))
    models = {name: LinearModel(t["weights"], t["bias"]) for name, t in tables.items()}
    for model in models.values():
        if len(model.weights) > 1:
            _ = model.rows  # goes into the cache with the model
    return models
