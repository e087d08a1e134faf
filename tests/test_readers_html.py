"""Saved pages in the markup styles of news sites: right text, title, date and site."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from defection_extract.errors import InputError
from defection_extract.readers.html import is_html, read_page

PAGES = Path(__file__).parent / "data" / "pages"
EXPECTED = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))


def test_every_page_is_in_the_table():
    assert {page.stem for page in PAGES.glob("*.html")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_page(name):
    expected = EXPECTED[name]
    page = read_page((PAGES / f"{name}.html").read_bytes(), name)
    assert page.title == expected["title"]
    assert (page.published and page.published.isoformat()) == expected["published"]
    assert (page.site or None) == expected["site"]
    assert [words for words in expected["has"] if words not in page.text] == []
    assert [words for words in expected["lacks"] if words in page.text] == []


@pytest.mark.parametrize("name", EXPECTED)
def test_paragraphs_stay_apart(name):
    text = read_page((PAGES / f"{name}.html").read_bytes(), name).text
    assert len(text.splitlines()) >= 3


def test_the_standfirst_comes_first_and_once():
    page = read_page((PAGES / "paywall_teasers.html").read_bytes(), "page")
    assert page.text.startswith("Installé à Chambéry")
    assert page.text.count("Installé à Chambéry") == 1


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<!DOCTYPE html><html>", True),
        (b"\xef\xbb\xbf\n\n  <!doctype HTML>", True),
        (b"<html lang='fr'>", True),
        (b'<?xml version="1.0"?>\n<!-- saved --><html xmlns="x">', True),
        ("<!doctype html>".encode("utf-16"), True),
        ("<HTML>", True),
        (b"Un texte sur la balise <html>.", False),
        (b"<htmlx>", False),
        (b"<!-- sans fin", False),
        (b"", False),
    ],
)
def test_what_starts_as_a_page(data, expected):
    assert is_html(data) is expected


def test_the_charset_of_the_server_is_used_where_it_fits():
    page = (PAGES / "no_date.html").read_text(encoding="utf-8").replace('<meta charset="utf-8">', "")
    told = "Portrait d'un déserteur"
    assert read_page(page.encode("cp1252"), "page", "windows-1252").title == told
    assert read_page(page.encode("utf-8"), "page", "no-such-charset").title == told


@pytest.mark.parametrize("data", [b"<html></html>", b"<html><body><img src='a.png'></body></html>", b""])
def test_a_page_without_article_is_said(data):
    with pytest.raises(InputError) as error:
        read_page(data, "page.html")
    assert error.value.code == "no_article"
    assert "page.html" in error.value.message


def test_defx_extract_reads_pages(run_defx):
    page = PAGES / "open_graph.html"
    from_file = json.loads(run_defx("extract", page).stdout)["article"]
    assert from_file["title"] == EXPECTED["open_graph"]["title"]
    assert (from_file["published"], from_file["published_from"]) == ("2013-02-11", "html")
    assert from_file["source"] == "Le Courrier du Levant"
    piped = json.loads(run_defx("extract", "-", "--published", "2013-02-10", stdin=page.read_bytes()).stdout)[
        "article"
    ]
    assert piped["sha256"] == from_file["sha256"]
    assert (piped["published"], piped["published_from"]) == ("2013-02-10", "user")
