"""Whether `confidence` means what it says: the share of right events among those given alike (reliability table)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .alignment import align
from .slots import predicted

BINS = 10
"""Bins of equal width, as reliability diagrams have them (Guo et al. 2017)."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Events with a confidence from `low` to below `high` (the last bin takes 1 in)."""

    low: float
    high: float
    n: int
    confidence: float
    """Their mean confidence."""
    right: float
    """The share that a reference event is aligned to."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """`bins` that hold an event; `error` is the expected calibration error, `brier` the Brier score."""

    n: int
    error: float
    brier: float
    bins: tuple[Bin, ...]

    def as_json(self) -> dict[str, Any]:
        """Everything, for `json.dumps`."""
        return asdict(self)


def calibration(
    gold: Mapping[str, Mapping[str, Any]], found: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Calibration:
    """How confidence and right events go together; both arguments are those of `evaluate`.

    Events aligned to an optional one of the reference are left out: they are neither right nor wrong.
    """
    judged = [
        pair for id, article in gold.items() for pair in _judged(article["events"], found.get(id) or ())
    ]
    n = len(judged)
    sorted_in: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in judged:
        sorted_in[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    bins = tuple(_bin(number, pairs) for number, pairs in enumerate(sorted_in) if pairs)
    error = sum(b.n * abs(b.confidence - b.right) for b in bins) / max(1, n)
    brier = sum((confidence - right) ** 2 for confidence, right in judged) / max(1, n)
    return Calibration(n, error, brier, bins)


def _judged(
    golds: Sequence[Mapping[str, Any]], events: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[float, bool]]:
    """Confidence of each predicted event, and whether it is right."""
    owner = {j: golds[i] for i, j in align(golds, [predicted(event) for event in events])}
    for j, event in enumerate(events):
        if j not in owner or not owner[j].get("optional"):
            yield event["confidence"], j in owner


def _bin(number: int, pairs: Sequence[tuple[float, bool]]) -> Bin:
    n = len(pairs)
    confidence, right = (sum(values) / n for values in zip(*pairs, strict=True))
    return Bin(number / BINS, (number + 1) / BINS, n, confidence, right)
