"""Dates: every month, weekday and relative form against three articles' days, by a calendar of the test's own."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest

from defection_extract.components.dates import find_dates, resolve_date
from defection_extract.components.dates.grammar import grammar
from defection_extract.components.dates.lexer import tokenize
from defection_extract.lexicon import load_table
from defection_extract.lexicon.folding import fold

DAYS = [dt.date(2021, 9, 30), dt.date(2014, 1, 1), dt.date(2024, 2, 29)]
"""An ordinary day, the first of January, the 29 February."""
MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
DAY = dt.timedelta(days=1)
each_day = pytest.mark.parametrize("published", DAYS, ids=str)


def read(phrase: str, published: dt.date) -> tuple[dt.date | None, dt.date | None]:
    (found,) = find_dates(f"Ils ont déserté {phrase} à Homs.")
    date = resolve_date(found.value, published)
    return date.earliest, date.latest


def month_end(first: dt.date) -> dt.date:
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def month_before(published: dt.date, months: int) -> dt.date:
    index = published.year * 12 + published.month - 1 - months
    return dt.date(index // 12, index % 12 + 1, 1)


@each_day
@pytest.mark.parametrize("month", range(1, 13))
def test_month(month, published):
    name = MONTHS[month - 1]
    first = dt.date(published.year if month <= published.month else published.year - 1, month, 1)
    assert read(f"en {name}", published) == (first, month_end(first))
    assert read(f"au mois de {name} 2012", published)[0] == dt.date(2012, month, 1)
    assert read(f"début {name}", published) == (first, first.replace(day=10))
    assert read(f"à la mi-{name}", published) == (first.replace(day=11), first.replace(day=20))
    assert read(f"fin {name}", published) == (first.replace(day=21), month_end(first))
    assert read(f"depuis {name}", published) == (first, published)


@each_day
@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("number", [1, 2, 15, 28])
def test_day_of_month(month, number, published):
    spelled = f"{'1er' if number == 1 else number} {MONTHS[month - 1]}"
    this_year = dt.date(published.year, month, number)
    last = this_year if this_year <= published else this_year.replace(year=published.year - 1)
    assert read(f"le {spelled}", published) == (last, last)
    assert read(f"le {spelled} 2013", published) == (dt.date(2013, month, number),) * 2
    assert read(f"le {number:02}/{month:02}/2013", published) == (dt.date(2013, month, number),) * 2


@each_day
@pytest.mark.parametrize("weekday", range(7))
def test_weekday(weekday, published):
    name = WEEKDAYS[weekday]
    last = next(day for n in range(7) if (day := published - n * DAY).weekday() == weekday)
    before = last - 7 * DAY if last == published else last
    for phrase in (name, f"ce {name}", f"{name} soir", f"à l'aube de {name}", f"dans la matinée de {name}"):
        assert read(phrase, published) == (last, last), phrase
    assert read(f"{name} dernier", published) == (before, before)
    assert read(f"depuis {name}", published) == (last, published)
    following = WEEKDAYS[(weekday + 1) % 7]
    night = read(f"dans la nuit de {name} à {following}", published)
    assert night[1] - night[0] == DAY
    assert published - 7 * DAY < night[1] <= published
    assert night[0].weekday() == weekday
    monday = published - (7 + published.weekday()) * DAY
    assert read(f"{name} de la semaine dernière", published) == (monday + weekday * DAY,) * 2


@each_day
def test_words_for_days(published):
    for phrase, days in [
        ("aujourd'hui", 0), ("ce matin", 0), ("hier", 1), ("hier soir", 1), ("avant-hier", 2),
        ("il y a trois jours", 3), ("il y a 48 heures", 2), ("il y a une semaine", 7),
        ("voici deux semaines", 14), ("il y a une quinzaine de jours", 15), ("il y a dix jours", 10),
    ]:  # fmt: skip
        assert read(phrase, published) == (published - days * DAY,) * 2, phrase


@each_day
def test_units_around_the_article(published):
    monday = published - published.weekday() * DAY
    assert read("la semaine dernière", published) == (monday - 7 * DAY, monday - DAY)
    last_month = month_before(published, 1)
    assert read("le mois dernier", published) == (last_month, month_end(last_month))
    assert read("l'an dernier", published)[0] == dt.date(published.year - 1, 1, 1)
    assert read("depuis le début de l'année", published) == (dt.date(published.year, 1, 1), published)
    assert read("depuis le début du mois", published) == (published.replace(day=1), published)
    assert read("au cours des deux dernières semaines", published) == (published - 14 * DAY, published)
    assert read("ces dernières 48 heures", published) == (published - 2 * DAY, published)


@each_day
@pytest.mark.parametrize("months", range(1, 14))
def test_months_ago_keep_the_day_or_take_the_last(months, published):
    first = month_before(published, months)
    expected = first.replace(day=min(published.day, month_end(first).day))
    assert read(f"il y a {months} mois", published) == (expected, expected)


@pytest.mark.parametrize("name", [*MONTHS, *WEEKDAYS, "hier", "avant-hier"], ids=lambda name: str(name))
def test_capitals_and_accents_make_no_difference(name):
    phrase = f"en {name}" if name in MONTHS else name
    assert read(phrase, DAYS[0]) == read(phrase.upper(), DAYS[0]) == read(fold(phrase), DAYS[0])


RULES = {(row["name"], example) for row in load_table("dates")["rule"] for example in row["examples"]}


@pytest.mark.parametrize(("name", "example"), sorted(RULES))
def test_example_of_a_rule_is_read_by_it(name, example):
    assert name in [found.rule.name for found in grammar().find(tokenize(fold(example)))]
