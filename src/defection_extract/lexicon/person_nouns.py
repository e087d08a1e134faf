"""The person nouns of people.toml, by their words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from .loader import load_table
from .words import scan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .words import Word


@dataclass(frozen=True, slots=True)
class PersonNoun:
    """A form of a person noun: its canonical noun and rank, its kind and number.

    `adjectival` forms are nouns only after a determiner; a form right after one of `not_after` is no person.
    """

    form: str
    noun: str
    kind: str
    rank: str | None
    number: str
    adjectival: bool
    not_after: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonNouns:
    """All forms, by their first word, the longest first."""

    by_first: dict[str, tuple[tuple[tuple[str, ...], PersonNoun], ...]]

    def at(self, words: Sequence[Word], i: int) -> tuple[PersonNoun, int] | None:
        """The longest noun that begins at word `i`, and the index of the word after it."""
        for form, noun in self.by_first.get(words[i].low, ()):
            end = i + len(form)
            if end <= len(words) and all(
                words[i + n].low == form[n] and words[i + n].gap in ("", " ") for n in range(1, len(form))
            ):
                return noun, end
        return self._compound(words[i].low, i) if "-" in words[i].low else None

    def _compound(self, word: str, i: int) -> tuple[PersonNoun, int] | None:
        """A compound with a noun of arms as its first part: "sergent-fusilier"."""
        head, _, rest = word.partition("-")
        if len(rest) < 4:
            return None
        return next(
            (
                (noun, i + 1)
                for form, noun in self.by_first.get(head, ())
                if len(form) == 1 and not noun.adjectival
            ),
            None,
        )


@cache
def person_nouns() -> PersonNouns:
    """The nouns of people.toml; once per process. Raises DataError where the file is broken."""
    table = load_table("people")
    adjectival, not_after = frozenset(table["adjectival"]), table["not_after"]
    by_first: dict[str, list[tuple[tuple[str, ...], PersonNoun]]] = {}
    for row in table["nouns"]:
        for number in ("sg", "pl"):
            for form in row[number]:
                noun = PersonNoun(
                    form,
                    row["noun"],
                    row["kind"],
                    row.get("rank"),
                    number,
                    form in adjectival,
                    tuple(not_after.get(form, ())),
                )
                parts = tuple(word.low for word in scan(form))
                by_first.setdefault(parts[0], []).append((parts, noun))
    return PersonNouns({k: tuple(sorted(v, key=lambda item: -len(item[0]))) for k, v in by_first.items()})
