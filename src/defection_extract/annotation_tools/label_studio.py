"""Label Studio: tasks with predictions, and its JSON export."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from ..errors import InputError
from ..results import read_lines
from .article import LABELS, Annotated, Mark

_MODEL = "defx"


def write(articles: Iterable[Annotated], target: Path) -> None:
    """A JSON array of tasks; marks are predictions that an annotator accepts or corrects."""
    with target.open("w", encoding="utf-8") as file:
        file.write("[")
        for i, article in enumerate(articles):
            file.write(f"{',' if i else ''}\n{json.dumps(_task(article), ensure_ascii=False)}")
        file.write("\n]\n")


def _task(article: Annotated) -> dict[str, Any]:
    result: list[dict[str, Any]] = []
    for i, mark in enumerate(article.marks):
        place = {"start": mark.start, "end": mark.end, "text": article.text[mark.start : mark.end]}
        result.append(_region(i, "label", "labels", place | {"labels": [mark.label]}))
        if mark.value:
            result.append(_region(i, "value", "textarea", place | {"text": [mark.value]}))
    for first, second in article.links:
        link = {"from_id": f"m{first}", "to_id": f"m{second}", "type": "relation", "direction": "right"}
        result.append(link)
    data = {"text": article.text, "article_id": article.id, "published": article.published}
    return {"data": data, "predictions": [{"model_version": _MODEL, "result": result}]}


def _region(number: int, name: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"id": f"m{number}", "from_name": name, "to_name": "text", "type": kind, "value": value}


def labels() -> str:
    """The labelling interface: labels, a value that can be edited for each region, relations."""
    choices = "\n".join(f"    <Label value={quoteattr(label)}/>" for label in LABELS)
    return (
        f'<View>\n  <Relations>\n    <Relation value="filler"/>\n  </Relations>\n'
        f'  <Labels name="label" toName="text">\n{choices}\n  </Labels>\n'
        f'  <Text name="text" value="$text"/>\n'
        f'  <TextArea name="value" toName="text" perRegion="true" editable="true"/>\n</View>\n'
    )


def read(source: str) -> Iterator[Annotated]:
    """The tasks of a JSON export; a task that nobody annotated has no events that were checked: left out."""
    data = b"".join(line for _, line in read_lines(source))
    try:
        tasks = json.loads(data)
        for task in tasks:
            result = _result(task)
            if result is not None:
                yield _article(task["data"], result)
    except (AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
        told = f"{type(error).__name__}: {error}"
        raise InputError(
            f"{source}: no export of Label Studio ({told})", "export as JSON (not JSON-MIN)"
        ) from None


def _result(task: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The latest annotation that was not skipped."""
    done = [a for a in task.get("annotations") or [] if not a.get("was_cancelled")]
    latest = max(done, key=lambda a: a.get("updated_at") or "", default=None)
    return latest and latest["result"]


def _article(data: dict[str, Any], result: list[dict[str, Any]]) -> Annotated:
    text: str = data["text"]
    regions = [item for item in result if item["type"] == "labels"]
    values = {item["id"]: " ".join(item["value"]["text"]) for item in result if item["type"] == "textarea"}
    places = {item["id"]: i for i, item in enumerate(regions)}
    marks = tuple(_mark(text, item["value"], values.get(item["id"], "")) for item in regions)
    links = tuple(
        (places[item["from_id"]], places[item["to_id"]]) for item in result if item["type"] == "relation"
    )
    return Annotated(data["article_id"], data.get("published"), text, marks, links)


def _mark(text: str, value: dict[str, Any], told: str) -> Mark:
    """Browsers count UTF-16 units: where the words are not at the code points, they are taken for those."""
    start, end, words = value["start"], value["end"], value.get("text")
    if words is not None and text[start:end] != words:
        units = text.encode("utf-16-le")
        first, last = (len(units[: 2 * n].decode("utf-16-le", "ignore")) for n in (start, end))
        if text[first:last] == words:
            start, end = first, last
    return Mark(value["labels"][0], start, end, told)
