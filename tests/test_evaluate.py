"""Scores against reference annotations: slots, alignment, intervals, mistakes."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from defection_extract.evaluation import calibration, evaluate
from defection_extract.evaluation.alignment import align, assignment
from defection_extract.evaluation.gold import gold_event
from defection_extract.evaluation.names import same_name, same_words
from defection_extract.evaluation.slots import Given, Wanted, agree, compare, predicted
from made_records import count, date, event, extraction, group, person, place, rank, source, told_event

GENERAL = {"from": ["saa"], "count": [1, 1, 1], "persons": ["Adnan Farouk"], "ranks": ["général"]}
SOLDIERS = {
    "from": ["saa"],
    "count": [20, 20, None],
    "date": ["2012-06-24", "2012-06-24"],
    "places": ["Homs"],
}


def records(*events):
    return [made.model_dump(mode="json") for made in events]


def general(**slots):
    known = {"defected_from": (group("saa"),), "count": count(1, 1, 1), "ranks": (rank("général", 1),)}
    return event("general", **(known | {"persons": (person("Adnan Farouk", "général"),)} | slots))


def soldiers(**slots):
    known = {
        "defected_from": (group("saa"),),
        "count": count(20, 20, None, "at_least"),
        "places": (place("Homs"),),
    }
    return event("soldiers", **(known | {"date": date("2012-06-24")} | slots))


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("al-Mayadin", "Mayadin", True),
        ("Deir ez-Zor", "deir  Ez Zor", True),
        ("Réqa", "Reqa", True),
        ("Soubeikhan", "Soubaikhan", True),  # one edit in ten letters
        ("Homs", "Hama", False),
        ("Hama", "Hamah", False),  # one edit in five
        ("", "Homs", False),
        ("le", "la", True),  # nothing but articles
    ],
)
def test_names(a, b, same):
    assert same_name(a, b) is same_name(b, a) is same


@pytest.mark.parametrize(
    ("a", "b", "one", "same"),
    [
        ("Adnan Farouk", "Adnan Farouk Haddad", False, True),
        ("Farouk", "Adnan Farouk", False, False),
        ("Farouk", "Adnan Farouk", True, True),
        ("Adnan Sabra", "Adnan Farouk", True, False),
        ("le", "Adnan", True, False),
    ],
)
def test_names_by_words(a, b, one, same):
    assert same_words(a, b, one_word_is_enough=one) is same


@pytest.mark.parametrize(
    ("slot", "want", "names", "agrees"),
    [
        ("from", ("saa",), ("saa", "Armée syrienne"), True),
        ("from", ("saa",), ("syrian-government", "régime"), False),
        ("places", ("al-Sabha", "Al-Sabkha"), ("SY110", "Sabkha"), True),
        ("ranks", ("général",), ("général de brigade",), False),
        ("sources", ("source militaire",), ("militaire",), True),
        ("persons", ("Adnan Farouk",), ("Farouk",), False),
        ("count", ((20, 20, None),), ((20, 20, 20),), False),
        (
            "date",
            (("2012-06-24", "2012-06-24"), ("2012-06-23", "2012-06-24")),
            (("2012-06-23", "2012-06-24"),),
            True,
        ),
    ],
)
def test_agreement_of_fillers(slot, want, names, agrees):
    assert agree(slot, Wanted(want), Given(names)) is agrees


def test_optional_fillers_come_last_and_count_neither_way():
    wants = [
        Wanted(("Turquie",), optional=True),
        Wanted(("Turquie", "Hatay")),
        Wanted(("Apaydin",), optional=True),
    ]
    found = compare("destinations", wants, [Given(("Turquie",))])
    assert found.counts == (1, 0, 0)
    assert compare("destinations", wants, []).missed == (wants[1],)


def test_a_filler_answers_one_wanted_filler_only():
    found = compare("ranks", [Wanted(("colonel",)), Wanted(("colonel",))], [Given(("colonel",))])
    assert found.counts == (1, 0, 1)


def test_alignment_takes_the_greatest_total_not_the_greatest_pair():
    # The first record resembles both; only together with the second is the total greatest.
    gold = [GENERAL, {**GENERAL, "persons": ["Adnan Farouk"], "places": ["Homs"]}]
    events = [predicted(made) for made in records(general(places=(place("Homs"),)), general())]
    assert align(gold, events) == [(0, 1), (1, 0)]


def test_events_without_anything_identifying_in_common_are_not_aligned():
    assert align([SOLDIERS], [predicted(made) for made in records(general())]) == []


@given(
    st.integers(0, 5).flatmap(
        lambda n: st.lists(st.lists(st.integers(-9, 9), min_size=6, max_size=6), min_size=n, max_size=n)
    )
)
@settings(max_examples=60, deadline=None)
def test_assignment_is_the_cheapest_of_all(costs):
    chosen = assignment(costs)
    assert len(set(chosen)) == len(costs)
    total = sum(costs[i][j] for i, j in enumerate(chosen))
    assert total == min(
        sum(costs[i][j] for i, j in enumerate(p)) for p in itertools.permutations(range(6), len(costs))
    )


def test_thirty_events_of_an_article_are_all_compared():
    gold = {"a": {"events": [{**SOLDIERS, "count": [n, n, n]} for n in range(1, 31)]}}
    made = [soldiers(count=count(n, n, n)) for n in random.Random(1).sample(range(1, 31), 30)]
    report = evaluate(gold, {"a": records(*made)}, draws=0)
    assert report.scores["slots"]["count"].f1 == report.scores["event"].f1 == 1


def test_records_that_say_what_the_reference_says_are_all_right():
    gold = {"a": {"events": [GENERAL, SOLDIERS]}, "b": {"events": []}}
    report = evaluate(gold, {"a": records(soldiers(), general()), "b": []}, draws=0)
    assert report.scores["event"] == report.scores["core"] == (1, 1, 1)
    assert report.scores["articles_all_right"] == 1
    assert report.mistakes == []


def test_every_kind_of_mistake_is_counted_and_told():
    gold = {"a": {"events": [GENERAL, SOLDIERS]}, "b": {"events": []}, "c": {"events": [GENERAL]}}
    wrong = general(places=(place("Alep"),), factuality="denied")
    report = evaluate(gold, {"a": records(wrong), "b": records(soldiers())}, draws=0)
    assert [(m.article, m.kind, m.slot) for m in report.mistakes] == [
        ("a", "label", "factuality"),
        ("a", "wrong", "places"),
        ("a", "missed event", "event"),
        ("b", "spurious event", "event"),
        ("c", "not processed", "article"),
        ("c", "missed event", "event"),
    ]
    assert report.as_json()["event_counts"] == [1, 1, 2]
    assert report.scores["slots"]["places"] == (0, 0, 0)
    assert report.scores["false_alarm_rate"] == 1
    assert report.counts["missing"] == 1


def test_a_mistake_shows_the_words_and_the_sentence():
    event = told_event()
    gold = {"a": {"events": [{**gold_event(event), "places": ["Homs"], "sources": []}]}}
    mistakes = evaluate(gold, {"a": records(event)}, draws=0).mistakes
    wrong, missed, source = mistakes
    assert (wrong.given, wrong.start, wrong.sentence) == ("SY02", 32, event.evidence[0].text)
    assert (missed.wanted, missed.sentence) == ("Homs", event.evidence[0].text)
    assert (source.slot, source.grave) == ("sources", False)


def test_an_optional_event_counts_neither_way():
    gold = {"a": {"events": [{**GENERAL, "optional": True}]}}
    for told in ([], [general()]):
        report = evaluate(gold, {"a": records(*told)}, draws=0)
        assert report.as_json()["event_counts"] == [0, 0, 0]
        assert report.scores["articles_all_right"] == 1


def test_a_checked_record_as_reference_agrees_with_itself():
    made = told_event()
    gold = {"a": {"events": [gold_event(made)]}}
    assert evaluate(gold, {"a": records(made)}, draws=0).mistakes == []


def test_intervals_hold_the_score_and_are_the_same_each_time():
    gold = {str(n): {"events": [GENERAL]} for n in range(40)}
    predictions = {str(n): records(general()) if n % 4 else [] for n in range(40)}
    report, again = (evaluate(gold, predictions, draws=300) for _ in range(2))
    low, high = report.intervals["event.recall"]
    assert low < report.scores["event"].recall == 0.75 < high
    # Standard error of a share of 0.75 in 40 is 0.068: 95 % lie within about 0.13.
    assert low == pytest.approx(0.62, abs=0.05)
    assert high == pytest.approx(0.88, abs=0.05)
    assert report.intervals == again.intervals
    assert evaluate(gold, predictions, draws=0).intervals == {}


def test_sources_are_secondary():
    gold = {"a": {"events": [{**GENERAL, "sources": ["OSDH"]}]}}
    report = evaluate(gold, {"a": records(general(sources=(source("Anatolie", "media"),)))}, draws=0)
    assert report.scores["secondary"].f1 == 0
    assert report.scores["articles_all_right"] == 1


def test_no_article_at_all():
    report = evaluate({}, {"a": records(general())})
    assert report.scores["event"] == (1, 1, 1)
    assert extraction("a").events == ()


def test_calibration_leaves_optional_events_out():
    gold = {"a": {"events": [SOLDIERS | {"optional": True}, GENERAL]}, "b": {"events": []}}
    found = {
        "a": records(soldiers(confidence=0.7), general(confidence=1.0)),
        "b": records(general(confidence=0.2)),
    }
    told = calibration(gold, found)
    assert [(row.low, row.n, row.confidence, row.right) for row in told.bins] == [
        (0.2, 1, 0.2, 0),
        (0.9, 1, 1, 1),
    ]
    assert told.n == 2
    assert told.error == pytest.approx(0.1)
    assert told.brier == pytest.approx(0.02)


def test_calibration_of_nothing():
    assert calibration({"a": {"events": [SOLDIERS]}}, {}).as_json() == {
        "n": 0,
        "error": 0,
        "brier": 0,
        "bins": (),
    }
