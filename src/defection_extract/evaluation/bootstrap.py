"""Confidence intervals by the percentile bootstrap (Efron): articles are what is drawn anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .scores import Scores, columns, summary

Interval = tuple[float, float]
SEED = 20210930  # any number: the same articles give the same intervals


def intervals(rows: Sequence[Sequence[int]], draws: int = 1000, level: float = 0.95) -> dict[str, Any]:
    """For every number of `summary`, the interval that holds `level` of the draws.

    `rows` are the articles' counts. Empty where there is no article or no draw.
    """
    if not rows or not draws:
        return {}
    import numpy as np

    generator = np.random.default_rng(SEED)
    times = generator.multinomial(len(rows), [1 / len(rows)] * len(rows), size=draws)
    names = columns()
    drawn = [flat(summary(dict(zip(names, sums, strict=True)))) for sums in (times @ np.array(rows)).tolist()]
    tails = [(1 - level) / 2, (1 + level) / 2]
    values = {path: np.quantile([draw[path] for draw in drawn], tails).tolist() for path in drawn[0]}
    return {path: tuple(bounds) for path, bounds in values.items()}


def flat(scores: Mapping[str, Any], prefix: str = "") -> dict[str, float]:
    """Nested scores by dotted paths: `core.f1`, `slots.count.recall`, `accuracy.scope`."""
    return dict(_flat(scores, prefix))


def _flat(value: Any, path: str) -> Iterator[tuple[str, float]]:
    if isinstance(value, Scores):
        value = value._asdict()
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(inner, f"{path}.{key}" if path else key)
    else:
        yield path, value
