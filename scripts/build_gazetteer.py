#!/usr/bin/env python3
"""Builds gazetteers/places.csv and gazetteers/place_names.tsv from the source tables and the reviewed ones.

    build_gazetteer.py [--sources FOLDER] [--check]

Sources: FOLDER/places.csv (see its README for origin and licences; default: shared/data beside the checkout).
Reviewed by hand, in gazetteers/reviewed: press_names.csv (how the French press names a place), sites.csv
(places that the table lacks, or lacks coordinates of; an empty cell keeps what the table says), world.csv
(countries and large cities), dropped_aliases.csv. --check builds in memory and fails where the files differ;
without the source tables it says so and succeeds.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import cos, hypot, radians
from pathlib import Path

from rapidfuzz import fuzz

from defection_extract.gazetteer.context import lexicon
from defection_extract.gazetteer.rows import COLUMNS
from defection_extract.gazetteer.translit import skeleton, sound
from defection_extract.gazetteer.words import canonical

ROOT = Path(__file__).parents[1]
OUTPUT = ROOT / "gazetteers"
REVIEWED = OUTPUT / "reviewed"
NEIGHBOURS = {"TR", "LB", "IQ", "JO"}
UNITS = {"country": 3, "governorate": 3, "district": 2, "subdistrict": 2}
SITES = {"camp", "crossing", "airbase", "region", "river", "dam", "bridge", "site", "base"}

# Words of administration in other languages: an alias with one of them repeats the name.
ADMINISTRATIVE = re.compile(
    r"\b(governorate|district|subdistrict|province|gouvernement|gouvernorat|governaci[oó]|governatorato|gobernaci[oó]n|"
    r"distrito|distretto|distrikt|il[cç]esi|ili|b[oö]lgesi|vilayeti|vil[aâ]yeti|muhafazat|muhafazah|mohafazat|liwa|qada|"
    r"nahiyat|markaz|parezgeha|subdivision|yonetimi|"
    r"county|mayorality|airport|air base|intl|international|mazra at)\b",
    re.IGNORECASE,
)
LATIN = re.compile(r"[\x00-\u024f\u02b0-\u02ff\u0300-\u036f\u1e00-\u1eff\u2018\u2019]+")
CODE = re.compile(
    r"[A-Z]{2,4}\d*|\d+|Syrien|Syrian|Syri[ae]|Surie|Sirska.*|Iraqi|Turk|Turkish|Lebanese|Jordanian|Nazi"
)
MERGE_KM = 2.5
"""Within this distance a row without p-code that sounds alike is one village: GeoNames is that far off."""

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plain(name: str) -> str:
    """A name without the marks of scientific transliteration, which French text does not write."""
    kept = []
    for char in unicodedata.normalize("NFC", name):
        base = unicodedata.normalize("NFD", char)
        marks = {"\u0304", "\u0323", "\u0327", "\u0331", "\u0306", "\u030c"} & set(base[1:])
        kept.append(base[0] if marks and char not in "çÇşŞ" else char)
    text = "".join(kept)
    text = re.sub(r"(^|[\s-])['‘’`ʿʾ]", r"\1", text)
    return re.sub(r"['‘’`ʿʾ]+(?=$|[\s-])", "", text).replace("‘", "'").replace("’", "'").replace("`", "'")


def clean_names(row: Row, dropped: set[tuple[str, str]]) -> Iterator[str]:
    """The names of a row worth keeping: Latin, no code, no administrative phrase, each once."""
    seen: set[str] = set()
    for raw in [row["name"], *row["aliases"].split("|")]:
        name = plain(re.sub(r"\s*\([^)]*\)", "", raw).strip().replace("_", " "))
        if not LATIN.fullmatch(name) or re.search("[,:]", name) or (row["id"], raw) in dropped:
            continue
        key = canonical(name)
        is_name = len(key) > 1 and not CODE.fullmatch(raw) and not ADMINISTRATIVE.search(plain(name))
        if (is_name or raw == row["name"]) and key not in seen:
            seen.add(key)
            yield name
        for part in re.split(r"\s+-\s+|\s*/\s*", name) if re.search(r"\s-\s|/", name) else ():
            if len(canonical(part)) > 3 and canonical(part) not in seen:
                seen.add(canonical(part))
                yield part


def distance(a: Row, b: Row) -> float:
    """Kilometres between two rows; infinite where a coordinate is unknown."""
    if not (a["lat"] and b["lat"]):
        return float("inf")
    lat_a, lon_a, lat_b, lon_b = (float(x) for x in (a["lat"], a["lon"], b["lat"], b["lon"]))
    return 111.2 * hypot(lat_a - lat_b, (lon_a - lon_b) * cos(radians(lat_a)))


def alike(names_a: Iterable[str], names_b: Iterable[str]) -> bool:
    """Whether two places at one spot bear one name."""
    sounds_a, sounds_b = {sound(canonical(n)) for n in names_a}, {sound(canonical(n)) for n in names_b}
    return any(fuzz.ratio(a, b) >= 85 for a in sounds_a for b in sounds_b)


def reviewed_ids() -> set[str]:
    """The ids that the reviewed tables name: their rows stay."""
    named = {id for row in read(REVIEWED / "press_names.csv") for id in row["ids"].split()}
    return named | {row["id"] for row in read(REVIEWED / "sites.csv")}


def merge_duplicates(rows: list[Row], names: dict[str, list[str]]) -> list[Row]:
    """Rows without p-code that repeat a community, or an earlier row, give it their names and go."""
    stay = reviewed_ids()
    cells: dict[tuple[int, int], list[Row]] = defaultdict(list)
    kept: list[Row] = []
    for row in sorted(rows, key=lambda r: (not r["pcode"], r["id"] not in stay)):
        spot = (int(float(row["lat"]) * 20), int(float(row["lon"]) * 20)) if row["lat"] else None
        if row["kind"] in ("community", "neighbourhood") and spot:
            near = [
                other for dx in (-1, 0, 1) for dy in (-1, 0, 1) for other in cells[spot[0] + dx, spot[1] + dy]
            ]
            same = (
                None
                if row["pcode"] or row["id"] in stay
                else next(
                    (
                        o
                        for o in near
                        if distance(row, o) < MERGE_KM and alike(names[row["id"]], names[o["id"]])
                    ),
                    None,
                )
            )
            if same is not None:
                names[same["id"]] += [n for n in names[row["id"]] if n not in names[same["id"]]]
                if not same["geonames_id"]:
                    same["geonames_id"] = row["geonames_id"]
                continue
            cells[spot].append(row)
        kept.append(row)
    order = {row["id"]: i for i, row in enumerate(rows)}
    return sorted(kept, key=lambda r: order[r["id"]])


def overlay(rows: dict[str, Row], names: dict[str, list[str]]) -> set[str]:
    """Apply the reviewed tables; the ids that they name."""
    reviewed: set[str] = set()
    for row in [*read(REVIEWED / "sites.csv"), *read(REVIEWED / "world.csv")]:
        old = rows.setdefault(row["id"], {**row})
        old.update({column: row[column] for column in COLUMNS if row[column]})
        merge_names(names, row["id"], [row["name"], *row["aliases"].split("|")])
        if row["kind"] == "country" or row["source"] != "GeoNames":
            reviewed.add(row["id"])
    for row in read(REVIEWED / "press_names.csv"):
        for id in row["ids"].split():
            rows[id]["name"] = row["name"]
            merge_names(names, id, [row["name"], *row["aliases"].split("|")])
            reviewed.add(id)
    return reviewed


def press_names(table_names: dict[str, str]) -> dict[str, list[str]]:
    """The reviewed names of each place, with the name that the table gives it."""
    return {
        id: [row["name"], table_names[id], *filter(None, row["aliases"].split("|"))]
        for row in read(REVIEWED / "press_names.csv")
        for id in row["ids"].split()
    }


def merge_names(names: dict[str, list[str]], id: str, first: list[str]) -> None:
    """Put reviewed names before those of the table."""
    merged: dict[str, str] = {}
    for name in [*first, *names.get(id, ())]:
        merged.setdefault(canonical(name), name)
    merged.pop("", None)
    names[id] = list(merged.values())


def prominence(row: Row, reviewed: set[str], chief: set[str]) -> int:
    """How well a place is known, 3 to 0; see PlaceRow."""
    if row["kind"] == "country" or (row["id"] in reviewed and row["kind"] not in SITES):
        return 3
    if row["country"] == "SY" and row["kind"] in UNITS:
        return UNITS[row["kind"]]
    if row["id"] in reviewed or row["kind"] in SITES or row["id"] in chief:
        return 2
    if row["kind"] == "governorate" or (row["country"] not in NEIGHBOURS | {"SY"}):
        return 2
    return int(bool(row["pcode"]) or row["kind"] == "district")


def chief_towns(rows: dict[str, Row], names: dict[str, list[str]]) -> set[str]:
    """The communities that bear the name of the Syrian unit they lie in."""
    found = set()
    for row in rows.values():
        parent = rows.get(row["parent_id"])
        if row["pcode"].startswith("C") and parent and parent["kind"] in UNITS:
            shared = {canonical(n) for n in names[row["id"]]} & {canonical(n) for n in names[parent["id"]]}
            if shared:
                found.add(row["id"])
    return found


def drop_absurd(rows: dict[str, Row], names: dict[str, list[str]], given: dict[str, list[str]]) -> None:
    """Take an alias from a place that it does not resemble where it is the name of a better known one.

    Of a place in press_names.csv, whose names are reviewed (`given`), aliases that resemble none of them go.
    """
    for id, reviewed in given.items():
        sounds = [sound(canonical(name)) for name in reviewed]
        names[id] = [n for n in names[id] if max(fuzz.ratio(sound(canonical(n)), s) for s in sounds) >= 60]
    best: dict[str, int] = defaultdict(int)
    for id, row in rows.items():
        for name in names[id]:
            best[canonical(name)] = max(best[canonical(name)], int(row["prominence"]))
    for id, row in rows.items():
        own = sound(canonical(names[id][0]))
        if int(row["prominence"]) < 2:
            names[id] = [names[id][0]] + [
                name
                for name in names[id][1:]
                if best[canonical(name)] <= int(row["prominence"])
                or fuzz.ratio(own, sound(canonical(name))) >= 60
            ]


def build(sources: Path) -> dict[str, str]:
    """The text of each output file by its name."""
    dropped = {(row["id"], row["alias"]) for row in read(REVIEWED / "dropped_aliases.csv")}
    table = read(sources / "places.csv")
    names = {row["id"]: list(clean_names(row, dropped)) for row in table}
    names = {id: found for id, found in names.items() if found}
    table_names = {row["id"]: row["name"] for row in table}
    kept = merge_duplicates([row for row in table if row["id"] in names], names)
    rows = {row["id"]: row for row in kept}
    reviewed = overlay(rows, names)
    chief = chief_towns(rows, names)
    for row in rows.values():
        row["prominence"] = str(prominence(row, reviewed, chief))
        if row["parent_id"] not in rows:
            row["parent_id"] = (
                row["country"] if row["country"] in rows and row["country"] != row["id"] else ""
            )
    drop_absurd(rows, names, press_names(table_names))
    return {"places.csv": as_csv(rows, names), "place_names.tsv": as_index(rows, names)}


def as_csv(rows: dict[str, Row], names: dict[str, list[str]]) -> str:
    """The table of places."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, "prominence"])
    for id, row in rows.items():
        shown = {**row, "name": names[id][0], "aliases": "|".join(names[id][1:])}
        writer.writerow([shown[column] for column in (*COLUMNS, "prominence")])
    return out.getvalue()


ARTICLE = re.compile(r"(^|\s)(a[lnrst]|ash|ath|adh?|az|el) (?=\w)", re.IGNORECASE)
GLUED_ARTICLE = re.compile(r"(?<=\s)[Ee]l(?=[a-z]{3})")


def keys_of(name: str) -> Iterator[str]:
    """The canonical forms of a name: as it stands, and with its Arabic articles marked by a hyphen."""
    yield canonical(name)
    yield canonical(ARTICLE.sub(r"\1\2-", name))
    yield canonical(GLUED_ARTICLE.sub("el-", name))


def bare(keys: Iterable[str]) -> list[str]:
    """The names without those that put an article or kind word before another: "le Hatay", "camp d'Apaydin".

    In text these words are what stands before a name, not part of it.
    """
    known = set(keys)
    return [key for key in known if not any(rest in known for rest in without_kind_word(key))]


def without_kind_word(key: str) -> Iterator[str]:
    """A canonical name without the article, or the kind word and its "de", that it starts with."""
    words = key.split(" ")
    for end in range(1, min(len(words), 4)):
        if tuple(words[:end]) in lexicon().kinds:
            yield " ".join(words[end:])
            if words[end] in ("de", "d", "du"):
                yield " ".join(words[end + 1 :])
    if words[0] in ("l", "le", "la", "les"):
        yield " ".join(words[1:])


def as_index(rows: dict[str, Row], names: dict[str, list[str]]) -> str:
    """Every canonical name with its skeleton and the numbers of its rows, sorted by skeleton."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, id in enumerate(rows):
        for key in bare(dict.fromkeys(key for name in names[id] for key in keys_of(name))):
            if key:
                found[key].append(number)
    lines = sorted(
        f"{skeleton(key)}\t{key}\t{' '.join(map(str, numbers))}\n" for key, numbers in found.items()
    )
    return "".join(lines)


def main() -> int:
    """Write the files, or compare."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sources", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument(
        "--check", action="store_true", help="fail where a file differs from what would be built"
    )
    options = parser.parse_args()
    if not (options.sources / "places.csv").is_file():
        print(f"build_gazetteer: no source tables in {options.sources}: nothing compared", file=sys.stderr)
        return 0 if options.check else 3
    differing = []
    for name, text in build(options.sources).items():
        path = OUTPUT / name
        if options.check:
            differing += [name] if not path.is_file() or path.read_text(encoding="utf-8") != text else []
        else:
            path.write_text(text, encoding="utf-8")
    for name in differing:
        print(
            f"build_gazetteer: gazetteers/{name} is not what the sources give; run the script",
            file=sys.stderr,
        )
    return int(bool(differing))


if __name__ == "__main__":
    sys.exit(main())
