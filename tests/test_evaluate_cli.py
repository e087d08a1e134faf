"""`defx evaluate` as people run it, and against the reference implementation of the scores."""

from __future__ import annotations

import importlib.util
import json
import random

import pytest

from conftest import SHARED
from defection_extract.evaluation import evaluate
from made_records import ERROR_LINE, count, date, event, extraction, group, place, write_results

ALEP = {"from": ["saa"], "count": [7, 7, 7], "date": ["2012-07-24", "2012-07-24"], "places": ["Alep"]}


def alep(**slots):
    known = {
        "defected_from": (group("saa"),),
        "count": count(7, 7, 7),
        "date": date("2012-07-24"),
        "places": (place("Alep"),),
    }
    return event(**(known | slots))


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "gold.jsonl"
    articles = [{"id": "a", "events": [ALEP]}, {"id": "b", "events": []}, {"id": "c", "events": [ALEP]}]
    path.write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    return path


@pytest.fixture
def results(tmp_path):
    wrong = extraction("texts/c.txt", alep(places=(place("Homs"),)), source="texts/c.txt")
    return write_results(tmp_path / "out.jsonl", extraction("a", alep()), extraction("b"), wrong)


def test_table(run_defx, gold, results):
    done = run_defx("evaluate", gold, results)
    assert (done.returncode, done.stderr) == (0, "")
    lines = {line.split()[0]: line.split() for line in done.stdout.splitlines()[1:]}
    assert lines["event"][1:4] == ["1.000", "1.000", "1.000"]
    assert lines["places"][1:4] == ["0.500", "0.500", "0.500"]
    assert lines["places"][-1] == "n=2"
    assert "…" in lines["core"][4]


def test_errors_show_evidence(run_defx, gold, results):
    told = run_defx("evaluate", gold, results, "--errors", "--bootstrap", 0).stdout
    assert "c · wrong: places · given SY04 · at 0…4\n    « Ils ont fui. »" in told
    assert "c · missed: places · wanted Alep" in told


def test_json(run_defx, gold, results):
    report = json.loads(run_defx("evaluate", gold, results, "--json").stdout)
    assert report["slots"]["places"] == [0.5, 0.5, 0.5, 2]
    low, high = report["intervals"]["slots.places.f1"]
    assert 0 <= low <= 0.5 <= high <= 1
    assert {mistake["kind"] for mistake in report["mistakes"]} == {"wrong", "missed"}


def test_calibration(run_defx, gold, tmp_path):
    """Two events at 0.9, one of them right; one at 0.35 that is wrong."""
    told = (
        [alep(confidence=0.9)],
        [alep(confidence=0.9)],
        [alep(confidence=0.35, date=None, count=None, places=())],
    )
    lines = [extraction(id, *events) for id, events in zip("abc", told, strict=True)]
    results = write_results(tmp_path / "out.jsonl", *lines)
    printed = run_defx("evaluate", gold, results, "--calibration", "--bootstrap", 0).stdout
    assert printed.splitlines()[-4:] == [
        "confidence          n   mean  right",
        "0.3…0.4             1  0.350  0.000",
        "0.9…1.0             2  0.900  0.500",
        "expected calibration error 0.383, Brier score 0.314, 3 events",
    ]
    report = json.loads(run_defx("evaluate", gold, results, "--calibration", "--json").stdout)
    assert [row["n"] for row in report["calibration"]["bins"]] == [1, 2]


def test_standard_input_and_checked_results_as_reference(run_defx, results):
    done = run_defx("evaluate", results, "-", "--json", stdin=results.read_bytes())
    assert json.loads(done.stdout)["articles_all_right"] == 1


def test_an_article_that_failed_has_no_events(run_defx, gold, tmp_path):
    lines = [extraction("a", alep()), ERROR_LINE.replace('"z"', '"c"')]
    done = run_defx("evaluate", gold, write_results(tmp_path / "out.jsonl", *lines))
    assert "1 articles of the reference are not among the predictions" in done.stdout


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 1: not JSON"),
        ("[]", "line 1: not a JSON object"),
        ('{"id": "a"}', "neither a reference article nor a result"),
        ('{"id": "a", "events": [3]}', "event 1: not an object"),
        ('{"id": "a", "events": [{"places": "Alep"}]}', "event 1: places is no list"),
        ('{"id": "a", "events": [{"places": [7]}]}', "places holds something else than names"),
        ('{"id": "a", "events": [{"count": [7, 7]}]}', "count is no list of 3 bounds"),
        ('{"article": {"id": "a"}, "events": [{}]}', "no result of defx batch"),
        (ERROR_LINE, "an article that could not be read"),
    ],
)
def test_a_bad_reference_is_told_with_its_line(run_defx, results, tmp_path, line, told):
    path = tmp_path / "bad.jsonl"
    path.write_text(line, encoding="utf-8")
    done = run_defx("evaluate", path, results)
    assert (done.returncode, done.stdout) == (3, "")
    assert told in done.stderr
    assert "bad.jsonl, line 1" in done.stderr


def test_one_event_a_line_is_no_prediction(run_defx, gold, tmp_path):
    path = write_results(tmp_path / "events.jsonl", '{"article": {"id": "a"}, "event_id": "x"}')
    done = run_defx("evaluate", gold, path)
    assert done.returncode == 3
    assert "run defx batch without --events" in done.stderr


def _reference():
    spec = importlib.util.spec_from_file_location("reference_score", SHARED / "eval" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _spoiled(gold_event, rng):
    """A record as somebody might predict it for a reference event: things left out, names exchanged."""

    def names(slot):
        kept = [name.lstrip("?").split("|") for name in gold_event.get(slot) or [] if rng.random() < 0.8]
        return [rng.choice(alternatives) for alternatives in kept] + ["Palmyre"] * (rng.random() < 0.1)

    def refs(slot):
        return [
            {"id": n, "name": n, "rank": n, "category": n, "mention": {"text": n, "start": 0, "end": len(n)}}
            for n in names(slot)
        ]

    count, date = gold_event.get("count"), gold_event.get("date")
    told = {"defected_from": refs("from"), "defected_to": refs("to")}
    told |= {
        slot: refs(slot)
        for slot in ("places", "destinations", "via", "persons", "ranks", "sources", "reasons")
    }
    if count and rng.random() < 0.8:
        told["count"] = dict(zip(("low", "best", "high"), count, strict=True))
    if date and rng.random() < 0.8:
        told["date"] = dict(zip(("earliest", "latest"), date, strict=True))
    labels = {"factuality": rng.choice(["reported", "denied"]), "scope": "incident"}
    return told | labels | {"trigger": {"text": "fui", "start": 0, "end": 3}, "evidence": []}


def _numbers(value):
    if isinstance(value, dict):
        value = list(value.values())
    return [n for item in value for n in _numbers(item)] if isinstance(value, (list, tuple)) else [value]


@pytest.mark.parametrize("folder", ["dev", "train"])
def test_scores_are_those_of_the_reference_implementation(corpus, folder):
    reference = _reference()
    gold = reference.load_gold(corpus / folder / "gold.jsonl")
    rng = random.Random(7)
    predicted = {}
    for id, article in gold.items():
        told = [_spoiled(event, rng) for event in article["events"] if rng.random() < 0.9]
        predicted[id] = told + told[:1] * (rng.random() < 0.1)
        rng.shuffle(predicted[id])
    expected, _ = reference.score(gold, predicted)
    ours = evaluate(gold, predicted, draws=0).as_json()
    assert 0.3 < expected["core"][2] < 0.95
    for name, value in expected.items():
        assert _numbers(ours[name]) == pytest.approx(_numbers(value), abs=5e-4), name
