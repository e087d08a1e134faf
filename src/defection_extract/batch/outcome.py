"""What becomes of one article: its lines of the output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..writers.jsonl import error_line

if TYPE_CHECKING:
    from ..readers.raw import RawArticle


@dataclass(frozen=True, slots=True)
class Outcome:
    """The lines of one article, each with its line break; none for a page that was passed over.

    `error` is (article, code, message) where it could not be read. `warm` tells that the process which did it
    has loaded the model; `passed_over` that it is a page in another language, which was not asked for.
    """

    lines: bytes
    events: int = 0
    error: tuple[str, str, str] | None = None
    passed_over: bool = False
    warm: bool = False


def error_outcome(raw: RawArticle, code: str, message: str) -> Outcome:
    """The error line of an article."""
    article = {
        "id": raw.id,
        "source": raw.source or raw.name,
        "title": raw.title,
        "published": raw.published and raw.published.isoformat(),
    }
    return Outcome(error_line(article, code, message), error=(raw.name, code, message))
