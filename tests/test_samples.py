"""The samples yield what stands beside them. After a change that is meant: DEFX_REGENERATE=1 pytest tests/test_samples.py"""

from __future__ import annotations

import json
import os

import pytest

KINDS = ("newswire", "regional_daily", "machine_translated", "several_incidents", "denial", "nothing_to_find")


@pytest.mark.parametrize("kind", KINDS)
def test_sample(run_defx, samples, kind):
    sample = next(s for s in samples if s.path.stem == kind)
    told = json.loads(run_defx("extract", sample.path, *sample.options).stdout)
    told["article"]["source"] = sample.path.name
    if os.environ.get("DEFX_REGENERATE"):
        sample.expected.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert told == json.loads(sample.expected.read_text(encoding="utf-8"))


def test_every_sample_is_tested(samples):
    assert sorted(s.path.stem for s in samples) == sorted(KINDS)


def event(told, **wanted):
    """The events of a sample's result with these plain values."""
    return [e for e in told["events"] if all(e[k] == v for k, v in wanted.items())]


def load(samples, kind):
    return json.loads(next(s for s in samples if s.path.stem == kind).expected.read_text(encoding="utf-8"))


def test_what_a_reader_sees_in_the_samples(samples):
    """Not only stable but right: the main facts of each sample, as its author meant them."""
    wire = load(samples, "newswire")["events"][0]
    assert (wire["count"]["best"], wire["date"]["earliest"], wire["date"]["latest"]) == (
        12,
        "2012-08-12",
        "2012-08-13",
    )
    assert [p["name"] for p in wire["persons"]] == ["Mounir Kassar"]
    assert [g["id"] for g in wire["defected_from"]] == ["saa"]
    assert "Turquie" in [p["name"] for p in wire["destinations"]]
    assert [e["factuality"] for e in load(samples, "denial")["events"]] == ["denied"]
    assert load(samples, "nothing_to_find")["events"] == []
    militia = load(samples, "machine_translated")["events"][0]
    assert (militia["count"]["best"], militia["date"]["earliest"]) == (7, "2021-11-16")
    assert [g["id"] for g in militia["defected_to"]] == ["sdf"]


def test_several_incidents(samples):
    several = load(samples, "several_incidents")
    assert [e["count"]["best"] for e in event(several, factuality="attempted")] == [5]
    assert len(event(several, factuality="reported", scope="incident")) == 2
