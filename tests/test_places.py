"""Which words are places, and which place they are."""

from __future__ import annotations

import re

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

import defection_extract.components.gazetteer  # noqa: F401 (registers the factory)
from defection_extract.annotations import PlaceValue
from defection_extract.gazetteer.groups import find_groups
from defection_extract.gazetteer.places import default_finder

_MARK = re.compile(r"<([^<>=]*)=([^<>]*)>")

# <words=id>: the words are a mention with this id, "?" for none; <words=id kind word>: with this cue.
SENTENCES = [
    "Trois soldats ont fui le poste de contrôle d'<al-Sabha=C6813 poste de controle>, près de <Raqqa=C5710>.",
    "Une garnison a quitté la <base 46=site:base46>, à l'ouest d'<Alep=C1007 ouest>, dimanche.",
    "Le quartier <al-Warraqine=? quartier>, dans le sud de <Damas=C1001 sud>, a été bouclé.",
    "Ils ont gagné le <territoire turc=TR territoire> par <Bab al-Hawa=cr:bab_al_hawa>.",
    "Deux officiers se sont réfugiés sur le <sol jordanien=JO sol>",
    "La <frontière turco-syrienne=TR frontiere> est fermée depuis lundi.",
    "Le soldat syrien et son frère turc ont été arrêtés à <Beyrouth=gn:276780>.",
    "Le Conseil militaire de Deir ez-Zor a démenti hier.",
    "Abou Mohammed al-Halabi a quitté <Idleb=C3871>.",
    "Le général Homsi s'est enfui vers <Amman=gn:250439>.",
    "<DEIR EZ-ZOR=C5086> : DIX SOLDATS DÉSERTENT",
    "La ville de <Deir\nez-Zor=C5086 ville> est encerclée.",
    "La province de <Homs=SY04 province> compte dix barrages.",
    "La ville de <Homs=C2528 ville> est calme.",
    "<Homs=C2528> est calme, dit le régime syrien.",
    "L'académie militaire d'<Alep=C1007 academie> est vide.",
    "L'aéroport militaire de <Kweirès=af:OS66 aeroport> est assiégé.",
    "Le barrage de <Tichrine=site:tichrine barrage> est tombé.",
    "Il vit à <Tripoli=gn:2210247>, à l'est de <Benghazi=gn:88319 est>.",
    "Il vit à <Tripoli=gn:266826>, au <Liban=LB>.",
    "Les villes d'<al-Achareh=C5210 villes>, <Sobeykhane=C5211 villes> et <al-Mayadîne=C5192> sont isolées.",
    "Salma a fui <Lattaquié=C3480> avec son frère Jihad.",
    "Ils viennent de la ville de <Salma=C3704 ville>, dans la province de <Lattaquié=SY06 province>.",
    "Hassan Nawa a déserté à <Deraa=C5993>.",
    "Selon Deir Ezzor 24, dix miliciens syriens ont fui.",
    "Ils ont rejoint le <Qatar=gn:289688>, puis les <Émirats arabes unis=gn:290557>.",
    "Des civils de <Kafr Zita=C3463> et de <Halfaya=C3453> ont fui <Hama=C2987>.",
    "Un passeur l'a conduit entre <Azaz=C1564> et <Kilis=gn:307864>.",
    "Le pont de <Qara Qozak=site:qarqozak pont> a sauté, près de <Manbij=C1767>.",
    "À <Zamalka=C2320>, dans la <Ghouta orientale=region:ghouta_est>, on compte les morts.",
    "Il s'est réfugié au <Caire=gn:360630>, puis à <Doha=gn:290030>.",
    "Le colonel se cache au camp d'<Apaydin=camp:apaydin camp>, dans le <Hatay=gn:312394>.",
    "<Azaz=C1564>, 12 mars – Dix hommes de l'ASL ont déserté.",
    "Le commandant a parlé à Hassan, puis à Reuters, de la prise d'<Alep=C1007 prise>.",
    "Le village de <Tell Zanbaqa=? village>, près de <Hama=C2987>, est désert.",
    "Le caporal a quitté <Hama=C2987> pour <Damas=C1001>.",
    "À <al-Hama=C2323>, près de <Damas=C1001>, deux conscrits ont fui.",
]


def parse(marked: str) -> tuple[str, list[tuple[str, str, str]]]:
    """The plain sentence, and its mentions as (words, id, cue)."""
    expected = []

    def plain(mark: re.Match[str]) -> str:
        id, _, cue = mark[2].partition(" ")
        expected.append((mark[1], id, cue))
        return mark[1]

    return _MARK.sub(plain, marked), expected


def places(text: str) -> list[tuple[int, int, PlaceValue]]:
    names = [(start, end) for start, end, value in find_groups(text) if value.match != "generic"]
    return default_finder().find(text, names)


@pytest.mark.parametrize("marked", SENTENCES)
def test_places_of_a_sentence(marked: str) -> None:
    text, expected = parse(marked)
    found = places(text)
    assert [text[start:end] for start, end, _ in found] == [words for words, _, _ in expected]
    for (_, id, cue), (_, _, value) in zip(expected, found, strict=True):
        assert id == (value.id or "?")
        assert not cue or value.cue == cue


@pytest.mark.parametrize(
    ("text", "name", "match"),
    [
        ("à Deir ez-Zor, en Syrie", "Deir ez-Zor", "exact"),
        ("à Deir Ezzor, en Syrie", "Deir ez-Zor", "variant"),
        ("près d'al-Boukhmal, dans la province de Deir ez-Zor", "Boukamal", "fuzzy"),
    ],
)
def test_match_tells_how_a_link_was_made(text: str, name: str, match: str) -> None:
    value = places(text)[0][2]
    assert (value.name, value.match) == (name, match)
    assert value.score is not None
    assert (value.score == 1.0) == (match != "fuzzy")


def test_an_unlinked_place_keeps_what_its_kind_word_says() -> None:
    value = places("Le quartier al-Warraqine de Damas")[0][2]
    assert (value.id, value.name, value.kind, value.lat) == (None, "al-Warraqine", "neighbourhood", None)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Le quartier de Zahraa, à Homs, est calme.", "N0253"),
        ("Le quartier de Zahraa, à Alep, est calme.", "N0135"),
        ("Le village de Salihiyah, près de Boukamal, est calme.", "C5181"),
    ],
)
def test_homonyms_are_told_apart_by_what_is_near(text: str, id: str) -> None:
    assert places(text)[0][2].id == id


def test_governorate_of_a_place_is_told() -> None:
    assert places("La localité de Hajin est tombée en Syrie.")[0][2].admin1 == "SY09"


def test_the_component_fills_both_groups_of_spans() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("defx_gazetteer")
    doc = nlp("Dix soldats de la 4e division ont quitté Deir ez-Zor pour la Turquie.")
    assert [span._.place.name for span in doc.spans["places"]] == ["Deir ez-Zor", "Turquie"]
    assert [span._.group.id for span in doc.spans["groups"]] == ["saa-4th-division"]


_WORDS = (
    "Alep",
    "le sol turc",
    "frontière",
    "syro",
    "al-",
    "et ",
    "à ",
    "ville de ",
    "Tell ",
    "Hassan ",
    "entre ",
)
_PIECES = st.sampled_from([*_WORDS, "entre ", "base 46", "camp", "É", "-", "'", "d'", "\n", ". ", ", ", "("])


@settings(max_examples=200, deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join))
def test_mentions_are_ordered_inside_the_text_and_never_empty(text: str) -> None:
    end = 0
    for start, stop, value in places(text):
        assert end <= start < stop <= len(text)
        assert value.name
        end = stop
