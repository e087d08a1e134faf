"""`defx export`: what other programs read back."""

from __future__ import annotations

import csv
import io
import sqlite3
import subprocess
import sys

import geojson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from defection_extract.errors import OutputError, UsageError
from defection_extract.records import Equipment
from defection_extract.writers.columns import COLUMNS, rows
from defection_extract.writers.export import export
from defection_extract.writers.tables import write_csv
from made_records import (
    ERROR_LINE,
    ROOT,
    count,
    date,
    event,
    extraction,
    group,
    loose,
    person,
    place,
    rank,
    source,
    told_event,
    write_results,
)

DANGEROUS = ["=1+1", "+33 1", "-2", "@SUM(A1)", "\tx", "＝cmd|' /C calc'!A0"]
COLUMN_NAMES = [column.name for column in COLUMNS]


@pytest.fixture
def results(tmp_path):
    told = event(
        "e2",
        defected_from=(group("saa"), group(None, "Brigade du Nord")),
        count=count(40, 40, 50, "range"),
        date=date("2012-07-01", "2012-07-31", "month"),
        places=(place("Turquie"), place("Homs"), place("Alep")),
        persons=(person("Sami Haddad", "colonel"), person("Rim Kassem")),
        ranks=(rank("colonel", 1), rank("soldat")),
        sources=(source("OSDH"),),
        equipment=(Equipment(item="un char", status="taken", mention=loose("un char")),),
    )
    lines = (extraction("a", told_event(), told), extraction("vide"), ERROR_LINE)
    return write_results(
        tmp_path / "out.jsonl", *lines, extraction("b", event("e3"), published=None, title=None)
    )


@pytest.fixture
def exported(run_defx, results, tmp_path):
    def run(suffix, *options):
        path = tmp_path / f"events.{suffix}"
        done = run_defx("export", results, "-o", path, *options)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        assert done.stderr == "defx: 1 articles could not be read when they were processed\n"
        return path

    return run


def _check(frame):
    """The three events, as pandas reads them."""
    import pandas as pd

    assert list(frame.columns) == COLUMN_NAMES
    assert frame.event_id.tolist() == ["t1", "e2", "e3"]
    assert frame.count_low.tolist()[:2] == [7, 40]
    assert pd.isna(frame.count_high[2])
    assert [str(day)[:10] for day in frame.event_date_latest[:2]] == ["2012-07-24", "2012-07-31"]
    second = frame.iloc[1]
    assert second.from_id == "saa | "
    assert second.from_name == "saa | Brigade du Nord"
    assert (second.place_id, second.latitude, second.longitude) == (
        "SY04",
        34.73,
        36.72,
    )  # Turkey has no point
    assert second.place_names == "Turquie | Homs | Alep"
    assert second.person_names == "Sami Haddad: colonel | Rim Kassem"
    assert second.ranks == "colonel: 1 | soldat"
    assert second.equipment == "un char: taken"


@pytest.mark.parametrize(("suffix", "separator"), [("csv", ","), ("tsv", "\t")])
def test_pandas_reads_csv(exported, suffix, separator):
    pd = pytest.importorskip("pandas")
    frame = pd.read_csv(exported(suffix), sep=separator)
    _check(frame)
    assert frame.count_low.dtype == "float64"  # a gap in integers


def test_pandas_reads_parquet_with_types(exported):
    pd = pytest.importorskip("pandas")
    pq = pytest.importorskip("pyarrow.parquet")
    path = exported("parquet")
    _check(pd.read_parquet(path))
    schema = pq.read_schema(path)
    kinds = {"string": "string", "integer": "int64", "number": "double", "date": "date32[day]"}
    assert {column.name: str(schema.field(column.name).type) for column in COLUMNS} == {
        column.name: kinds[column.type] for column in COLUMNS
    }


def test_pandas_reads_excel(exported):
    pd = pytest.importorskip("pandas")
    pytest.importorskip("openpyxl")
    _check(pd.read_excel(exported("xlsx"), sheet_name="events"))


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_duckdb_reads_it(exported, suffix):
    duckdb = pytest.importorskip("duckdb")
    path = exported(suffix)
    query = f"SELECT sum(count_low), max(event_date_latest) FROM '{path}' WHERE factuality = 'reported'"
    total, latest = duckdb.sql(query).fetchall()[0]
    assert (int(total), str(latest)) == (47, "2012-07-31")


def test_sqlite(exported):
    database = sqlite3.connect(exported("sqlite"))
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("SELECT id FROM articles ORDER BY article").fetchall() == [
        ("a",),
        ("vide",),
        ("b",),
    ]
    assert [row[0] for row in database.execute("SELECT count_best FROM events ORDER BY event")] == [
        7,
        40,
        None,
    ]
    query = 'SELECT value, words, "start" FROM fillers WHERE slot = ? ORDER BY rowid'
    assert database.execute(query, ["persons"]).fetchall()[0] == ("Sami Haddad", "Sami Haddad", 85)
    columns = [row[1] for row in database.execute("PRAGMA table_info(events)")]
    assert columns == ["event", "article", *COLUMN_NAMES]


def test_geojson_is_valid_and_in_longitude_latitude_order(exported):
    data = geojson.loads(exported("geojson").read_text(encoding="utf-8"))
    assert data.is_valid, data.errors()
    first, second, third = data["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [37.16, 36.2]}
    assert second["geometry"] == {"type": "MultiPoint", "coordinates": [[36.72, 34.73], [37.16, 36.2]]}
    assert third["geometry"] is None
    assert second["properties"]["event_date_earliest"] == "2012-07-01"
    assert set(second["properties"]) == set(COLUMN_NAMES) - {"latitude", "longitude"}
    assert "crs" not in data


def test_geojson_without_events_is_valid(run_defx, tmp_path):
    path = write_results(tmp_path / "none.jsonl", extraction("a"))
    done = run_defx("export", path, "-o", "-", "--format", "geojson")
    assert geojson.loads(done.stdout)["features"] == []


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_is_a_formula(text, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    results = [extraction("a", event(), title=text)]
    export(results, str(tmp_path / "x.csv"), "csv", force=False)
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["article_title"] == f"'{text}"
    export(results, str(tmp_path / "x.xlsx"), "xlsx", force=False)
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["events"]
    cell = sheet.cell(2, COLUMN_NAMES.index("article_title") + 1)
    assert cell.data_type == "s"
    assert cell.value.strip() == text.strip()


def test_negative_coordinates_stay_numbers():
    file = io.StringIO()
    write_csv(rows([extraction("a", event(places=(place("Alep", lat=-3.5),)))]), file)
    file.seek(0)
    assert next(csv.DictReader(file))["latitude"] == "-3.5"


def test_control_characters_and_long_texts_do_not_break_excel(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    export(
        [extraction("a", event(), title="a\x0bb\x00" + "é" * 40_000)],
        str(tmp_path / "x.xlsx"),
        "xlsx",
        force=False,
    )
    title = openpyxl.load_workbook(tmp_path / "x.xlsx")["events"].cell(2, 3).value
    assert title.startswith("a b é")
    assert len(title) == 32_767


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_csv_gives_back_any_text(title):
    file = io.StringIO(newline="")
    write_csv(rows([extraction("a", event(), title=title)]), file)
    file.seek(0)
    (row,) = csv.DictReader(file)
    read = row["article_title"]
    assert title in (read, read.removeprefix("'"))
    assert not read.startswith(("=", "+", "-", "@"))


def test_standard_input_to_standard_output(run_defx, results):
    done = run_defx("export", "-", "-o", "-", "--format", "csv", stdin=results.read_bytes())
    assert done.returncode == 0
    assert len(list(csv.DictReader(io.StringIO(done.stdout)))) == 3


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["-o", "x.doc"], "its suffix names no format"),
        (["-o", "-", "--format", "parquet"], "cannot go to standard output"),
        (["-o", "x.csv", "--texts", "a.txt"], "--texts goes with --to"),
        (["-o", "x.jsonl", "--to", "doccano"], "needs the texts"),
    ],
)
def test_usage(run_defx, results, tmp_path, options, told):
    done = run_defx("export", results, *options, cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr
    assert not list(tmp_path.glob("x.*"))


def test_an_existing_file_is_replaced_only_when_asked(run_defx, results, tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("mine", encoding="utf-8")
    done = run_defx("export", results, "-o", path)
    assert (done.returncode, path.read_text()) == (2, "mine")
    assert "--force" in done.stderr
    assert run_defx("export", results, "-o", path, "--force").returncode == 0
    assert path.read_text(encoding="utf-8").startswith("article_id,")


def test_a_broken_line_leaves_no_output(run_defx, tmp_path):
    path = write_results(tmp_path / "out.jsonl", extraction("a", event()), '{"article": {}}')
    done = run_defx("export", path, "-o", tmp_path / "x.geojson")
    assert done.returncode == 3
    assert "out.jsonl, line 2" in done.stderr
    assert sorted(file.name for file in tmp_path.iterdir()) == ["out.jsonl"]


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        export([], str(tmp_path / "none" / "x.csv"), "csv", force=False)


@pytest.mark.parametrize(("format", "package"), [("parquet", "pyarrow"), ("xlsx", "openpyxl")])
def test_a_missing_extra_is_named(tmp_path, monkeypatch, format, package):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(UsageError) as raised:
        export([], str(tmp_path / "x"), format, force=False)
    assert package in raised.value.message
    assert "defx[export]" in raised.value.hint


def test_tables_need_no_model(results, tmp_path):
    code = (
        "import sys; from defection_extract.cli.app import main, app, register; register();"
        f"app(['export', {str(results)!r}, '-o', {str(tmp_path / 'x.csv')!r}], standalone_mode=False);"
        "sys.exit(any(name in sys.modules for name in ('spacy', 'pyarrow', 'openpyxl', 'numpy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_column_is_documented():
    page = (ROOT / "docs" / "columns.md").read_text(encoding="utf-8")
    table = [line for line in page.splitlines() if line.startswith("| `")]
    assert table == [f"| `{c.name}` | {c.type} | {c.meaning} |" for c in COLUMNS]
