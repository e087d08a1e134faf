"""A quick answer to whether a text names any place of Syria or its neighbours, or any group of its war.

What it knows is one set of names, made once from the gazetteers and kept in the user's cache.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ..cache import cached, states
from ..version import __version__
from .rows import data_folder, read_lines
from .words import canonical, words_of

COUNTRIES = ("SY", "JO", "LB")
"""Syria, and the neighbours whose border towns are in its news."""
SHORTEST = 4
"""Letters of the shortest name: shorter ones are too often something else."""
MOST_WORDS = 5
LONGEST = 60
"""Characters of the longest name."""
_CAPITAL = re.compile(r"[A-Z](?:[A-Za-z]|'(?=[a-z]))*")
_DETERMINER = re.compile(r"^(?:[Ll]'|[Ll]es? |[Ll]a )")
_COMMON = frozenset({"le", "la", "les", "un", "une", "l", "s", "parlement", "premier"})
"""First words of names that begin any sentence."""
_FILES = ("places.csv", "place_names.tsv", "groups.csv")


def names_land(text: str) -> bool:
    """Whether a capital in the text begins a name of the land."""
    names, starts = _names()
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return any(
        match[0].replace("'", "").lower() in starts and _begins(plain[match.start() :][:LONGEST], names)
        for match in _CAPITAL.finditer(plain)
    )


def _begins(text: str, names: str) -> bool:
    words = words_of(text).words
    return any(f"\n{' '.join(words[:length])}\n" in names for length in range(1, MOST_WORDS + 1))


@cache
def _names() -> tuple[str, frozenset[str]]:
    """The canonical names, between line breaks (a set takes longer to make), and their first words."""
    sources = [*(data_folder() / name for name in _FILES), Path(__file__)]
    made_from = f"defx {__version__}, {states(sources)}"
    kept = bytes(cached("land", made_from, _payload)).decode()
    starts, _, names = kept.partition("\n\n")
    return f"\n{names}\n", frozenset(starts.split("\n"))


def _payload() -> bytes:
    names = sorted(_kept())
    starts = sorted({name.split(" ", 1)[0] for name in names})
    return "\n".join([*starts, "", *names]).encode()


def _kept() -> set[str]:
    return {name for name in (*_places(), *_groups()) if name.split(" ", 1)[0] not in _COMMON}


def _places() -> Iterator[str]:
    rows = csv.reader(read_lines("places.csv"))
    column = next(rows).index("country")
    inside = {number for number, row in enumerate(rows) if row[column] in COUNTRIES}
    for line in read_lines("place_names.tsv"):
        _, name, numbers = line.split("\t")
        if len(name) >= SHORTEST and not inside.isdisjoint(map(int, numbers.split(" "))):
            yield name


def _groups() -> Iterator[str]:
    for row in csv.DictReader(read_lines("groups.csv")):
        for name in (row["name"], *row["aliases"].split("|")):
            if len(name) >= SHORTEST and name != name.lower():
                yield canonical(_DETERMINER.sub("", name))
