"""Groups of users' own: as rows, in the commands that read articles, and in those that read results."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import RunDefx
from defection_extract.errors import DataError
from defection_extract.gazetteer.group_rows import default_groups
from defection_extract.gazetteer.groups import find_groups, finder_of
from defection_extract.gazetteer.own import by_content, check, groups_of
from defection_extract.gazetteer.places import default_finder

HEADER = "id,name,parent,side,kind,aliases\n"
PLACES = "id,name,kind,parent_id,country,lat,lon,pcode,geonames_id,aliases\n"
OWN = (
    "ldz,Ligue de Zéphyrie,,opposition,militia,LDZ|ligue zéphyrienne",
    "ldz-lynx,Légion du Lynx,ldz,,unit,",
)
TOLD = (
    "Mardi, douze combattants de la Légion du Lynx ont fait défection et ont rejoint l'armée syrienne à Homs."
)


def write(folder: Path, *lines: str, name: str = "own.csv", header: str = HEADER) -> Path:
    path = folder / name
    path.write_text(header + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def named(text: str, *files: Path) -> dict[str, str | None]:
    return {text[start:end]: value.id for start, end, value in finder_of(*map(str, files)).find(text)}


def test_rows_are_added(tmp_path: Path) -> None:
    path = write(tmp_path, *OWN)
    text = "Dix hommes de la Ligue de Zéphyrie (LDZ), vingt de la LIGUE DE ZEPHYRIE, un de l'armée syrienne."
    assert list(named(text, path).values()) == ["ldz", "ldz", "ldz", "saa"]
    assert "ldz" not in {value.id for _, _, value in find_groups(text)}


def test_a_unit_has_its_parents(tmp_path: Path) -> None:
    found = finder_of(str(write(tmp_path, *OWN))).find("La Légion du Lynx recule.")
    assert [(value.id, value.ancestors) for _, _, value in found] == [("ldz-lynx", ("ldz",))]


def test_a_row_overrides_by_id_and_takes_a_name_from_others(tmp_path: Path) -> None:
    other = write(tmp_path, "hts,Hayat,,hts,militia,HTS", "my:1,Notre Armée,,,army,armée syrienne libre")
    assert named("Un émir de HTS parle.", other) == {"HTS": "hts"}
    assert groups_of([str(other)]).by_id["hts"].name == "Hayat"
    assert "my:1" in named("Des hommes de l'armée syrienne libre.", other).values()


def test_the_last_file_goes_first(tmp_path: Path) -> None:
    one = write(tmp_path, "ldz,Ligue de Zéphyrie,,,militia,", name="one.csv")
    two = write(tmp_path, "ldz,Ligue Neuve,,,militia,Ligue de Zéphyrie", name="two.csv")
    found = finder_of(str(one), str(two)).find("La Ligue de Zéphyrie.")
    assert [value.name for _, _, value in found] == ["Ligue Neuve"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (",Ligue,,,militia,", "line 3: id is empty"),
        ("x,,,,militia,", "line 3: name is empty"),
        ("x,—,,,militia,", "no letter"),
        ("ldz,Ligue,,,militia,", "line 2: the id ldz stands on 2 lines"),
        ("x,Ligue,nobody,,militia,", "the parent of x, nobody, is no row"),
    ],
)
def test_a_broken_row_is_told(tmp_path: Path, row: str, message: str) -> None:
    path = write(tmp_path, OWN[0], row)
    with pytest.raises(DataError, match=r"own\.csv") as raised:
        groups_of([str(path)])
    assert message in raised.value.message


def test_a_former_name_needs_its_years(tmp_path: Path) -> None:
    path = write(tmp_path, "x,Ligue,,,militia,,Vieille Ligue", header=HEADER.strip() + ",former\n")
    with pytest.raises(DataError, match=r"line 2: former name 'Vieille Ligue' has no years"):
        groups_of([str(path)])


def test_files_are_told_apart_by_their_columns(tmp_path: Path) -> None:
    groups, places = write(tmp_path, *OWN), write(tmp_path, name="places.csv", header=PLACES)
    own = by_content([str(groups), str(places)])
    assert (own.groups, own.places) == ((str(groups),), (str(places),))
    with pytest.raises(DataError, match="no column"):
        by_content([str(write(tmp_path, name="none.csv", header="a,b\n"))])


def test_check_tells_what_is_doubtful(tmp_path: Path) -> None:
    path = write(
        tmp_path, *OWN, "x,Nord,nobody,purple,militia,HTS", "y,Sabre,y,opposition,gang,", "z,lynx,,opposition,militia,LDZ"
    )  # fmt: skip
    problems = check(path, default_finder().table, default_groups())
    assert {(problem.line, problem.code) for problem in problems} == {
        (2, "collision"),
        (3, "side"),
        (4, "collision"),
        (4, "missing-parent"),
        (4, "ordinary-word"),
        (4, "side"),
        (5, "kind"),
        (5, "missing-parent"),
        (6, "collision"),
        (6, "ordinary-word"),
    }


def test_extract_why_view_and_batch_agree(tmp_path: Path, run_defx: RunDefx) -> None:
    own = write(tmp_path, *OWN)
    article = tmp_path / "a.txt"
    article.write_text(TOLD, encoding="utf-8")
    extracted = run_defx("extract", article, "--gazetteer", own)
    (event,) = json.loads(extracted.stdout)["events"]
    assert [group["id"] for group in event["defected_from"]] == ["ldz-lynx"]
    batch = run_defx("batch", article, "--gazetteer", own, "--workers", "1", "--quiet")
    assert json.loads(batch.stdout) == json.loads(extracted.stdout)
    assert "ldz-lynx" in run_defx("why", article, "--gazetteer", own).stdout
    assert "ldz-lynx" not in run_defx("why", article).stdout
    assert "Légion du Lynx" in run_defx("view", article, "--gazetteer", own).stdout


def test_a_name_that_only_users_know_passes_the_gate(tmp_path: Path, run_defx: RunDefx) -> None:
    own = write(tmp_path, *OWN)
    text = "Douze soldats de la Ligue de Zéphyrie ont fait défection lundi, a annoncé un porte-parole."
    done = run_defx("extract", "-", "--gazetteer", own, stdin=text)
    assert [group["id"] for group in json.loads(done.stdout)["events"][0]["defected_from"]] == ["ldz"]


@pytest.mark.parametrize("command", [("extract", "-"), ("batch", "-"), ("why", "-"), ("view", "-")])
def test_a_broken_file_is_refused_whatever_the_article(
    tmp_path: Path, run_defx: RunDefx, command: tuple[str, ...]
) -> None:
    bad = write(tmp_path, ",Ligue,,,militia,")
    done = run_defx(*command, "--gazetteer", bad, stdin="Il pleut à Quimper.")
    assert (done.returncode, done.stdout) == (4, "")
    assert "line 2: id is empty" in done.stderr


def test_resume_notices_a_changed_gazetteer(tmp_path: Path, run_defx: RunDefx) -> None:
    own, out = write(tmp_path, *OWN), tmp_path / "out.jsonl"
    article = tmp_path / "a.txt"
    article.write_text(TOLD, encoding="utf-8")
    options = ("batch", article, "-o", out, "--gazetteer", own, "--quiet", "--workers", "1")
    assert run_defx(*options).returncode == 0
    write(tmp_path, *OWN, "x,Autre Ligue,,,militia,")
    again = run_defx(*options, "--resume")
    assert again.returncode != 0
    assert "settings" in again.stderr


def test_merge_knows_what_an_own_group_belongs_to(tmp_path: Path, run_defx: RunDefx) -> None:
    own, source, results = write(tmp_path, *OWN), tmp_path / "in.jsonl", tmp_path / "results.jsonl"
    told = {
        "a": TOLD,
        "b": "Mardi, douze combattants de la Ligue de Zéphyrie ont fait défection à Homs et ont rejoint l'armée syrienne.",
    }
    rows = [{"id": id, "text": text, "published": "2016-03-04"} for id, text in told.items()]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    run_defx("batch", source, "-o", results, "--gazetteer", own, "--quiet", "--workers", "1")
    stories = run_defx("merge", results, "--gazetteer", own).stdout.splitlines()
    assert [json.loads(story)["articles"] for story in stories] == [2]
    assert [json.loads(story)["disagreements"] for story in stories] == [[]]
    alone = [json.loads(story) for story in run_defx("merge", results).stdout.splitlines()]
    assert len(alone) == 2 or alone[0]["disagreements"]


def test_the_report_knows_the_parents(tmp_path: Path, run_defx: RunDefx) -> None:
    own, results, page = write(tmp_path, *OWN), tmp_path / "results.jsonl", tmp_path / "page.html"
    article = tmp_path / "a.txt"
    article.write_text(TOLD, encoding="utf-8")
    run_defx("batch", article, "-o", results, "--gazetteer", own, "--quiet", "--workers", "1")
    run_defx("report", results, "-o", page, "--gazetteer", own)
    assert '["ldz","Ligue de Zéphyrie"]' in page.read_text(encoding="utf-8").replace(", ", ",").replace(
        "\\u00e9", "é"
    )


def test_find_shows_a_group(tmp_path: Path, run_defx: RunDefx) -> None:
    own = write(tmp_path, *OWN)
    done = run_defx("gazetteer", "find", "Légion du Lynx", "--gazetteer", own)
    shown = json.loads(done.stdout.splitlines()[0])
    assert (shown["id"], shown["parents"], shown["linked"]) == ("ldz-lynx", ["ldz"], True)
