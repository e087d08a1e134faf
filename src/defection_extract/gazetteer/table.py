"""The places by name: the table that comes with the package, and users' own rows on top of it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from ..cache import prepared
from .matcher import automaton_of, word_matches
from .rows import PlaceRow, data_folder, parse_row, read_cells, read_lines
from .translit import skeleton
from .words import Words, canonical

if TYPE_CHECKING:
    from ahocorasick import Automaton


_ENOUGH_FOR_BOX = 50
"""Places that a country must have for the box around them to be taken for its own."""


class PlaceTable:
    """Rows by number and the names that lead to them.

    `lines` are the lines of a CSV file with its header; `names` lines of "skeleton, canonical name, row
    numbers", parted by tabs and sorted (what scripts/build_gazetteer.py writes), or None to make them.
    """

    def __init__(
        self,
        lines: Sequence[str],
        names: list[str] | None = None,
        automaton: Callable[[], Automaton] | None = None,
    ) -> None:
        self._header, self._lines = lines[0], lines[1:]
        self._rows: dict[int, PlaceRow] = {}
        self.names = names if names is not None else sorted(self._name_lines())
        self._make_automaton = automaton or (lambda: automaton_of(line.split("\t")[1] for line in self.names))
        self._automaton: Automaton | None = None

    @classmethod
    def of(cls, rows: Iterable[PlaceRow]) -> PlaceTable:
        """A table of rows that are at hand."""
        table = cls([""], [])
        table._rows = dict(enumerate(rows))
        table.names = sorted(table._name_lines())
        return table

    def _name_lines(self) -> Iterator[str]:
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(self):
            for key in dict.fromkeys(map(canonical, row.names)):
                numbers[key].append(number)
        for key, found in numbers.items():
            if key:
                yield f"{skeleton(key)}\t{key}\t{' '.join(map(str, found))}"

    def row(self, number: int) -> PlaceRow:
        """The row of a number."""
        row = self._rows.get(number)
        if row is None:
            cells = next(read_cells([self._header, self._lines[number]]))
            row = self._rows[number] = parse_row(cells)
        return row

    @cached_property
    def _numbers(self) -> dict[str, int]:
        if not self._lines:
            return {row.id: number for number, row in self._rows.items()}
        return {line.split(",", 1)[0]: number for number, line in enumerate(self._lines)}

    def by_id(self, id: str) -> PlaceRow | None:
        """The row of an id, None if there is none."""
        number = self._numbers.get(id)
        return None if number is None else self.row(number)

    def __iter__(self) -> Iterator[PlaceRow]:
        """Every row, in order."""
        return map(self.row, range(max(len(self._lines), len(self._rows))))

    @property
    def automaton(self) -> Automaton:
        """Finds the names in text; its values are numbers of `names`."""
        if self._automaton is None:
            self._automaton = self._make_automaton()
        return self._automaton

    def rows_of(self, name: int) -> list[PlaceRow]:
        """The rows that bear the name of a number."""
        return [self.row(int(number)) for number in self.names[name].rsplit("\t", 1)[1].split(" ")]

    def named(self, key: str) -> list[PlaceRow]:
        """The rows that bear a canonical name."""
        value = self.automaton.get(f" {key} ", None)
        return [] if value is None else self.rows_of(value // 16)

    def matches(self, words: Words) -> Iterator[tuple[int, int, list[PlaceRow]]]:
        """Every name in a text, also overlapping ones: (first word, last word, rows)."""
        for first, last, name in word_matches(self.automaton, words):
            yield first, last, self.rows_of(name)

    @cached_property
    def _skeletons(self) -> dict[str, list[str]]:
        """The different skeletons by their first letter and their first two letters."""
        buckets: dict[str, list[str]] = defaultdict(list)
        for bones in dict.fromkeys(line.split("\t", 1)[0] for line in self.names):
            buckets[bones[:1]].append(bones)
            if len(bones) > 1:
                buckets[bones[:2]].append(bones)
        return buckets

    def similar(self, bones: str, start: str, least: float) -> Iterator[tuple[str, int]]:
        """The (canonical name, number) of names whose skeleton begins with `start`, one or two letters, and
        is like `bones`: by at least `least`, 0…100.
        """
        close = process.extract(
            bones, self._skeletons.get(start, ()), scorer=fuzz.ratio, score_cutoff=least, limit=None
        )
        for found, _, _ in close:
            number = bisect_left(self.names, f"{found}\t")
            while number < len(self.names) and self.names[number].startswith(f"{found}\t"):
                yield self.names[number].split("\t", 2)[1], number
                number += 1


class Layers:
    """Tables one on another, users' own first: a row hides the rows of its id in the tables below."""

    def __init__(self, *tables: PlaceTable) -> None:
        self.tables = tables
        self._ancestors: dict[str, tuple[str, ...]] = {}

    def _visible(self, rows: Iterable[PlaceRow], depth: int) -> list[PlaceRow]:
        above = self.tables[:depth]
        return [row for row in rows if not any(table.by_id(row.id) for table in above)]

    def matches(self, words: Words) -> Iterator[tuple[int, int, list[PlaceRow]]]:
        """Every name in a text, also overlapping ones: (first word, last word, rows)."""
        for depth, table in enumerate(self.tables):
            for first, last, rows in table.matches(words):
                visible = self._visible(rows, depth)
                if visible:
                    yield first, last, visible

    def named(self, key: str) -> list[PlaceRow]:
        """The rows that bear a canonical name."""
        return [row for depth, t in enumerate(self.tables) for row in self._visible(t.named(key), depth)]

    def similar(self, bones: str, start: str, least: float) -> Iterator[tuple[str, tuple[int, int]]]:
        """The (canonical name, handle) of names whose skeleton begins with `start` and is like `bones`."""
        for depth, table in enumerate(self.tables):
            for key, number in table.similar(bones, start, least):
                yield key, (depth, number)

    def rows_of(self, handle: tuple[int, int]) -> list[PlaceRow]:
        """The rows that bear the name of a handle."""
        depth, number = handle
        return self._visible(self.tables[depth].rows_of(number), depth)

    def by_id(self, id: str) -> PlaceRow | None:
        """The row of an id, None if there is none."""
        return next((row for table in self.tables if (row := table.by_id(id))), None)

    def ancestors(self, row: PlaceRow) -> tuple[str, ...]:
        """The ids from the parent of a row to its country."""
        known = self._ancestors.get(row.id)
        if known is None:
            known = self._ancestors[row.id] = tuple(self._climb(row))
        return known

    def boxes(self) -> dict[str, tuple[float, float, float, float]]:
        """Country → least and greatest latitude, least and greatest longitude of its places, in degrees."""
        points: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for row in (row for table in self.tables for row in table):
            if row.lat is not None and row.lon is not None:
                points[row.country].append((row.lat, row.lon))
        return {
            country: (min(lats), max(lats), min(lons), max(lons))
            for country, found in points.items()
            for lats, lons in [tuple(zip(*found, strict=True))]
            if len(found) >= _ENOUGH_FOR_BOX
        }

    def _climb(self, row: PlaceRow) -> list[str]:
        found: list[str] = []
        parent: PlaceRow | None = row
        while parent and parent.parent_id and parent.parent_id not in found:
            found.append(parent.parent_id)
            parent = self.by_id(parent.parent_id)
        return found


@cache
def default_table() -> PlaceTable:
    """The table that comes with the package. Raises DataError where its files are missing."""
    names = read_lines("place_names.tsv")
    sources = [data_folder() / "place_names.tsv", Path(__file__).parent / "matcher.py"]

    def automaton() -> Automaton:
        return prepared("places", sources, lambda: automaton_of(line.split("\t")[1] for line in names))

    return PlaceTable(read_lines("places.csv"), names, automaton)
