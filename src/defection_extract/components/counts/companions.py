"""Companions ("accompagné de douze officiers"), added to those whom they are with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...lexicon.words import Word
from .item import ONE, Item
from .lexer import ends_sentence
from .names import name_end, name_start
from .phrases import lexicon
from .quantities import add

MAX_HEAD = 45
"""Words back to the head that companions are added to."""
MAX_FAR = 9
"""Words between "avec lui" and those who came with him."""


def with_companions(
    words: list[Word], items: list[Item], sums: dict[int, Item]
) -> tuple[list[Item], list[Item]]:
    """The items with companions marked, and what they make with their heads; `sums` by their first item."""
    marked, added = list(items), []
    inside = {number for total in sums.values() for number in total.parts[1:]}
    for number, item in enumerate(items):
        target = sums.get(number, item)
        if number in inside or not _may_accompany(item, target):
            continue
        found = list(_with_head(words, marked, sums, number, target))
        if found and number not in sums:
            marked[number] = replace(item, role="companions")
        added += found
    return marked, added


def _may_accompany(item: Item, target: Item) -> bool:
    if target.role == "sum":
        return True
    told_apart = item.role == "part" and item.noun is not None
    return item.unit in ("person", None) and not told_apart and item.role != "total"


def _with_head(
    words: list[Word], items: list[Item], sums: dict[int, Item], number: int, target: Item
) -> Iterator[Item]:
    cue = _cue(words, items, number)
    if cue is None:
        if not items[number].single and _followed(words, items[number].end):
            yield from _made(target.first, min(len(words), target.end + 3), ONE_HEAD, target, number)
        return
    head = _head(words, items, sums, number, cue)
    if head:
        yield from _made(head.first, target.end, head, target, number)
    if head is None or head.bounds != ONE:
        yield from _made(cue, target.end, ONE_HEAD, target, number)


ONE_HEAD = Item(0, 0, ONE, "person")
"""A head that stands in another sentence, or is a pronoun."""


def _made(first: int, end: int, head: Item, target: Item, number: int) -> Iterator[Item]:
    bounds = add([head.bounds, target.bounds])
    if bounds:
        yield Item(first, end, bounds, "person", None, None, "sum", (number,))


def _cue(words: list[Word], items: list[Item], number: int) -> int | None:
    """Where the words begin that make a count companions of somebody."""
    item, own_only = items[number], lexicon().links["own_only"]
    lead = _lead(words, item)
    for first in (lead, _group_lead(words, lead)):
        found = lexicon().companion_cues.before(words, first)
        if found and (found[0] not in own_only or item.own):
            return found[1]
    return _far_cue(words, item) or _pronoun_cue(words, items, number)


def _lead(words: list[Word], item: Item) -> int:
    """Where a count begins with its possessive or without its preposition."""
    first = item.first
    if item.single:
        return first
    if words[first].low in ("de", "d'"):
        return first + 1
    return first - (first > 0 and words[first - 1].low in lexicon().links["definite"])


def _group_lead(words: list[Word], first: int) -> int:
    """Where the group begins that a count tells the size of: "avec | un petit groupe de neuf hommes"."""
    if (
        first < 3
        or words[first - 1].low not in ("de", "d'")
        or words[first - 2].low not in lexicon().links["groups"]
    ):
        return first
    numbers, first = lexicon().numbers, first - 2
    while first > 0 and words[first - 1].low in numbers["sizes"]:
        first -= 1
    return first - (first > 0 and words[first - 1].low in numbers["articles"])


def _far_cue(words: list[Word], item: Item) -> int | None:
    """ "Avec toute sa section, dix hommes", "avec l'ensemble de ses servants, soit 22 hommes"."""
    i = item.first
    explains = words[i].gap in (", ", " (", " : ") or (i > 0 and words[i - 1].low == "soit")
    if item.single or not explains:
        return None
    stop = lexicon().links["stop"]
    for k in range(i - 1, max(0, i - MAX_FAR), -1):
        found = lexicon().far_cues.before(words, k)
        if found:
            return found[1]
        if words[k].low in stop or ends_sentence(words, k) or (k < i - 1 and words[k].gap.strip()):
            return None
    return None


def _pronoun_cue(words: list[Word], items: list[Item], number: int) -> int | None:
    """ "Avec lui, six sous-officiers", "avec moi sont partis dix hommes"."""
    i = items[number].first
    for k in range(i, max(0, i - MAX_FAR), -1):
        found = lexicon().with_pronoun.before(words, k) if k == i or not ends_sentence(words, k) else None
        if found or (k == i and words[i].gap == ", " and (found := _before_comma(words, i))):
            clear = all(
                item.end <= found[1] or item.unit == "me" for item in items[max(0, number - 2) : number]
            )
            return found[1] if clear else None
        if ends_sentence(words, k):
            return None
    return None


def _before_comma(words: list[Word], i: int) -> tuple[str, int] | None:
    found = lexicon().with_pronoun.at(words, i - 2) if i > 1 else None
    return (found[0], i - 2) if found and found[1] == i else None


def _head(words: list[Word], items: list[Item], sums: dict[int, Item], number: int, cue: int) -> Item | None:
    """Whom the companions are with: the nearest persons before in the sentence, a name, or a pronoun."""
    start = _sentence_start(words, cue)
    for n in range(number - 1, -1, -1):
        item = items[n]
        if item.first < start:
            break
        total = next((s for s in sums.values() if n in s.parts), None)
        if total and total.end <= cue:
            return total
        if item.end <= cue and item.unit == "person" and item.role in ("plain", "restated"):
            return item
    return _named_head(words, start, cue)


def _sentence_start(words: list[Word], i: int) -> int:
    start = i
    while start > 0 and i - start < MAX_HEAD and not ends_sentence(words, start):
        start -= 1
    return start


def _named_head(words: list[Word], start: int, cue: int) -> Item | None:
    first = max(start, name_start(words, cue))
    if first < cue:
        return Item(first, cue, ONE, "person")
    for i in range(cue - 1, start - 1, -1):
        if words[i].low in lexicon().links["pronouns"]:
            return Item(i, i + 1, ONE, "person")
    end = name_end(words, start + 1) if words[start].capital else start
    return Item(start, end, ONE, "person") if start + 1 < end <= cue else None


def _followed(words: list[Word], end: int) -> bool:
    """ "Quatre des siens l'ont suivi", "deux soldats l'accompagnaient"."""
    near = [word.low for word in words[end : end + 4]]
    return "l'" in near and not lexicon().links["followed"].isdisjoint(near)
