"""Words that make a count companions of somebody: "avec", "à la tête de", "et ses", "l'ont suivi"."""

from __future__ import annotations

from ...lexicon.words import Word
from .item import Item
from .lexer import ends_sentence
from .phrases import lexicon

MAX_FAR = 9
"""Words between "avec lui" and those who came with him."""
MAX_AFTER = 14
"""Words between those who came along and the verb that says so."""


def companion_cue(words: list[Word], items: list[Item], number: int) -> int | None:
    """Where the words begin that make item `number` companions; None where there are none."""
    item, own_only = items[number], lexicon().links["own_only"]
    lead = _lead(words, item)
    for first in (lead, group_lead(words, lead)):
        found = lexicon().companion_cues.before(words, first)
        if found and (found[0] not in own_only or item.own or words[first].low in lexicon().links["own"]):
            return found[1]
    if item.single:
        return _pronoun_cue(words, items, number)
    return _group_cue(words, item) or _far_cue(words, item) or _pronoun_cue(words, items, number)


def possessive(words: list[Word], item: Item) -> int | None:
    """Where "ses" stands before a number: "prié ses trente-cinq miliciens d'en faire autant"."""
    i = item.first - 1
    own = item.own and not item.single and i >= 0 and words[i].low in lexicon().links["own"]
    return i if own and not words[item.first].gap.strip() else None


def followed_end(words: list[Word], end: int) -> int | None:
    """Where the words end that say of the persons before them that they came along.

    "Quatre des siens l'ont suivi", "deux soldats à ses côtés".
    """
    beside = lexicon().beside.at(words, end)
    if beside:
        return beside[1]
    for k in range(end, min(len(words), end + MAX_AFTER)):
        if ends_sentence(words, k):
            return None
        if words[k].low in lexicon().links["followed"]:
            clitic = any(word.low in ("l'", "lui") for word in words[max(end, k - 2) : k])
            return k + 1 if clitic else None
    return None


def _lead(words: list[Word], item: Item) -> int:
    """Where a count begins with its possessive or without its preposition."""
    first = item.first
    if item.single:
        return first
    if words[first].low in ("de", "d'"):
        return first + 1
    return first - (first > 0 and words[first - 1].low in lexicon().links["definite"])


def group_lead(words: list[Word], first: int) -> int:
    """Where the group begins that a count tells the size of: "avec | un petit groupe de neuf hommes"."""
    links, numbers = lexicon().links, lexicon().numbers
    if first < 3 or words[first - 1].low not in ("de", "d'") or words[first - 2].low not in links["groups"]:
        return first
    first -= 2
    while first > 0 and words[first - 1].low in numbers["sizes"]:
        first -= 1
    return first - (first > 0 and words[first - 1].low in numbers["articles"])


def _explained(words: list[Word], item: Item) -> int | None:
    """Where the words end that a count explains: before its comma, bracket, "soit" or "fort de"."""
    i = item.first
    if words[i].gap in (", ", " (", " : ") and i > 0:
        return i
    found = lexicon().explainers.before(words, i)
    return found[1] if found and found[1] > 0 else None


def _group_cue(words: list[Word], item: Item) -> int | None:
    """ "Fit monter sa section, vingt-deux hommes", "emmené son bataillon, fort de 120 hommes"."""
    end = _explained(words, item)
    for i in range((end or 0) - 1, max(0, (end or 0) - 4), -1):
        if words[i].low in lexicon().links["groups"]:
            return i - 1 if words[i - 1].low in lexicon().links["own"] else None
    return None


def _far_cue(words: list[Word], item: Item) -> int | None:
    """ "Avec toute sa section, dix hommes", "avec l'ensemble de ses servants, soit 22 hommes"."""
    end, stop = _explained(words, item), lexicon().links["stop"]
    if end is None:
        return None
    for k in range(end - 1, max(0, end - MAX_FAR), -1):
        found = lexicon().far_cues.before(words, k)
        if found:
            return found[1]
        if words[k].low in stop or ends_sentence(words, k) or (k < end - 1 and words[k].gap.strip()):
            return None
        if words[k].low in lexicon().nouns["civilian"]:  # "avec leurs familles, soit 27 personnes"
            return None
    return None


def _pronoun_cue(words: list[Word], items: list[Item], number: int) -> int | None:
    """ "Avec lui, six sous-officiers", "avec moi sont partis dix hommes"."""
    i = items[number].first
    for k in range(i, max(1, i - MAX_FAR), -1):
        found = lexicon().with_pronoun.ending(words, k) if k < i or words[i].gap in ("", " ", ", ") else None
        if found:
            between = items[max(0, number - 2) : number]
            return found[1] if all(n.end <= found[1] or n.unit == "me" for n in between) else None
        if ends_sentence(words, k):
            return None
    return None
