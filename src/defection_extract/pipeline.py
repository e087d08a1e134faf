"""The pipeline: the one place where the order of the components stands."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any

from .article import Article
from .gate import may_tell
from .language import blank_french
from .records import DefectionEvent, Extraction, Warning_

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from .reading.event import Event

ORDER: tuple[str, ...] = (
    "defx_sentences",
    "defx_gazetteer",
    "defx_people",
    "defx_counts",
    "defx_dates",
    "defx_circumstances",
    "defx_triggers",
    "defx_glance",
    "defx_syntax",
    "defx_frames",
    "defx_events",
    "defx_records",
)
"""Each component adds spans or plain values to the Doc; none reaches back."""

BATCH = 16
"""Articles read together by extract_articles."""
KNOWN_WORDS = 20_000
"""Words that a pipeline keeps from the articles that it has read."""


def build(config: dict[str, dict[str, Any]] | None = None, stages: tuple[str, ...] = ORDER) -> Language:
    """A new pipeline; `config` holds settings by component name, `stages` the components, in order.

    Raises DataError where the model, a lexicon or a gazetteer is missing or broken.
    """
    from .annotations import register_values

    nlp = blank_french()
    register_values()
    for name in stages:
        import_module(f".components.{name.removeprefix('defx_')}", __package__)
        nlp.add_pipe(name, config=(config or {}).get(name, {}))
    return nlp


@cache
def load(*gazetteers: str) -> Language:
    """The pipeline with its default settings, and with users' own gazetteers; loaded once per process."""
    return build(_with(gazetteers))


def _with(gazetteers: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    return {"defx_gazetteer": {"gazetteers": list(gazetteers)}} if gazetteers else {}


def read(nlp: Language, article: Article) -> Doc:
    """Run the whole pipeline over one article."""
    return nlp(tokens(nlp, article))


def tokens(nlp: Language, article: Article) -> Doc:
    """The tokens of an article, which no component has seen yet."""
    from .french import ArticleTokenizer

    if isinstance(nlp.tokenizer, ArticleTokenizer):
        return nlp.tokenizer.read(article)
    doc = nlp.make_doc(article.normal)
    doc._.article = article
    return doc


def extract_article(
    article: Article, nlp: Language | None = None, gazetteers: tuple[str, ...] = ()
) -> Extraction:
    """One article to its validated records; without `nlp` by load(), with users' own `gazetteers`.

    Without `nlp`, an article that cannot hold any (see gate.may_tell) is answered without loading a pipeline.
    """
    if nlp is None and not may_tell(article.normal, anywhere=bool(gazetteers)):
        return to_extraction(article, ())
    doc = read(nlp or load(*gazetteers), article)
    return to_extraction(article, doc._.defections)


def explain(article: Article, gazetteers: tuple[str, ...] = ()) -> list[Event]:
    """The events of an article as read, before they become records: each value with what it rests on."""
    from .reading import explanation

    nlp = build(_with(gazetteers), ORDER[: ORDER.index("defx_records")])
    events: list[Event]
    view, events = read(nlp, article).user_data["defx_events"]
    explanation.explain(view, events)
    return events


def extract_articles(
    articles: Iterable[Article], nlp: Language | None = None, gazetteers: tuple[str, ...] = ()
) -> Iterator[Extraction]:
    """Many articles to their records, in order; read a few at a time, which is faster than one by one."""
    rest = iter(articles)
    while batch := list(islice(rest, BATCH)):
        telling = [a for a in batch if nlp is not None or may_tell(a.normal, anywhere=bool(gazetteers))]
        events = _together(telling, nlp, gazetteers)
        for article in batch:
            yield to_extraction(article, events.get(id(article), ()))


def _together(
    articles: list[Article], nlp: Language | None, gazetteers: tuple[str, ...]
) -> dict[int, tuple[DefectionEvent, ...]]:
    """The events of each article, by its identity."""
    if not articles:
        return {}
    with nullcontext(nlp) if nlp else passing(load(*gazetteers)) as pipeline, unswept():
        docs = pipeline.pipe([tokens(pipeline, article) for article in articles], batch_size=BATCH)
        return {id(article): doc._.defections for article, doc in zip(articles, docs, strict=True)}


@contextmanager
def passing(nlp: Language) -> Iterator[Language]:
    """Inside, articles leave nothing behind in the pipeline's vocabulary, so that memory stays flat over an
    archive. Their Docs cannot be used afterwards, nor may another thread use the pipeline meanwhile.

    The first KNOWN_WORDS stay: they are what every article is made of.
    """
    if nlp.vocab.in_memory_zone or len(nlp.vocab.strings) < KNOWN_WORDS:  # type: ignore[attr-defined]
        yield nlp
    else:
        with nlp.memory_zone():
            yield nlp


@contextmanager
def unswept() -> Iterator[None]:
    """Inside, Python's collector of reference cycles waits.

    A batch of articles makes few cycles and many small objects, and looking through them again and again takes a
    twelfth of the time.
    """
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def extract(
    text: str,
    *,
    published: dt.date | None = None,
    title: str | None = None,
    id: str = "",
    nlp: Language | None = None,
) -> Extraction:
    """The records of one French article.

    `published` is the date that relative dates are resolved against; without it they stay unresolved.
    """
    origin = "user" if published else None
    return extract_article(Article(text, id=id, title=title, published=published, published_from=origin), nlp)


def to_extraction(article: Article, events: tuple[DefectionEvent, ...]) -> Extraction:
    """The validated record of an article: every mention is checked against its text."""
    meta = {
        "id": article.id or article.sha256[:12],
        "source": article.source,
        "title": article.title,
        "published": article.published,
        "published_from": article.published_from,
        "language": "fr",
        "n_chars": len(article.text),
        "sha256": article.sha256,
    }
    warnings = tuple(Warning_(code=code, message=message) for code, message in article.warnings)
    fields = {"article": meta, "events": events, "warnings": warnings}
    return Extraction.model_validate(fields, context={"text": article.text})
