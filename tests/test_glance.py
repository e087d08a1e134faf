"""The first glance: what it drops is not parsed, and what may tell of a defection stays."""

from __future__ import annotations

import pytest

from defection_extract.article import Article
from defection_extract.pipeline import ORDER, build, read

DROPPED = """
La cour d'appel a quitté le palais pour une visite des lieux.
Le président est entré dans la salle sous les applaudissements.
L'équipe rejoint les demi-finales après sa victoire à Nantes.
Le directeur de l'usine part à la retraite en juin.
Le train quitte la gare de Rennes à huit heures.
La loi entre en vigueur le 1er janvier.
Le maire a démissionné de la présidence du club de pétanque.
Une avocate lyonnaise rejoint le conseil d'administration de la banque.
""".strip().split("\n")
KEPT = """
Une vingtaine de soldats ont quitté l'armée syrienne pour l'Armée libre.
Le colonel est entré en Turquie avec sa famille, selon l'OSDH.
Trois miliciens sont partis pendant la nuit avec leurs armes.
Le lieutenant a rejoint les rebelles à Rastan.
Des appelés ont abandonné leur poste près de Deraa.
Des combattants de l'EI se sont rendus aux FDS.
""".strip().split("\n")


def glanced(text, **config):
    nlp = build({"defx_glance": config}, ORDER[: ORDER.index("defx_syntax") + 1])
    return read(nlp, Article(text))


@pytest.mark.parametrize("text", DROPPED)
def test_ordinary_news_is_dropped_before_the_parse(text):
    doc = glanced(text)
    assert not doc.spans["triggers"]
    assert not any(token.pos_ for token in doc)


@pytest.mark.parametrize("text", DROPPED)
def test_nothing_is_dropped_where_nothing_is_asked(text):
    doc = glanced(text, least=0)
    assert doc.spans["triggers"]
    assert any(token.pos_ for token in doc)


@pytest.mark.parametrize("text", KEPT)
def test_what_may_tell_of_a_defection_stays(text):
    doc = glanced(text)
    assert doc.spans["triggers"]
    assert any(token.pos_ for token in doc)


def test_beside_them_ordinary_news_is_dropped_still():
    doc = glanced("\n".join(DROPPED + KEPT))
    parsed = {str(sentence).strip() for sentence in doc.sents if any(token.pos_ for token in sentence)}
    assert set(KEPT) <= parsed < {*DROPPED, *KEPT}
