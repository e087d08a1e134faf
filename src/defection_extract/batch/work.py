"""The work on one article: what every worker process does, on this machine or on a cluster."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..errors import DataError, InputError
from ..gate import may_tell
from ..pipeline import extract_article, load, passing, to_extraction
from ..readers.raw import RawArticle, to_article
from ..writers.jsonl import article_line, event_lines
from .languages import is_french, other_language
from .outcome import Outcome, error_outcome

if TYPE_CHECKING:
    from ..article import Article
    from ..records import Extraction


@dataclass(frozen=True, slots=True)
class Work:
    """How articles are worked on; called with an article, in any process."""

    by_event: bool = False
    gazetteers: tuple[str, ...] = ()

    def __call__(self, raw: RawArticle) -> Outcome:
        """The lines of one article, whatever is wrong with it. Raises DataError alone."""
        return replace(self._tried(raw), warm=load.cache_info().currsize > 0)

    def _tried(self, raw: RawArticle) -> Outcome:
        try:
            return self._lines(raw)
        except DataError:
            raise
        except InputError as error:
            if raw.french_only and error.code in ("no_article", "empty"):
                return Outcome(b"", passed_over=True)
            return error_outcome(raw, error.code, error.message)
        except Exception as error:  # one article must never end the run
            return error_outcome(raw, "internal", f"{raw.name}: {type(error).__name__}: {str(error)[:300]}")

    def _lines(self, raw: RawArticle) -> Outcome:
        if raw.problem is not None:
            return error_outcome(raw, *raw.problem)
        article = to_article(raw)
        if raw.french_only and not is_french(article.normal):
            return Outcome(b"", passed_over=True)
        language = other_language(article.normal)
        result = _not_read(article, language) if language else self._read(article)
        lines = b"".join(event_lines(result)) if self.by_event else article_line(result)
        return Outcome(lines, len(result.events))

    def _read(self, article: Article) -> Extraction:
        if not may_tell(article.normal, anywhere=bool(self.gazetteers)):
            return to_extraction(article, ())
        with passing(load(*self.gazetteers)) as nlp:
            return extract_article(article, nlp)


def _not_read(article: Article, language: str) -> Extraction:
    """The empty result of an article in another language."""
    warning = ("not_french", f"the text is not French (it looks like {language!r}); not read")
    result = to_extraction(replace(article, warnings=(*article.warnings, warning)), ())
    return result.model_copy(update={"article": result.article.model_copy(update={"language": language})})
