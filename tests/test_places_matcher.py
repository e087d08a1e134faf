"""The matcher of names, and the canonical words that it compares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defection_extract.gazetteer.matcher import NameMatcher
from defection_extract.gazetteer.translit import skeleton, sound
from defection_extract.gazetteer.words import canonical, words_of

NAMES = ["Deir ez-Zor", "Alep", "Maarat al-Nouman", "Dar'a", "Ras al-Aïn", "Al-Bab", "Ras"]
MATCHER = NameMatcher([(name, name) for name in NAMES])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Partis d'Alep, ils ont gagné Deir ez-Zor.", ["Alep", "Deir ez-Zor"]),
        ("DEIR EZ ZOR ENCERCLÉE", ["DEIR EZ ZOR"]),
        ("près de Deir\nez-Zor, hier", ["Deir\nez-Zor"]),
        ("Deir a-Zor et Deir al‑Zor", ["Deir a-Zor", "Deir al‑Zor"]),
        ("Deir. Zor", []),
        ("Deir\n\nZor", []),
        ("la salepuce et l'alépine", []),
        ("Maarrat an-Nu’man, Maarat an-Nouman", ["Maarat an-Nouman"]),
        ("Dar’a, Dara, Dar'a", ["Dar’a", "Dara", "Dar'a"]),
        ("de Ras al-Ain à Ras", ["Ras al-Ain", "Ras"]),
        ("d'al-Bab, el-Bab", ["al-Bab", "el-Bab"]),
    ],
)
def test_finds_names_however_written(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end, _ in MATCHER.find(text)] == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Choumaytiyé", "Shumaytiyah"),
        ("Qamichli", "Kamishly"),
        ("Souloûk", "Suluk"),
        ("Dscharablus", "Jarablous"),
        ("Abou Khachab", "Abu Khashab"),
        ("Ghazaleh", "Ghazala"),
    ],
)
def test_transliterations_sound_alike(one: str, other: str) -> None:
    assert sound(canonical(one)) == sound(canonical(other))


@pytest.mark.parametrize(("one", "other"), [("Khan", "Kan"), ("Dhiban", "Ziban"), ("Chaar", "Saar")])
def test_confusable_consonants_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(canonical(one)) == skeleton(canonical(other))


@pytest.mark.parametrize(("one", "other"), [("Homs", "Hama"), ("Raqqa", "Rastane"), ("Azaz", "Afrine")])
def test_different_towns_do_not(one: str, other: str) -> None:
    assert skeleton(canonical(one)) != skeleton(canonical(other))


@given(st.text())
def test_words_lie_in_the_text_in_order(text: str) -> None:
    words = words_of(text)
    assert len(words.words) == len(words.starts) == len(words.ends) == len(words.articles)
    ends = 0
    for start, end, article in zip(words.starts, words.ends, words.articles, strict=True):
        assert ends <= article <= start <= end <= len(text)
        ends = end


@given(st.text(alphabet="abé'- \n.,lD'", max_size=40), st.text(alphabet="abé'- \n.,lD'", max_size=40))
def test_a_name_is_found_between_any_texts(before: str, after: str) -> None:
    text = f"{before}. Alep, {after}"
    assert (len(before) + 2, len(before) + 6, "Alep") in MATCHER.find(text)


@given(st.text())
def test_canonical_is_stable(name: str) -> None:
    assert canonical(canonical(name).replace("|", "")) == canonical(canonical(name))
