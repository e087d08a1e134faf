"""Which of several rows a mention means: by kind words, the places around it, and how well known each is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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
WRITTEN_WEIGHT = 0.08
"""Taken off where another row's name is written just so, with or without its article: "Hama" is not "al-Hama"."""
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
        self.anchors = sorted(anchors, key=lambda anchor: anchor.at)
        self.different = {anchor.row.id: anchor for anchor in anchors}
        self.countries = {anchor.row.country for anchor in anchors}
        self._pulls: dict[tuple[str, str], float] = {}

    def nearness(self, row: PlaceRow, at: int) -> float:
        """How near the row is to what the article names around character `at`, 0…1; 0.5 if it names none."""
        first = bisect_left(self.anchors, at - REACH_CHARS, key=lambda anchor: anchor.at)
        last = bisect_right(self.anchors, at + REACH_CHARS, key=lambda anchor: anchor.at)
        near = {a.row.id: a for a in self.anchors[first:last] if a.at != at}
        far = [a for id, a in self.different.items() if id not in near and a.at != at]
        values = [self._pull(a.row, row) for a in near.values()]
        values += [_FAR_ANCHOR * self._pull(a.row, row) for a in far]
        return max(values, default=0.5)

    def _pull(self, anchor: PlaceRow, row: PlaceRow) -> float:
        known = self._pulls.get((anchor.id, row.id))
        if known is None:
            known = self._pulls[anchor.id, row.id] = self._weigh_pull(anchor, row)
        return known

    def _weigh_pull(self, anchor: PlaceRow, row: PlaceRow) -> float:
        if anchor.id == row.id or anchor.id in self.table.ancestors(row):
            return 0.5 if anchor.kind == "country" else 1.0
        return exp(-kilometres(anchor, row) / REACH_KM)


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


def ranked(
    candidates: list[Candidate], kind: str, frame: Frame, at: int, written: str
) -> list[tuple[float, Candidate]]:
    """The candidates for a name, `written` with its article, by score, the best first."""
    exact = [candidate.row for candidate in candidates if candidate.match == "exact"]
    just_so = {row.id for row in exact if row.name.casefold() == written.casefold()}
    otherwise = {row.id for row in exact} - just_so if just_so else set()
    scored = [(weigh(c, kind, frame, at) - WRITTEN_WEIGHT * (c.row.id in otherwise), c) for c in candidates]
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
