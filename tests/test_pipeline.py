"""The Python API, and the components as guests in a foreign pipeline."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest
import spacy

import defection_extract as defx
from defection_extract.pipeline import ORDER, build

TOLD = "Le 3 mars, trente soldats ont déserté l'armée syrienne à Homs, selon l'OSDH."


def test_importing_the_package_loads_no_spacy():
    code = "import sys, defection_extract; sys.exit('spacy' in sys.modules or 'pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_extract_returns_the_validated_model():
    result = defx.extract(TOLD, published=dt.date(2013, 3, 5), id="a7")
    assert isinstance(result, defx.Extraction)
    assert result.article.id == "a7"
    (event,) = result.events
    assert (event.count.best, event.date.earliest) == (30, dt.date(2013, 3, 3))


def test_load_gives_the_pipeline_and_its_records():
    doc = defx.load()(TOLD)
    assert doc._.defections[0].trigger.text == "ont déserté"


def test_the_same_text_gives_the_same_bytes_in_any_order():
    texts = [TOLD, "Deux pilotes ont fait défection à Hama.", "Il pleut."]
    first = [defx.extract(t).model_dump_json() for t in texts]
    again = [defx.extract(t).model_dump_json() for t in reversed(texts)]
    assert first == again[::-1]


@pytest.mark.parametrize(
    ("name", "group", "text", "spans"),
    [
        ("defx_dates", "dates", "Rendez-vous le 14 juillet 2024 à Nice.", ["le 14 juillet 2024"]),
        ("defx_counts", "counts", "Une trentaine d'élèves sont venus.", ["Une trentaine d'élèves"]),
        ("defx_gazetteer", "places", "Il est né à Alep.", ["Alep"]),
        ("defx_triggers", "triggers", "Ils ont fait défection.", ["fait défection"]),
    ],
)
def test_a_component_as_a_guest(name, group, text, spans):
    nlp = spacy.blank("fr")
    nlp.add_pipe(name)
    doc = nlp(text)
    assert [span.text for span in doc.spans[group]] == spans


@pytest.mark.parametrize("name", ORDER)
def test_settings_are_checked(name):
    with pytest.raises(Exception, match="no_such_setting"):
        build({name: {"no_such_setting": 1}})


def test_saved_and_loaded_it_reads_the_same(tmp_path):
    defx.load().to_disk(tmp_path / "saved")
    loaded = spacy.load(tmp_path / "saved")
    assert loaded.pipe_names == list(ORDER)
    assert loaded(TOLD)._.defections == defx.load()(TOLD)._.defections
