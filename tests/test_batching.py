"""Articles read together, in any order, inside a memory zone or not, give the bytes that each gives alone."""

from __future__ import annotations

import gc
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from defection_extract import pipeline
from defection_extract.article import Article
from defection_extract.batch.work import Work
from defection_extract.pipeline import BATCH, extract_article, extract_articles, load, passing, read, unswept
from defection_extract.readers.raw import RawArticle
from defection_extract.records import Extraction
from defection_extract.syntax_model import syntax_model

CORPUS = Path(__file__).parent / "corpus" / "gate" / "articles.jsonl"
TEXTS = [json.loads(line)["text"] for line in CORPUS.read_text(encoding="utf-8").splitlines()]
ODD = [
    "",
    " \n",
    "Il pleut.",
    TEXTS[0],
    "déserteurs " * 300,
    "ARMÉE SYRIENNE : DIX SOLDATS DÉSERTENT À HOMS",
    "«" * 40,
]
ARTICLES = [Article(text, id=str(number)) for number, text in enumerate(TEXTS[:40] + ODD)]


@pytest.fixture(scope="module")
def alone() -> dict[str, str]:
    """What each article gives by itself."""
    return {article.id: extract_article(article, load()).model_dump_json() for article in ARTICLES}


@pytest.mark.parametrize(("seed", "known_words"), [(0, 0), (1, 0), (2, 10**9)])
def test_together_in_any_order_as_alone(
    alone: dict[str, str], seed: int, known_words: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "KNOWN_WORDS", known_words)
    shuffled = random.Random(seed).sample(ARTICLES, len(ARTICLES))
    assert len(shuffled) > 2 * BATCH
    together = {result.article.id: result.model_dump_json() for result in extract_articles(shuffled)}
    assert together == alone


def test_with_a_pipeline_given_as_alone(alone: dict[str, str]) -> None:
    results = list(extract_articles(iter(ARTICLES), load()))
    assert [result.article.id for result in results] == [article.id for article in ARTICLES]
    assert {result.article.id: result.model_dump_json() for result in results} == alone


def test_one_article_several_times_in_a_batch(alone: dict[str, str]) -> None:
    article = next(article for article in ARTICLES if '"events":[]' not in alone[article.id])
    results = [result.model_dump_json() for result in extract_articles([article] * 5)]
    assert results == [alone[article.id]] * 5


def test_what_a_worker_gives_is_what_each_gives_alone(alone: dict[str, str]) -> None:
    for article in ARTICLES[:12]:
        raw = RawArticle(id=article.id, name=article.id, data=article.text.encode(), form="text")
        (event, expected) = (json.loads(line)["events"] for line in (Work()(raw).lines, alone[article.id]))
        assert event == expected


def raws(*texts: str) -> list[RawArticle]:
    return [
        RawArticle(id=str(i), name=f"a{i}", data=text.encode(), form="text") for i, text in enumerate(texts)
    ]


@pytest.mark.parametrize("by_event", [False, True])
def test_what_a_worker_reads_together_is_what_it_reads_alone(by_event: bool) -> None:
    given = raws(
        *TEXTS[:9], "", "The soldiers have left their posts and crossed the border with their families."
    )
    work = Work(by_event)
    assert work.together(given) == [work(raw) for raw in given]


def test_an_article_at_fault_takes_no_other_along(monkeypatch: pytest.MonkeyPatch) -> None:
    from defection_extract.batch import work as module

    def failing(articles: Iterable[Article], gazetteers: tuple[str, ...]) -> Iterator[Extraction]:
        for article in articles:
            if "maudit" in article.text:
                raise RuntimeError("cannot be read")
            yield from extract_articles([article], gazetteers=gazetteers)

    given = raws(TEXTS[0], "Un texte maudit.", TEXTS[1])
    expected = [Work()(raw) for raw in given]
    monkeypatch.setattr(module, "extract_articles", failing)
    first, second, third = Work().together(given)
    assert (first, third) == (expected[0], expected[2])
    assert second.error is not None
    assert second.error[1] == "internal"


def test_parses_do_not_depend_on_what_is_parsed_beside() -> None:
    sentences = [sentence.split() for text in TEXTS for sentence in text.replace("\n", " ").split(". ")]
    sentences = [words for words in sentences if words]
    together = syntax_model().parse(sentences)
    for words, doc in zip(sentences, together, strict=True):
        (single,) = syntax_model().parse([words])
        assert [(t.dep_, t.head.i, str(t.morph)) for t in doc] == [
            (t.dep_, t.head.i, str(t.morph)) for t in single
        ]


def test_articles_leave_nothing_in_the_vocabulary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "KNOWN_WORDS", 0)
    known = len(load().vocab.strings)
    list(extract_articles(Article(f"Le soldat Zab{n}ar a déserté à Homs, dit Kob{n}.") for n in range(40)))
    assert len(load().vocab.strings) - known < 40


def test_a_doc_read_before_stays_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "KNOWN_WORDS", 0)
    doc = read(load(), Article("Le capitaine Zubdorak a déserté mardi à Homs, en Syrie."))
    list(extract_articles([Article("Le soldat Malfiodor a déserté à Hama, en Syrie, dit Zubdorak.")]))
    assert [token.text for token in doc][:4] == ["Le", "capitaine", "Zubdorak", "a"]
    with passing(load()) as outer, passing(outer) as inner:
        assert inner is outer


@pytest.mark.parametrize("collecting", [True, False])
def test_the_collector_of_cycles_is_left_as_it_was(collecting):
    before = gc.isenabled()
    (gc.enable if collecting else gc.disable)()
    try:
        found = extract_articles(ARTICLES[:3])
        next(found)
        assert gc.isenabled() == collecting
        with unswept():
            assert not gc.isenabled()
        assert gc.isenabled() == collecting
    finally:
        (gc.enable if before else gc.disable)()
