"""Which forces and places an event keeps: nested ones give way to the most specific, enumerated ones stand together."""

from __future__ import annotations

import datetime as dt

import pytest

import defection_extract as defx

PUBLISHED = dt.date(2012, 8, 14)

FORCES = [
    (
        "Douze soldats de la 4e division des forces du régime ont fait défection hier à Homs.",
        ["saa-4th-division"],
    ),
    ("Trois soldats syriens ont quitté hier les rangs de l'armée du régime à Homs.", ["saa"]),
    (
        "Des membres des milices de la Défense nationale et des forces du régime ont fait défection hier à Homs.",
        ["ndf", "syrian-government"],
    ),
    (
        "Vingt soldats de la 4e division, de la Garde républicaine et de l'armée syrienne ont déserté mardi à Damas.",
        ["saa-4th-division", "saa-republican-guard", "saa"],
    ),
    (
        "Quinze membres de Faylaq al-Rahman et de l'Armée syrienne libre ont rejoint mardi le Front al-Nosra à Douma.",
        ["faylaq-al-rahman", "fsa"],
    ),
]
PLACES = [
    ("Trente soldats ont déserté hier à Homs, Hama et Idleb, selon l'OSDH.", ["Homs", "Hama", "Idleb"]),
    ("Deux officiers ont fait défection lundi à Nawa, dans la province de Deraa.", ["Nawa"]),
]


def only_event(text):
    (event,) = defx.extract(text, published=PUBLISHED).events
    return event


@pytest.mark.parametrize(("text", "ids"), FORCES)
def test_forces_left(text, ids):
    assert [group.id for group in only_event(text).defected_from] == ids


@pytest.mark.parametrize(("text", "names"), PLACES)
def test_places_left(text, names):
    assert [place.name for place in only_event(text).places] == names
