"""Persons without a number: "un général", "le colonel X", "Riad X", "des soldats", "les généraux X et Y"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from ...lexicon.words import Word
from ..people.actors import Actor, find_actors
from .exclusions import is_ratio
from .item import ONE, SOME, Item
from .names import name_end, named_plural
from .nouns import adjectives_end, counted_at, names_people, unit_of
from .phrases import lexicon
from .quantities import Bounds

AT_LEAST_ONE = Bounds(1, 1, None, "at_least")
NO_ONE = frozenset(
    ("chaque", "aucun", "aucune", "tout", "toute", "quelque", "des", "de", "d'", "certain", "tel")
)
""" "Chaque soldat", "aucun officier" count nobody."""
ARTICLES = frozenset(
    (
        "un",
        "une",
        "le",
        "la",
        "l'",
        "ce",
        "cet",
        "cette",
        "son",
        "sa",
        "mon",
        "ma",
        "leur",
        "notre",
        "du",
        "au",
    )
)


def unnumbered(words: list[Word], persons: Iterable[tuple[int, int]]) -> Iterator[Item]:
    """Persons without a number, the surest reading first; `persons` are the words of named persons."""
    for actor in find_actors(words):
        item = _single(words, actor) if actor.value.number == "sg" else _plural(words, actor)
        if item:
            yield item
    for i, word in enumerate(words):
        if word.low in _others() or word.text[0].isupper():
            item = _other_single(words, i) or _pronoun(words, i)
            if item:
                yield item
    for first, end in persons:
        yield Item(first, end, ONE, "person", single=True)


@cache
def _others() -> frozenset[str]:
    """The words, names of peoples aside, that tell of a single person without being a noun of people.toml."""
    return lexicon().nouns["single"] | lexicon().links["me"] | {"je", "j'", "lui", "un", "une"}


def _single(words: list[Word], actor: Actor) -> Item | None:
    first = _article(words, actor)
    if words[first].low in NO_ONE or (first > 0 and words[first - 1].low in lexicon().vague["none"]):
        return None
    bare = first == actor.head and not (first > 0 and words[first - 1].low == "ex-")
    if bare and not _stands_alone(words, actor.head, actor.end):
        return None
    end = adjectives_end(words, actor.head_end)
    if is_ratio(words, end):
        return None
    own = words[first].low in lexicon().links["own"]
    unit, bounds = unit_of(words, actor.head, actor.value.kind), ONE
    least = lexicon().before.before(words, first)
    if least and least[0] == "at_least":
        first, bounds = least[1], AT_LEAST_ONE
    return Item(first, end, bounds, unit, actor.value.rank, (actor.head, end), single=True, own=own)


def _article(words: list[Word], actor: Actor) -> int:
    """Where the noun phrase begins: at its article, even before an adjective that no lexicon knows."""
    i = actor.head
    if (
        actor.first == i
        and i > 1
        and words[i].gap == " "
        and words[i - 1].gap == " "
        and words[i - 1].text.islower()
    ):
        return i - 2 if words[i - 2].low in ("un", "une") else i
    return next((k for k in range(actor.first, i) if words[k].low in ARTICLES), actor.first)


def _stands_alone(words: list[Word], i: int, end: int) -> bool:
    """Whether a noun without an article names one person: at the start of a clause, or before a name."""
    starts = i == 0 or any(mark in words[i].gap for mark in '\n,.;:«»"(–—!?•') or words[i].gap.strip() == "-"
    return starts or name_end(words, end) > end


def _plural(words: list[Word], actor: Actor) -> Item | None:
    """ "Des soldats" are at least two; "les généraux X et Y" as many as are named."""
    names = named_plural(words, actor.head_end)
    unit, noun = (
        unit_of(words, actor.head, actor.value.kind),
        (actor.head, adjectives_end(words, actor.head_end)),
    )
    if names > 1:
        return Item(actor.first, noun[1], Bounds(names, names, names, "exact"), unit, actor.value.rank, noun)
    lead = actor.first
    if words[lead].low in ("tous", "toutes"):
        return None
    if words[lead].low != "des":
        lead -= 1
        if lead < 0 or words[lead].low not in ("des", "de", "d'") or words[actor.first].gap not in ("", " "):
            return None
        if lead > 0 and words[lead].low != "des" and words[lead - 1].low in ("et", "ou"):
            return None
    if lead > 0 and words[lead].gap == " " and words[lead - 1].low in lexicon().vague["not_before"]:
        return None
    return Item(lead, noun[1], SOME, unit, actor.value.rank, noun)


def _other_single(words: list[Word], i: int) -> Item | None:
    """A person by a noun of counts.toml or a people's name: "son chauffeur", "des Irakiens"."""
    word = words[i]
    people = names_people(word)
    if i == 0 or not (people or word.low in lexicon().nouns["single"]):
        return None
    lead = i - 1
    if words[lead].low in lexicon().nouns["before"] and lead > 0 and words[i].gap in ("", " "):
        lead -= 1
    if words[lead + 1].gap not in ("", " "):
        return Item(i, i + 1, ONE, "person", None, (i, i + 1), single=True) if not people else None
    if words[lead].low == "des" and people and word.low.endswith(("s", "x")):
        return Item(lead, i + 1, SOME, "person", None, (i, i + 1))
    if words[lead].low not in ARTICLES:
        return None
    own = words[lead].low in lexicon().links["own"]
    return Item(lead, i + 1, ONE, "person", None, (i, i + 1), single=True, own=own)


def _pronoun(words: list[Word], i: int) -> Item | None:
    """ "Je"; "moi" beside others; "un de ses hommes"."""
    low, links = words[i].low, lexicon().links
    if low in ("je", "j'"):
        return Item(i, i + 1, ONE, "person", single=True)
    if low in links["me"] or (low == "lui" and i + 1 < len(words) and words[i + 1].low == "et"):
        return Item(i, i + 1, ONE, "me", single=True)
    if low in ("un", "une") and i + 2 < len(words) and words[i + 1].low in ("de", "des", "d'"):
        counted = counted_at(words, i + 1, noun=False)
        if counted.unit == "person" and counted.first is not None:
            first = i - 1 if i and words[i - 1].low == "l'" else i
            noun = (counted.first, counted.end)
            return Item(
                first, counted.end, ONE, "person", counted.rank, noun, "part", single=True, own=counted.own
            )
    return None
