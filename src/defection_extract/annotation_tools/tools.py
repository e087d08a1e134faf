"""The tools by name, the texts that tasks need, and where they go."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from ..errors import InputError, OutputError
from ..writers.target import refuse_existing
from . import brat, doccano, label_studio, spacy_docs
from .article import Annotated, annotated
from .gold import gold_article

if TYPE_CHECKING:
    from ..records import Extraction


class _Write(Protocol):
    def __call__(self, articles: Iterable[Annotated], target: Path) -> None: ...


class _Read(Protocol):
    def __call__(self, source: str) -> Iterator[Annotated]: ...


class Tool(NamedTuple):
    """How a tool's files are written and read; `labels` (suffix, text) is the set-up that goes with them."""

    write: _Write
    read: _Read
    labels: tuple[str, str] | None = None


TOOLS: dict[str, Tool] = {
    "doccano": Tool(doccano.write, doccano.read, (".labels.json", doccano.labels())),
    "label-studio": Tool(label_studio.write, label_studio.read, (".labels.xml", label_studio.labels())),
    "brat": Tool(brat.write, brat.read),
    "spacy": Tool(spacy_docs.write, spacy_docs.read),
}


def export_tasks(
    results: Iterable[Extraction], texts: Iterable[str], tool: str, target: str, *, force: bool
) -> None:
    """Write tasks of the articles whose texts are among the inputs `texts`; how many are not, on stderr.

    An article and its text are brought together by the text's SHA-256: offsets are right, or the article is
    left out. Raises UsageError, InputError, OutputError.
    """
    path, chosen = Path(target), TOOLS[tool]
    refuse_existing(path, force=force)
    tasks = list(_with_texts(results, _texts(texts)))
    if not tasks:
        raise InputError("none of the texts belongs to these results", "name the inputs that defx batch read")
    try:
        _clear(path)
        chosen.write(tasks, path)
        if chosen.labels:
            path.with_name(path.name + chosen.labels[0]).write_text(chosen.labels[1], encoding="utf-8")
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror})", "check folder and rights"
        ) from None


def _clear(path: Path) -> None:
    if path.is_dir():
        if not (path / "annotation.conf").exists():
            raise OutputError(f"{path}: a folder, and none of brat's", "name another")
        for old in [*path.glob("*.ann"), *path.glob("*.txt")]:
            old.unlink()


def _texts(inputs: Iterable[str]) -> dict[str, str]:
    """The texts of the articles in inputs, as `defx batch` reads them, by SHA-256."""
    from ..readers.articles import Reading, read_articles
    from ..readers.inputs import find
    from ..readers.raw import to_article

    found: dict[str, str] = {}
    for raw in read_articles(find(inputs, None).inputs, Reading()):
        if raw.problem is None:
            article = to_article(raw)
            found[article.sha256] = article.text
    return found


def _with_texts(results: Iterable[Extraction], texts: dict[str, str]) -> Iterator[Annotated]:
    missing = 0
    for result in results:
        text = texts.get(result.article.sha256)
        if text is None:
            missing += 1
        else:
            yield annotated(result, text)
    if missing:
        print(f"defx: {missing:,} articles left out: their texts are not among the inputs", file=sys.stderr)


def import_gold(sources: Iterable[str], tool: str) -> Iterator[dict[str, Any]]:
    """Reference articles of what annotators corrected. Raises InputError."""
    for source in sources:
        for article in TOOLS[tool].read(source):
            yield gold_article(article)
