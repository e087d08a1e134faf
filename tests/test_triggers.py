"""The lexicon of expressions: what it finds in sentences of each construction, and that it is well kept."""

from __future__ import annotations

import subprocess
import sys

import pytest

from conftest import ROOT
from defection_extract.components.triggers import Triggers
from defection_extract.lexicon.folding import fold
from defection_extract.lexicon.trigger_patterns import trigger_lexicon

# The expression stands between brackets, before the bar the row that finds it.
FOUND = """
faire défection | Le capitaine et ses hommes [ont fait défection] hier.
faire défection | D'après le site, le colonel [a fait sa défection] la veille.
se mettre sous la protection | Trente miliciens se sont [mis mardi soir sous la protection] des FDS.
se mettre sous la protection | Ils avaient [demandé la protection] de l'Armée libre.
prendre ses distances | Le général aurait [pris ses distances] avec la Garde républicaine.
prendre ses distances | Il a [annoncé son éloignement] de la faction.
se séparer | La 3e compagnie [s'est scindée] en deux.
se séparer | Deux brigades [se sont séparées] d'Ahrar al-Cham.
prendre le large | Le garde [a pris ses cliques et] ses claques.
prendre le large | Les matelots [ont largué les amarres] avant l'aube.
prendre le large | Le commissaire a [mis les voiles] samedi.
jeter l'uniforme | Un sergent a [arraché ses épaulettes] devant la foule.
jeter l'uniforme | Les appelés [passent en civil] et rentrent à pied.
lâcher | Cent combattants [ont fait faux bond] à leur chef.
rompre avec | Le lieutenant [a dit adieu] à la 17e division.
rompre avec | Le clan [a divorcé] d'avec le régime.
rendre son insigne | Trente-trois hommes [restituent leurs badges].
ne pas rentrer | Sept pilotes [n'ont pas repris] le manche depuis mercredi.
ne pas rentrer | Le troisième secrétaire [n'est plus venu] au bureau.
ne pas rentrer | L'attaché [ne rentrera pas] à Damas.
manquer à l'appel | Un garde [est porté manquant] depuis samedi.
renoncer à ses fonctions | Le juge [a cessé ses fonctions] lundi.
suivre | Un camarade [a voulu m'imiter] le lendemain.
suivre | Dix autres [en ont fait autant].
suivre | Les policiers voisins [ont emboîté le pas].
suivre | La section d'à côté [a fait de même].
se fondre dans la foule | Les soldats [se sont fondus dans] la foule.
se glisser hors de | Six appelés [ont rampé] jusqu'aux lignes rebelles.
remettre à | Neuf membres [ont remis leurs véhicules] aux Assayech.
intégrer | Ils ont rompu leur contrat, et [signé, mercredi, avec] la Division Hamza.
revenir chez | Deux bataillons [sont retournés chez] Zinki.
revenir chez | Le chef est rentré dans le [giron de] l'État.
se rendre | Ils sont venus, [les mains levées], vers le poste.
surpris alors que | Deux conscrits ont été [surpris au moment où] ils enjambaient le remblai.
surpris alors que | Cinq gardes [ont tenté de franchir] la ligne.
changer de maître | La garnison [a changé d'employeur] mardi.
basculer | Le bataillon [bascule] dans la rébellion.
"""
NOTHING = [
    "Le marché de la ville a rouvert ses étals jeudi sous un soleil pâle.",
    "Le ministre a inauguré une station d'épuration.",
    "Les séparateurs de voies seront posés au printemps.",
    "La récolte de coton souffre du manque d'eau.",
]


@pytest.fixture(scope="module")
def find():
    """Rows and words of every expression in a sentence."""
    triggers = Triggers()
    return lambda text: [(entry.name, start, end) for start, end, entry in triggers._find(fold(text))]


@pytest.mark.parametrize("line", FOUND.strip().splitlines())
def test_expression(find, line):
    """Some match of the row overlaps the marked words."""
    row, marked = line.split(" | ")
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    assert any(name == row and a < end and start < b for name, a, b in find(text)), find(text)


@pytest.mark.parametrize("text", NOTHING)
def test_ordinary_sentences_have_no_expression(find, text):
    assert find(text) == []


def test_only_leaving_and_joining_are_strong():
    """What says a defection alone is no mere motion, flight, surrender or resignation."""
    entries = {entry for found in trigger_lexicon().by_pivot.values() for entry in found}
    strong = {(entry.name, entry.kind) for entry in entries if entry.strength == 3}
    assert {kind for _, kind in strong} <= {"leave", "join", "noun", "agent"}
    assert ("déserter", "leave") in strong


def test_every_expression_compiles():
    for found in trigger_lexicon().by_pivot.values():
        assert all(entry.pattern.flags for entry in found)


def test_lexicon_is_well_kept():
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "check_lexicon.py")],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")
