"""Records made through the models, for tests of what is done with results."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

from defection_extract.records import (
    ArticleMeta,
    Count,
    DateRef,
    DefectionEvent,
    Extraction,
    GroupRef,
    Mention,
    Person,
    PlaceRef,
    RankCount,
    Reason,
    Source,
)

ROOT = Path(__file__).parent.parent
PLACES = {
    "Alep": ("SY02", 36.2, 37.16, "Aleppo"),
    "Homs": ("SY04", 34.73, 36.72, "Homs"),
    "Mayadin": ("C5086", 35.02, 40.45, "Deir-ez-Zor"),
    "Turquie": ("gn:298795", None, None, None),
    "Jordanie": ("gn:248816", None, None, None),
}
TEXT = (
    "Sept soldats de l'armée ont fui Alep mardi pour la Turquie, selon l'OSDH. "
    "Le colonel Sami Haddad les menait."
)


def mention(words: str, text: str = TEXT) -> Mention:
    start = text.index(words)
    return Mention(text=words, start=start, end=start + len(words))


def loose(words: str) -> Mention:
    """A mention of no text in particular."""
    return Mention(text=words, start=0, end=len(words))


def group(id: str | None, words: str = "l'armée") -> GroupRef:
    return GroupRef(id=id, name=id or words, mention=loose(words))


def place(name: str, **changes: Any) -> PlaceRef:
    id, lat, lon, admin1 = PLACES[name]
    known = {
        "id": id,
        "name": name,
        "kind": "city",
        "country": "SY",
        "admin1": admin1,
        "lat": lat,
        "lon": lon,
        "pcode": None,
    }
    known |= {"geonames_id": None, "match": "exact", "score": 1.0, "mention": loose(name)}
    return PlaceRef(**(known | changes))


def count(low: int | None, best: int | None, high: int | None, qualifier: str = "exact") -> Count:
    return Count(
        low=low, best=best, high=high, qualifier=qualifier, unit="soldat", mention=loose(f"{best} soldats")
    )


def date(earliest: str | None, latest: str | None = None, precision: str = "day") -> DateRef:
    first = earliest and dt.date.fromisoformat(earliest)
    last = dt.date.fromisoformat(latest) if latest else first
    return DateRef(earliest=first, latest=last, precision=precision, edtf=earliest, mention=loose("mardi"))


def person(name: str, rank: str | None = None) -> Person:
    return Person(name=name, rank=rank, mention=loose(name))


def rank(name: str, count: int | None = None) -> RankCount:
    return RankCount(rank=name, count=count, mention=loose(name))


def source(name: str, kind: str = "organisation") -> Source:
    return Source(kind=kind, name=name, mention=loose(name))


def event(event_id: str = "e1", **slots: Any) -> DefectionEvent:
    known: dict[str, Any] = {
        "factuality": "reported",
        "scope": "incident",
        "trigger": loose("ont fui"),
        "confidence": 0.9,
    }
    known["evidence"] = (loose("Ils ont fui."),)
    return DefectionEvent(event_id=event_id, **(known | slots))


def extraction(
    id: str, *events: DefectionEvent, published: str | None = "2012-07-25", **meta: Any
) -> Extraction:
    text = meta.pop("text", id)
    known: dict[str, Any] = {
        "id": id,
        "source": f"{id}.txt",
        "title": f"Titre {id}",
        "language": "fr",
        "n_chars": len(text),
    }
    known["published"] = published and dt.date.fromisoformat(published)
    known["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    return Extraction(article=ArticleMeta(**(known | meta)), events=events)


def told_event() -> DefectionEvent:
    """The event of TEXT, offsets and all."""
    army, turkey = mention("l'armée"), mention("la Turquie")
    return DefectionEvent(
        event_id="t1",
        factuality="reported",
        scope="incident",
        trigger=mention("ont fui"),
        defected_from=(GroupRef(id="saa", name="Armée arabe syrienne", mention=army),),
        count=Count(low=7, best=7, high=7, qualifier="exact", unit="soldat", mention=mention("Sept soldats")),
        persons=(Person(name="Sami Haddad", rank="colonel", mention=mention("Sami Haddad")),),
        ranks=(RankCount(rank="colonel", count=1, mention=mention("colonel")),),
        date=date("2012-07-24").model_copy(update={"mention": mention("mardi")}),
        places=(place("Alep", mention=mention("Alep")),),
        destinations=(place("Turquie", mention=turkey),),
        reasons=(Reason(category="other", mention=mention("les menait")),),
        sources=(source("OSDH").model_copy(update={"mention": mention("OSDH")}),),
        evidence=(Mention(text=TEXT, start=0, end=len(TEXT)),),
        confidence=0.8,
    )


def write_results(path: Path, *results: Extraction | str) -> Path:
    """A file as `defx batch` writes it; strings are lines as they stand."""
    lines = [result if isinstance(result, str) else result.model_dump_json() for result in results]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


ERROR_LINE = '{"article":{"id":"z","source":"z.txt"},"error":{"code":"timeout","message":"took over 60 s"}}'
