"""The contract: what the models accept and refuse, and that real output fits the schema printed by `defx schema`."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from defection_extract import records as r

TEXT = "Deux soldats ont fait défection lundi."


def mention(words: str, text: str = TEXT) -> dict[str, Any]:
    start = text.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def event(**changes: Any) -> dict[str, Any]:
    base = {
        "event_id": "e1",
        "factuality": "reported",
        "scope": "incident",
        "trigger": mention("ont fait défection"),
        "evidence": [mention(TEXT)],
        "confidence": 0.9,
    }
    return {**base, **changes}


def extraction(*events: dict[str, Any]) -> dict[str, Any]:
    article = {
        "id": "a", "source": None, "title": None, "published": None, "language": "fr",
        "n_chars": len(TEXT), "sha256": "0" * 64,
    }  # fmt: skip
    return {"article": article, "events": list(events)}


def validate(*events: dict[str, Any]) -> r.Extraction:
    return r.Extraction.model_validate(extraction(*events), context={"text": TEXT})


def test_a_whole_event_is_accepted():
    count = {
        "low": 2,
        "best": 2,
        "high": 2,
        "qualifier": "exact",
        "unit": "person",
        "mention": mention("Deux"),
    }
    assert validate(event(count=count)).events[0].count.best == 2


COUNT = {"qualifier": "exact", "unit": "person", "mention": mention("Deux")}
DATE = {"precision": "day", "edtf": None, "mention": mention("lundi")}


@pytest.mark.parametrize(
    "changes",
    [
        {"unheard_of": 1},
        {"factuality": "certain"},
        {"scope": "local"},
        {"confidence": 1.2},
        {"evidence": []},
        {"trigger": {"text": "ont fait", "start": 0, "end": 8}},
        {"trigger": {"text": "ont fait", "start": 13, "end": 99}},
        {"trigger": {"text": "", "start": 13, "end": 13}},
        {"count": {**COUNT, "low": 3, "best": 2, "high": 2}},
        {"count": {**COUNT, "low": None, "best": None, "high": None}},
        {"count": {**COUNT, "low": -1, "best": 2, "high": 2}},
        {"date": {**DATE, "earliest": "2021-09-30", "latest": "2021-09-29"}},
        {"date": {**DATE, "earliest": "2021-13-30", "latest": None}},
        {"ranks": [{"rank": "amiral", "count": 1, "mention": mention("soldats")}]},
        {"reasons": [{"category": "ennui", "mention": mention("lundi")}]},
    ],
)
def test_what_the_contract_refuses(changes):
    with pytest.raises(ValidationError):
        validate(event(**changes))


def test_records_are_frozen():
    with pytest.raises(ValidationError):
        validate(event()).events[0].confidence = 0.1


@given(st.lists(st.one_of(st.none(), st.integers(-3, 50)), min_size=3, max_size=3))
def test_count_bounds_are_in_order_or_refused(bounds):
    told = [n for n in bounds if n is not None]
    sound = bool(told) and told == sorted(told) and min(told) >= 0
    fields = dict(zip(("low", "best", "high"), bounds, strict=True))
    if sound:
        assert validate(event(count={**COUNT, **fields})).events[0].count is not None
    else:
        with pytest.raises(ValidationError):
            validate(event(count={**COUNT, **fields}))


def test_real_output_fits_the_printed_schema(run_defx, samples):
    schema = json.loads(run_defx("schema").stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for sample in samples:
        result = run_defx("extract", sample.path, *sample.options)
        assert list(validator.iter_errors(json.loads(result.stdout))) == []


def test_every_object_of_the_schema_refuses_unknown_fields(run_defx):
    schema = json.loads(run_defx("schema").stdout)
    objects = [schema, *schema["$defs"].values()]
    assert [
        o["title"]
        for o in objects
        if o.get("type") == "object" and o.get("additionalProperties") is not False
    ] == []
