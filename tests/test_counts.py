"""Counts: each phrase with its value and its offsets, at every place that newswire gives it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from defection_extract.components.counts import Found, find_counts
from defection_extract.pipeline import build

PHRASES = Path(__file__).parent / "data" / "count_phrases.csv"
Values = tuple["int | None", "int | None", "int | None"]


def values(count: Found) -> Values:
    return count.value.low, count.value.best, count.value.high


def read_phrases() -> list[tuple[str, Values, str]]:
    with PHRASES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    bounds = [
        tuple(int(row[name]) if row[name] else None for name in ("low", "best", "high")) for row in rows
    ]
    return [(row["phrase"], bound, row["qualifier"]) for row, bound in zip(rows, bounds, strict=True)]


FRAMES = {
    "start of a sentence": lambda phrase: phrase[0].upper() + phrase[1:] + " ont déserté à Homs.",
    "middle of a sentence": lambda phrase: f"Hier, selon l'OSDH, {phrase} ont déserté lundi à Homs.",
    "end of a sentence": lambda phrase: f"En 2012, le front de Homs a perdu {phrase}.",
    "after a guillemet": lambda phrase: f"« {phrase[0].upper()}{phrase[1:]} ont fui », dit-il.",
    "in capitals": lambda phrase: f"{phrase} ont fui la caserne".upper(),
    "curly apostrophes": lambda phrase: f"Là, {phrase} ont fui.".replace("'", "’"),
    "no-break spaces": lambda phrase: f"Lundi, {phrase} ont fui.".replace(" ", "\u00a0"),
}


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(("phrase", "bounds", "qualifier"), read_phrases())
def test_phrase_gives_its_bounds_and_offsets(phrase, bounds, qualifier, frame):
    text = FRAMES[frame](phrase)
    start = text.lower().replace("’", "'").replace("\u00a0", " ").index(phrase.lower())
    found = [c for c in find_counts(text) if (values(c), c.value.qualifier) == (bounds, qualifier)]
    spans = [(c.start, c.end) for c in found]
    begins = {start, start + len(phrase.split()[0]) + 1}  # "les | trois hommes"
    assert any(s in begins and e == start + len(phrase) for s, e in spans), (text, found)


SUMS = [
    ("Un général, cinq officiers et plus de trente soldats ont fui.", (36, 36, None)),
    ("Un colonel avec une cinquantaine d'hommes a fui.", (None, 51, None)),
    ("À la tête de centaines d'hommes, il a fui.", (201, None, None)),
    ("Un général est passé, accompagné de douze officiers.", (13, 13, 13)),
    ("Un général est arrivé en compagnie de deux colonels et de trente soldats.", (33, 33, 33)),
    ("Le capitaine Adnane Berri et trois de ses hommes ont fui.", (4, 4, 4)),
    ("Le colonel Adnane Berri, 52 ans, et trois soldats ont fui.", (4, 4, 4)),
    ("Adnane Berri et douze de ses hommes ont fui.", (13, 13, 13)),
    ("Abou Yazan a quitté le groupe avec un petit groupe de neuf hommes.", (10, 10, 10)),
    ("Moi et mes douze hommes, nous passons chez vous.", (13, 13, 13)),
    ("Mon frère et moi avons fui.", (2, 2, 2)),
    ("Lui et six camarades ont quitté le navire.", (7, 7, 7)),
    ("Un sergent de la 4e division et deux soldats de la 18e brigade ont fui.", (3, 3, 3)),
    ("Le commandant est parti. Avec lui, six sous-officiers.", (7, 7, 7)),
    ("Le commandant est parti. L'accompagnaient quatre colonels et vingt soldats.", (25, 25, 25)),
    ("Il est passé à l'ennemi. Quatre des siens l'ont suivi.", (5, 5, 5)),
    ("L'adjudant est parti avec toute sa section, dix hommes.", (11, 11, 11)),
    ("Le chef a emmené ses quatre-vingts hommes.", (81, 81, 81)),
    ("Deux généraux sont passés. Accompagnés de neuf officiers, ils sont à Ankara.", (11, 11, 11)),
    ("Un sergent et environ vingt soldats ont fui.", (None, 21, None)),
    ("Un sergent et entre 20 et 30 soldats ont fui.", (21, 21, 31)),
    ("Au moins un général et deux colonels ont fui.", (3, 3, None)),
    ("Le colonel Adnane Berri ainsi qu'une vingtaine de soldats ont fui.", (None, 21, None)),
    ("Un capitaine et son équipage de trois hommes ont fui.", (4, 4, 4)),
    ("Un général (2e division) et trois colonels ont fui.", (4, 4, 4)),
    ("Un général, lui-même alaouite, et trois colonels ont fui.", (4, 4, 4)),
    ("Un général à la retraite et trois colonels ont fui.", (4, 4, 4)),
    ("Deux colonels et quelques soldats ont fui.", (4, None, None)),
    ("Un officier et jusqu'à deux cents soldats ont fui.", (None, 201, 201)),
]


@pytest.mark.parametrize(("text", "bounds"), SUMS)
def test_sum_keeps_the_bounds_of_its_parts(text, bounds):
    sums = [c for c in find_counts(text) if c.value.role == "sum"]
    assert bounds in [values(c) for c in sums]
    for count in sums:
        for start, end in count.value.parts:
            assert count.start <= start < end <= count.end


KNOWN_FAILURES = [
    ("Un général, trois colonels ont fui.", (4, 4, 4), "a list without its et: not told from an apposition"),
    ("Un militaire, puis un deuxième, ont fui.", (2, 2, 2), "an ordinal that repeats the noun before"),
    ("+ de 30 soldats ont fui.", (30, 30, None), "a sign for a word"),
    ("Plus d'un soldat a fui.", (1, 1, None), "a bound before a bare article"),
    ("Un colonel et ses adjoints ont fui.", (3, None, None), "companions without a number"),
    ("Deux fois vingt soldats ont fui.", (40, 40, 40), "a product"),
]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        pytest.param(text, bounds, marks=pytest.mark.xfail(reason=why, strict=True), id=text)
        for text, bounds, why in KNOWN_FAILURES
    ],
)
def test_known_failure(text, bounds):
    assert bounds in [values(c) for c in find_counts(text)]


ROLES = [
    (
        "33 militaires, dont un général et deux colonels, ont fui.",
        {"33 militaires": "plain", "un général": "part"},
    ),
    ("Vingt soldats (un colonel et 19 recrues) ont fui.", {"Vingt soldats": "plain", "un colonel": "part"}),
    (
        "Cinq hommes ont fui. Les cinq hommes sont à Urfa.",
        {"Cinq hommes": "plain", "cinq hommes": "restated"},
    ),
    ("Trois des cinq officiers ont fui.", {"Trois des cinq officiers": "part"}),
    ("Huit d'entre eux ont gagné Manbij.", {"Huit d'entre eux": "part"}),
    (
        "Deux généraux ont fui, ce qui porte à 24 le nombre de généraux.",
        {"Deux généraux": "plain", "24": "total"},
    ),
    ("Le nombre de généraux passés en Turquie s'élève à 24.", {"24": "total"}),
    ("C'est le treizième général à fuir.", {"treizième général": "total"}),
    ("Un tiers des 90 soldats ont fui.", {"Un tiers des 90 soldats": "part", "90 soldats": "plain"}),
    ("Dix soldats sur les 45 du poste ont fui.", {"Dix soldats": "plain"}),
    ("Six soldats ont fui avec leurs familles, soit 27 personnes.", {"Six soldats": "plain"}),
    ("Un émir est parti avec onze miliciens.", {"Un émir": "plain", "onze miliciens": "companions"}),
    (
        "La brigade et la division ont perdu respectivement 25 et 35 soldats.",
        {"25": "plain", "35 soldats": "plain"},
    ),
    (
        "Trois officiers, un colonel et deux capitaines, ont fui.",
        {"Trois officiers": "plain", "un colonel": "part"},
    ),
    ("Des soldats et des officiers ont fui.", {"Des soldats": "plain", "des officiers": "plain"}),
]


@pytest.mark.parametrize(("text", "roles"), ROLES)
def test_role_tells_how_a_count_stands_to_others(text, roles):
    found = {text[c.start : c.end]: c.value.role for c in find_counts(text)}
    assert roles.items() <= found.items()


def test_no_sum_where_a_total_or_an_apposition_holds_the_parts():
    for text, _ in ROLES:
        sums = [text[c.start : c.end] for c in find_counts(text) if c.value.role == "sum"]
        assert sums == [] or text.startswith("Un émir"), (text, sums)


UNITS = [
    ("Trente soldats ont fui.", "Trente soldats", "person"),
    ("Huit familles ont fui.", "Huit familles", "civilian"),
    ("Dix tués, trois blessés.", "Dix tués", "dead"),
    ("Dix tués, trois blessés.", "trois blessés", "wounded"),
    ("Douze soldats tués près de Homs.", "Douze soldats", "dead"),
    ("Cinq prisonniers ont été échangés.", "Cinq prisonniers", "prisoner"),
    ("Deux bataillons ont fui.", "Deux bataillons", "unit"),
    ("Les équipages de quatre chars ont fui.", "quatre chars", "unit"),
    ("Deux MiG-23 ont atterri.", "Deux MiG-23", "unit"),
    ("Karim, 22 ans, a fui.", "22 ans", "age"),
    ("Un soldat âgé de 22 ans a fui.", "22 ans", "age"),
    ("Il a marché 12 km.", "12 km", "distance"),
    ("Il a payé 4 000 dollars.", "4 000 dollars", "money"),
    ("Il a payé deux millions de livres.", "deux millions de livres", "money"),
    ("30 % des soldats ont fui.", "30 %", "percent"),
    ("Trente pour cent des soldats ont fui.", "Trente pour cent", "percent"),
    ("Il a marché trois jours.", "trois jours", "time"),
    ("C'est le treizième général à fuir.", "treizième général", "ordinal"),
    ("Il a pris trois pommes.", "trois pommes", "other"),
    ("Ils étaient onze.", "onze", None),
    ("Vingt-deux, répond-il.", "Vingt-deux", None),
]


@pytest.mark.parametrize(("text", "phrase", "unit"), UNITS)
def test_unit_tells_what_is_counted(text, phrase, unit):
    assert [c.value.unit for c in find_counts(text) if text[c.start : c.end] == phrase] == [unit]


SHARES = [
    ("La moitié des soixante hommes", (30, 30, 30)),
    ("Les deux tiers des 90 soldats", (60, 60, 60)),
    ("Les trois quarts de ses 40 soldats", (30, 30, 30)),
    ("Près de la moitié des 200 soldats", (None, 100, None)),
    ("Plus d'un tiers des 300 soldats", (100, 100, None)),
    ("Un bon tiers d'une unité de 90 soldats", (30, 30, 30)),
    ("La moitié d'une cinquantaine de soldats", (None, 25, None)),
]


@pytest.mark.parametrize(("phrase", "bounds"), SHARES)
def test_share_of_a_number_told(phrase, bounds):
    text = f"{phrase} ont fui Homs."
    assert [values(c) for c in find_counts(text) if text[c.start : c.end] == phrase] == [bounds]


def test_rank_and_noun_of_the_counted():
    text = "Deux jeunes lieutenants-colonels syriens ont fui."
    (count,) = find_counts(text)
    assert count.value.rank == "lieutenant-colonel"
    assert text[slice(*count.value.noun)] == "jeunes lieutenants-colonels syriens"


NO_COUNTS = [
    "Il a fui en mars 2012, le 12 juillet 2012, le 5, mardi 12 ou le 12.07.2012.",
    "La sonde vers Mars a été lancée en 2011.",
    "Le journal 20 Minutes et la chaîne Al-Jazeera 24 l'ont dit.",
    "La brigade 105 et le 17e régiment tiennent la route 4 et la division 4 tient le reste.",
    "Un autre l'a dit, l'un d'eux l'a vu, une fois.",
    "Ils ont tiré trois fois, à deux reprises.",
    "La plupart des soldats et certains officiers ont fui.",
    "Aucun soldat n'a fui, chaque officier est resté.",
    "Le match s'est achevé à 18h30 sur le score de 3-0.",
    "Il est le numéro deux de la police.",
    "Un soldat sur dix a fui, neuf sur dix restent, les trois quarts aussi.",
    "En novembre 2020 les combats ont repris.",
    "Le secrétaire général de l'ONU l'a dit, et le nombre de réfugiés croît.",
]


@pytest.mark.parametrize("text", NO_COUNTS)
def test_what_counts_nobody_is_no_count(text):
    counted = [c for c in find_counts(text) if c.value.unit in ("person", None)]
    assert [text[c.start : c.end] for c in counted if "secrétaire" not in text] == []
    assert all(values(c) == (1, 1, 1) for c in counted)


def test_component_alone_writes_values_on_spans():
    doc = build(stages=("defx_counts",))("Riad Berri et une trentaine de soldats ont fui l’armée.")
    told = {span.text: span._.count for span in doc.spans["counts"]}
    assert told["une trentaine de soldats"].best == 30
    assert told["Riad Berri"].best == 1
    assert told["Riad Berri et une trentaine de soldats"].best == 31


def test_component_from_the_registry_works_in_a_pipeline_of_others():
    import spacy

    nlp = spacy.blank("fr")
    nlp.add_pipe("defx_counts")
    doc = nlp("Au moins vingt soldats ont fui.")
    (span,) = doc.spans["counts"]
    assert (span.text, span._.count.low, span._.count.high) == ("Au moins vingt soldats", 20, None)
