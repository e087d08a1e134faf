"""Users' own gazetteers, and the commands about them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import RunDefx
from defection_extract.errors import DataError
from defection_extract.gazetteer.group_rows import default_groups
from defection_extract.gazetteer.own import check
from defection_extract.gazetteer.own_places import read_places
from defection_extract.gazetteer.places import default_finder, finder_of

HEADER = "id,name,kind,parent_id,country,lat,lon,pcode,geonames_id,aliases\n"


def write(folder: Path, *lines: str, name: str = "own.csv") -> Path:
    path = folder / name
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_rows_are_added(tmp_path: Path) -> None:
    path = write(tmp_path, "my:1,Fort Zéphyrine,base,SY09,SY,35.1,40.2,,,Zéphyrine")
    text = "Dix soldats ont quitté le fort Zéphyrine, puis Fort Zephyrine encore."
    ids = [value.id for _, _, value in finder_of(str(path)).find(text)]
    assert ids == ["my:1", "my:1"]
    assert "my:1" not in {value.id for _, _, value in default_finder().find(text)}


def test_rows_override_by_id(tmp_path: Path) -> None:
    path = write(tmp_path, "C5086,Deir la Belle,community,SY090100,SY,35.0,40.0,C5086,,Deir ez-Zor")
    values = [value for _, _, value in finder_of(str(path)).find("La ville de Deir ez-Zor est calme.")]
    assert [(value.id, value.name, value.lat) for value in values] == [("C5086", "Deir la Belle", 35.0)]


def test_the_last_file_goes_first(tmp_path: Path) -> None:
    one = write(tmp_path, "my:1,Zéphyrine,community,,SY,35.1,40.2,,,", name="one.csv")
    two = write(tmp_path, "my:1,Zéphyrine-Neuve,community,,SY,35.3,40.2,,,Zéphyrine", name="two.csv")
    values = finder_of(str(one), str(two)).find("Ils ont fui la ville de Zéphyrine.")
    assert [value.name for _, _, value in values] == ["Zéphyrine-Neuve"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (",Zéphyrine,community,,SY,,,,,", "line 3: id is empty"),
        ("my:2,,community,,SY,,,,,", "line 3: name is empty"),
        ("my:2,Zéphyrine,vilage,,SY,,,,,", "line 3: 'vilage' is no kind"),
        ("my:2,Zéphyrine,community,,SY,95,40,,,", "line 3: lat '95' is no number of degrees within ±90"),
        ("my:2,Zéphyrine,community,,SY,35,,,,", "line 3: lat and lon go together"),
        ("my:2,Zéphyrine,community,,SY,35,est,,,", "line 3: lon 'est'"),
        ("my:2,Zéphyrine,community,,SY,,,,12a,", "line 3: geonames_id '12a' is no number"),
        ("my:2,مدينة,community,,SY,,,,,", "no letter"),
        ("my:1,Zéphyrine,community,,SY,,,,,", "line 2: the id my:1 stands on 2 lines"),
    ],
)
def test_a_broken_row_is_told_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    if "مدينة" in row:
        row = row.replace("مدينة", "—")
    path = write(tmp_path, "my:1,Fort Un,base,,SY,,,,,", row)
    with pytest.raises(DataError, match=r"own\.csv") as raised:
        read_places(path)
    assert message in raised.value.message


def test_a_file_without_the_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("id,name\nx,y\n", encoding="utf-8")
    with pytest.raises(DataError, match="no column kind, parent_id"):
        read_places(path)


def test_check_tells_what_is_doubtful(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "my:1,Zéphyrine,community,SY09,SY,35.1,40.2,,,",
        "my:2,Adam,community,SY99,SY,55.1,40.2,,,Alep",
        "my:3,Fort Borée,base,,SY,,,,,Zéphyrine",
    )
    found = {
        (problem.line, problem.code) for problem in check(path, default_finder().table, default_groups())
    }
    assert found == {
        (2, "collision"),
        (3, "collision"),
        (3, "missing-parent"),
        (3, "ordinary-word"),
        (3, "outside"),
        (4, "collision"),
    }


def test_find_shows_the_link_and_the_runners_up(run_defx: RunDefx) -> None:
    done = run_defx("gazetteer", "find", "al-Boukhmal", "--near", "Deir ez-Zor")
    shown = [json.loads(line) for line in done.stdout.splitlines()]
    assert (shown[0]["id"], shown[0]["linked"], shown[0]["match"]) == ("C5167", True, "fuzzy")
    assert len(shown) > 1
    assert not any(candidate["linked"] for candidate in shown[1:])
    assert shown[0]["score"] >= shown[1]["score"]


def test_find_prints_nothing_for_what_no_name_is_like(run_defx: RunDefx) -> None:
    done = run_defx("gazetteer", "find", "Qwxzptlkrgh")
    assert (done.returncode, done.stdout) == (0, "")


def test_check_exits_with_1_only_where_there_is_a_problem(tmp_path: Path, run_defx: RunDefx) -> None:
    good = write(tmp_path, "my:1,Zéphyrine,community,SY09,SY,35.1,40.2,,,")
    bad = write(tmp_path, "my:1,Zéphyrine,hamlet,,SY,,,,,", name="bad.csv")
    assert run_defx("gazetteer", "check", good).returncode == 0
    done = run_defx("gazetteer", "check", bad)
    assert done.returncode == 1
    assert done.stdout.startswith(f"{bad}:2: kind: 'hamlet' is no kind")


def test_extract_refuses_a_broken_gazetteer(tmp_path: Path, run_defx: RunDefx) -> None:
    bad = write(tmp_path, "my:1,Zéphyrine,hamlet,,SY,,,,,")
    done = run_defx("extract", "-", "--gazetteer", bad, stdin="Un soldat syrien a déserté.")
    assert done.returncode == 4
    assert "line 2" in done.stderr
    assert "gazetteer check" in done.stderr
