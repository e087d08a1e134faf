"""Counts that belong together: sums, parts of a total, running totals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...lexicon.words import Word
from .companions import Companions
from .item import SOME, Item
from .lexer import ends_sentence
from .names import name_end
from .phrases import lexicon
from .quantities import add

MAX_COMPLEMENT = 9
"""Words between two counts of a sum ("un colonel de la 4e division et trois soldats")."""

MAX_ASIDE = 6
"""Words of an aside between two counts of a sum ("un colonel, lui-même alaouite, et trois soldats")."""
MAX_PARTS = 12
"""Counts of the longest sum."""
TOTAL_REACH = 12
"""Words between "le nombre" and the number that it has come to."""


def relate(words: list[Word], items: list[Item]) -> list[Item]:
    """The items with their roles, and the sums that they make."""
    items = _mark_parts(words, [_with_total(words, item) for item in items])
    chains = list(_chains(words, items))
    items = _mark_apposed(items, chains)
    chains = [chain for chain in chains if not _is_apposed(items, chain) and not _is_vague(items, chain)]
    sums = {chain[0]: total for chain in chains if (total := _sum(items, chain))}
    members = {number for chain in chains for number in chain if chain[0] in sums}
    items = [replace(item, role="part") if n in members else item for n, item in enumerate(items)]
    by_part = {number: total for total in sums.values() for number in total.parts}
    added = Companions(words, items, by_part).read()
    _coordinate(words, items)
    return [item for item in (*items, *sums.values(), *added) if item.unit != "me"]


def _is_apposed(items: list[Item], chain: list[int]) -> bool:
    """Whether the first count is the sum of the others: "deux amis, un capitaine et un aspirant"."""
    first, rest = items[chain[0]].bounds, add([items[n].bounds for n in chain[1:]])
    return len(chain) > 2 and rest is not None and first.best is not None and first.best == rest.best


def _is_vague(items: list[Item], chain: list[int]) -> bool:
    """ "Des soldats et des officiers" are some, and no more is known of both than of each."""
    return all(items[n].bounds == SOME for n in chain)


def _mark_apposed(items: list[Item], chains: list[list[int]]) -> list[Item]:
    apposed = {n for chain in chains if _is_apposed(items, chain) for n in chain[1:]}
    return [replace(item, role="part") if n in apposed else item for n, item in enumerate(items)]


def _coordinate(words: list[Word], items: list[Item]) -> None:
    """Give both numbers their noun in "25 et 35 soldats", which is no sum: they are told respectively."""
    for n in range(len(items) - 1):
        left, right = items[n], items[n + 1]
        joined = right.first == left.end + 1 and words[left.end].low == "et"
        if joined and left.unit is None and left.role == "plain" and right.unit and not right.single:
            items[n] = replace(left, unit=right.unit, rank=right.rank)


def _sum(items: list[Item], chain: list[int]) -> Item | None:
    members = [items[i] for i in chain]
    bounds = add([m.bounds for m in members])
    ranks = {m.rank for m in members}
    rank = ranks.pop() if len(ranks) == 1 else None
    own = members[0].own
    first, end = members[0].first, members[-1].end
    return Item(first, end, bounds, "person", rank, None, "sum", tuple(chain), own=own) if bounds else None


def _summed(item: Item) -> bool:
    return item.unit in ("person", "me") and item.role in ("plain", "restated")


def _chains(words: list[Word], items: list[Item]) -> Iterator[list[int]]:
    """Runs of counts joined by commas and a final "et", without overlap."""
    i = 0
    while i < len(items):
        chain = _chain(words, items, i) if _summed(items[i]) else [i]
        if len(chain) > 1:
            yield chain
        i = chain[-1] + 1


def _chain(words: list[Word], items: list[Item], i: int) -> list[int]:
    """The counts joined to item `i`, up to the last that an "et" joins."""
    chain, last = [i], 1
    while len(chain) < MAX_PARTS and (n := _next(items, chain[-1])) is not None and _summed(items[n]):
        link = _link(words, items[chain[-1]], items[n])
        if link is None or (link == "comma" and _is_bare(items[n])):
            break
        chain.append(n)
        last = len(chain) if link == "and" else last
    return chain[:last]


def _is_bare(item: Item) -> bool:
    """Whether it is a singular without an article, after a comma an apposition."""
    return item.single and (item.noun is None or item.first == item.noun[0])


def _next(items: list[Item], i: int) -> int | None:
    """The next count of persons after item `i`."""
    for n in range(i + 1, min(len(items), i + 4)):
        if (
            items[n].first >= items[i].end
            and items[n].unit not in ("time", "age", "ordinal")
            and not _name_of(items, i, n)
        ):
            return n
    return None


def _name_of(items: list[Item], i: int, n: int) -> bool:
    """Whether item `n` is the name of the person of item `i`: "le colonel | Riad X"."""
    return items[n].noun is None and items[n].single and items[i].single and items[n].first == items[i].end


def _link(words: list[Word], left: Item, right: Item) -> str | None:
    """How two counts are joined: "comma", "and" or not at all."""
    first, end = _lead(words, left.end, right.first), left.end
    if first - end > MAX_COMPLEMENT + 3 or any(ends_sentence(words, k) for k in range(end, right.first + 1)):
        return None
    found = lexicon().conjunctions.before(words, first)
    if found and found[1] >= end:
        return "and" if _complement(words, end, found[1]) else None
    return "comma" if words[first].gap == ", " and _complement(words, end, first) else None


def _lead(words: list[Word], end: int, first: int) -> int:
    """Where a count begins with its article and preposition: "et | de ses trente soldats"."""
    links = lexicon().links
    for before in (links["definite"], links["again"]):
        if first > end and words[first - 1].low in before and not words[first].gap.strip():
            first -= 1
    return first


def _complement(words: list[Word], first: int, end: int) -> bool:
    """Whether words `first..end` only say more of the noun before: "de la 4e division", a name, an age."""
    epithet = lexicon().epithets.at(words, first)
    first = epithet[1] if epithet else _aside_end(words, first, end)
    if first == end:
        return True
    if end - first > MAX_COMPLEMENT or words[first].low in lexicon().links["stop"]:
        return False
    i = _age_end(words, name_end(words, first))
    if i >= end:
        return i == end
    if words[i].low not in ("de", "d'", "du", "des", "en", "a", "au") or words[i].gap != " ":
        return False
    stop = lexicon().links["stop"]
    return all(words[k].low not in stop and words[k].gap in (" ", "", "-") for k in range(i + 1, end))


def _aside_end(words: list[Word], first: int, end: int) -> int:
    """Where an aside in brackets or between commas ends that runs up to word `end`; else `first`."""
    opening, closing = words[first].gap.strip(), words[end].gap.strip() if end < len(words) else ""
    if (opening, closing) not in (("(", ")"), (",", ",")) or end - first > MAX_ASIDE:
        return first
    stop = lexicon().links["stop"]
    plain = all(words[k].low not in stop and not words[k].gap.strip() for k in range(first + 1, end))
    return end if plain and words[first].low not in stop else first


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
    joining = False
    for n, item in enumerate(items):
        cued = lexicon().part_cues.before(words, item.first) is not None or _explains(words, items, n)
        joined = joining and _link(words, marked[-1], item) is not None
        told = (cued or joined) and item.unit == "person" and item.role in ("plain", "restated")
        joining = told or (joining and item.unit in ("time", "age", "ordinal"))
        marked.append(replace(item, role="part") if told else item)
    return marked


def _explains(words: list[Word], items: list[Item], n: int) -> bool:
    """ "33 militaires (un général …", "33 militaires : un général …"."""
    return n > 0 and words[items[n].first].gap in (" (", " : ", ": ") and items[n - 1].end == items[n].first


def _with_total(words: list[Word], item: Item) -> Item:
    """A running total: "ce qui porte à 24 le nombre"."""
    if item.role != "plain" or item.single or item.first < 2 or words[item.first - 1].low not in ("a", "de"):
        return item
    links = lexicon().links
    before = [word.low for word in words[max(0, item.first - TOTAL_REACH) : item.first - 1]]
    after = [word.low for word in words[item.end : item.end + 4]]
    verb = not links["total_verbs"].isdisjoint(before[-4:])
    told = verb and not links["total_nouns"].isdisjoint((*before, *after))
    return replace(item, role="total") if told else item
