"""The work on one article: what every worker process does, on this machine or on a cluster."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..errors import DataError, InputError
from ..pipeline import extract_article, load, to_extraction
from ..readers.raw import RawArticle, to_article
from ..writers.jsonl import article_line, event_lines
from .outcome import Outcome, error_outcome

if TYPE_CHECKING:
    from ..article import Article
    from ..records import Extraction


@dataclass(frozen=True, slots=True)
class Work:
    """How articles are worked on; called with an article, in any process."""

    by_event: bool = False

    def __call__(self, raw: RawArticle) -> Outcome:
        """The lines of one article, whatever is wrong with it. Raises DataError alone."""
        return replace(self._tried(raw), warm=load.cache_info().currsize > 0)

    def _tried(self, raw: RawArticle) -> Outcome:
        try:
            return self._lines(raw)
        except DataError:
            raise
        except InputError as error:
            return error_outcome(raw, error.code, error.message)
        except Exception as error:  # one article must never end the run
            return error_outcome(raw, "internal", f"{raw.name}: {type(error).__name__}: {str(error)[:300]}")

    def _lines(self, raw: RawArticle) -> Outcome:
        if raw.problem is not None:
            return error_outcome(raw, *raw.problem)
        article = to_article(raw)
        result = _in_other_language(article) if len(article.text) >= _LANGUAGE_FROM else None
        if result is None:
            result = extract_article(article)
        elif raw.french_only:
            return Outcome(b"", passed_over=True)
        lines = b"".join(event_lines(result)) if self.by_event else article_line(result)
        return Outcome(lines, len(result.events))


_LANGUAGE_FROM = 200
"""A text shorter than this, in characters, is taken for French: a detector is not sure of so few words."""


def _in_other_language(article: Article) -> Extraction | None:
    """The empty result of an article that is surely not French, with a warning; None for any other."""
    from .languages import other_language

    language = other_language(article.normal)
    if language is None:
        return None
    result = to_extraction(article, ())
    message = f"the text is not French (it looks like {language!r}); not read"
    warning = {"code": "not_french", "message": message}
    fields = result.model_dump() | {"warnings": [*result.model_dump()["warnings"], warning]}
    fields["article"]["language"] = language
    return type(result).model_validate(fields)
