"""Corrected annotations as reference articles (see docs/evaluate.md)."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from ..article import Article
from ..errors import InputError
from ..evaluation.gold import alternatives
from ..records import RANKS
from .article import Annotated, Mark, events

if TYPE_CHECKING:
    from spacy.language import Language

_SLOTS = {"from": "defected_from", "to": "defected_to"} | {
    slot: slot for slot in ("places", "destinations", "via", "persons", "sources", "means")
}


def gold_article(article: Annotated) -> dict[str, Any]:
    """One line of the reference. Numbers and dates that were marked anew are read from their words.

    Where they say nothing that can be read, the slot stays empty and a warning says so.
    """
    told = [_gold_event(article, trigger, fillers) for trigger, fillers in events(article)]
    return {"id": article.id, "published": article.published, "events": told}


def _gold_event(article: Annotated, trigger: Mark, fillers: Sequence[Mark]) -> dict[str, Any]:
    factuality, scope = trigger.categories

    def of(slot: str) -> list[Mark]:
        return [mark for mark in fillers if mark.slot == slot]

    named = {name: [_names(article, mark) for mark in of(slot)] for name, slot in _SLOTS.items()}
    categories = {
        slot: [mark.categories[0] for mark in of(slot)] for slot in ("reasons", "equipment", "reprisals")
    }
    ranks = [rank for mark in of("ranks") if (rank := _rank(article, mark))]
    count, date = _one(article, of("count")), _one(article, of("date"))
    return {
        "factuality": factuality,
        "scope": scope,
        **named,
        "count": count and _count(article, count),
        "date": date and _date(article, date),
        "ranks": ranks,
        **categories,
    }


def _one(article: Annotated, marks: Sequence[Mark]) -> Mark | None:
    if len(marks) > 1:
        _warn(article, marks[1], f"an event has one {marks[1].slot}; the first is taken")
    return marks[0] if marks else None


def _words(article: Annotated, mark: Mark) -> str:
    return article.text[mark.start : mark.end]


def _names(article: Annotated, mark: Mark) -> str:
    return alternatives((*mark.value.split("|"), _words(article, mark)))


def _rank(article: Annotated, mark: Mark) -> str | None:
    words = _words(article, mark).casefold()
    rank = mark.value or next((name for name in sorted(RANKS, key=len, reverse=True) if name in words), None)
    if rank is None:
        _warn(article, mark, "no rank of the contract")
    return rank


def _count(article: Annotated, mark: Mark) -> list[int | None] | None:
    if mark.value:
        return [int(bound) if bound else None for bound in _parts(article, mark, 3)]
    for span in _read_counts(article.text):
        if span[0] < mark.end and mark.start < span[1]:
            return list(span[2])
    _warn(article, mark, "no number in it; count left empty")
    return None


def _date(article: Annotated, mark: Mark) -> list[str | None] | None:
    if mark.value:
        return [bound or None for bound in _parts(article, mark, 2)]
    from ..components.dates import find_dates, resolve_date

    published = dt.date.fromisoformat(article.published) if article.published else None
    as_read = Article(article.text)
    for found in find_dates(as_read.normal):
        start, end = as_read.span(found.start, found.end)
        date = resolve_date(found.value, published)
        if start < mark.end and mark.start < end and date.earliest:
            return [date.earliest.isoformat(), date.latest.isoformat() if date.latest else None]
    _warn(article, mark, "no date in it; date left empty")
    return None


def _parts(article: Annotated, mark: Mark, number: int) -> list[str]:
    parts = [part.strip() for part in mark.value.split("/")]
    numeric = number == 3
    if len(parts) != number or any(part and not _readable(part, numeric=numeric) for part in parts):
        form = "low/best/high" if numeric else "earliest/latest, as 2012-06-24/2012-06-25"
        raise InputError(f"{article.id}: {mark.slot} {mark.value!r} cannot be read", f"write {form}")
    return parts


def _readable(part: str, *, numeric: bool) -> bool:
    if numeric:
        return part.isdecimal()
    try:
        dt.date.fromisoformat(part)
    except ValueError:
        return False
    return True


@cache
def _counter() -> Language:
    from ..pipeline import build

    return build(stages=("defx_counts",))


def _read_counts(text: str) -> list[tuple[int, int, tuple[int | None, int | None, int | None]]]:
    """The numbers of a text: start, end, (low, best, high)."""
    from ..pipeline import read

    article = Article(text)
    doc = read(_counter(), article)  # spans live as long as their doc
    return [
        (*article.span(s.start_char, s.end_char), (s._.count.low, s._.count.best, s._.count.high))
        for s in doc.spans["counts"]
    ]


def _warn(article: Annotated, mark: Mark, what: str) -> None:
    words = _words(article, mark)
    print(f"defx: {article.id}: {mark.slot} {words!r} at {mark.start}…{mark.end}: {what}", file=sys.stderr)
