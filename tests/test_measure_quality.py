"""The script that measures what docs/quality.md tells."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from conftest import ROOT
from pages import DOCS, script

TEXT = "Trois soldats de l'armée syrienne ont fait défection lundi à Idleb, a rapporté l'OSDH mardi."
SOLDIERS = {"from": ["saa"], "count": [3, 3, 3], "date": ["2012-08-13", "2012-08-13"], "places": ["Idleb"]}


@pytest.fixture
def printed(tmp_path):
    corpus = tmp_path / "own.jsonl"
    articles = [
        {"id": "a", "published": "2012-08-14", "text": TEXT, "events": [SOLDIERS | {"ranks": ["?soldat"]}]},
        {"id": "b", "published": None, "text": "La récolte a été bonne cette année.", "events": []},
    ]
    corpus.write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    command = [sys.executable, ROOT / "scripts" / "measure_quality.py", corpus]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout


def test_scores_and_calibration_of_an_annotated_corpus(printed):
    lines = printed.splitlines()
    assert "2 articles, 1 of them without a defection." in lines
    assert "| event | 1.000 | 1.000 | 1.000 | 1.000–1.000 | 1 |" in lines
    assert "| `count` | 1.000 | 1.000 | 1.000 | 1.000–1.000 | 1 |" in lines
    assert "| articles without a defection that get one | 0.000 | 0.000–0.000 |" in lines
    assert re.fullmatch(r"\| 0\.\d–[01]\.\d \| 1 \| [01]\.\d{3} \| 1\.000 \|", lines[-4])


def test_every_table_has_its_place_on_the_page():
    measure = script("measure_quality")
    page = (DOCS / "quality.md").read_text(encoding="utf-8")
    marks = [f"{kind}: {name}" for kind in ("scores", "calibration") for name in measure.CORPORA]
    told = measure.with_tables(page, {mark: f"table of {mark}" for mark in marks})
    assert [told.count(f"<!-- {mark} -->\n\ntable of {mark}\n\n<!-- end -->") for mark in marks] == [1] * len(
        marks
    )
    with pytest.raises(KeyError):
        measure.with_tables(page, {"scores: elsewhere": ""})
