"""The gazetteer of groups itself: sound, and each of its names leads to its row."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from defection_extract.errors import DataError
from defection_extract.gazetteer.group_index import default_index
from defection_extract.gazetteer.group_names import canonical, ordinals
from defection_extract.gazetteer.group_rows import check_parents, default_groups, read_groups
from defection_extract.gazetteer.groups import find_groups
from defection_extract.gazetteer.phrases import PatternTable, PhraseTable

CONTRACT = Path(__file__).parents[2] / "shared" / "contract" / "groups.csv"
SIDES = {
    *("government", "iran", "russia", "sdf", "pkk", "opposition", "hts", "al-qaeda", "islamic-state"),
    *("jihadist", "turkey", "coalition", "tribes", "druze", "new-government"),
}
# The name of two groups: the capital decides.
SHARED = {
    ("syrian-new-government", "nouvelle armée syrienne"),
    ("new-syrian-army", "Nouvelle armée syrienne"),
}


def test_enough_groups_with_parents_sides_and_names() -> None:
    rows = list(default_groups().by_id.values())
    assert len(rows) >= 150
    assert {row.side for row in rows} <= SIDES
    assert all(row.kind and row.source for row in rows)
    assert sum(bool(row.former) for row in rows) >= 10


def test_the_contracts_ids_are_kept() -> None:
    if not CONTRACT.exists():
        pytest.skip("the contract's groups.csv lies beside the checkout")
    with CONTRACT.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kept = default_groups().by_id[row["id"]]
            assert (kept.name, kept.parent, kept.side, kept.kind) == (
                row["name"],
                row["parent"],
                row["side"],
                row["kind"],
            )


def test_every_name_leads_to_its_group() -> None:
    index = default_index()
    dropped = {canonical(name) for name in ("Iran", "Russie", "Ankara", "Moscou", "Téhéran")}
    astray = []
    for row in index.groups.by_id.values():
        for name in row.names:
            if canonical(name) in dropped or (row.id, name) in SHARED or "(" in name:
                continue
            entry = index.names.entries.get(canonical(name))
            if entry and entry.id != row.id:
                astray.append(f"{name}: {row.id}, found as {entry.id}")
    assert not astray


@pytest.mark.parametrize(
    "id", ["hts", "sdf", "liwa-fatemiyoun", "saa-25th-division", "hamza-division", "ndf"]
)
def test_every_alias_is_found_in_a_sentence(id: str) -> None:
    for name in default_groups().by_id[id].names:
        text = f"Une source syrienne au sein de « {name} » a confirmé."
        if "(" not in name:
            assert id in {value.id for _, _, value in find_groups(text)}, name


def test_ancestors_lead_from_parent_to_root() -> None:
    assert default_groups().ancestors("saa-52nd-brigade") == ("saa-5th-division", "saa", "syrian-government")
    assert default_groups().ancestors("sdf") == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("id,name\nx,y\n", "no column parent, side, kind, aliases"),
        ("id,name,parent,side,kind,aliases\n,Liwa X,,opposition,militia,\n", "line 2: a group needs an id"),
        ("id,name,parent,side,kind,aliases,former\nx,X,,opposition,militia,,Liwa Y\n", "no years"),
    ],
)
def test_a_broken_file_is_told_with_its_line(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "groups.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_groups(path)


def test_missing_file_and_parents(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        read_groups(tmp_path / "nothing.csv")
    rows = [row for row in default_groups().by_id.values() if row.id in ("sdf", "ypg")]
    check_parents(rows, "groups.csv")
    with pytest.raises(DataError, match="the parent of ypg"):
        check_parents(rows[1:], "groups.csv")
    with pytest.raises(DataError, match="two groups have the id sdf"):
        check_parents([*rows, rows[0]], "groups.csv")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("premiere", 1),
        ("dix septieme", 17),
        ("vingt et unieme", 21),
        ("soixante et onzieme", 71),
        ("quatre vingtieme", 80),
        ("quatre vingt unieme", 81),
        ("quatre vingt dix septieme", 97),
        ("centieme", 100),
        ("cent unieme", 101),
        ("cent trente deuxieme", 132),
        ("cinq cent cinquante cinquieme", 555),
    ],
)
def test_ordinals(words: str, number: int) -> None:
    assert ordinals()[words] == number


def test_patterns_stand_for_their_alternatives() -> None:
    table: PatternTable[str] = PatternTable()
    table.add("(forces|troupes) du régime (syrien|)", "régime")
    words = ["les", "troupes", "du", "regime", "syrien", "partent"]
    assert list(table.all_at(words, 1)) == [(4, "régime")]
    assert list(table.all_at(words[:4], 1)) == [(3, "régime")]
    assert list(table.all_at(words, 2)) == []


def test_the_longest_phrase_wins_and_the_first_value_stays() -> None:
    table: PhraseTable[int] = PhraseTable()
    table.add(("front",), 1)
    table.add(("front", "sud"), 2)
    table.add(("front",), 3)
    assert table.longest(["front", "sud"], 0) == (2, 2)
    assert table.longest(["front"], 0) == (1, 1)
    assert table.longest(["sud"], 0) is None
