"""Write tests/corpus/learn/phrases.jsonl: sentences that tell of a defection with the phrases of the test tables.

    python scripts/write_phrases.py

The tables say what each count or date phrase means; here the reading learns that it may stand anywhere in a plain
sentence. Drawn by chance, the same in every run.
"""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent.parent / "tests"
PUBLISHED = "2021-09-30"
SENTENCES = 360
WEIGHT = 0.25
"""How much such a sentence counts in training beside an article."""
PLACES = ("Homs", "Hama", "Idleb", "Deraa", "Alep", "Rastane", "Deir ez-Zor", "Soueïda", "Qousseir", "Raqqa")
PLAIN = ("des soldats", "trois soldats", "un colonel", "une quinzaine de conscrits", "des officiers")
RANKS = (
    "soldat",
    "conscrit",
    "sergent",
    "officier",
    "capitaine",
    "colonel",
    "général",
    "pilote",
    "policier",
    "milicien",
)
"""Optional in every sentence: what ranks a phrase tells stands in no table."""
VERBS = (
    ("ont déserté", "a déserté"), ("ont fait défection", "a fait défection"), ("avaient déserté", "avait déserté"),
    ("ont rejoint les rebelles", "a rejoint les rebelles"), ("ont changé de camp", "a changé de camp"),
    ("auraient fait défection", "aurait fait défection"), ("se sont enfuis", "s'est enfui"),
    ("ont quitté les rangs", "a quitté les rangs"),
)  # fmt: skip
FORMS = (
    "{count} {verb} {date} à {place}.", "{date}, {count} {verb} à {place}.", "{count} {verb} à {place} {date}.",
    "À {place}, {count} {verb} {date}.", "{count} {verb} {date} à {place}, selon l'OSDH.", "{count} {verb} à {place}.",
    "« {date}, {count} {verb} à {place} », a dit un habitant.", "{count} de l'armée syrienne {verb} {date} à {place}.",
)  # fmt: skip


def table(name: str) -> list[dict[str, str]]:
    """The rows of a test table that are read right, those of plain points in time alone."""
    with (TESTS / "data" / name).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [row for row in rows if not row.get("known_failure") and row.get("role", "point") == "point"]


def bounds(count: dict[str, str]) -> list[int | None]:
    """Low, best and high of a row."""
    return [int(count[name]) if count[name] else None for name in ("low", "best", "high")]


def sentence(
    number: int, draw: random.Random, count: dict[str, str] | None, date: dict[str, str]
) -> dict[str, Any]:
    """An annotated article of one sentence."""
    people = count["phrase"] if count else draw.choice(PLAIN)
    form, place, verbs = draw.choice(FORMS), draw.choice(PLACES), draw.choice(VERBS)
    verb = verbs[people in ("un colonel",) or bool(count and count["best"] == "1")]
    text = form.format(count=people, verb=verb, date=date["phrase"], place=place)
    text = text[0].upper() + text[1:]
    start = text.index(verb)
    told = "{date}" in form and date["earliest"]
    event: dict[str, Any] = {
        "factuality": "reported", "scope": "incident", "from": ["saa" if "armée" in form else "?saa"],
        "to": ["opposition"] if "rebelles" in verb else [], "date": [date["earliest"], date["latest"]] if told else None,
        "count": bounds(count) if count else None, "count_optional": count is None, "places": [place], "destinations": [],
        "via": [], "persons": [], "ranks": [f"?{rank}" for rank in RANKS], "reasons": [],
        "sources": ["OSDH"] if "OSDH" in form else ["?habitant"] if "habitant" in form else [],
    }  # fmt: skip
    marks = [[start, start + len(verb), 0]]
    about = {"id": f"ph{number:03}", "published": PUBLISHED, "kind": "phrase", "weight": WEIGHT}
    return {**about, "text": text, "events": [event], "marks": marks}


def main() -> None:
    """Write articles and triggers."""
    draw = random.Random(11)
    counts, dates = table("count_phrases.csv"), table("date_phrases.csv")
    rows = [
        sentence(n, draw, draw.choice(counts) if n % 5 < 3 else None, draw.choice(dates))
        for n in range(SENTENCES)
    ]
    corpus = TESTS / "corpus"
    marks = [{"id": row["id"], "marks": row.pop("marks")} for row in rows]
    for folder, lines in (("learn", rows), ("triggers", marks)):
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (corpus / folder / "phrases.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
