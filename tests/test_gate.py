"""The first look: no article with an event is stopped, ordinary news is, and without spaCy."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from defection_extract.article import Article
from defection_extract.gate import may_tell
from defection_extract.gazetteer.land import names_land

SHARED = Path(__file__).parents[2] / "shared" / "corpus"
OURS = sorted((Path(__file__).parent / "corpus").glob("[gl]*/*.jsonl"))  # gate and learn


def _articles(file: Path) -> Iterator[tuple[str, str]]:
    """Id and text of every article of a file with an event that must be found."""
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row.get("text") or (file.parent / "texts" / f"{row['id']}.txt").read_text(encoding="utf-8")
        if any(not event.get("optional") for event in row["events"]):
            yield row["id"], Article(text).normal


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.stem)
def test_no_article_of_our_own_with_an_event_is_stopped(file: Path) -> None:
    assert [id for id, text in _articles(file) if not may_tell(text)] == []


@pytest.mark.parametrize("name", ["dev/gold.jsonl", "train/gold.jsonl", "bank/bank.jsonl"])
def test_no_annotated_article_with_an_event_is_stopped(name: str) -> None:
    file = SHARED / name
    if not file.exists():
        pytest.skip("the shared corpus is not here")
    assert [id for id, text in _articles(file) if not may_tell(text)] == []


TELLING = [
    "Un capitaine syrien a déserté mardi.",
    "SYRIE : TROIS SOLDATS FONT DÉFECTION",
    "Cinq combattants des FDS ont quitté leur poste.",
    "Deux miliciens ont filé de Kafr Nabl pendant la relève.",
    "L'ambassadeur de Syrie a rompu avec le régime.",
    "Les déserteurs de la 17e division ont marché toute la nuit.",
    "Un membre de Hourras al-Din est passé à l'ennemi.",
    "Quarante conscrits originaires de Soueïda ne se sont pas présentés à leur unité.",
    "Un lieutenant a emmené son char chez les insurgés d'Idleb.",
    "Dix-huit gendarmes syriens se sont réfugiés au Liban.",
    "L'équipage d'un hélicoptère syrien a atterri en Turquie.",
    "Une sentinelle a abandonné sa guérite à Khan Cheikhoun.",
    "Un haut responsable du renseignement s'est exfiltré de Damas vers Paris.",
    "Des factions de Deraa se sont rangées du côté du régime.",
    "Des artificiers syriens se sont fait la belle.",
    "Un commando entier a mis les voiles près de Lattaquié.",
    "L'émissaire syrien à Genève refuse de regagner Damas et reste en Suisse.",
]
ORDINARY = [
    "",
    "La défection de son ailier prive Lens d'un titulaire pour la finale.",
    "Le ministre des Transports a présenté sa démission au président, qui l'a acceptée.",
    "Les gendarmes recherchent un homme qui a pris la fuite près de Tarbes.",
    "L'armée russe a lancé vingt drones ; les soldats ukrainiens ont quitté la ville.",
    "Un festival de musique réunira trente groupes à Rennes au mois de juin.",
    "Le Brent est passé sous les soixante dollars, la livre a reculé.",
    "La Syrie a battu le Liban par deux buts à un en match amical.",
]


@pytest.mark.parametrize("text", TELLING)
def test_what_may_tell_of_a_defection_passes(text: str) -> None:
    assert may_tell(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_news_is_stopped(text: str) -> None:
    assert not may_tell(text)


def test_company_stands_near() -> None:
    apart = "Syrie. Les élèves ont quitté la salle. " + "Il pleut encore. " * 30 + "Un soldat passait par là."
    assert may_tell("Syrie. Les soldats ont quitté la salle.")
    assert not may_tell(apart.replace("passait", "dormait"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On l'a vu à Maarrat al-Nouman.", True),
        ("Un porte-parole du Front du Levant s'est exprimé.", True),
        ("On l'a vu à Clermont-Ferrand.", False),
        ("La salma est une mesure ancienne.", False),
    ],
)
def test_names_of_the_land(text: str, expected: bool) -> None:
    assert names_land(text) is expected


def test_an_article_without_a_defection_needs_no_spacy(tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text(
        "La mairie de Quimper rouvrira ses portes lundi, après trois semaines de travaux.\n", "utf-8"
    )
    program = (
        "import sys; from defection_extract.cli import main; sys.argv = ['defx', 'extract', sys.argv[1]]\n"
        "try:\n    main()\nexcept SystemExit as end:\n    code = end.code\n"
        "print(code, sorted({'spacy', 'numpy', 'thinc'} & sys.modules.keys()), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)["events"] == []
    assert done.stderr.strip() == "0 []"
