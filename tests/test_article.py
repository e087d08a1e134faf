"""The normal form and the way back: offsets hold whatever the text is made of."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import defection_extract as defx
from defection_extract.article import Article
from defection_extract.records import mentions

PLAIN = "« Trois soldats de l'armée ont fait défection », dit-on à Deir ez-Zor.\nLe général Élie Fakhri est passé en Turquie."


def variants(text):
    return {
        "crlf": text.replace("\n", "\r\n"),
        "astral": "\U0001f54a\U0001d504 " + text.replace("soldats", "soldats \U0001f6a9"),
        "decomposed": unicodedata.normalize("NFD", text),
        "no-break spaces": text.replace("« ", "«\u00a0").replace(" »", "\u202f»"),
        "curly apostrophes": text.replace("'", "’"),
        "soft hyphens": text.replace("défection", "défec\u00adtion"),
        "right-to-left marks": text.replace("Deir", "\u200fDeir\u200e"),
    }


@pytest.mark.parametrize("kind", list(variants(PLAIN)))
def test_mentions_stand_in_the_text_as_read(kind):
    text = variants(PLAIN)[kind]
    result = defx.extract(text)
    assert result.events
    for mention in mentions(result):
        assert text[mention.start : mention.end] == mention.text


@given(st.text(max_size=80))
def test_each_character_of_the_normal_form_leads_back(text):
    article = Article(text)
    normal = article.normal
    ends = [article.span(i, i + 1) for i in range(len(normal))]
    assert all(0 <= start < end <= len(text) for start, end in ends)
    assert all(a[0] <= b[0] for a, b in itertools.pairwise(ends))


@given(st.text(max_size=40))
def test_the_normal_form_is_a_fixed_point(text):
    normal = Article(text).normal
    assert Article(normal).normal == normal


def test_offsets_on_the_shared_corpus(corpus):
    for path in sorted((corpus / "dev" / "texts").glob("*.txt"))[::6]:
        text = path.read_bytes().decode("utf-8")
        for changed in (text, text.replace("\n", "\r\n"), "\U0001f54a " + unicodedata.normalize("NFD", text)):
            for mention in mentions(defx.extract(changed)):
                assert changed[mention.start : mention.end] == mention.text
