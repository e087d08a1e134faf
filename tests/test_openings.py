"""Expressions tried where they can begin find what `finditer` finds everywhere."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from defection_extract.components.circumstances.cues import cues
from defection_extract.errors import DataError
from defection_extract.gazetteer.group_factions import faction_patterns
from defection_extract.lexicon.cues import cue_patterns, cues_in
from defection_extract.lexicon.folding import fold
from defection_extract.lexicon.openings import LENGTH, Openings, folded, matches, openings
from defection_extract.lexicon.trigger_patterns import trigger_lexicon

PIECES = (
    "refusant de tirer sur les manifestants", "il n'avait plus touché sa solde", "par peur des frappes", ", ", ". ",
    "« ", " »", "\n", "la Brigade des Lions du Sud", "Liwa al-Sahel", "milice « Les Braves »", "ont fait défection",
    "s'est rendu avec ses hommes", "a rejoint les rebelles", "hissés sur un camion", "l'armée", "sur le point de",
    "a été arrêté", "Turcs", "selon", "l'", "x", "Conseil militaire de Manbij", "MILİCE", "son grade", "?",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)
EXPRESSIONS: dict[str, list[re.Pattern[str]]] = {
    "triggers": list({e.pattern for found in trigger_lexicon().by_pivot.values() for e in found}),
    "factions": faction_patterns()[0],
    "cues": list(cue_patterns()[0].values()),
    "reasons": [p for rule in cues().reasons.book.rules for p in (*rule.patterns, *rule.cued)],
    "reprisals": [p for rule in cues().reprisals.rules for p in rule.patterns],
}


@pytest.mark.parametrize(
    ("regex", "found"),
    [
        (r"(?<!\w)(?:abc|de)(?!\w)", {"abc", "de"}),
        (r"(?:un |une )?deux", {"un de", "une d", "deux"}),
        (r"ordonn\w+", {"ordon"}),
        (r"a[bé]+c", {"ab", "ae"}),
        (r"(?i:Été)", {"ete"}),
        (r"x?\w+", {""}),
    ],
)
def test_what_an_expression_begins_with(regex: str, found: set[str]) -> None:
    assert openings(regex) == found
    assert all(len(text) <= LENGTH for text in found)


@cache
def begins(kind: str) -> Openings:
    return Openings(EXPRESSIONS[kind])


@pytest.mark.parametrize("kind", EXPRESSIONS)
@settings(deadline=None, max_examples=30)
@given(text=TEXTS)
def test_nothing_is_missed(kind: str, text: str) -> None:
    text = text if kind == "factions" else fold(text)
    places = begins(kind).places(folded(text))
    for number, pattern in enumerate(EXPRESSIONS[kind]):
        quick = [match.span() for match in matches(pattern, text, places.get(number, ()))]
        assert quick == [match.span() for match in pattern.finditer(text)], pattern.pattern


@settings(deadline=None, max_examples=30)
@given(texts=st.lists(TEXTS.map(fold), max_size=4))
def test_cues_of_each_text(texts: list[str]) -> None:
    expected = [{name for name, p in cue_patterns()[0].items() if p.search(text)} for text in texts]
    assert cues_in(texts) == expected


def test_an_expression_that_may_begin_anyhow_is_refused() -> None:
    with pytest.raises(DataError, match="begin"):
        Openings([re.compile(r"\w+ment")])
