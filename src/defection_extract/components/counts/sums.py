"""Counts that belong together: sums, companions of a head, parts of a total, running totals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...lexicon.words import Word
from .items import ONE, Item
from .lexer import ends_sentence
from .names import name_end, name_start
from .phrases import lexicon
from .quantities import Bounds

MAX_COMPLEMENT = 9
"""Words between two counts of a sum ("un colonel de la 4e division et trois soldats")."""
MAX_HEAD = 45
"""Words back to the head that companions are added to."""


def relate(words: list[Word], items: list[Item]) -> list[Item]:
    """The items with their roles, and the sums that they make."""
    items = _mark_parts(words, [_with_total(words, item) for item in items])
    chains = {chain[0]: chain for chain in _chains(words, items)}
    members = {number for chain in chains.values() for number in chain}
    items = [replace(item, role="part") if n in members else item for n, item in enumerate(items)]
    sums: list[Item] = []
    for number, item in enumerate(items):
        total = _sum(items, chains[number]) if number in chains else None
        heads = (
            [] if number in members and not total else list(_with_heads(words, items, number, total or item))
        )
        if heads and not total:
            items[number] = replace(item, role="companions")
        sums += [total, *heads] if total else heads
    return [item for item in (*items, *sums) if item.unit != "me"]


def add(bounds: list[Bounds]) -> Bounds | None:
    """The sum of counts, which keeps their bounds; None where it says nothing."""
    low, best, high = (_total([getattr(b, name) for b in bounds]) for name in ("low", "best", "high"))
    if low is None and best is None and high is None:
        return None
    told = [b.qualifier for b in bounds if b.qualifier != "exact"]
    return Bounds(low, best, high, told[0] if told else "exact")


def _total(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _sum(items: list[Item], chain: list[int]) -> Item | None:
    members = [items[i] for i in chain]
    bounds = add([m.bounds for m in members])
    if bounds is None:
        return None
    ranks = {m.rank for m in members}
    rank = ranks.pop() if len(ranks) == 1 else None
    return Item(members[0].first, members[-1].end, bounds, "person", rank, None, "sum", tuple(chain))


def _summed(item: Item) -> bool:
    return item.unit in ("person", "me") and item.role in ("plain", "restated")


def _chains(words: list[Word], items: list[Item]) -> Iterator[list[int]]:
    """Runs of counts joined by commas and a final "et"."""
    i = 0
    while i < len(items):
        chain, last = [i], 0
        if _summed(items[i]):
            i, last = _follow(words, items, chain)
        if last and any(items[n].unit == "person" or items[n].unit == "me" for n in chain):
            yield chain[: last + 1]
        i += 1


def _follow(words: list[Word], items: list[Item], chain: list[int]) -> tuple[int, int]:
    """Extend the chain as far as it goes; the index of its last item, and the place of its last "et"."""
    i, last = chain[0], 0
    while i + 1 < len(items):
        n = _next(items, i)
        if n is None or not _joins(items[n], items[chain[0]]):
            break
        link = _link(words, items[i].end, items[n].first)
        if link is None or (
            link == "comma" and items[n].single and items[n].first == (items[n].noun or (0,))[0]
        ):
            break
        chain.append(n)
        i = n
        if link == "and":
            last = len(chain) - 1
    return i, last


def _joins(item: Item, head: Item) -> bool:
    return _summed(item) or (head.unit == "me" and item.single) or (item.unit == "me" and head.single)


def _next(items: list[Item], i: int) -> int | None:
    """The next count of persons after item `i`."""
    for n in range(i + 1, min(len(items), i + 4)):
        if items[n].first >= items[i].end and items[n].unit not in ("time", "age", "ordinal"):
            return n
    return None


def _link(words: list[Word], end: int, first: int) -> str | None:
    """How two counts are joined: "comma", "and" or not at all."""
    if (
        first < end
        or first - end > MAX_COMPLEMENT + 3
        or any(ends_sentence(words, k) for k in range(end, first + 1))
    ):
        return None
    found = lexicon().conjunctions.before(words, first)
    if first == end:
        return "comma" if words[first].gap == ", " else None
    if found is None or found[1] < end:
        return "comma" if words[first].gap == ", " and _complement(words, end, first) else None
    return "and" if _complement(words, end, found[1]) else None


def _complement(words: list[Word], first: int, end: int) -> bool:
    """Whether words `first..end` only say more of the noun before: "de la 4e division", a name, an age."""
    if first == end:
        return True
    if end - first > MAX_COMPLEMENT or words[first].low in lexicon().links["stop"]:
        return False
    i = name_end(words, first)
    i = _age_end(words, i)
    if i == end:
        return True
    if words[i].low not in ("de", "d'", "du", "des", "en", "a", "au") or words[i].gap != " ":
        return False
    stop = lexicon().links["stop"]
    return all(words[k].low not in stop and words[k].gap in (" ", "", "-") for k in range(i + 1, end))


def _age_end(words: list[Word], i: int) -> int:
    if (
        i + 1 < len(words)
        and words[i].gap in (", ", " (")
        and words[i].low[0].isdigit()
        and words[i + 1].low == "ans"
    ):
        return i + 2
    return i


def _mark_parts(words: list[Word], items: list[Item]) -> list[Item]:
    """Counts after "dont" or in brackets after a total are its parts, and so are those joined to them."""
    marked: list[Item] = []
    for n, item in enumerate(items):
        part = lexicon().part_cues.before(words, item.first) is not None or (
            n > 0 and words[item.first].gap in (" (", " : ", ": ") and items[n - 1].end == item.first
        )
        joined = n > 0 and marked[-1].role == "part" and not part and _link(words, marked[-1].end, item.first)
        told = part or (joined and marked[-1].unit == "person" and _told_as_part(marked, n))
        ready = item.unit == "person" and item.role in ("plain", "restated") and n > 0
        marked.append(replace(item, role="part") if told and ready else item)
    return marked


def _told_as_part(marked: list[Item], n: int) -> bool:
    """Whether the part before item `n` was marked by a cue, not by "d'entre eux"."""
    return marked[n - 1].noun is not None


def _with_total(words: list[Word], item: Item) -> Item:
    """A running total: "ce qui porte à 24 le nombre"."""
    if item.role != "plain" or item.first < 2 or words[item.first - 1].low not in ("a", "de"):
        return item
    before = [word.low for word in words[max(0, item.first - 6) : item.first - 1]]
    verb = any(low in lexicon().links["total_verbs"] for low in before[-4:])
    noun = any(low in ("nombre", "total", "bilan") for low in before) or any(
        word.low in ("nombre", "total", "bilan") for word in words[item.end : item.end + 4]
    )
    return replace(item, role="total") if (verb and noun) or (before and before[-1] == "total") else item


def _with_heads(words: list[Word], items: list[Item], number: int, target: Item) -> Iterator[Item]:
    """The counts of companions with those whom they are with."""
    item = items[number]
    if target.unit not in ("person", None) or (item.role == "part" and target.role != "sum"):
        return
    cue = _companion_cue(words, item)
    if cue is not None:
        yield from _added(words, items, number, target, cue)
    elif not item.single and _followed(words, item.end):
        yield from _added_before(words, number, target)


def _companion_cue(words: list[Word], item: Item) -> int | None:
    """Where the words begin that make the count companions of somebody."""
    first = item.first
    if first > 0 and words[first - 1].low in lexicon().links["definite"] and not item.single:
        first -= 1
    if words[first].low in ("de", "d'"):
        first += 1
    found = lexicon().companion_cues.before(words, first)
    if found is None:
        return None
    cue, start = found
    return None if cue in lexicon().links["own_only"] and not item.own else start


def _added(words: list[Word], items: list[Item], number: int, target: Item, cue: int) -> Iterator[Item]:
    head = _head(words, items, number, cue)
    bounds = add([head.bounds, target.bounds]) if head else None
    if head and bounds:
        yield Item(head.first, target.end, bounds, "person", None, None, "sum", (number,))
    if head is None or head.bounds != ONE:
        alone = add([ONE, target.bounds])
        if alone:
            yield Item(cue, target.end, alone, "person", None, None, "sum", (number,))


def _head(words: list[Word], items: list[Item], number: int, cue: int) -> Item | None:
    """Whom the companions are with: the nearest person before in the sentence, a name, or a pronoun."""
    start = cue
    while start > 0 and cue - start < MAX_HEAD and not ends_sentence(words, start):
        start -= 1
    for n in range(number - 1, -1, -1):
        item = items[n]
        if item.first < start:
            break
        if item.end <= cue and item.unit == "person" and item.role in ("plain", "restated"):
            return item
    return _named_head(words, start, cue)


def _named_head(words: list[Word], start: int, cue: int) -> Item | None:
    first = name_start(words, cue)
    if first < cue:
        return Item(max(first, start), cue, ONE, "person")
    for i in range(cue - 1, start - 1, -1):
        if words[i].low in lexicon().links["pronouns"]:
            return Item(i, i + 1, ONE, "person")
    for i in range(start, cue):
        end = name_end(words, i) if i > start else (name_end(words, i + 1) if words[i].capital else i)
        if end > i + 1 or (end > i and i > start):
            return Item(i, end, ONE, "person")
    return None


def _followed(words: list[Word], end: int) -> bool:
    """ "Quatre des siens l'ont suivi", "deux soldats l'accompagnaient"."""
    near = [word.low for word in words[end : end + 4]]
    return "l'" in near and any(low in lexicon().links["followed"] for low in near)


def _added_before(words: list[Word], number: int, target: Item) -> Iterator[Item]:
    alone = add([ONE, target.bounds])
    if alone:
        stop = min(len(words), target.end + 4)
        yield Item(target.first, stop, alone, "person", None, None, "sum", (number,))
