"""From pairs to stories: the surest pairs first, and no story that its own claims speak against."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, product

from .blocking import candidates
from .claim import Claim
from .similarity import ENOUGH, similarity

_AVERAGE = 0.5
"""Two groups join where their claims are alike on average by this share of what makes a pair."""
_LOOKED_AT = 60
"""Pairs of two groups that are compared for that; stories of hundreds of reprints need no more."""


def link(claims: Sequence[Claim]) -> list[list[int]]:
    """Groups of places in `claims`, in order of their first; never two claims of one article.

    One record is one defection of its article: two records of an article are two defections.
    """
    scored = ((similarity(claims[i], claims[j]), i, j) for i, j in candidates(claims))
    pairs = sorted((score, i, j) for score, i, j in scored if score >= ENOUGH)
    group_of = {i: [i] for i in range(len(claims))}
    articles = {i: {claim.article} for i, claim in enumerate(claims)}
    for _, i, j in reversed(pairs):
        a, b = group_of[i], group_of[j]
        if a is b or articles[a[0]] & articles[b[0]] or not _agree(claims, a, b):
            continue
        articles[a[0]] |= articles[b[0]]
        a += b
        for member in b:
            group_of[member] = a
    groups = {id(group): sorted(group) for group in group_of.values()}
    return sorted(groups.values())


def _agree(claims: Sequence[Claim], a: Sequence[int], b: Sequence[int]) -> bool:
    if len(a) == len(b) == 1:
        return True
    scores = [similarity(claims[i], claims[j]) for i, j in islice(product(a, b), _LOOKED_AT)]
    return sum(scores) / len(scores) >= _AVERAGE * ENOUGH
