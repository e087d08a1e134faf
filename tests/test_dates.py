"""Dates: each phrase with what it means and its offsets, at every place that newswire gives it."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from defection_extract.components.dates import Expression, ResolvedDate, find_dates, resolve_date

PHRASES = Path(__file__).parent / "data" / "date_phrases.csv"
PUBLISHED = dt.date(2021, 9, 30)
"""The day of the phrases: a Thursday."""


def day(iso: str) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None


def means(found: Expression, published: dt.date | None = PUBLISHED) -> ResolvedDate:
    return resolve_date(found.value, published)


def read_phrases() -> list[object]:
    with PHRASES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    marks = [
        [pytest.mark.xfail(reason=row["known_failure"], strict=True)] if row["known_failure"] else []
        for row in rows
    ]
    return [pytest.param(row, id=row["phrase"], marks=mark) for row, mark in zip(rows, marks, strict=True)]


FRAMES = {
    "start of a sentence": lambda phrase: phrase[0].upper() + phrase[1:] + ", des soldats ont fui.",
    "middle of a sentence": lambda phrase: f"Des soldats ont déserté {phrase} à Homs, selon l'OSDH.",
    "end of a sentence": lambda phrase: f"Le capitaine a fui {phrase}.",
    "after a guillemet": lambda phrase: f"« {phrase[0].upper()}{phrase[1:]}, ils ont fui », dit-il.",
    "in capitals": lambda phrase: f"des soldats ont fui {phrase}".upper(),
    "curly apostrophes": lambda phrase: f"L'armée les a perdus {phrase}.".replace("'", "’"),
    "no-break spaces": lambda phrase: f"Des soldats ont fui {phrase} à Homs.".replace(" ", "\u00a0"),
}


@pytest.mark.parametrize("row", read_phrases())
def test_phrase_gives_its_dates_and_offsets_in_every_frame(row):
    expected = (day(row["earliest"]), day(row["latest"]), row["precision"], row["role"])
    for frame, make in FRAMES.items():
        text = make(row["phrase"])
        plain = text.lower().replace("’", "'").replace("\u00a0", " ")
        start = plain.index(row["phrase"].lower())
        told = {}
        for found in find_dates(text):
            date = means(found)
            told[found.start, found.end] = (date.earliest, date.latest, date.precision, found.value.role)
        assert told.get((start, start + len(row["phrase"]))) == expected, (frame, text, told)


def test_the_list_is_long_and_nearly_all_right():
    rows = read_phrases()
    failing = [row for row in rows if row.marks]
    assert len(rows) >= 250
    assert len(failing) <= 0.02 * len(rows)


TOLD = [
    ("Le 3 mai 2012, la base est tombée. [Le lendemain], ils ont fui.", "2012-05-04", "2012-05-04"),
    ("Le 3 mai 2012, la base est tombée. [Trois jours plus tard], ils ont fui.", "2012-05-06", "2012-05-06"),
    ("Le 3 mai 2012, la base est tombée. [La veille], ils avaient fui.", "2012-05-02", "2012-05-02"),
    ("Le 3 mai 2012, la base est tombée. Ils ont fui [le même jour].", "2012-05-03", "2012-05-03"),
    ("Le 3 mai 2012, la base est tombée. [Le samedi suivant], ils ont fui.", "2012-05-05", "2012-05-05"),
    ("Le 3 mai 2012, la base est tombée. Ils ont fui [la semaine suivante].", "2012-05-07", "2012-05-13"),
    ("Du 3 au 5 mai 2012, on s'est battu. [Le lendemain], ils ont fui.", "2012-05-06", "2012-05-06"),
    ("Du 3 au 5 mai 2012, on s'est battu. [La veille], ils avaient fui.", "2012-05-02", "2012-05-02"),
    ("Il est arrivé au mois de mai. [Le 17], il est parti.", "2021-05-17", "2021-05-17"),
    ("Fin juillet 2013, un samedi, [le 27] exactement, il est parti.", "2013-07-27", "2013-07-27"),
    ("En mars, on nous a changé d'émir. [Le 19], je suis rentré.", "2021-03-19", "2021-03-19"),
    ("Cet officier, dissident en 2012, a changé de camp [le 15 septembre].", "2021-09-15", "2021-09-15"),
    ("Il a vu un film de 1972. Il est parti [en février].", "2021-02-01", "2021-02-28"),
    ("Il a combattu à l'été 2014 : [le 26 juillet], il est parti.", "2014-07-26", "2014-07-26"),
    ("En 2012, il était à Homs. [Le 15 mars], il a fui.", "2012-03-15", "2012-03-15"),
    ("Le 2 mai 2012, il a fui Homs. [Le 15 juin], il était à Ankara.", "2012-06-15", "2012-06-15"),
    ("[L'an dernier, en mai], il a fui.", "2020-05-01", "2020-05-31"),
    ("Journal du 30 septembre 2021. Ils ont fui [lundi].", "2021-09-27", "2021-09-27"),
    ("Ils manquent depuis lundi : leur congé s'achevait [ce jour-là].", "2021-09-27", "2021-09-27"),
    (
        "Le 14 mai 2012, il est sorti. [Dix jours avant lui], deux gardes avaient fui.",
        "2012-05-04",
        "2012-05-04",
    ),
    ("Lundi, on s'est battu. Ils ont fui [dans la nuit].", "2021-09-27", "2021-09-27"),
    ("Le 3 mai 2012, il a dit : à demain. [Le lendemain], il a fui.", "2012-05-04", "2012-05-04"),
    ("Il a pris le large [avant cinq jours], et son adjoint avec lui.", "2021-09-25", "2021-09-25"),
]


@pytest.mark.parametrize(("marked", "earliest", "latest"), TOLD)
def test_date_hangs_on_what_was_told(marked, earliest, latest):
    before, inside, after = marked.replace("]", "[").split("[")
    expected = (day(earliest), day(latest))
    dates = [means(found) for found in find_dates(before + inside + after) if covers(found, before, inside)]
    assert expected in [(date.earliest, date.latest) for date in dates], marked


def covers(found: Expression, before: str, inside: str) -> bool:
    return found.start <= len(before) and found.end >= len(before) + len(inside)


@pytest.mark.parametrize(
    "text",
    [
        "La planète mars est rouge.",
        "Il est interrogé par 20 Minutes.",
        "La brigade 105 a perdu 12 hommes.",
        "Le 17e régiment et la 4e division.",
        "Al-Jazeera 24 l'a dit.",
        "Un autre, l'un d'eux, une fois.",
        "Il a marché vers la place du 8 mai.",
        "Il soigne trois chats, cinq chiens.",
        "Il y a trois soldats et deux chars.",
        "Le 5 soldats, les 3 sont partis.",
        "Il a été arrêté un lundi, un soir.",
        "Ils marchent de nuit et se cachent.",
        "Ils partent chaque vendredi et tous les mardis.",
        "Ils n'arriveront pas avant trois jours de marche.",
        "Le siège a duré pendant trois mois.",
        "Il a 2012 hommes et 1 200 fusils.",
        "3/4 des hommes, 12.5 km, 1.200 francs",
    ],
)
def test_words_that_are_no_dates(text):
    assert [text[found.start : found.end] for found in find_dates(text)] == []


def test_without_published_the_dateline_dates_the_dispatch():
    text = "AMMAN, 9 sept 2012 (AFP) - Quatre aviateurs ont trouvé refuge dimanche en Jordanie."
    dateline, sunday = find_dates(text)
    assert dateline.value.dateline
    assert means(dateline, None).earliest == dt.date(2012, 9, 9)
    assert means(sunday, None).earliest == dt.date(2012, 9, 9)
    assert means(sunday, dt.date(2012, 9, 20)).earliest == dt.date(2012, 9, 16)


@pytest.mark.parametrize("phrase", ["mardi", "hier", "le 5 septembre", "en août", "il y a trois jours"])
def test_without_any_anchor_nothing_is_invented(phrase):
    (found,) = find_dates(f"Ils ont fui {phrase}.")
    unknown, known = means(found, None), means(found)
    assert (unknown.earliest, unknown.latest, unknown.edtf) == (None, None, None)
    assert unknown.precision == known.precision


@pytest.mark.parametrize(
    ("phrase", "edtf"),
    [
        ("mardi", "2021-09-28"),
        ("en août", "2021-08"),
        ("en 2012", "2012"),
        ("début septembre", "2021-09-01/2021-09-10"),
        ("jusqu'à lundi", "../2021-09-27"),
        ("après le 15 septembre", "2021-09-15/.."),
        ("récemment", None),
    ],
)
def test_edtf_string(phrase, edtf):
    (found,) = find_dates(f"Ils ont fui {phrase}.")
    assert means(found).edtf == edtf


def test_date_of_a_telling_and_date_of_the_deed():
    told, done = find_dates("L'OSDH a annoncé mardi que trois soldats avaient fui lundi.")
    assert (told.value.reported, done.value.reported) == (True, False)
