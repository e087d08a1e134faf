"""Groups in sentences of our own: what is found, as whom, and what is left alone."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from defection_extract.annotations import GroupValue
from defection_extract.gazetteer.groups import find_groups

MENTIONS = Path(__file__).parent / "data" / "group_mentions.csv"
MINIMUM = 0.97


def marked(text: str) -> tuple[str, int, int]:
    """The text without its [marks], and where the marked words stand."""
    start, end = text.index("["), text.index("]") - 1
    return re.sub(r"[\[\]]", "", text), start, end


def found_in(text: str) -> dict[str, GroupValue]:
    return {text[start:end]: value for start, end, value in find_groups(text)}


def mentions() -> list[dict[str, str]]:
    with MENTIONS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_mentions_in_sentences() -> None:
    rows = mentions()
    wrong = []
    for row in rows:
        text, start, end = marked(row["sentence"])
        value = {(a, b): v for a, b, v in find_groups(text)}.get((start, end))
        if value is None or (value.id or "", value.side or "", value.zone) != (
            row["id"],
            row["side"],
            row["zone"] == "1",
        ):
            wrong.append(f"{text} → {value}")
    assert len(rows) >= 200
    assert len(wrong) <= (1 - MINIMUM) * len(rows), "\n".join(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "Il y a trois ans, les ans passent vite à Lyon.",
        "IL Y A 3 ANS, LE VILLAGE FETAIT SA ROSIERE",
        "Le général de brigade Anis Farhat a fui vers la Turquie.",
        "Le général de division Amine Louka commandait la place.",
        "Le front sud d'Alep s'est stabilisé.",
        "La marine marchande recrute et le pouvoir d'achat baisse.",
        "Le club descend en deuxième division, regrette l'entraîneur.",
        "La brigade anticriminalité a interpellé deux hommes à Nantes.",
        "Le bataillon de chasseurs alpins défile le 14 juillet.",
        "Abou Hamza al-Beyrouti a été jugé, comme le cheikh Nabil al-Moutassim.",
        "Badr al-Din Khoury est mufti, et le capitaine Hazm Younes son cousin.",
        "La légion d'honneur lui a été remise par Richard Wagner-Dupont.",
        "Il habite Damas depuis dix ans et il a fui Damas hier.",
        "La compagnie Air Azur annule ses vols, le groupe Delmas les siens.",
        "Le Conseil de sécurité de l'ONU se réunit.",
        "Elle a quitté sa brigade le 5 septembre.",
        "Le mouvement de grève se poursuit.",
    ],
)
def test_no_group(text: str) -> None:
    assert not found_in(text)


@pytest.mark.parametrize(
    ("text", "mention", "side"),
    [
        ("L'armée ukrainienne recule.", "armée ukrainienne", "foreign"),
        ("La marine de guerre chinoise manœuvre.", "marine de guerre chinoise", "foreign"),
        ("L'armée de l'air libanaise surveille.", "armée de l'air libanaise", "foreign"),
        ("Les rebelles tchadiens ont désarmé.", "rebelles tchadiens", "foreign"),
        ("Les forces armées du Soudan se divisent.", "forces armées du Soudan", "foreign"),
        ("La garde nationale ukrainienne recrute.", "garde nationale ukrainienne", None),
        ("L'armée turque les a refoulés.", "armée turque", "turkey"),
        ("L'armée russe les a recueillis.", "armée russe", "russia"),
    ],
)
def test_whose_army(text: str, mention: str, side: str | None) -> None:
    value = found_in(text).get(mention)
    assert (value.side if value else None) == side


@pytest.mark.parametrize(
    ("text", "id", "side"),
    [
        ("En Ukraine, des centaines de soldats ont quitté l'armée.", None, "foreign"),
        ("Au Soudan, la 25e brigade s'est rendue.", None, "foreign"),
        ("À Homs, des centaines de soldats ont quitté l'armée.", "saa", "government"),
        ("Des centaines de soldats ont quitté l'armée.", "saa", "government"),
        (
            "Le gouvernement les a repris, a promis Ahmad al-Charaa.",
            "syrian-new-government",
            "new-government",
        ),
        ("Le gouvernement les a repris, a promis Bachar al-Assad.", "syrian-government", "government"),
    ],
)
def test_common_nouns_go_by_the_article(text: str, id: str | None, side: str) -> None:
    (value,) = found_in(text).values()
    assert (value.id, value.side) == (id, side)


@pytest.mark.parametrize(
    ("text", "mention", "parents"),
    [
        ("Un appelé de la 77e division a fui.", "77e division", ("saa", "syrian-government")),
        ("Un appelé du « régiment 801 » a fui.", "régiment 801", ("saa", "syrian-government")),
        ("Deux hommes de la 25e brigade de l'ASL ont fui.", "25e brigade", ("fsa", "opposition")),
        ("Le 14e régiment de la marine syrienne.", "14e régiment", ("saa-navy", "saa", "syrian-government")),
        ("La brigade Abou Zeid, affiliée à l'ASL, a fui.", "brigade Abou Zeid", ("fsa", "opposition")),
        ("Le bataillon Ibn Zeid relevant de l'ASL a fui.", "bataillon Ibn Zeid", ("fsa", "opposition")),
    ],
)  # fmt: skip
def test_unlisted_units_hang_under_their_force(text: str, mention: str, parents: tuple[str, ...]) -> None:
    value = found_in(text)[mention]
    assert value == GroupValue(None, mention, value.side, value.kind, parents, match="pattern")


@pytest.mark.parametrize(
    ("spelling", "id"),
    [
        ("Jaïch al-Islam", "jaysh-al-islam"),
        ("Jeish el-Islam", "jaysh-al-islam"),
        ("JAYCH AL ISLAM", "jaysh-al-islam"),
        ("Hayaat Tahrir ech-Cham", "hts"),
        ("Jabhat en-Nosra", "al-nusra"),
        ("Ahrar as-Sham", "ahrar-al-sham"),
        ("Liwaa Al-Baker", "liwa-al-baqir"),
        ("liwa\nFatemiyoun", "liwa-fatemiyoun"),
        ("Kataib Sayyed al-Shouhada", "kataib-sayyid-al-shuhada"),
        ("Souqour al-Sham", "suqour-al-sham"),
        ("Etat islamique", "islamic-state"),
        ("Forces Démocratiques Syriennes", "sdf"),
    ],
)
def test_spellings(spelling: str, id: str) -> None:
    assert found_in(f"Douze hommes ont rejoint {spelling} hier.")[spelling].id == id


def test_an_abbreviation_is_known_once_the_text_has_told_it() -> None:
    text = "Le Rassemblement Ahrar al-Jazira (RAJ) recule. Trois hommes ont fui le RAJ (AFP)."
    values = [value for _, _, value in find_groups(text)]
    assert [value.name for value in values] == ["Rassemblement Ahrar al-Jazira"] * 3
    assert not found_in("Trois hommes ont fui le RAJ.")


def test_an_agency_in_brackets_is_no_abbreviation() -> None:
    assert set(found_in("Il a quitté l'armée (AFP). L'AFP l'a vu.")) == {"armée"}


def test_listed_units_in_a_row() -> None:
    values = found_in("Les 4e, 11e et 18e divisions syriennes manquent d'hommes.")
    assert [value.id for value in values.values()] == [
        "saa-4th-division",
        "saa-11th-division",
        "saa-18th-division",
    ]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Ils ont gagné les zones contrôlées par les FDS.", True),
        ("Ils ont gagné les localités encore tenues par les FDS.", True),
        ("Ils ont gagné les zones FDS.", True),
        ("Ils ont gagné les territoires sous la domination des FDS.", True),
        ("Ils ont gagné des zones hors du contrôle des FDS.", False),
        ("Ils ont quitté le village pour les FDS.", False),
        ("Ils ont rejoint les FDS.", False),
    ],
)
def test_ground_held(text: str, zone: bool) -> None:
    assert found_in(text)["FDS"].zone is zone


def test_the_same_name_by_its_own_quotation_marks() -> None:
    assert found_in("Sept hommes de la brigade « Fatemiyoun » ont fui.").keys() == {"brigade « Fatemiyoun »"}


PIECES = [
    *(
        "l'armée",
        "la 4e",
        "division",
        "de l'ASL",
        "(ASL)",
        "«",
        "»",
        "brigade",
        "Al-",
        "Baqir",
        "et",
        "zones",
    ),
    *("FDS", "\n", ".", "12", "É", "Ⅳ", "الجيش"),
]


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)))
def test_mentions_are_in_order_and_apart(text: str) -> None:
    end = 0
    for start, stop, value in find_groups(text):
        assert end <= start < stop <= len(text)
        assert value.name
        assert (value.id is None) or value.side != "foreign"
        end = stop
