"""The first look at an article: whether it can hold a record at all. It needs neither spaCy nor the model.

Cheap by design: one look at each different word, linear in the length of the text. The words are in
lexicon/gate.toml.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Set
from functools import cache, lru_cache

from .lexicon.loader import load_table

NEAR = 45
"""Words to each side of a word of defection in which people must stand."""
PEOPLE = frozenset({"arms", "state", "force", "soldiers"})
"""Kinds of words for people of arms or of state."""
SOLDIERS = 2
"""Different words for soldiers that make an article one about them."""
STEM = 3
"""Letters by which stems are looked up."""

_WORD_CHARS = bytes(code if chr(code).isalnum() else 32 for code in range(128)).lower() + b" " * 128

Kinds = Mapping[str, frozenset[str]]


def may_tell(text: str, *, anywhere: bool = False) -> bool:
    """Whether a text (normal form) speaks of the conflict, and of leaving near people of arms or state.

    With `anywhere` it need not speak of this conflict: names that the lexicon lacks may show that. False means
    that reading it would find nothing; True promises nothing.
    """
    words = _words(text)
    kinds = {word: found for word in set(words) if (found := _kinds_of(word))}
    present = frozenset().union(*kinds.values())
    here = anywhere or bool(present & {"conflict", "force"})
    if "strong" in present and (here or _near(words, kinds, "strong", {"soldiers"})):
        return True
    if "weak" not in present or not _near(words, kinds, "weak", PEOPLE):
        return False
    return here or _is_of_soldiers(kinds, present) or _names_land(text)


def _words(text: str) -> list[str]:
    """The words of a text: lower case, no accents, no marks."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore")
    return plain.translate(_WORD_CHARS).decode("ascii").split()


def _near(words: list[str], kinds: Kinds, kind: str, company: Set[str]) -> bool:
    """Whether a word of one kind stands within NEAR words of one of its company."""
    last_word = last_company = -NEAR - 1
    for i, word in enumerate(words):
        found = kinds.get(word)
        if found is None:
            continue
        last_word = i if kind in found else last_word
        last_company = i if found & company else last_company
        if abs(last_word - last_company) <= NEAR and min(last_word, last_company) >= 0:
            return True
    return False


def _is_of_soldiers(kinds: Kinds, present: frozenset[str]) -> bool:
    """Whether an article is about soldiers, and not those of another land."""
    return "elsewhere" not in present and sum("soldiers" in found for found in kinds.values()) >= SOLDIERS


def _names_land(text: str) -> bool:
    from .gazetteer.land import names_land

    return names_land(text)


@lru_cache(1 << 14)
def _kinds_of(word: str) -> frozenset[str]:
    """What a word speaks of: "conflict", "strong", "weak", "arms", "soldiers", "state"."""
    whole, stems = _lexicon()
    found = whole.get(word, frozenset())
    for stem, kinds in stems.get(word[:STEM], ()):
        if word.startswith(stem):
            found |= kinds
    return found


@cache
def _lexicon() -> tuple[dict[str, frozenset[str]], dict[str, tuple[tuple[str, frozenset[str]], ...]]]:
    """The whole words of the lexicon, and its stems by their first letters."""
    whole: dict[str, frozenset[str]] = {}
    stems: dict[str, frozenset[str]] = {}
    for kind, entries in load_table("gate").items():
        for entry in entries:
            table = whole if entry.startswith("=") else stems
            key = entry.removeprefix("=")
            table[key] = table.get(key, frozenset()) | {kind}
    by_start: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {}
    for stem, kinds in stems.items():
        by_start[stem[:STEM]] = (*by_start.get(stem[:STEM], ()), (stem, kinds))
    return whole, by_start
