"""JSON lines: one article a line, or one event a line, or what is wrong with an article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..records import Extraction

# Legal inside JSON strings, yet line breaks to some readers of lines.
_BREAKS = {ord(char): f"\\u{ord(char):04x}" for char in "\u0085\u2028\u2029"}


def article_line(result: Extraction) -> bytes:
    """The extraction of an article, in UTF-8, with its line break."""
    return _encoded(result.model_dump_json())


def event_lines(result: Extraction) -> Iterator[bytes]:
    """Every event with its article's id, title and date."""
    article = result.article.model_dump(mode="json", include={"id", "title", "published"})
    for event in result.events:
        yield _encoded(_dumped({"article": article, **event.model_dump(mode="json")}))


def error_line(article: dict[str, Any], code: str, message: str) -> bytes:
    """What stands in place of an article that could not be read; `article` is what is known of it."""
    return _encoded(_dumped({"article": article, "error": {"code": code, "message": message}}))


def _dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _encoded(line: str) -> bytes:
    return line.translate(_BREAKS).encode("utf-8", "backslashreplace") + b"\n"
