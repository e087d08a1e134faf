"""Circumstances: who says so, why they left, how, with what, and what was done about it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from defection_extract.errors import DataError
from defection_extract.lexicon import load_table
from defection_extract.lexicon.gap_patterns import compile_pattern
from defection_extract.pipeline import build

REASONS = {
    "fear_of_attack", "redeployment", "pay_and_conditions", "conscription", "refusal_of_orders",
    "political_opposition", "mistreatment", "identity", "collapse", "amnesty", "family", "other",
}  # fmt: skip
REPRISALS = {"raid", "arrest", "arrest_warrant", "execution", "relatives_targeted", "dismissal", "other"}
NLP = build(stages=("defx_sentences", "defx_people", "defx_circumstances"))


def read(text: str) -> Doc:
    return NLP(NLP.make_doc(text))


def spans(text: str, group: str) -> list[Span]:
    doc = read(text)
    return list(doc.spans[group])


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("Ils ont fui, selon l'OSDH.", [("OSDH", "organisation")]),
        ("D'après des habitants de Tabqa, cinq ont fui.", [("habitants de Tabqa", "anonymous")]),
        ("Ils ont fui, a indiqué l'agence Dogan.", [("agence Dogan", "media")]),
        (
            "Il a fui, a confié vendredi à Sputnik une source kurde.",
            [("Sputnik", "media"), ("source kurde", "anonymous")],
        ),
        ("Un militant a déclaré à l'AFP qu'ils ont fui.", [("militant", "anonymous"), ("AFP", "media")]),
        ("« Ils sont tous partis », peste un épicier.", [("épicier", "anonymous")]),
        ("« J'ai fui », raconte, ému, Firas Jabbour.", [("Firas Jabbour", "person")]),
        ("Le fait a été confirmé jeudi par un diplomate turc.", [("diplomate turc", "anonymous")]),
        ("Le porte-parole du ministère annonce une enquête.", [("porte-parole du ministère", "official")]),
        ("Interrogé par Al-Hadath, il se tait.", [("Al-Hadath", "media")]),
        (
            "Des sources tribales, qui restent discrètes, font état d'un départ.",
            [("sources tribales", "anonymous")],
        ),
        ("« Je pars pour Bachar », dit-il à Libération.", [("Libération", "media")]),
        ("Selon une source du 8e corps, l'officier a fui.", [("source du 8e corps", "anonymous")]),
        ("Le départ d'Abdo Karam a été salué par Londres.", [("Londres", "official")]),
        ("Selon Milliyet, ils sont dix.", [("Milliyet", "media")]),
    ],
)
def test_sources(text: str, sources: list[tuple[str, str]]) -> None:
    found = {(span._.source.name, span._.source.kind) for span in spans(text, "sources")}
    assert found == set(sources)


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("Le ministère de la Défense nie toute défection.", True),
        ("Le ministère de la Défense confirme deux défections.", False),
        ("L'armée a aussitôt démenti.", True),
    ],
)
def test_denial(text: str, denies: bool) -> None:
    (source,) = spans(text, "sources")
    assert source._.source.denies is denies


def test_the_signature_of_a_dispatch_is_no_source() -> None:
    assert not spans("ANKARA (AFP) - Sept gendarmes sont passés en Turquie.", "sources")


def test_a_source_vouches_for_its_sentence_and_the_quotation_that_it_ends() -> None:
    text = "Il pleut. « Nous avons fui. Personne ne nous payait », dit un caporal. Il neige."
    (source,) = spans(text, "sources")
    start, end = source._.source.scope
    assert text[start:end].strip() == "« Nous avons fui. Personne ne nous payait », dit un caporal."


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Refusant de tirer sur la foule, dix soldats sont partis.", "refusal_of_orders"),
        ("Ils sont partis pour ne pas avoir à bombarder leur village.", "refusal_of_orders"),
        ("Ils ont refusé d'obéir aux ordres.", "refusal_of_orders"),
        ("Privés de solde depuis quatre mois, ils sont partis.", "pay_and_conditions"),
        ("Leurs salaires impayés les ont poussés dehors.", "pay_and_conditions"),
        ("Ils n'avaient plus rien à manger.", "pay_and_conditions"),
        ("Par crainte d'être envoyés au front, ils ont fui.", "redeployment"),
        ("La milice voulait les transférer vers la Badia, à cause des pertes.", "redeployment"),
        ("Ils ont fui de peur des drones.", "fear_of_attack"),
        ("Fuyant les bombardements, ils ont traversé le fleuve.", "fear_of_attack"),
        ("Enrôlés de force, ils ont sauté le mur.", "conscription"),
        ("Il part pour protester contre la répression.", "political_opposition"),
        ("Par dégoût de la torture, il a claqué la porte.", "political_opposition"),
        ("Nos officiers nous frappaient.", "mistreatment"),
        ("La tribu a appelé ses fils à partir : il fallait rallier leur clan.", "identity"),
        ("Après la chute de la ville, ils ont jeté l'uniforme.", "collapse"),
        ("Leurs officiers avaient pris la fuite.", "collapse"),
        ("Ils se sont rendus pour bénéficier de l'amnistie.", "amnesty"),
        ("Il voulait retrouver sa femme.", "family"),
        ("Déçus par leurs chefs, ils sont partis.", "other"),
    ],
)
def test_reasons(text: str, category: str) -> None:
    assert category in {span._.reason.category for span in spans(text, "reasons")}


@pytest.mark.parametrize(
    "text",
    [
        "Dix soldats ont quitté leur caserne lundi et gagné la Jordanie.",
        "Le ministre a reçu une délégation à Damas.",
        "Les combattants touchent une solde.",
        "Le vol de Beyrouth a été annulé.",
    ],
)
def test_no_reason_where_none_is_told(text: str) -> None:
    assert not spans(text, "reasons")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Un mandat d'arrêt a été lancé contre lui.", {"arrest_warrant"}),
        ("Les services ont perquisitionné son domicile.", {"raid"}),
        ("Deux déserteurs ont été fusillés.", {"execution"}),
        ("L'officier a été relevé de ses fonctions.", {"dismissal"}),
        ("La milice a arrêté le père d'un fuyard.", {"arrest", "relatives_targeted"}),
        ("Les permissions ont été supprimées.", {"other"}),
        ("Les déserteurs avaient reçu l'ordre d'exécuter des blessés.", set()),
        ("Ils ont pris le bus pour Amman.", set()),
    ],
)
def test_reprisals(text: str, kinds: set[str]) -> None:
    assert {span._.reprisal.category for span in spans(text, "reprisals")} == kinds


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Ils ont gagné la Turquie par des passages de contrebande.", ["passages de contrebande"]),
        ("Ils ont passé la rivière avec un passeur.", ["un passeur"]),
        ("Il s'est posé à bord d'un MiG-23 près d'Irbid.", ["à bord d'un MiG-23"]),
        ("Ils ont franchi la frontière à pied.", ["à pied"]),
        ("Ils sont partis lundi.", []),
    ],
)
def test_means(text: str, means: list[str]) -> None:
    assert [span.text for span in spans(text, "means")] == means


@pytest.mark.parametrize(
    ("text", "equipment"),
    [
        (
            "Ils ont laissé leurs armes et leurs positions.",
            [("arme", "abandoned"), ("position", "abandoned")],
        ),
        (
            "Ils ont abandonné deux chars et emporté un mortier.",
            [("char", "abandoned"), ("mortier", "taken")],
        ),
        ("Ils ont remis leurs fusils aux rebelles.", [("fusil", "surrendered")]),
        ("Ils ont incendié le blindé avant de partir.", [("blinde", "destroyed")]),
        ("Ils se sont rendus lundi.", []),
    ],
)
def test_equipment(text: str, equipment: list[tuple[str, str]]) -> None:
    found = [span._.equipment for span in spans(text, "equipment")]
    assert [(value.item, value.status) for value in found] == equipment


def test_categories_of_the_lexicon_are_those_of_the_record() -> None:
    assert {row["category"] for row in load_table("circumstances/reasons")["reason"]} == REASONS
    assert {row["kind"] for row in load_table("circumstances/reprisals")["reprisal"]} == REPRISALS


@pytest.mark.parametrize("pattern", ["<unknown> x", "a ~3", "(a"])
def test_a_broken_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(DataError, match="pattern"):
        compile_pattern(pattern, {})


def test_a_gap_crosses_no_clause() -> None:
    pattern = compile_pattern("refuse ~3 tirer", {})
    assert pattern.search("il refuse de jamais tirer")
    assert not pattern.search("il refuse. puis tirer")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="Aa selondit,'’ .«»\n\"()Ee24-", max_size=60))
def test_spans_and_scopes_stay_within_the_text(text: str) -> None:
    doc = read(text)
    for span in doc.spans["sources"]:
        start, end = span._.source.scope
        assert 0 <= start <= span.start_char
        assert end <= len(doc.text)
