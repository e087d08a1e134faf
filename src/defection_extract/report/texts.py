"""The articles' texts, found again by their digest: results keep none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..errors import InputError
from ..readers.articles import Reading, read_articles
from ..readers.inputs import find
from ..readers.raw import to_article
from ..records import Extraction, mentions

_LINE_OF = re.compile(r"(.+):\d+\Z", re.DOTALL)


def find_texts(
    results: Iterable[Extraction], places: Iterable[str], folders: Iterable[Path]
) -> dict[str, str]:
    """The texts of articles with events, by SHA-256.

    They are read from `places` (files, folders, JSON lines), or where none are named from the files that the
    records name as their source, looked up in `folders`. A text counts only where its digest is the record's
    and every mention stands where the record says. Raises InputError where a place named is missing.
    """
    wanted = {result.article.sha256: result for result in results if result.events}
    named = list(places)
    inputs = named or list(dict.fromkeys(_sources(wanted.values(), list(folders))))
    texts: dict[str, str] = {}
    for text, digest in _read(inputs):
        if digest in wanted and digest not in texts and _fits(wanted[digest], text):
            texts[digest] = text
            if len(texts) == len(wanted):
                break
    return texts


def _sources(results: Iterable[Extraction], folders: list[Path]) -> Iterator[str]:
    """The regular files that sources name: "page.html", or "articles.jsonl:12" for a line of a file."""
    for result in results:
        source = result.article.source or ""
        line = _LINE_OF.match(source)
        for name in filter(None, (source, line and line.group(1))):
            yield from (str(folder / name) for folder in folders if _is_file(folder / name))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # no name of a file: too long, a NUL in it
        return False


def _read(inputs: list[str]) -> Iterator[tuple[str, str]]:
    """Texts with their digests; an article that cannot be read is passed over."""
    if not inputs:
        return
    for raw in read_articles(find(inputs, None).inputs, Reading()):
        try:
            article = to_article(raw) if raw.problem is None else None
        except InputError:
            continue
        if article:
            yield article.text, article.sha256


def _fits(result: Extraction, text: str) -> bool:
    return all(text[mention.start : mention.end] == mention.text for mention in mentions(result))
