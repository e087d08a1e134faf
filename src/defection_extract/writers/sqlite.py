"""SQLite: articles, events as flat rows, and every filler of every slot with its place in the article."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .columns import COLUMNS, Value

if TYPE_CHECKING:
    from ..records import DefectionEvent, Extraction, Record

_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "date": "TEXT"}
_ARTICLE = ("id", "source", "title", "published", "language", "n_chars", "sha256")
_FILLERS = {
    "defected_from": "name", "defected_to": "name", "places": "name", "destinations": "name", "via": "name",
    "persons": "name", "ranks": "rank", "reasons": "category", "equipment": "item", "reprisals": "kind",
    "sources": "name", "means": "text", "evidence": "text",
}  # fmt: skip
"""Slot: the attribute that names its fillers."""
SCHEMA = f"""
CREATE TABLE articles (article INTEGER PRIMARY KEY, id TEXT NOT NULL, source TEXT, title TEXT,
  published TEXT, language TEXT, n_chars INTEGER, sha256 TEXT);
CREATE TABLE events (event INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles,
  {", ".join(f"{column.name} {_TYPES[column.type]}" for column in COLUMNS)});
CREATE TABLE fillers (event INTEGER NOT NULL REFERENCES events, slot TEXT NOT NULL, value TEXT NOT NULL,
  id TEXT, latitude REAL, longitude REAL, words TEXT NOT NULL,
  "start" INTEGER NOT NULL, "end" INTEGER NOT NULL);
"""
_INDEXES = """
CREATE INDEX events_by_date ON events (event_date_earliest, event_date_latest);
CREATE INDEX events_by_article ON events (article);
CREATE INDEX fillers_by_event ON fillers (event);
CREATE INDEX fillers_by_value ON fillers (slot, value);
"""


def write_sqlite(results: Iterable[Extraction], path: Path) -> None:
    """A database of three tables; dates are ISO texts. Articles without events are in it, too."""
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(SCHEMA)
        number = 0
        for article, result in enumerate(results, 1):
            told = [_plain(getattr(result.article, name)) for name in _ARTICLE]
            _insert(database, "articles", [article, *told])
            for event in result.events:
                number += 1
                told = [_plain(column.read(result.article, event)) for column in COLUMNS]
                _insert(database, "events", [number, article, *told])
                for filler in _fillers(event):
                    _insert(database, "fillers", [number, *filler])
        database.executescript(_INDEXES)


def _insert(database: sqlite3.Connection, table: str, values: list[Any]) -> None:
    database.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(values))})", values)


def _plain(value: Value) -> Value:
    return value.isoformat() if isinstance(value, dt.date) else value


def _fillers(event: DefectionEvent) -> Iterator[tuple[Any, ...]]:
    for slot, naming in _FILLERS.items():
        for item in getattr(event, slot):
            yield (slot, *_filler(item, naming))


def _filler(item: Record, naming: str) -> tuple[Any, ...]:
    words: Any = getattr(item, "mention", item)  # means and evidence are mentions themselves
    known = (getattr(item, name, None) for name in ("id", "lat", "lon"))
    return (getattr(item, naming), *known, words.text, words.start, words.end)
