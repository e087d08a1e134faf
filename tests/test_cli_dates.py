"""Promises of `defx dates` to its users, through the real command line."""

from __future__ import annotations

import json

TOLD = "Trois soldats ont fui dans la nuit de dimanche à lundi.\nL’un d’eux parle aujourd’hui, depuis Homs."


def rows(done):
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_one_line_a_date_with_offsets_of_the_text_as_read(run_defx, tmp_path):
    path = tmp_path / "told.txt"
    path.write_text(TOLD, encoding="utf-8")
    night, today = rows(run_defx("dates", path, "--published", "2021-09-30"))
    assert all(TOLD[row["start"] : row["end"]] == row["text"] for row in (night, today))
    assert night["text"] == "dans la nuit de dimanche à lundi"
    assert (night["earliest"], night["latest"], night["precision"]) == ("2021-09-26", "2021-09-27", "day")
    assert (night["edtf"], night["anchor"], night["role"]) == ("2021-09-26/2021-09-27", "published", "point")
    assert (today["text"], today["edtf"]) == ("aujourd’hui", "2021-09-30")


def test_standard_input_without_published_keeps_what_is_unknown(run_defx):
    full, weekday = rows(run_defx("dates", "-", stdin="Le 3 mai 2012, puis mardi, ils ont fui."))
    assert (full["edtf"], full["anchor"]) == ("2012-05-03", "none")
    assert weekday["precision"] == "day"
    (month,) = rows(run_defx("dates", "-", stdin="Ils ont fui en août."))
    assert (month["earliest"], month["latest"], month["edtf"]) == (None, None, None)


def test_text_without_dates_prints_nothing(run_defx):
    assert rows(run_defx("dates", "-", stdin="Rien ne bouge à Homs.")) == []


def test_missing_file_is_said_with_its_name(run_defx, tmp_path):
    done = run_defx("dates", tmp_path / "absent.txt")
    assert done.returncode == 3
    assert "absent.txt" in done.stderr
    assert done.stdout == ""


def test_a_published_that_is_no_day_is_a_mistake_of_use(run_defx):
    done = run_defx("dates", "-", "--published", "30/09/2021", stdin="hier")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--published" in done.stderr
