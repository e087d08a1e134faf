"""Which of several rows a mention means: by kind words, the places around it, and how well known each is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import cos, exp, hypot, radians

from ..lexicon import load_table
from .linking import Candidate
from .rows import PlaceRow
from .table import Layers

NEAR_WEIGHT = 0.16
"""What a place named beside it is worth, in units of likeness; chosen on tests/data/toponyms.csv."""
KIND_WEIGHT = 0.08
KNOWN_WEIGHT = 0.03
"""What a step of prominence is worth."""
REACH_KM = 45.0
REACH_CHARS = 400
_FAR_ANCHOR = 0.6


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place of the article that is sure, and the character at which it stands."""

    row: PlaceRow
    at: int


class Frame:
    """The places of one article that are sure: what others are likely to be near."""

    def __init__(self, table: Layers, anchors: list[Anchor]) -> None:
        self.table = table
        self.anchors = anchors
        self.countries = {anchor.row.country for anchor in anchors}

    def nearness(self, row: PlaceRow, at: int) -> float:
        """How near the row is to what the article names around character `at`, 0…1; 0.5 if it names none."""
        values = [self._pull(anchor, row, at) for anchor in self.anchors if abs(anchor.at - at) > 0]
        return max(values, default=0.5)

    def _pull(self, anchor: Anchor, row: PlaceRow, at: int) -> float:
        weight = 1.0 if abs(anchor.at - at) <= REACH_CHARS else _FAR_ANCHOR
        if anchor.row.id == row.id or anchor.row.id in self.table.ancestors(row):
            return weight * (0.5 if anchor.row.kind == "country" else 1.0)
        return weight * exp(-kilometres(anchor.row, row) / REACH_KM)


def kilometres(a: PlaceRow, b: PlaceRow) -> float:
    """The distance of two rows; infinite where one has no coordinates or is a country."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None or "country" in (a.kind, b.kind):
        return float("inf")
    return 111.2 * hypot(a.lat - b.lat, (a.lon - b.lon) * cos(radians(a.lat)))


@cache
def preferences() -> dict[str, list[str]]:
    """Kind of the kind word ("" for none) → kinds of rows, the likeliest first."""
    table: dict[str, list[str]] = load_table("places")["preferred"]
    return table


@cache
def homonyms() -> dict[str, dict[str, str]]:
    """Names whose meaning goes by the country of the article."""
    table: dict[str, dict[str, str]] = load_table("places")["homonyms"]
    return table


def fit_of_kind(row: PlaceRow, kind: str) -> float:
    """How well a row suits a kind word, 1 (the likeliest kind) to 0 (none that it means)."""
    ranked = preferences().get(kind) or preferences()["place"]
    return 1 - ranked.index(row.kind) / len(ranked) if row.kind in ranked else 0.0


def weigh(candidate: Candidate, kind: str, frame: Frame, at: int) -> float:
    """The score of a candidate in its context; comparable among the candidates of one mention."""
    row = candidate.row
    return (
        candidate.likeness
        + KIND_WEIGHT * (fit_of_kind(row, kind) - 1)
        + NEAR_WEIGHT * (frame.nearness(row, at) - 1)
        + KNOWN_WEIGHT * (row.prominence - 3)
    )


def ranked(candidates: list[Candidate], kind: str, frame: Frame, at: int) -> list[tuple[float, Candidate]]:
    """The candidates by score, the best first."""
    scored = [(weigh(candidate, kind, frame, at), candidate) for candidate in candidates]
    scored.sort(key=lambda item: (-item[0], item[1].row.id))
    return _by_country(scored, frame)


def _by_country(scored: list[tuple[float, Candidate]], frame: Frame) -> list[tuple[float, Candidate]]:
    """Put first what a name means by rule ("Tripoli" is Libya unless Lebanon is the frame)."""
    for position, (_, candidate) in enumerate(scored):
        rule = homonyms().get(candidate.name)
        meant = rule and next((rule[c] for c in rule if c in frame.countries), rule["default"])
        if meant and candidate.row.id == meant:
            return [(scored[0][0], candidate), *scored[:position], *scored[position + 1 :]]
    return scored
