"""Promises of `defx counts` to its users, through the real command line."""

from __future__ import annotations

import json

TOLD = "Un colonel et « une trentaine » d’hommes ont fui.\nHuit d’entre eux ont gagné Homs, soit 1 200 km."


def rows(done):
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_one_line_a_quantity_with_offsets_of_the_text_as_read(run_defx, tmp_path):
    path = tmp_path / "told.txt"
    path.write_text(TOLD, encoding="utf-8")
    found = rows(run_defx("counts", path))
    assert all(TOLD[row["start"] : row["end"]] == row["text"] for row in found)
    told = {row["text"]: (row["low"], row["best"], row["high"], row["unit"], row["role"]) for row in found}
    assert told["Un colonel"] == (1, 1, 1, "person", "plain")
    assert told["Huit d’entre eux"] == (8, 8, 8, None, "part")
    assert told["1 200 km"] == (1200, 1200, 1200, "distance", "plain")


def test_standard_input_and_parts_of_a_sum(run_defx):
    found = rows(run_defx("counts", "-", stdin="Un général et deux colonels ont fui."))
    (total,) = [row for row in found if row["role"] == "sum"]
    assert (total["best"], total["parts"]) == (3, [[0, 10], [14, 27]])
    assert [row["rank"] for row in found if row["role"] == "part"] == ["général", "colonel"]


def test_text_without_quantities_prints_nothing(run_defx):
    assert rows(run_defx("counts", "-", stdin="Rien ne bouge à Homs.")) == []


def test_missing_file_is_said_with_its_name(run_defx, tmp_path):
    done = run_defx("counts", tmp_path / "absent.txt")
    assert done.returncode == 3
    assert "absent.txt" in done.stderr
    assert done.stdout == ""
