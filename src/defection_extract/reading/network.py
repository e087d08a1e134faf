"""A small network: what numbers and names say together, where a sum of their weights cannot.

One hidden layer of rectified units; trained by scripts/train_reader.py, applied here with numpy alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]


@dataclass(frozen=True)
class Network:
    """`hidden` (inputs × units) and `out` (units × labels) with their biases; one label for a yes/no question.

    The inputs are the numbers, in their order, then one for each of `names`: 1 where it is said, else 0.
    """

    labels: tuple[str, ...]
    names: dict[str, int]
    hidden: Table
    hidden_bias: Table
    out: Table
    out_bias: Table

    def chances(self, numbers: Table, said: Iterable[Sequence[str]]) -> Table:
        """P(label) of items: (items × labels). `numbers` is items × numbers; `said` are the names of each item."""
        scores = np.maximum(self.inputs(numbers, said, self.names) @ self.hidden + self.hidden_bias, 0)
        scores = scores @ self.out + self.out_bias
        if len(self.labels) == 1:
            chances: Table = 1 / (1 + np.exp(-scores.clip(-30, 30)))
            return chances
        powers: Table = np.exp(scores - scores.max(axis=1, keepdims=True))
        powers /= powers.sum(axis=1, keepdims=True)
        return powers

    @staticmethod
    def inputs(numbers: Table, said: Iterable[Sequence[str]], names: dict[str, int]) -> Table:
        """The inputs of items."""
        table = np.zeros((len(numbers), numbers.shape[1] + len(names)))
        table[:, : numbers.shape[1]] = numbers
        for row, words in zip(table[:, numbers.shape[1] :], said, strict=True):
            row[[names[word] for word in words if word in names]] = 1
        return table

    @classmethod
    def of(cls, row: dict[str, Any]) -> Network:
        """The network of a row of weights.json."""
        tables = {name: np.array(row[name]) for name in ("hidden", "hidden_bias", "out", "out_bias")}
        return cls(tuple(row["labels"]), {name: i for i, name in enumerate(row["names"])}, **tables)

    def row(self) -> dict[str, Any]:
        """The row that `of` reads."""
        tables = {
            name: getattr(self, name).round(4).tolist()
            for name in ("hidden", "hidden_bias", "out", "out_bias")
        }
        return {"labels": list(self.labels), "names": list(self.names), **tables}
