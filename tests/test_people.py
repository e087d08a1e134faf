"""People: who is named, with what rank and title; noun phrases for people of arms and state."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from defection_extract.annotations import ActorValue, PersonValue
from defection_extract.lexicon import load_table
from defection_extract.lexicon.person_nouns import person_nouns
from defection_extract.lexicon.words import scan
from defection_extract.pipeline import build

RANKS = {
    "maréchal", "général", "général de division", "général de brigade", "colonel", "lieutenant-colonel",
    "commandant", "capitaine", "lieutenant", "sous-lieutenant", "aspirant", "adjudant", "sergent", "caporal",
    "soldat", "conscrit", "pilote", "officier", "officier supérieur", "sous-officier", "milicien", "policier",
    "ministre", "vice-ministre", "premier ministre", "ambassadeur", "diplomate", "député", "haut responsable",
}  # fmt: skip
"""RankCount of the coding manual."""
KINDS = {"fighter", "official", "defector", "person", "civilian", "relative", "captive"}
NLP = build(stages=("defx_sentences", "defx_people"))


def read(text: str) -> Doc:
    return NLP(NLP.make_doc(text))


def spans(text: str, group: str) -> list[Span]:
    doc = read(text)
    return list(doc.spans[group])


def persons(text: str) -> list[tuple[str, PersonValue]]:
    return [(span.text, span._.person) for span in spans(text, "persons")]


def actors(text: str) -> list[tuple[str, ActorValue]]:
    return [(span.text, span._.actor) for span in spans(text, "actors")]


# [the name] in the text, its rank, its title
NAMED = [
    (
        "Le lieutenant-colonel [Ghazwan Barmada] a franchi la frontière.",
        "lieutenant-colonel",
        "Le lieutenant-colonel",
    ),
    ("L'ex-ministre de l'Agriculture [Rabie Sabbagh] a rompu.", "ministre", "L'ex-ministre de l'Agriculture"),
    ("Le Premier ministre [Wael Kozbari] l'a limogé.", "premier ministre", "Le Premier ministre"),
    ("Le brigadier général [Ahmad Darra] a fui.", "général de brigade", "Le brigadier général"),
    ("Le major [Hani Qabalan] est parti.", "commandant", "Le major"),
    ("Le colonel américain [Ryan Foster] se tait.", "colonel", "Le colonel américain"),
    ("L'ambassadeur au Koweït, [Bassam Tarabay], se tait.", "ambassadeur", "L'ambassadeur au Koweït"),
    (
        "[Lamis Harfouche], chargée d'affaires à Nicosie, est partie.",
        "diplomate",
        "chargée d'affaires à Nicosie",
    ),
    ("[Nabil Haddad], 41 ans, général de brigade, est parti.", "général de brigade", "général de brigade"),
    ("Un lieutenant ([Chadi Rahal]) a disparu.", "lieutenant", "Un lieutenant"),
    ("Le sergent-fusilier [Yasser K.] raconte.", "sergent", "Le sergent-fusilier"),
    ("Le vice-président [Farouk Nahas] reste introuvable.", "haut responsable", "Le vice-président"),
    ("Le chef de la diplomatie turque [Ahmet Demir] s'en réjouit.", None, "Le chef de la diplomatie turque"),
    ("[Abou Layla al-Ansari] s'est enfui.", None, None),
    ("Selon [Jean-Pierre Lormel], professeur à Lyon, peu partiront.", None, "professeur à Lyon"),
    ("Le Syrien [Anas Dyab], 23 ans, attend.", None, None),
    ("Un porte-parole des rebelles, [Kino Gabriel], l'a dit.", None, "Un porte-parole des rebelles"),
    ("Un tailleur de Homs, [Marwan], 33 ans, a tout vu.", None, None),
    ("Il a fallu à [Mounir Hallaq] trois nuits pour passer.", None, None),
]


@pytest.mark.parametrize(("marked", "rank", "title"), NAMED)
def test_named_person(marked: str, rank: str | None, title: str | None) -> None:
    text = re.sub(r"[\[\]]", "", marked)
    name = re.search(r"\[(.+)\]", marked)[1]  # type: ignore[index]
    ((_, value),) = persons(text)
    assert value.name == name
    assert value.rank == rank
    assert (value.title and text[slice(*value.title)]) == title


@pytest.mark.parametrize(
    "text",
    [
        "Le Conseil national syrien et l'Armée syrienne libre se félicitent.",
        "Al-Jazeera et Zaman al-Wasl citent des habitants d'Aïn Issa.",
        "Le ministre des Affaires étrangères est à Moscou.",
        "La Division Hamza a quitté Ras al-Aïn lundi.",
        "Hayat Tahrir al-Cham dément.",
        "Selon Damas, la route de Homs est coupée.",
        "Le groupe contrôle Tel Abyad et Deir ez-Zor.",
        "Noël approche, Mars aussi.",
    ],
)
def test_bodies_places_and_media_are_no_persons(text: str) -> None:
    assert persons(text) == []


@pytest.mark.parametrize(
    ("text", "clusters"),
    [
        ("Le général Talal Homsi a fui. M. Homsi est en Turquie. Homsi se tait.", [0, 0, 0]),
        ("Le colonel Riad al-Khatib parle. Le colonel al-Khatib accuse.", [0, 0]),
        ("Nidal Saad est parti. Hassan Rifaï reste. Saad l'appelle. Rifaï refuse.", [0, 1, 0, 1]),
        ("Mehdi Trabelsi, dit Abou Anas al-Kefi, est mort. Trabelsi avait 30 ans.", [0, 0, 0]),
        ("MANAF KHOURY QUITTE DAMAS\n\nManaf Khoury est à Paris.", [0, 0]),
    ],
)
def test_coreference_of_names(text: str, clusters: list[int]) -> None:
    assert [value.cluster for _, value in persons(text)] == clusters


def test_later_mentions_carry_the_full_name_and_the_rank() -> None:
    found = persons("Le capitaine Hussam Barakat a fui. Barakat vit à Amman.")
    assert [(text, value.name, value.rank) for text, value in found] == [
        ("Hussam Barakat", "Hussam Barakat", "capitaine"),
        ("Barakat", "Hussam Barakat", "capitaine"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Deux députés de Hama, Mustapha Kassar et Zuhair Nassif, ont démissionné.",
        "Mustapha Kassar et Zuhair Nassif, deux députés de Hama, ont démissionné.",
    ],
)
def test_coordinated_names_share_their_title(text: str) -> None:
    assert [value.rank for _, value in persons(text)] == ["député", "député"]


# phrase, noun, rank, number, definite, nationality
ACTORS = [
    ("[trois soldats] sont partis", "soldat", "soldat", "pl", False, None),
    ("[un ancien général syrien] l'affirme", "général", "général", "sg", False, "syrien"),
    ("[les fuyards] ont disparu", "transfuge", None, "pl", True, None),
    ("[ces trois hommes] se cachent", "homme", None, "pl", True, None),
    ("[une trentaine de miliciens chiites] ont fui", "milicien", "milicien", "pl", False, None),
    ("[l'ex-ministre] se tait", "ministre", "ministre", "sg", True, None),
    ("[cinq pilotes de chasse syriens] ont fui", "pilote", "pilote", "pl", False, "syrien"),
    ("[deux officiers supérieurs] manquent", "officier supérieur", "officier supérieur", "pl", False, None),
    ("[un haut gradé] manque", "officier supérieur", "officier supérieur", "sg", False, None),
    ("[plus de 25 combattants] ont fui", "combattant", None, "pl", False, None),
    ("[l'ambassadeur] de Syrie à Oman parle", "ambassadeur", "ambassadeur", "sg", True, "syrien"),
    ("[ses deux fils] se taisent", "famille", None, "pl", True, None),
    ("[un consul turc] parle", "diplomate", "diplomate", "sg", False, "turc"),
    ("[le premier lieutenant] parle", "lieutenant", "lieutenant", "sg", True, None),
]


@pytest.mark.parametrize(("marked", "noun", "rank", "number", "definite", "nationality"), ACTORS)
def test_actor(
    marked: str, noun: str, rank: str | None, number: str, definite: bool, nationality: str | None
) -> None:
    ((phrase, value),) = actors(re.sub(r"[\[\]]", "", marked))
    assert phrase == re.search(r"\[(.+)\]", marked)[1]  # type: ignore[index]
    assert (value.noun, value.rank, value.number) == (noun, rank, number)
    assert (value.definite, value.nationality) == (definite, nationality)


@pytest.mark.parametrize(
    "text",
    [
        "le secrétaire général de l'ONU",
        "la zone rebelle et l'aéroport militaire",
        "les droits de l'homme",
        "le Conseil des ministres",
        "en général, rien ne bouge",
    ],
)
def test_words_that_are_no_people(text: str) -> None:
    assert [phrase for phrase, value in actors(text) if value.kind in ("fighter", "person", "official")] == []


def test_every_rank_and_kind_of_the_lexicon_is_one_of_the_manual() -> None:
    nouns = [noun for entries in person_nouns().by_first.values() for _, noun in entries]
    assert {noun.rank for noun in nouns if noun.rank} == RANKS
    assert {noun.kind for noun in nouns} == KINDS


def test_no_form_of_the_lexicon_stands_twice() -> None:
    forms = [form for row in load_table("people")["nouns"] for key in ("sg", "pl") for form in row[key]]
    assert len(forms) == len(set(forms))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="Aa al-BeÉé'’ .,\n(«»)MmdD24", max_size=60))
def test_words_and_spans_hold_their_offsets(text: str) -> None:
    assert all(text[word.start : word.end] == word.text for word in scan(text))
    doc = read(text)
    for span in [*doc.spans["persons"], *doc.spans["actors"]]:
        assert doc.text[span.start_char : span.end_char] == span.text
