"""The evaluation gate: what the API reads out of reference articles does not get worse unnoticed.

The floors of every slot stand in data/floors.json, with a fingerprint of the articles they were reached on.
`python scripts/pin_floors.py` reads the corpora and pins them anew; the change then shows in the commit.
"""

from __future__ import annotations

import csv
import datetime as dt
import importlib.util
import json
import re

import pytest

from conftest import ROOT, SHARED
from defection_extract.gazetteer.group_rows import read_groups
from defection_extract.gazetteer.rows import data_folder

SLACK = 0.005
"""How far below its floor a score may lie: another processor's rounding, not another reading."""
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
NAMED = ("places", "destinations", "via", "persons", "sources")


def load_script():
    spec = importlib.util.spec_from_file_location("pin_floors", ROOT / "scripts" / "pin_floors.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


pins = load_script()
OWN = pins.articles(pins.CORPORA["gate"])
EVENTS = [pytest.param(row, event, id=row["id"]) for row in OWN for event in row["events"]]


@pytest.fixture(scope="module")
def pinned():
    return json.loads(pins.FLOORS.read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=sorted(pins.CORPORA))
def corpus(request, pinned):
    """Name, pinned floors and what is reached now."""
    path = pins.CORPORA[request.param]
    if not path.exists():
        pytest.skip(f"the {request.param} corpus lies beside the checkout of the project's makers")
    return request.param, pinned[request.param], pins.measure(path)


def test_the_corpus_is_the_one_that_the_floors_were_reached_on(corpus):
    name, floors, now = corpus
    assert now["fingerprint"] == floors["fingerprint"], (
        f"{name}: articles or annotations changed; run scripts/pin_floors.py and look at what moves"
    )


def test_no_score_falls_below_its_floor(corpus):
    name, floors, now = corpus
    assert now["floors"].keys() == floors["floors"].keys()
    below = {
        slot: (value, now["floors"][slot])
        for slot, value in floors["floors"].items()
        if now["floors"][slot] < value - SLACK
    }
    assert not below, f"{name}: (floor, reached) of {below}"


def test_failures_are_known(corpus):
    """Events missed or invented only in the articles that declare it."""
    name, floors, now = corpus
    new = {id: kinds for id, kinds in now["known_failures"].items() if id not in floors["known_failures"]}
    assert not new, f"{name}: {new}"


def test_a_fall_is_told():
    assert list(pins.changes({"event": 0.9, "count": 0.8}, {"event": 0.85, "count": 0.8, "date": 0.7})) == [
        "event FALLS: 0.9 -> 0.85",
        "date new: - -> 0.7",
    ]


def test_the_fingerprint_sees_texts_and_annotations_and_not_their_order():
    rows = OWN[:3]
    other = [{**rows[0], "text": rows[0]["text"] + " "}, *rows[1:]]
    assert pins.fingerprint(rows) == pins.fingerprint(rows[::-1]) != pins.fingerprint(other)


# ── the corpus of our own is sound ───────────────────────────────────────────────────────────────────────────────


def test_own_corpus_is_large_and_has_enough_without_events():
    quiet = sum(not row["events"] for row in OWN)
    assert len(OWN) >= 50
    assert 0.2 <= quiet / len(OWN) <= 0.35
    assert len({row["id"] for row in OWN}) == len({row["text"] for row in OWN}) == len(OWN)


@pytest.mark.parametrize("row", OWN, ids=lambda row: row["id"])
def test_article(row):
    """Some two to six sentences, with nothing but the fields of a reference article."""
    assert set(row) == {"id", "published", "pattern", "text", "events"}
    assert 1 <= len(re.findall(r"[.!?»]\s", row["text"] + " ")) <= 8
    dt.date.fromisoformat(row["published"])


def names(event, slot):
    return [name.lstrip("?").split("|") for name in event[slot]]


@pytest.mark.parametrize(("row", "event"), EVENTS)
def test_annotation_stands_in_the_text(row, event):
    for slot in NAMED:
        for first, *_ in names(event, slot):
            assert first in row["text"], (slot, first)


@pytest.mark.parametrize(("row", "event"), EVENTS)
def test_annotation_keeps_to_the_coding_manual(row, event):
    ids = {row.id for row in read_groups(data_folder() / "groups.csv")}
    for group in groups_of(event):
        assert group in ids or group in row["text"], group
    assert set(event["factuality"].split("|")) <= {"reported", "attempted", "hypothetical", "denied"}
    assert event["scope"] in ("incident", "aggregate")
    bounds = [bound for bound in event["count"] or () if bound is not None]
    assert bounds == sorted(bounds)
    days = [day for day in event["date"] or () if day is not None]
    assert [*days, row["published"]] == sorted([*days, row["published"]])


def groups_of(event):
    return [name for slot in ("from", "to") for alternatives in names(event, slot) for name in alternatives]


@pytest.mark.parametrize(("row", "event"), EVENTS)
def test_a_day_is_one_of_the_weekdays_told(row, event):
    """Where an article tells days by weekday alone, the annotated day is one of them."""
    told = [word for word in re.findall(r"\w+", row["text"].lower()) if word in WEEKDAYS]
    other = re.search(r"lendemain|il y a|\d (?:septembre|juin)", row["text"])
    earliest, latest = event["date"] or (None, None)
    if told and earliest and earliest == latest and not other:
        assert WEEKDAYS[dt.date.fromisoformat(earliest).weekday()] in told


def test_groups_are_those_of_the_contract():
    """The ids that the manual fixes, where it is present."""
    if not SHARED.exists():
        pytest.skip("the contract lies beside the checkout of the project's makers")
    with (SHARED / "contract" / "groups.csv").open(encoding="utf-8", newline="") as file:
        contract = {line["id"] for line in csv.DictReader(file)}
    used = {name for row in OWN for event in row["events"] for name in groups_of(event)}
    assert {name for name in used if re.fullmatch(r"[a-z0-9-]+", name)} <= contract
