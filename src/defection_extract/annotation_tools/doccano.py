"""doccano: JSONL of a sequence labelling project with relations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..results import parse_object, read_lines
from .article import LABELS, Annotated, Mark, json_ready, with_value

_RELATION = "filler"
_COLOURS = ("#0b5394", "#38761d", "#990000", "#b45f06", "#351c75", "#134f5c", "#741b47", "#7f6000")


def write(articles: Iterable[Annotated], target: Path) -> None:
    """One example a line; `article_id`, `published` and `values` are metadata that doccano keeps."""
    with target.open("w", encoding="utf-8") as file:
        for article in articles:
            file.write(json.dumps(_example(article), ensure_ascii=False) + "\n")


def _example(article: Annotated) -> dict[str, Any]:
    return {
        "text": article.text,
        "entities": [
            {"id": i, "label": mark.label, "start_offset": mark.start, "end_offset": mark.end}
            for i, mark in enumerate(article.marks)
        ],
        "relations": [
            {"id": i, "from_id": first, "to_id": second, "type": _RELATION}
            for i, (first, second) in enumerate(article.links)
        ],
        "article_id": article.id,
        "published": article.published,
        "values": json.dumps(json_ready(article.marks), ensure_ascii=False),
    }


def labels() -> str:
    """The labels in the form that doccano's settings import."""
    told = [
        {"text": label, "backgroundColor": _COLOURS[i % len(_COLOURS)], "textColor": "#ffffff"}
        for i, label in enumerate(LABELS)
    ]
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def read(source: str) -> Iterator[Annotated]:
    """The examples of an export, with relations ("entities") or without ("label")."""
    for place, line in read_lines(source):
        example = parse_object(line, place)
        try:
            yield _article(example)
        except (AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
            told = f"{type(error).__name__}: {error}"
            raise InputError(
                f"{place}: no example of doccano ({told})", "export the project as JSONL"
            ) from None


def _article(example: dict[str, Any]) -> Annotated:
    values = json.loads(example.get("values") or "{}")
    entities = example.get("entities")
    if entities is None:
        spans = [
            (label, start, end) for start, end, label in example.get("label", example.get("labels")) or []
        ]
        places: dict[Any, int] = {}
    else:
        spans = [(entity["label"], entity["start_offset"], entity["end_offset"]) for entity in entities]
        places = {entity["id"]: i for i, entity in enumerate(entities)}
    relations = example.get("relations") or []
    marks: tuple[Mark, ...] = tuple(with_value(*span, values) for span in spans)
    links = tuple((places[link["from_id"]], places[link["to_id"]]) for link in relations)
    return Annotated(example["article_id"], example.get("published"), example["text"], marks, links)
