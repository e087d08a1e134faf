"""The tables of places that are shipped."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter

import pytest

from conftest import ROOT, SHARED
from defection_extract.gazetteer.rows import COLUMNS, KINDS, data_folder
from defection_extract.gazetteer.table import default_table
from defection_extract.gazetteer.words import canonical

ROWS = list(default_table())
BY_ID = {row.id: row for row in ROWS}


def test_built_as_the_sources_give() -> None:
    if not (SHARED / "data" / "places.csv").is_file():
        pytest.skip("the source tables are not beside the checkout")
    script = ROOT / "scripts" / "build_gazetteer.py"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_check_says_so_where_there_are_no_sources(tmp_path: object) -> None:
    script = ROOT / "scripts" / "build_gazetteer.py"
    command = [sys.executable, str(script), "--check", "--sources", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "no source tables" in done.stderr


def test_all_of_syria_is_there() -> None:
    kinds = Counter(row.kind for row in ROWS if row.country == "SY")
    assert (kinds["governorate"], kinds["district"], kinds["subdistrict"]) == (14, 62, 272)
    assert sum(row.pcode.startswith("C") for row in ROWS) >= 7603 - 5


def test_rows_are_sound() -> None:
    assert len(BY_ID) == len(ROWS)
    for row in ROWS:
        assert row.kind in KINDS
        assert not row.parent_id or row.parent_id in BY_ID
        assert (row.lat is None) == (row.lon is None)
        assert 0 <= row.prominence <= 3
        assert canonical(row.name) or row.name == "Al Al"  # a village whose name is but articles
        assert not any("http" in name or "|" in name for name in row.names)


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("C1007", "Alep"),
        ("C5993", "Deraa"),
        ("C6147", "Soueïda"),
        ("C4360", "Hassaké"),
        ("C4564", "Qamichli"),
        ("C3480", "Lattaquié"),
        ("C5221", "Tartous"),
        ("C2889", "Palmyre"),
        ("C1366", "Afrine"),
        ("C1946", "Kobané"),
        ("region:ghouta_est", "Ghouta orientale"),
        ("region:syrian_badia", "Badia"),
        ("region:hauran", "Hauran"),
        ("region:djebel_druze", "djebel druze"),
        ("region:golan", "Golan"),
        ("gn:98180", "Bagdad"),
    ],
)
def test_french_readers_see_french_names(id: str, name: str) -> None:
    assert BY_ID[id].name == name


def test_every_reviewed_name_has_its_source() -> None:
    for table in ("press_names.csv", "sites.csv", "world.csv"):
        with (data_folder() / "reviewed" / table).open(encoding="utf-8") as file:
            assert all(row["source"] for row in csv.DictReader(file)), table


def test_names_are_sorted_for_the_look_up() -> None:
    names = default_table().names
    assert names == sorted(names)
    assert len({line.split("\t")[1] for line in names}) == len(names)


def test_columns_are_those_that_users_write() -> None:
    header = (data_folder() / "places.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.split(",")[: len(COLUMNS)] == list(COLUMNS)
