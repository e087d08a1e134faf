"""Annotation tools there and back: what is exported, corrected and imported is the reference."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from defection_extract.annotation_tools import TOOLS
from defection_extract.annotation_tools.article import LABELS, Annotated, Mark, annotated, events
from defection_extract.annotation_tools.gold import gold_article
from defection_extract.errors import InputError
from defection_extract.evaluation import evaluate
from made_records import TEXT, event, extraction, mention, person, place, told_event, write_results

ARTICLE = annotated(extraction("a", told_event(), text=TEXT), TEXT)


def two_events():
    """Two events of one text, which share words."""
    other = event(
        "t2",
        factuality="denied",
        scope="aggregate",
        trigger=mention("menait"),
        places=(place("Alep", mention=mention("Alep")),),
        persons=(person("Sami Haddad").model_copy(update={"mention": mention("Sami Haddad")}),),
    )
    return extraction("dossier/b 1", told_event(), other, text=TEXT)


def back(tool, article, folder):
    target = folder / "tasks"
    TOOLS[tool].write([article], target)
    if tool == "label-studio":  # what a person accepts, the tool exports as an annotation
        tasks = json.loads(target.read_text(encoding="utf-8"))
        tasks = [task | {"annotations": [{"result": task["predictions"][0]["result"]}]} for task in tasks]
        target.write_text(json.dumps(tasks), encoding="utf-8")
    (read,) = TOOLS[tool].read(str(target))
    return read


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize(
    "result", [extraction("a", told_event(), text=TEXT), two_events(), extraction("none")]
)
def test_there_and_back(tool, result, tmp_path):
    article = annotated(result, TEXT)
    read = back(tool, article, tmp_path)
    published = result.article.published.isoformat() if result.events or tool != "brat" else None
    assert (read.id, read.text, read.published) == (result.article.id, TEXT, published)
    expected = sorted(events(article), key=lambda pair: pair[0].start)
    assert [(t, set(f)) for t, f in events(read)] == [(t, set(f)) for t, f in expected]


@pytest.mark.parametrize("tool", TOOLS)
def test_what_comes_back_uncorrected_agrees_with_the_records(tool, tmp_path):
    result = two_events()
    gold = gold_article(back(tool, annotated(result, TEXT), tmp_path))
    predicted = [made.model_dump(mode="json") for made in result.events]
    assert evaluate({"b": gold}, {"b": predicted}, draws=0).mistakes == []


WORDS = st.text(st.sampled_from("ab é😀\n'-"), min_size=4, max_size=40).filter(lambda text: text.strip())


@pytest.mark.parametrize("tool", ["doccano", "label-studio", "brat"])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_offsets_survive_any_text(tool, data, tmp_path_factory):
    text = data.draw(WORDS)
    solid = [i for i, char in enumerate(text) if not char.isspace()]
    start, end = sorted((data.draw(st.sampled_from(solid)), data.draw(st.sampled_from(solid))))
    marks = (
        Mark("trigger-reported-incident", solid[0], solid[0] + 1),
        Mark("places", start, end + 1, "SY02|Alep"),
    )
    article = Annotated("x", "2012-01-01", text, marks, ((0, 1),))
    assert back(tool, article, tmp_path_factory.mktemp("t")) == article


@pytest.mark.parametrize(
    ("words", "label", "slot", "value"),
    [
        ("Sept soldats", "count", "count", [7, 7, 7]),
        ("mardi", "date", "date", ["2012-07-24", "2012-07-24"]),
        ("colonel", "ranks", "ranks", ["colonel"]),
        ("Alep", "places", "places", ["Alep"]),
        ("OSDH", "sources", "sources", ["OSDH"]),
        ("les menait", "reasons-amnesty", "reasons", ["amnesty"]),
        ("l'armée", "defected_to", "to", ["l'armée"]),
    ],
)
def test_words_marked_anew_are_read(words, label, slot, value):
    trigger, new = mention("ont fui"), mention(words)
    marks = (Mark("trigger-attempted-aggregate", trigger.start, trigger.end), Mark(label, new.start, new.end))
    (gold,) = gold_article(Annotated("a", "2012-07-25", TEXT, marks, ()))["events"]
    assert gold[slot] == value
    assert (gold["factuality"], gold["scope"]) == ("attempted", "aggregate")


@pytest.mark.parametrize(
    ("label", "told"), [("count", "no number"), ("date", "no date"), ("ranks", "no rank")]
)
def test_words_that_say_nothing_are_told(label, told, capsys):
    trigger, new = mention("ont fui"), mention("selon")
    marks = (Mark("trigger-reported-incident", trigger.start, trigger.end), Mark(label, new.start, new.end))
    (gold,) = gold_article(Annotated("a", "2012-07-25", TEXT, marks, ()))["events"]
    assert not gold[label]
    assert told in capsys.readouterr().err


def test_an_edited_value_goes_before_the_words():
    marks = tuple(replace(m, value="5/6/8") if m.slot == "count" else m for m in ARTICLE.marks)
    (gold,) = gold_article(replace(ARTICLE, marks=marks))["events"]
    assert gold["count"] == [5, 6, 8]


@pytest.mark.parametrize(("slot", "value"), [("count", "sept"), ("count", "7"), ("date", "2012-13-01/")])
def test_an_unreadable_value_is_an_error(slot, value):
    marks = tuple(replace(m, value=value) if m.slot == slot else m for m in ARTICLE.marks)
    with pytest.raises(InputError, match="cannot be read"):
        gold_article(replace(ARTICLE, marks=marks))


def test_a_filler_of_no_event_is_an_error_where_there_are_several():
    article = annotated(two_events(), TEXT)
    with pytest.raises(InputError, match="belongs to no event"):
        gold_article(replace(article, links=article.links[1:]))
    assert gold_article(replace(ARTICLE, links=())) == gold_article(ARTICLE)


def test_label_studio_counts_as_browsers_do(tmp_path):
    text = "😀😀 Ils ont fui."
    trigger = {"start": 9, "end": 16, "text": "ont fui", "labels": ["trigger-reported-incident"]}  # UTF-16
    result = [{"id": "r", "type": "labels", "from_name": "label", "to_name": "text", "value": trigger}]
    old = {"result": [], "updated_at": "2024-01-01"}
    skipped = {"result": [], "updated_at": "2025-01-01", "was_cancelled": True}
    done = {"result": result, "updated_at": "2024-06-01"}
    task = {"data": {"text": text, "article_id": "a"}, "annotations": [old, done, skipped]}
    path = tmp_path / "export.json"
    path.write_text(json.dumps([task, {"data": {}, "annotations": []}]), encoding="utf-8")
    (read,) = TOOLS["label-studio"].read(str(path))
    assert [text[m.start : m.end] for m in read.marks] == ["ont fui"]


def test_doccano_without_relations(tmp_path):
    start, end = mention("ont fui").start, mention("ont fui").end
    line = {"id": 7, "text": TEXT, "label": [[start, end, "trigger-denied-incident"]], "article_id": "a"}
    path = tmp_path / "all.jsonl"
    path.write_text(json.dumps(line), encoding="utf-8")
    (read,) = TOOLS["doccano"].read(str(path))
    assert gold_article(read)["events"][0]["factuality"] == "denied"


def test_the_form_of_doccano(tmp_path):
    TOOLS["doccano"].write([ARTICLE], tmp_path / "x")
    example = json.loads((tmp_path / "x").read_text(encoding="utf-8"))
    known = {label["text"] for label in json.loads(TOOLS["doccano"].labels[1])}
    ids = {entity["id"] for entity in example["entities"]}
    for entity in example["entities"]:
        assert set(entity) == {"id", "label", "start_offset", "end_offset"}
        assert entity["label"] in known
    for relation in example["relations"]:
        assert set(relation) == {"id", "from_id", "to_id", "type"}
        assert {relation["from_id"], relation["to_id"]} <= ids
    assert len(known) == len(LABELS)


def test_brat_spans_do_not_cross_lines(tmp_path):
    text = "Ils ont\r\n fui la\nville."
    marks = (Mark("trigger-reported-incident", 4, 13),)
    TOOLS["brat"].write([Annotated("a/b", None, text, marks, ())], tmp_path / "x")
    assert (tmp_path / "x" / "a%2Fb.txt").read_bytes().decode() == text
    standoff = (tmp_path / "x" / "a%2Fb.ann").read_text(encoding="utf-8").splitlines()
    assert standoff == [
        "T1\ttrigger-reported-incident 4 7;9 13\tont  fui",
        "E1\ttrigger-reported-incident:T1",
    ]


@pytest.mark.parametrize("tool", TOOLS)
def test_the_command_there_and_back(run_defx, tool, tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(TEXT, encoding="utf-8")
    results = write_results(
        tmp_path / "r.jsonl", extraction("a", told_event(), text=TEXT), extraction("gone")
    )
    tasks = tmp_path / "tasks"
    arguments = ("export", results, "--to", tool, "--texts", tmp_path / "texts", "-o", tasks)
    done = run_defx(*arguments)
    assert (done.returncode, done.stdout) == (0, "")
    assert "1 articles left out" in done.stderr
    assert run_defx(*arguments).returncode == 2  # exists
    assert run_defx(*arguments, "--force").returncode == 0
    if tool == "label-studio":
        return  # nobody has annotated it yet
    assert run_defx("import", tasks, "--from", tool, "-o", tmp_path / "gold.jsonl").returncode == 0
    scores = json.loads(run_defx("evaluate", tmp_path / "gold.jsonl", results, "--json").stdout)
    assert scores["articles_all_right"] == 1


@pytest.mark.parametrize("tool", TOOLS)
def test_what_is_not_of_the_tool_is_told(run_defx, tool, tmp_path):
    path = tmp_path / "x"
    path.write_text('{"text": 3}', encoding="utf-8")
    done = run_defx("import", path, "--from", tool)
    assert (done.returncode, done.stdout) == (3, "")
    assert "x" in done.stderr


def test_an_unknown_label_is_told():
    with pytest.raises(InputError, match="unknown label 'lieu'"):
        Annotated("a", None, TEXT, (Mark("lieu", 0, 4),), ())


def test_texts_of_other_articles(run_defx, tmp_path):
    (tmp_path / "other.txt").write_text("Rien.", encoding="utf-8")
    results = write_results(tmp_path / "r.jsonl", extraction("a", told_event(), text=TEXT))
    done = run_defx(
        "export", results, "--to", "brat", "--texts", tmp_path / "other.txt", "-o", tmp_path / "b"
    )
    assert done.returncode == 3
    assert "none of the texts belongs" in done.stderr
