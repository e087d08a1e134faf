"""Named persons: which runs of capitalised words are one, with what title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ...lexicon.person_nouns import person_nouns
from ...lexicon.words import Word
from .actors import nationality_of
from .coreference import Named, Person, cluster
from .evidence import ENOUGH, Page, Titles, weigh
from .names import Candidate, find_candidates, is_address, is_given, is_other_name, lists, name_key
from .titles import Title, title_after, title_before

_COORDINATED = frozenset({" et ", ", ", " ou ", ", et "})


def find_persons(page: Page) -> list[Person]:
    """The persons of the text, in order of first mention."""
    found = _title_of_all(page, list(_first_pass(page)))
    found += _second_pass(page, found)
    found.sort(key=lambda mention: mention.first)
    between = {mention.first: page.between(last.end, mention.first) for last, mention in pairwise(found)}
    return cluster(found, between)


def _first_pass(page: Page) -> Iterator[Named]:
    """The names that show by themselves or by what stands around them."""
    barred = [group and not place for group, place in zip(page.groups, page.places, strict=True)]
    pruned = (_pruned(page.words, run) for run in find_candidates(page.words, barred, page.shouted))
    runs = [run for run in pruned if run]
    starts = frozenset(run.first for run in runs)
    last: Named | None = None
    for run in runs:
        titles = Titles(
            title_before(page.words, run.first),
            title_after(page.words, run.end, starts, coordinated=_coordinated(page, run, last)),
            _shared_title(page, run, last),
        )
        if weigh(page, run, titles) >= ENOUGH:
            last = Named(
                run.first, run.end, tuple(name_key(page.words[i].low) for i in run.parts), titles.best
            )
            yield last


def _pruned(words: Sequence[Word], run: Candidate) -> Candidate | None:
    """The run without title words and sentence openers in front of the name."""
    first = run.first
    while first < run.end:
        after = _after_title(words, first, run.end)
        if after is None:
            break
        first = after
    named = next((i for i in run.parts if i >= first and _begins_name(words[i].low)), None)
    if named is not None and _opens_sentence(words[first]) and not is_given(words[first].low):
        first = named
    parts = tuple(i for i in run.parts if i >= first)
    return Candidate(first, run.end, parts) if parts else None


def _after_title(words: Sequence[Word], first: int, end: int) -> int | None:
    """The word after a title word or nationality at `first`, None if there is none or nothing follows it."""
    noun = person_nouns().at(words, first)
    if noun and noun[1] <= end:
        return noun[1]
    word = words[first].low
    return first + 1 if end - first > 1 and (is_address(word) or nationality_of(word)) else None


def _begins_name(word: str) -> bool:
    return is_given(word) or word in lists()["kunya"]


def _opens_sentence(word: Word) -> bool:
    return word.start == 0 or any(mark in word.gap for mark in '.!?:«"\n')


def _coordinated(page: Page, run: Candidate, last: Named | None) -> bool:
    """Whether the run follows the last name as one more: "X et Y", "X, Y"."""
    return last is not None and page.between(last.end, run.first) in _COORDINATED


def _shared_title(page: Page, run: Candidate, last: Named | None) -> Title | None:
    """The title before a coordination: "deux députés, Maher Chreiki et Zakaria Othman"."""
    if last is None or last.title is None or not last.title.plural or not _coordinated(page, run, last):
        return None
    return replace(last.title, how="shared")


def _title_of_all(page: Page, found: list[Named]) -> list[Named]:
    """The names with the title after a coordination given to all of it: "X et Y, deux députés"."""
    for i in range(len(found) - 2, -1, -1):
        last, title = found[i], found[i + 1].title
        shared = title is not None and title.plural and title.how == "after" and last.title is None
        if shared and page.between(last.end, found[i + 1].first) in _COORDINATED:
            found[i] = replace(last, title=title)
    return found


def _second_pass(page: Page, found: Sequence[Named]) -> list[Named]:
    """Shorter mentions of persons found: a surname or a given name alone."""
    taken = {i for mention in found for i in range(mention.first, mention.end)}
    known = {key for mention in found if len(mention.keys) > 1 for key in (mention.keys[0], mention.keys[-1])}
    known -= {name_key(word) for word in lists()["kunya"]}
    again = []
    for i, word in enumerate(page.words):
        if i in taken or not _stands_alone(page, i, taken):
            continue
        key = name_key(word.low)
        if key in known:
            again.append(Named(i, i + 1, (key,), title_before(page.words, i)))
    return again


def _stands_alone(page: Page, i: int, taken: set[int]) -> bool:
    """Whether word `i` may be a name by itself: a capitalised word of no other name."""
    word = page.words[i]
    if not word.capital or len(word.low) < 3 or page.places[i] or page.groups[i] or is_other_name(word.low):
        return False
    neighbours = [i - 1] if word.gap == " " and i else []
    if i + 1 < len(page.words) and page.words[i + 1].gap == " ":
        neighbours.append(i + 1)
    return not any(
        page.words[n].capital and n not in taken and page.words[n].low not in lists()["single"]
        for n in neighbours
    )
