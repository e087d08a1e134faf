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

Row = tuple[float, ...]
"""A number for each label."""


@dataclass(frozen=True)
class LinearModel:
    """`bias` by label: one label for a yes/no question, else one a class.

    `weights` by feature: a number for a yes/no question, else one for each label in their order.
    """

    bias: dict[str, float]
    weights: dict[str, Any]

    def total(self, features: Iterable[str]) -> Row:
        """What features add to the score of each label."""
        found = filter(None, map(self.weights.get, features))
        if len(self.bias) == 1:
            return (sum(found),)
        return tuple(map(sum, zip(*found, strict=True))) or (0.0,) * len(self.bias)

    def scores(self, rows: Iterable[Row]) -> list[float]:
        """The score of each label, given what all features add to it."""
        return [sum(column) for column in zip(self.bias.values(), *rows, strict=True)]

    def chances(self, rows: Iterable[Row]) -> dict[str, float]:
        """P(label) of every label, given what all features add to their scores: sigmoid, or softmax."""
        scores = self.scores(rows)
        if len(scores) == 1:
            return dict.fromkeys(self.bias, 1 / (1 + math.exp(-max(-30.0, min(30.0, scores[0])))))
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        whole = sum(powers)
        return {label: power / whole for label, power in zip(self.bias, powers, strict=True)}

    def probability(self, features: Iterable[str]) -> float:
        """P(yes) of a yes/no model."""
        (chance,) = self.chances([self.total(features)]).values()
        return chance

    def best(self, features: Iterable[str]) -> tuple[str, float]:
        """The likeliest label, and its probability."""
        chances = self.chances([self.total(features)])
        top = max(chances, key=lambda label: chances[label])
        return top, chances[top]

    def strongest(
        self, features: Iterable[str], label: str = "yes", most: int = 4
    ) -> list[tuple[str, float]]:
        """The features that weighed most for a label."""
        found = {f: self.weights[f] for f in features if f in self.weights}
        if len(self.bias) > 1:
            column = list(self.bias).index(label)
            found = {f: weights[column] for f, weights in found.items()}
        return sorted(found.items(), key=lambda item: -abs(item[1]))[:most]


class Tally:
    """Adds up features that come in parts, of which many recur: what each adds is worked out once."""

    def __init__(self, model: LinearModel) -> None:
        self.model = model
        self._known: dict[tuple[str, ...], Row] = {}

    def chances(self, parts: Iterable[tuple[str, ...]]) -> dict[str, float]:
        """P(label) of every label."""
        return self.model.chances([self._row(part) for part in parts])

    def score(self, parts: Iterable[tuple[str, ...]]) -> float:
        """The score of "yes"."""
        (score,) = self.model.scores([self._row(part) for part in parts])
        return score

    def _row(self, part: tuple[str, ...]) -> Row:
        row = self._known.get(part)
        if row is None:
            row = self._known[part] = self.model.total(part)
        return row


class Tallies(dict[str, Tally]):
    """The tallies of one article by question, each begun when it is first asked."""

    def __init__(self, models: Models) -> None:
        super().__init__()
        self.models = models

    def __missing__(self, question: str) -> Tally:
        self[question] = Tally(self.models[question])
        return self[question]


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
