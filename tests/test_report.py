"""`defx report` through the real command line, and what the page is made of."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import unescape
from typing import get_args

import pytest

from defection_extract import records
from defection_extract.records import GroupRef, Mention
from defection_extract.report.base_map import frame, governorate_names, shapes
from defection_extract.report.builder import embedded
from defection_extract.report.labels import load_labels
from defection_extract.report.slots import count_text, date_text, slot_rows
from made_records import (
    ERROR_LINE,
    TEXT,
    count,
    date,
    event,
    extraction,
    group,
    loose,
    place,
    told_event,
    write_results,
)


def told(**meta):
    """The extraction of TEXT."""
    return extraction("a1", told_event(), text=TEXT, **meta)


def block(page: str, opening: str) -> str:
    start = page.index(opening) + len(opening)
    return page[start : page.index("</", start)]


def data(page: str):
    return json.loads(block(page, '<script type="application/json" id="data">'))


@pytest.fixture
def report(run_defx, tmp_path):
    """Run `defx report` in a folder of its own on results; the page, or what went wrong."""

    def run(*options: object, results: tuple[object, ...] = (told(),)):
        write_results(tmp_path / "results.jsonl", *results)
        done = run_defx("report", "results.jsonl", "-o", "report.html", *options, cwd=tmp_path)
        page = tmp_path / "report.html"
        return done, page.read_text(encoding="utf-8") if page.exists() else ""

    return run


class TestTexts:
    def test_from_the_file_that_the_record_names(self, report, tmp_path):
        (tmp_path / "a1.txt").write_text(TEXT, encoding="utf-8")
        done, page = report()
        assert (done.returncode, done.stdout) == (0, "")
        assert "1 articles, 1 events" in done.stderr
        assert data(page)["articles"][0]["text"] == TEXT

    def test_beside_the_results(self, run_defx, tmp_path):
        results = write_results(tmp_path / "r.jsonl", told())
        (tmp_path / "a1.txt").write_text(TEXT, encoding="utf-8")
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        run_defx("report", results, "-o", "r.html", cwd=elsewhere)
        assert data((elsewhere / "r.html").read_text(encoding="utf-8"))["articles"][0]["text"] == TEXT

    def test_from_the_line_of_a_file(self, report, tmp_path):
        lines = [json.dumps({"id": str(n), "text": text}) for n, text in enumerate(("Rien.", TEXT))]
        (tmp_path / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
        _, page = report(results=(told(source="articles.jsonl:2"),))
        assert data(page)["articles"][0]["text"] == TEXT

    @pytest.mark.parametrize("form", ["folder", "jsonl"])
    def test_where_the_user_says(self, report, tmp_path, form):
        (tmp_path / "kept").mkdir()
        name = "kept/moved.txt" if form == "folder" else "kept/all.jsonl"
        content = TEXT if form == "folder" else json.dumps({"id": "x", "text": TEXT})
        (tmp_path / name).write_text(content, encoding="utf-8")
        _, page = report("--texts", "kept" if form == "folder" else name)
        assert data(page)["articles"][0]["text"] == TEXT

    def test_another_text_is_not_shown(self, report, tmp_path):
        (tmp_path / "a1.txt").write_text(TEXT.replace("Sept", "Neuf"), encoding="utf-8")
        _, page = report()
        assert data(page)["articles"][0]["text"] is None
        assert "Neuf" not in page

    def test_mentions_that_are_not_where_they_say(self, report, tmp_path):
        (tmp_path / "a1.txt").write_text(TEXT, encoding="utf-8")
        moved = told_event().model_copy(update={"trigger": Mention(text="ont fui", start=0, end=7)})
        _, page = report(results=(extraction("a1", moved, text=TEXT),))
        assert data(page)["articles"][0]["text"] is None

    def test_no_texts_wanted(self, report, tmp_path):
        (tmp_path / "a1.txt").write_text(TEXT + "\nEt le reste.", encoding="utf-8")
        _, page = report("--evidence-only", results=(told(),))
        assert data(page)["articles"][0]["text"] is None
        assert "Et le reste" not in page

    def test_a_source_that_is_no_path(self, report):
        done, page = report(
            results=(told(source="x" * 5000), told(source="a\0b"), told(source="https://x.org/a"))
        )
        assert done.returncode == 0
        assert [article["text"] for article in data(page)["articles"]] == [None] * 3


class TestMistakes:
    def test_output_that_is_no_page(self, run_defx, tmp_path):
        results = write_results(tmp_path / "r.jsonl", told())
        before = results.read_bytes()
        done = run_defx("report", results, "-o", results)
        assert done.returncode == 2
        assert "report.html" in done.stderr
        assert results.read_bytes() == before

    def test_texts_that_are_missing(self, report):
        done, page = report("--texts", "nowhere")
        assert (done.returncode, page) == (3, "")
        assert "nowhere" in done.stderr

    def test_texts_and_no_texts(self, report):
        done, _ = report("--texts", ".", "--evidence-only")
        assert done.returncode == 2

    def test_a_line_that_is_no_result(self, report):
        done, page = report(results=('{"a": 1}',))
        assert (done.returncode, page) == (3, "")
        assert "line 1" in done.stderr

    def test_a_folder_that_is_missing(self, run_defx, tmp_path):
        results = write_results(tmp_path / "r.jsonl", told())
        done = run_defx("report", results, "-o", tmp_path / "no" / "r.html")
        assert done.returncode == 5

    def test_an_article_that_could_not_be_read_is_listed(self, report):
        _, page = report(results=(told(), ERROR_LINE))
        assert data(page)["failed"] == [["z", "timeout", "took over 60 s"]]
        assert data(page)["n_articles"] == 2


class TestSafety:
    HOSTILE = "</script><script>alert(1)</script><!--<script> & \u2028"

    def test_data_cannot_end_its_element(self):
        shown = embedded([self.HOSTILE])
        assert not re.search("[<>&\u2028]", shown)
        assert json.loads(shown) == [self.HOSTILE]

    def test_hostile_titles(self, report):
        _, page = report("--title", self.HOSTILE, results=(told(title=self.HOSTILE),))
        assert "alert(1)</script>" not in page
        assert data(page)["articles"][0]["title"] == self.HOSTILE

    def test_the_policy_allows_what_is_there_and_nothing_else(self, report):
        _, page = report()
        policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])
        for kind, opening in (("script", "<script>"), ("style", "<style>")):
            digest = base64.b64encode(hashlib.sha256(block(page, opening).encode()).digest()).decode()
            assert f"{kind}-src 'sha256-{digest}';" in policy
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy

    def test_no_address_is_loaded(self, report):
        _, page = report()
        assert re.findall(r"""(?:src|href)=["']?([^"'> ]+)""", page) == ["data:,", "#events"]
        assert "@import" not in page
        assert "url(" not in block(page, "<style>")


class TestPayload:
    def test_groups_know_their_side_and_what_they_are_part_of(self, report):
        left = GroupRef(id="saa-4th-division", name="4e division", mention=loose("4e division"))
        unknown = group(None, "brigade des Sables")
        _, page = report(results=(extraction("a", event(defected_from=(left, unknown))),))
        division, sands = data(page)["groups"]
        assert division["side"] == "government"
        assert "saa" in [id for id, _ in division["within"]]
        assert (sands["id"], sands["side"], sands["name"]) == (None, "", "brigade des Sables")

    def test_governorates_by_name(self, report):
        mayadin = place("Mayadin", admin1="SY09")
        _, page = report("--lang", "fr", results=(extraction("a", event(places=(mayadin,))),))
        assert data(page)["places"][0]["admin1"] == "Deir ez-Zor"

    def test_offsets_are_those_of_the_record(self, report):
        _, page = report()
        for _, _, start, end, words in data(page)["events"][0]["slots"]:
            assert TEXT[start:end] == words

    def test_several_files_and_standard_input(self, run_defx, tmp_path):
        first = write_results(tmp_path / "1.jsonl", told())
        done = run_defx(
            "report", first, "-", "-o", tmp_path / "r.html", stdin=extraction("b", event()).model_dump_json()
        )
        assert "2 articles, 2 events" in done.stderr


@pytest.mark.parametrize(
    ("bounds", "text"),
    [
        ((7, 7, 7), "7"),
        ((None, 30, None), "≈ 30"),
        ((25, 25, None), "≥ 25"),
        ((20, None, None), "≥ 20"),
        ((None, 25, 25), "≤ 25"),
        ((40, 40, 50), "40–50"),
        ((20, 25, None), "25 (≥ 20)"),
        ((0, 0, 0), "0"),
    ],
)
def test_counts_in_short(bounds, text):
    assert count_text(count(*bounds)) == text


@pytest.mark.parametrize(
    ("earliest", "latest", "precision", "text"),
    [
        ("2021-09-28", None, "day", "2021-09-28"),
        ("2021-09-16", "2021-09-30", "range", "2021-09-16 – 2021-09-30"),
        ("2021-08-01", "2021-08-31", "month", "2021-08"),
        ("2012-01-01", "2012-12-31", "year", "2012"),
        (None, None, "vague", "« mardi »"),
    ],
)
def test_dates_in_short(earliest, latest, precision, text):
    assert date_text(date(earliest, latest, precision)) == text


def test_every_slot_has_a_row():
    rows = slot_rows(told_event(), load_labels("en"))
    slots = "trigger defected_from count persons ranks date places destinations reasons sources"
    assert [row.slot for row in rows] == slots.split()
    assert all(TEXT[row.mention.start : row.mention.end] == row.mention.text for row in rows)


def test_both_languages_have_the_same_labels():
    english, french = (load_labels(lang).words for lang in ("en", "fr"))
    assert {table: set(words) for table, words in english.items()} == {t: set(w) for t, w in french.items()}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_value_and_slot_has_a_label(lang):
    words = load_labels(lang).words
    tables = {
        "factuality": records.Factuality,
        "scope": records.Scope,
        "reason": records.ReasonCategory,
        "equipment_status": records.EquipmentStatus,
        "reprisal": records.ReprisalKind,
        "source": records.SourceKind,
    }
    for table, values in tables.items():
        assert set(words[table]) == set(get_args(values))
    others = {"event_id", "factuality", "scope", "evidence", "confidence"}
    assert set(words["slot"]) == set(records.DefectionEvent.model_fields) - others


def test_every_side_of_the_gazetteer_has_a_label():
    from defection_extract.gazetteer.group_rows import default_groups

    sides = {row.side for row in default_groups().by_id.values()}
    assert sides <= set(load_labels("en").words["side"])


def test_fourteen_governorates_inside_the_frame():
    assert len(governorate_names("fr")) == 14
    numbers = [float(n) for shape in shapes("governorates", "en") for n in re.findall(r"[\d.]+", shape.path)]
    assert min(numbers) >= 0
    assert max(numbers) <= max(frame()["width"], frame()["height"])
    assert {shape.name for shape in shapes("rivers", "fr")} >= {"Euphrate", "Tigre"}
