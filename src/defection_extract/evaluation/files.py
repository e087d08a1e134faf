"""Reference and predictions from files, and which prediction belongs to which article of the reference."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import PurePath
from typing import Any

from ..errors import InputError
from ..records import Extraction
from ..results import parse, parse_object, read_lines, read_results
from .gold import gold_article

_LISTS = ("from", "to", "places", "destinations", "via", "persons", "ranks", "sources", "reasons")


def load_gold(path: str) -> dict[str, dict[str, Any]]:
    """Reference articles by id: one {"id", "events"} a line, or results whose records are right.

    Raises InputError, which names the line.
    """
    gold: dict[str, dict[str, Any]] = {}
    for place, line in read_lines(path):
        article = _gold_article(line, place)
        if article["id"] in gold:
            raise InputError(f"{place}: {article['id']} a second time", "keep one line an article")
        gold[article["id"]] = article
    if not gold:
        raise InputError(f"{path}: no article in it", "the reference needs one article a line")
    return gold


def _gold_article(line: bytes, place: str) -> dict[str, Any]:
    value = parse_object(line, place)
    if "article" in value:
        result = parse(line, place)
        if not isinstance(result, Extraction):
            raise InputError(f"{place}: an article that could not be read", "leave it out of the reference")
        return gold_article(result)
    events = value.get("events")
    if not isinstance(value.get("id"), str) or not isinstance(events, list):
        raise InputError(
            f"{place}: neither a reference article nor a result", 'give {"id": …, "events": […]}'
        )
    for number, event in enumerate(events, 1):
        _check_event(event, f"{place}, event {number}")
    return value


def _check_event(event: Any, place: str) -> None:
    """Raises InputError where the slots are not of the form that is compared."""
    if not isinstance(event, dict):
        raise InputError(f"{place}: not an object", "see docs/evaluate.md")
    for slot in _LISTS:
        if not all(isinstance(name, str) for name in _list(event.get(slot), f"{place}: {slot}")):
            raise InputError(f"{place}: {slot} holds something else than names", "see docs/evaluate.md")
    for slot, length in (("count", 3), ("date", 2)):
        for bounds in [event.get(slot), *_list(event.get(f"{slot}_any"), f"{place}: {slot}_any")]:
            if bounds and len(_list(bounds, f"{place}: {slot}")) != length:
                raise InputError(f"{place}: {slot} is no list of {length} bounds", "see docs/evaluate.md")


def _list(value: Any, place: str) -> list[Any]:
    if value is not None and not isinstance(value, list):
        raise InputError(f"{place} is no list", "see docs/evaluate.md")
    return value or []


def load_predicted(paths: Iterable[str], wanted: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """The events of every line of results, by the id that the reference uses.

    That is the article's id, or the stem of its source or of its id. An article that could not be read has
    no events. Raises InputError.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for result in read_results(paths):
        if isinstance(result, Extraction):
            key = _key(result.article.id, result.article.source, wanted)
            found[key] = [event.model_dump(mode="json") for event in result.events]
        else:
            found[_key(str(result.article.get("id")), result.article.get("source"), wanted)] = []
    return found


def _key(id: str, source: str | None, wanted: Collection[str]) -> str:
    ids = (id, PurePath(source or "").stem, id.split("/")[-1].split(".")[0])
    return next((name for name in ids if name in wanted), id)
