"""`defx merge`: what is linked, what a story says, and the command as people run it."""

from __future__ import annotations

import datetime as dt
import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defection_extract.stories import Story, merge
from defection_extract.stories.claim import name_key
from defection_extract.stories.listing import disagreement_lines
from defection_extract.stories.similarity import same_person
from made_records import (
    ERROR_LINE,
    count,
    date,
    event,
    extraction,
    group,
    person,
    rank,
    source,
    write_results,
)
from told_stories import pairs, place_named, same_story, told


def alep(event_id="e1", **slots):
    known = {
        "defected_from": (group("saa"),),
        "count": count(7, 7, 7),
        "date": date("2012-07-24"),
        "places": (place_named("Alep"),),
        "sources": (source("OSDH"),),
    }
    return event(event_id, **(known | slots))


def one(*articles):
    stories = list(merge(articles))
    assert len(stories) == 1
    return stories[0]


def told_by_two(**slots):
    return one(extraction("a", alep()), extraction("b", alep(**slots), published="2012-07-26"))


def test_measured_on_the_set():
    """The floors lie a little under what docs/merge.md gives."""
    gold = same_story()
    found = pairs([claim.article_id for claim in story.claims] for story in merge(a for _, a in told()))
    right = len(found & gold)
    assert len({story for story, _ in told()}) >= 60
    assert right / len(found) >= 0.96
    assert right / len(gold) >= 0.97


@given(st.integers(0, 1000))
def test_order_of_articles_does_not_matter(seed):
    articles = [article for _, article in told()[:60]]
    shuffled = random.Random(seed).sample(articles, len(articles))
    assert _ids(merge(articles)) == _ids(merge(shuffled))


def _ids(stories):
    return {story.story_id for story in stories}


def test_every_event_is_in_exactly_one_story():
    claims = [claim.event_id for story in merge(a for _, a in told()) for claim in story.claims]
    assert sorted(claims) == sorted(a.events[0].event_id for _, a in told())


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        ({}, (7, 7, 7)),
        ({"count": None}, (7, 7, 7)),
        ({"count": count(2, None, None, "vague")}, (7, 7, 7)),
        ({"count": count(None, 8, None, "approximate")}, (7, 7, 7)),
        ({"count": count(8, 8, 8)}, (7, 7, 8)),
    ],
)
def test_counts_reconciled(slots, expected):
    told = told_by_two(**slots).count
    assert (told.low, told.best, told.high) == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (date("2012-07-23", "2012-07-29", "week"), ("2012-07-24", "2012-07-24")),
        (None, ("2012-07-24", "2012-07-24")),
        (date("2012-07-25"), ("2012-07-24", "2012-07-25")),
    ],
)
def test_dates_reconciled(other, expected):
    told = told_by_two(date=other, places=(place_named("Alep"),)).date
    assert (str(told.earliest), str(told.latest)) == expected


def test_names_are_listed_once_and_the_fuller_wins():
    a = alep(count=count(1, 1, 1), persons=(person("Haddad", "colonel"),))
    b = alep(count=count(1, 1, 1), persons=(person("Sami al-Haddad", "colonel"),))
    (who,) = one(extraction("a", a), extraction("b", b)).persons
    assert (who.name, who.rank) == ("Sami al-Haddad", "colonel")


@pytest.mark.parametrize(
    ("field", "slots"),
    [
        ("count", {"count": count(9, 9, 9)}),
        ("date", {"date": date("2012-07-25")}),
        ("factuality", {"factuality": "denied"}),
        ("destinations", {"destinations": (place_named("Jordanie"),)}),
    ],
)
def test_contradictions_are_listed_with_who_says_what(field, slots):
    first = alep(destinations=(place_named("Turquie"),), ranks=(rank("général"),))
    second = alep(**({"ranks": (rank("général"),), "destinations": (place_named("Turquie"),)} | slots))
    (listed,) = one(extraction("a", first), extraction("b", second)).disagreements
    assert listed.field == field
    assert [version.claims for version in listed.versions] == [(0,), (1,)]


@pytest.mark.parametrize(
    "slots",
    [
        {"count": count(None, 8, None, "approximate")},
        {"destinations": (place_named("Hatay"),)},
        {"places": (place_named("la province d'Alep"),)},
        {"defected_from": (group("saa-4th-division"),)},
        {"date": None},
    ],
)
def test_what_can_all_be_true_is_no_contradiction(slots):
    first = alep(destinations=(place_named("Turquie"),))
    assert one(extraction("a", first), extraction("b", alep(**slots))).disagreements == ()


def test_one_person_with_two_ranks_is_a_contradiction():
    a, b = (alep(count=count(1, 1, 1), persons=(person("Sami Haddad", r),)) for r in ("colonel", "général"))
    (listed,) = one(extraction("a", a), extraction("b", b)).disagreements
    assert [version.value for version in listed.versions] == ["Sami Haddad: colonel", "Sami Haddad: général"]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Abdel Latif Dabbagh", "Abdellatif al-Dabbagh", True),
        ("Zoubaïda Mekki", "Zubaida al-Meki", True),
        ("Anouar Saadeddine", "Anwar Saad al-Din", True),
        ("Mohammed Khallouf", "Mohamad Nour Khalouf", True),
        ("Haddad", "Sami Haddad", True),
        ("Walid Haddad", "Khaled Haddad", False),
        ("Samir Amro", "Fayez Amro", False),
        ("Ali Hassan", "Ali Hussein", False),
    ],
)
def test_names_of_one_person(a, b, same):
    assert same_person(name_key(a), name_key(b)) is same
    assert same_person(name_key(b), name_key(a)) is same


def test_two_records_of_one_article_are_two_defections():
    assert len(list(merge([extraction("a", alep("e1"), alep("e2"))]))) == 2


def test_a_reprint_is_the_same_story():
    a, b = (extraction(id, event(count=None), published=None, text="le même") for id in "ab")
    assert one(a, b).articles == 2


def test_claims_stand_in_order_of_publication():
    late, early = extraction("z", alep(), published="2012-07-27"), extraction("y", alep())
    assert [claim.published for claim in one(late, early).claims] == [
        dt.date(2012, 7, 25),
        dt.date(2012, 7, 27),
    ]


def test_command(run_defx, tmp_path):
    articles = (extraction("a", alep()), extraction("b", alep(count=count(9, 9, 9))), ERROR_LINE)
    results = write_results(tmp_path / "r.jsonl", *articles, extraction("c", event(date=date("2015-01-01"))))
    done = run_defx("merge", results)
    assert done.returncode == 0
    assert "1 articles could not be read" in done.stderr
    stories = [Story.model_validate_json(line) for line in done.stdout.splitlines()]
    assert [story.articles for story in stories] == [2, 1]
    assert len(run_defx("merge", results, "--several").stdout.splitlines()) == 1


def test_command_lists_disagreements(run_defx, tmp_path):
    articles = extraction("a", alep()), extraction("b", alep(count=count(9, 9, 9)))
    lines = run_defx(
        "merge", write_results(tmp_path / "r.jsonl", *articles), "--disagreements"
    ).stdout.splitlines()
    assert lines[1:] == [
        "  count",
        "    7",
        "      a · 2012-07-25 · says OSDH · « Ils ont fui. »",
        "    9",
        "      b · 2012-07-25 · says OSDH · « Ils ont fui. »",
    ]


def test_several_files_and_output(run_defx, tmp_path):
    a = write_results(tmp_path / "a.jsonl", extraction("a", alep()))
    b = write_results(tmp_path / "b.jsonl", extraction("b", alep()))
    out = tmp_path / "stories.jsonl"
    assert run_defx("merge", a, b, "-o", out).returncode == 0
    assert json.loads(out.read_text(encoding="utf-8"))["articles"] == 2
    again = run_defx("merge", a, "-o", out)
    assert (again.returncode, "--force" in again.stderr) == (2, True)
    assert run_defx("merge", a, "-o", out, "--force").returncode == 0


@pytest.mark.parametrize(("line", "code"), [("{", 3), ("[]", 3), ('{"event_id": "e"}', 3)])
def test_bad_input(run_defx, tmp_path, line, code):
    done = run_defx("merge", write_results(tmp_path / "r.jsonl", line))
    assert (done.returncode, done.stdout) == (code, "")
    assert "r.jsonl, line 1" in done.stderr


def test_nothing_in_nothing_out(run_defx):
    done = run_defx("merge", "-")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_story_without_contradictions_lists_nothing():
    assert list(disagreement_lines(told_by_two())) == []
