"""Grammar: names as units, sentence starts that stay, only the sentences that matter."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import defection_extract.components.sentences
import defection_extract.components.syntax  # noqa: F401
from defection_extract import syntax_model as module
from defection_extract.errors import DataError


def pipeline(**config: object) -> Language:
    nlp = spacy.blank("fr")
    nlp.add_pipe("defx_sentences")
    nlp.add_pipe("defx_syntax", config=config)
    return nlp


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline()


def read(nlp: Language, text: str, **groups: list[str]) -> Doc:
    """`text` parsed, with a span of each group at every given phrase."""
    doc = nlp.make_doc(text)
    for group, phrases in groups.items():
        found = [
            doc.char_span(text.index(p), text.index(p) + len(p), alignment_mode="expand") for p in phrases
        ]
        doc.spans[group] = [span for span in found if span is not None]
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    return doc


def head_of(doc: Doc, word: str) -> tuple[str, str]:
    token = next(t for t in doc if t.text == word)
    return token.dep_, token.head.text


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Trois soldats ont déserté leur caserne.", "soldats", ("nsubj", "déserté")),
        ("Le colonel Karim a rejoint les insurgés mardi.", "insurgés", ("obj", "rejoint")),
        ("DES OFFICIERS ONT FUI VERS LA TURQUIE", "OFFICIERS", ("nsubj", "FUI")),
        ("Les trois miliciens   ont quitté leur poste.", "miliciens", ("nsubj", "quitté")),
    ],
)
def test_grammar(nlp: Language, text: str, word: str, expected: tuple[str, str]) -> None:
    assert head_of(read(nlp, text), word) == expected


def test_a_name_is_one_unit(nlp: Language) -> None:
    doc = read(nlp, "Deux soldats ont déserté de Deir a-Zor, hier.", places=["Deir a-Zor"])
    name = doc.spans["places"][0]
    assert [t.dep_ for t in name[1:]] == ["flat:name"] * (len(name) - 1)
    assert {t.head for t in name[1:]} == {name[0]}
    assert head_of(doc, "Deir")[1] == "déserté"
    assert name.root.text == "Deir"


def test_a_lower_case_phrase_stays_a_phrase(nlp: Language) -> None:
    doc = read(nlp, "Il a quitté l'armée syrienne.", groups=["l'armée syrienne"])
    assert head_of(doc, "syrienne") == ("amod", "armée")


def test_only_sentences_with_triggers(nlp: Language) -> None:
    doc = read(nlp, "Il pleut à Alep.\nUn soldat a déserté. Le vent souffle.", triggers=["a déserté"])
    parsed = [{t.pos_ != "" for t in sentence} for sentence in doc.sents]
    assert parsed == [{False}, {True}, {False}]
    assert all(t.head == t and not t.dep_ for t in list(doc.sents)[2][1:])


def test_neighbours() -> None:
    doc = read(
        pipeline(neighbours=1), "Il pleut. Il vente. Un soldat a déserté. Il neige.", triggers=["déserté"]
    )
    assert [sentence[0].pos_ != "" for sentence in doc.sents] == [False, True, True, True]


TEXTS = [
    "",
    "\n\n",
    "Mot",
    " Un soldat a fui.\n\nTITRE EN CAPITALES SANS POINT\nFin.  \n",
    "Selon lui, « ils ont fui ». Puis rien ! Et (encore) ?",
]


@pytest.mark.parametrize("text", TEXTS)
def test_sentence_starts_survive_also_on_disk(nlp: Language, text: str) -> None:
    before = [t.is_sent_start for t in nlp.get_pipe("defx_sentences")(nlp.make_doc(text))]
    doc = read(nlp, text)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [t.is_sent_start for t in doc] == before
    assert [t.is_sent_start for t in again] == before
    assert all(t.sent.start <= t.head.i < t.sent.end for t in doc)
    assert all(sum(t.dep_ == "ROOT" for t in s) == 1 for s in doc.sents)


def test_a_name_over_a_line_break_that_splits_sentences(nlp: Language) -> None:
    doc = read(nlp, "Il vit à Deir\nEz-Zor est une ville.", places=["Deir\nEz-Zor"])
    assert len(list(doc.sents)) == 2


def test_a_parsed_doc_is_left_alone(nlp: Language) -> None:
    doc = Doc(nlp.vocab, words=["Il", "part"], heads=[0, 0], deps=["ROOT", "dep"])
    assert [t.dep_ for t in nlp.get_pipe("defx_syntax")(doc)] == ["ROOT", "dep"]


def test_without_sentence_starts_the_parser_finds_them() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("defx_syntax")
    assert len(list(nlp("Un soldat a fui son poste. Le vent souffle sur la plaine.").sents)) == 2


def test_pipeline_on_disk(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    assert head_of(spacy.load(tmp_path)("Trois soldats ont fui."), "soldats") == ("nsubj", "fui")


def test_settings_are_checked() -> None:
    with pytest.raises(ValueError, match="neighbours"):
        pipeline(neighbours=-1)


def test_missing_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PACKAGE", "fr_core_news_none")
    with pytest.raises(DataError, match="not installed"):
        module.model_folder()


def test_broken_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "model_folder", lambda: tmp_path)
    module.syntax_model.cache_clear()
    with pytest.raises(DataError, match="broken"):
        module.syntax_model()
    module.syntax_model.cache_clear()
