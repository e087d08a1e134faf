"""The tables of counts.toml, compiled: phrases found by their first word, sets of words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...lexicon import load_table
from ...lexicon.words import Word, scan

ELISIONS = {"de": "d'", "que": "qu'"}


class Phrases:
    """Phrases with a value each; one that ends in "de" or "que" is found elided ("d'", "qu'") as well."""

    def __init__(self, values: Iterable[tuple[str, str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for form, value in values:
            words = tuple(word.low for word in scan(form))
            self._add(words, value)
            if words[-1] in ELISIONS:
                self._add((*words[:-1], ELISIONS[words[-1]]), value)
        for found in self._by_first.values():
            found.sort(key=lambda item: -len(item[0]))
        self._by_last: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for found in self._by_first.values():
            for words, value in found:
                self._by_last.setdefault(words[-1], []).append((words, value))
        for found in self._by_last.values():
            found.sort(key=lambda item: -len(item[0]))

    @property
    def openers(self) -> frozenset[str]:
        """The first words of all phrases."""
        return frozenset(self._by_first)

    def _add(self, words: tuple[str, ...], value: str) -> None:
        self._by_first.setdefault(words[0], []).append((words, value))

    def at(self, words: list[Word], i: int) -> tuple[str, int] | None:
        """The value of the longest phrase that begins at word `i`, and the index of the word after it."""
        if i >= len(words):
            return None
        for form, value in self._by_first.get(words[i].low, ()):
            if _matches(words, i, form):
                return value, i + len(form)
        return None

    def before(self, words: list[Word], i: int) -> tuple[str, int] | None:
        """The value of the longest phrase that ends right before word `i`, and where it begins."""
        return None if i < len(words) and words[i].gap.strip() else self.ending(words, i)

    def ending(self, words: list[Word], i: int) -> tuple[str, int] | None:
        """The same, whatever mark stands before word `i`."""
        if i <= 0:
            return None
        for form, value in self._by_last.get(words[i - 1].low, ()):
            first = i - len(form)
            if first >= 0 and _matches(words, first, form):
                return value, first
        return None


def _matches(words: list[Word], i: int, form: tuple[str, ...]) -> bool:
    if i + len(form) > len(words) or words[i].low != form[0]:
        return False
    for n in range(1, len(form)):
        word = words[i + n]
        if word.low != form[n] or word.gap not in ("", " "):
            return False
    return True


@dataclass(frozen=True)
class Lexicon:
    """What counts.toml holds."""

    before: Phrases
    after: Phrases
    after_number: Phrases
    range_links: Phrases
    half: Phrases
    some: Phrases
    some_alone: Phrases
    conjunctions: Phrases
    part_cues: Phrases
    companion_cues: Phrases
    eux: Phrases
    far_cues: Phrases
    with_pronoun: Phrases
    beside: Phrases
    explainers: Phrases
    epithets: Phrases
    units: Mapping[str, str]
    numbers: Mapping[str, Any]
    vague: Mapping[str, Any]
    numbered: Mapping[str, frozenset[str]]
    nouns: Mapping[str, frozenset[str]]
    links: Mapping[str, frozenset[str]]


UNITS = ("person", "civilian", "dead", "wounded", "prisoner", "unit", "time", "distance", "money", "percent")
"""Units that counts.toml lists nouns of."""


@cache
def lexicon() -> Lexicon:
    """The tables; compiled once per process. Raises DataError where counts.toml is broken."""
    table = load_table("counts")
    links, nouns = table["links"], table["nouns"]
    return Lexicon(
        before=_valued(table["before"]),
        after=_valued(table["after"]),
        after_number=_valued(table["after_number"]),
        range_links=_plain(table["numbers"]["range_links"]),
        half=_plain(table["numbers"]["half"]),
        some=_plain(table["vague"]["some"]),
        some_alone=_plain(table["vague"]["alone"]),
        conjunctions=_plain(links["and"]),
        part_cues=_plain(links["part"]),
        companion_cues=_plain(links["companions"]),
        eux=_plain(links["eux"]),
        far_cues=_plain(links["far"]),
        with_pronoun=_plain(links["with_pronoun"]),
        beside=_plain(links["beside"]),
        explainers=_plain(links["explainers"]),
        epithets=_plain(links["epithets"]),
        units={form: unit for unit in UNITS for form in nouns[unit]},
        numbers=table["numbers"],
        vague=table["vague"],
        numbered={name: frozenset(forms) for name, forms in table["numbered"].items()},
        nouns={name: frozenset(forms) for name, forms in nouns.items()},
        links={name: frozenset(forms) for name, forms in links.items()},
    )


def _valued(table: Mapping[str, Iterable[str]]) -> Phrases:
    return Phrases((form, value) for value, forms in table.items() for form in forms)


def _plain(forms: Iterable[str]) -> Phrases:
    return Phrases((form, form) for form in forms)
