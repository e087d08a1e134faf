"""The second look: its numbers against what they mean, computed the slow way; its networks."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from defection_extract.reading.choice import Weighed
from defection_extract.reading.model import load_models
from defection_extract.reading.network import Network
from defection_extract.reading.second_look import NO_EVENT, _Looked, numbers, odds, second_look

SLOTS = ("places", "destinations")


def weighed(
    event: int, thing: str, chances: tuple[float, float], sent: int = 0, among: int | None = None
) -> Weighed:
    mention: Any = SimpleNamespace(sent=sent, start=sent)
    return Weighed(
        event, thing, [mention], mention, ["label=x"], dict(zip(SLOTS, chances, strict=True)), among
    )


def event(factuality: str = "reported", sent: int = 0) -> Any:
    return SimpleNamespace(factuality=factuality, scope="incident", triggers=[SimpleNamespace(sent=sent)])


CHANCE = st.integers(0, 100).map(lambda n: n / 100)
ITEMS = st.lists(
    st.lists(st.tuples(st.sampled_from("abcdef"), CHANCE, CHANCE), unique_by=lambda i: i[0], max_size=5), min_size=1, max_size=4
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(told=ITEMS)
def test_numbers_are_what_they_say(told: list[list[tuple[str, float, float]]]) -> None:
    items = [weighed(n, t, (p, q)) for n, things in enumerate(told) for t, p, q in things]
    if not items:
        return
    looked = _Looked({"places": items})
    _, _, first, _, second, *_ = looked.against()
    claimed, _ = looked.claimed()
    missing, same_thing, _, beside_it = looked.elsewhere(-1)
    for row, item in enumerate(items):
        for column, slot in enumerate(SLOTS):
            rivals = [i.chances[slot] for i in items if i.event == item.event and i is not item]
            assert [first[row, column], second[row, column]] == sorted([*rivals, 0.0, 0.0], reverse=True)[:2]
            others = [i.chances[slot] for i in items if i.thing == item.thing and i.event != item.event]
            assert claimed[row, column] == max(others, default=0.0)
            earlier = [i for i in items if i.event == item.event - 1]
            same = [i.chances[slot] for i in earlier if i.thing == item.thing]
            beside = [i.chances[slot] for i in earlier if i.thing != item.thing]
            assert missing[row, 0] == (not earlier)
            assert same_thing[row, column] == (same[0] if same else 0.0)
            assert beside_it[row, column] == (max(beside, default=0.0) if earlier else NO_EVENT)


def test_members_of_an_enumeration_are_no_rivals() -> None:
    chances = [("a", 0.6, None), ("b", 0.5, 7), ("c", 0.5, 7), ("d", 0.2, None)]
    looked = _Looked({"places": [weighed(0, thing, (p, 0.0), among=among) for thing, p, among in chances]})
    _, _, first, _, second, *_, ranks = looked.against()
    assert first[:, 0].tolist() == [0.5, 0.6, 0.6, 0.6]
    assert second[:, 0].tolist() == [0.2, 0.2, 0.2, 0.5]
    assert ranks[:, 0].tolist() == [0, 1, 1, 2]


@settings(deadline=None, max_examples=30)
@given(told=ITEMS, sents=st.lists(st.integers(0, 9), min_size=20, max_size=20))
def test_chances_stay_chances(told: list[list[tuple[str, float, float]]], sents: list[int]) -> None:
    items = [
        weighed(n, t, (p / 2, q / 2), sents[n + i]) for n, things in enumerate(told) for i, (t, p, q) in enumerate(things)
    ]  # fmt: skip
    events = [event(sent=sents[-n]) for n in range(len(told))]
    if not items:
        return
    table = numbers(events, {"places": items})["places"]
    assert np.isfinite(table).all()
    width = table.shape[1]
    random = np.random.default_rng(1)
    network = Network(
        ("destination", "no", "place"), {"label=x": 0}, random.normal(size=(width + 1, 4)), np.zeros(4),
        random.normal(size=(4, 3)), np.zeros(3),
    )  # fmt: skip
    second_look({"places": network}, events, {"places": items})
    assert all(0 <= p <= 1 for item in items for p in item.chances.values())
    assert all(sum(item.chances.values()) <= 1 + 1e-9 for item in items)


def test_odds() -> None:
    assert odds(np.array([0.5])) == pytest.approx(0)
    assert np.isfinite(odds(np.array([0.0, 1.0]))).all()


def test_a_network_is_the_same_from_its_row() -> None:
    random = np.random.default_rng(0)
    tables = [random.normal(size=size) for size in ((4, 3), 3, (3, 1), 1)]
    network = Network(("yes",), {"a": 0, "b": 1}, *tables)
    again = Network.of(json.loads(json.dumps(network.row())))
    inputs = random.normal(size=(5, 2)), [["a"], [], ["b", "c"], ["a", "b"], ["c"]]
    assert again.chances(*inputs) == pytest.approx(network.chances(*inputs), abs=1e-3)


def test_every_kind_has_its_second_look() -> None:
    models = load_models()
    for kind, network in models.second.items():
        assert set(network.labels) <= set(models[kind].bias), kind
        assert len(network.hidden) > len(network.names), kind
