"""The first look: how values that exclude each other share their chances, and features added up in parts."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defection_extract.reading.first_look import shares
from defection_extract.reading.model import LinearModel, Tally

SCORE = st.floats(-40, 40)


@given(told=st.lists(st.tuples(st.sampled_from("abc"), SCORE), max_size=8))
def test_of_values_that_exclude_each_other_one_or_none_is_right(told: list[tuple[str, float]]) -> None:
    values, scores = [value for value, _ in told], [score for _, score in told]
    found = dict(zip(values, shares(values, scores), strict=True))
    assert shares(values, scores) == [found[value] for value in values]  # equal values have one chance
    assert all(0 <= chance <= 1 for chance in found.values())
    assert sum(found.values()) <= 1 + 1e-9


@pytest.mark.parametrize(
    ("values", "scores", "expected"),
    [
        ([], [], []),
        (["9"], [0.0], [1 / 2]),  # as likely as none
        (["9", "12"], [0.0, 0.0], [1 / 3, 1 / 3]),
        (["9", "12", "9"], [0.0, 0.0, 0.0], [2 / 4, 1 / 4, 2 / 4]),  # told twice
        (["9", "12"], [30.0, 29.0], [0.731, 0.269]),  # rivals take from each other
    ],
)
def test_shares(values: list[str], scores: list[float], expected: list[float]) -> None:
    assert shares(values, scores) == pytest.approx(expected, abs=1e-3)


FEATURES = st.sampled_from("abcdefgh")


@given(articles=st.lists(st.lists(st.lists(FEATURES, max_size=4).map(tuple), max_size=5), max_size=5))
def test_features_in_parts_weigh_as_they_do_together(articles: list[list[tuple[str, ...]]]) -> None:
    models = [
        LinearModel({"yes": -0.5}, {"a": 1.0, "b": -2.0, "c": 0.25}),
        LinearModel({"no": 0.5, "place": 0.0}, {"a": (1.0, -1.0), "d": (0.0, 2.0)}),
    ]
    for model in models:
        tally = Tally(model)
        for parts in articles:
            together = model.chances([model.total(chain.from_iterable(parts))])
            assert tally.chances(parts) == pytest.approx(together)
