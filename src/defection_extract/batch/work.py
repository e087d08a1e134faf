"""The work on articles: what every worker process does, on this machine or on a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..article import Article
from ..errors import DataError, InputError
from ..pipeline import extract_articles, load, to_extraction
from ..readers.raw import RawArticle, to_article
from ..writers.jsonl import article_line, event_lines
from .languages import is_french, other_language
from .outcome import Outcome, error_outcome

if TYPE_CHECKING:
    from ..records import Extraction


@dataclass(frozen=True, slots=True)
class Work:
    """How articles are worked on; called with an article, in any process."""

    by_event: bool = False
    gazetteers: tuple[str, ...] = ()

    def __call__(self, raw: RawArticle) -> Outcome:
        """The lines of one article, whatever is wrong with it. Raises DataError alone."""
        try:
            (outcome,) = self._read([raw])
        except DataError:
            raise
        except Exception as error:  # one article must never end the run
            message = f"{raw.name}: {type(error).__name__}: {str(error)[:300]}"
            outcome = error_outcome(raw, "internal", message)
        return replace(outcome, warm=_is_warm())

    def together(self, raws: Sequence[RawArticle]) -> list[Outcome]:
        """The same for several articles, which are read together: faster than one by one, with the same lines."""
        try:
            return [replace(outcome, warm=_is_warm()) for outcome in self._read(raws)]
        except DataError:
            raise
        except Exception:  # one of them is at fault: each by itself
            return [self(raw) for raw in raws]

    def _read(self, raws: Sequence[RawArticle]) -> list[Outcome]:
        opened = [self._opened(raw) for raw in raws]
        articles = (item for item in opened if isinstance(item, Article))
        results = extract_articles(articles, gazetteers=self.gazetteers)
        return [item if isinstance(item, Outcome) else self._written(next(results)) for item in opened]

    def _opened(self, raw: RawArticle) -> Article | Outcome:
        """The article, or what becomes of it unread."""
        if raw.problem is not None:
            return error_outcome(raw, *raw.problem)
        try:
            article = to_article(raw)
        except InputError as error:
            if raw.french_only and error.code in ("no_article", "empty"):
                return Outcome(b"", passed_over=True)
            return error_outcome(raw, error.code, error.message)
        if raw.french_only and not is_french(article.normal):
            return Outcome(b"", passed_over=True)
        language = other_language(article.normal)
        return self._written(_not_read(article, language)) if language else article

    def _written(self, result: Extraction) -> Outcome:
        lines = b"".join(event_lines(result)) if self.by_event else article_line(result)
        return Outcome(lines, len(result.events))


def _is_warm() -> bool:
    """Whether this process has loaded the model."""
    return load.cache_info().currsize > 0


def _not_read(article: Article, language: str) -> Extraction:
    """The empty result of an article in another language."""
    warning = ("not_french", f"the text is not French (it looks like {language!r}); not read")
    result = to_extraction(replace(article, warnings=(*article.warnings, warning)), ())
    return result.model_copy(update={"article": result.article.model_copy(update={"language": language})})
