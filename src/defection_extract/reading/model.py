"""Linear models over named features: logistic regression; all weights of the reading, shipped as JSON.

Trained by scripts/train_reader.py from annotated articles; applied here without any library.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..cache import prepared
from ..errors import DataError
from .network import Network


@dataclass(frozen=True)
class LinearModel:
    """`bias` by label: one label for a yes/no question, else one a class.

    `weights` by feature: a number for a yes/no question, else one for each label in their order.
    """

    bias: dict[str, float]
    weights: dict[str, Any]

    def scores(self, features: Iterable[str]) -> dict[str, float]:
        """The linear score of each label."""
        found = filter(None, map(self.weights.get, features))
        if len(self.bias) == 1:
            ((label, bias),) = self.bias.items()
            return {label: bias + sum(found)}
        columns = list(zip(*found, strict=True)) or [()] * len(self.bias)
        return {
            label: bias + sum(column)
            for (label, bias), column in zip(self.bias.items(), columns, strict=True)
        }

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
        found = {f: self.weights[f] for f in set(features) if f in self.weights}
        if len(self.bias) > 1:
            column = list(self.bias).index(label)
            found = {f: weights[column] for f, weights in found.items()}
        return sorted(found.items(), key=lambda item: -abs(item[1]))[:most]


@dataclass(frozen=True)
class Models:
    """The models by question; `second` those of the second look, by kind of candidate."""

    first: Mapping[str, LinearModel]
    second: Mapping[str, Network]

    def __getitem__(self, question: str) -> LinearModel:
        return self.first[question]


@cache
def load_models() -> Models:
    """All models of the event reading, by question. Raises DataError where the file is missing or broken.

    They are kept in the user's cache: JSON takes four times as long to read.
    """
    path = Path(__file__).parent / "weights.json"
    try:
        return prepared("weights", [path, Path(__file__)], lambda: _read(path))
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"event reading: weights.json: {error}", "reinstall defx") from error


def _read(path: Path) -> Models:
    tables = json.loads(path.read_text(encoding="utf-8"))
    first = {name: LinearModel(row["bias"], _lean(row["weights"])) for name, row in tables["first"].items()}
    return Models(first, {name: Network.of(row) for name, row in tables["second"].items()})


def _lean(weights: dict[str, Any]) -> dict[str, Any]:
    """The same with tuples for lists, which take less room and time."""
    return {name: tuple(row) if isinstance(row, list) else row for name, row in weights.items()}
