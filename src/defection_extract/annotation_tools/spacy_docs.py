"""spaCy: a DocBin; all marks in `doc.spans["sc"]` (what spancat trains on), events in groups of their own.

Spans of spaCy begin and end with tokens: marks inside a token grow to its ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from .article import TRIGGER, Annotated, Mark

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_ALL = "sc"
_EVENT = "event-"
_KEEP = "defx"


def write(articles: Iterable[Annotated], target: Path) -> None:
    """A .spacy file; labels are the spans' labels, values their `kb_id_`."""
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank("fr")
    docs = DocBin(store_user_data=True)
    for article in articles:
        docs.add(_doc(nlp.make_doc(article.text), article))
    docs.to_disk(target)


def _doc(doc: Doc, article: Annotated) -> Doc:
    spans = [_span(doc, mark) for mark in article.marks]
    doc.spans[_ALL] = spans
    for i, mark in enumerate(article.marks):
        if mark.slot == TRIGGER:
            doc.spans[f"{_EVENT}{i}"] = [spans[i], *(spans[f] for first, f in article.links if first == i)]
    doc.user_data[_KEEP] = {"id": article.id, "published": article.published}
    return doc


def _span(doc: Doc, mark: Mark) -> Span:
    span = doc.char_span(mark.start, mark.end, mark.label, kb_id=mark.value, alignment_mode="expand")
    if span is None:
        raise ValueError(f"{mark.label} at {mark.start}…{mark.end} is outside the text")
    return span


def read(source: str) -> Iterator[Annotated]:
    """The articles of a DocBin as `write` makes it, corrected."""
    import spacy
    from spacy.tokens import DocBin

    try:
        docs = DocBin().from_disk(source)
        for doc in docs.get_docs(spacy.blank("fr").vocab):
            yield _article(doc)
    except OSError as error:
        raise InputError(f"{source}: cannot be read ({error.strerror})", "check the file") from None
    except (KeyError, ValueError, TypeError) as error:
        told = f"{type(error).__name__}: {error}"
        raise InputError(
            f"{source}: no DocBin of defx export ({told})", "save it with store_user_data"
        ) from None


def _article(doc: Doc) -> Annotated:
    kept: dict[str, Any] = doc.user_data[_KEEP]
    marks: list[Mark] = []
    links: list[tuple[int, int]] = []
    for name, group in doc.spans.items():
        if name.startswith(_EVENT):
            trigger = len(marks)
            for span in sorted(group, key=lambda span: not span.label_.startswith(TRIGGER)):
                links += [(trigger, len(marks))] if len(marks) > trigger else []
                marks.append(Mark(span.label_, span.start_char, span.end_char, span.kb_id_))
    return Annotated(kept["id"], kept["published"], doc.text, tuple(marks), tuple(links))
