"""Every name of a group in one table, looked up word by word in one pass over a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..lexicon import load_table
from ..lexicon.folding import fold
from .group_names import canonical, ordinals, sound
from .group_rows import Groups, default_groups
from .phrases import PatternTable, PhraseTable
from .words import BREAK, Words


@dataclass(frozen=True, slots=True)
class Name:
    """One name of the group `id`, as it is written in the table.

    `generic`: a common noun, which only the article makes a name. `acronym`, `cased`, `bound`: what the text
    must show for it (capitals; a capital; a head word or quotation mark before it). `successor`: the id of
    the group that bears the name after the fall of the régime, if another does.
    """

    id: str
    text: str
    generic: bool = False
    acronym: bool = False
    cased: bool = False
    bound: bool = False
    successor: str = ""


_DETERMINER = re.compile(r"^(?:l'|les? |la )")
_FORENAME_WINDOW = 40
_FORENAME = re.compile(r"[^.!?\n«\"] [A-ZÀ-Ý][\w-]+ $")
_ACRONYM = re.compile(r"[A-ZŞ][A-Za-zŞ-]{0,5}[A-ZŞ]|[A-Z]{2}[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class GroupIndex:
    """The names of all groups: as words and by their sound, and the patterns of the lexicon."""

    groups: Groups
    names: PhraseTable[Name]
    by_sound: PhraseTable[Name]
    patterns: PatternTable[Name]


def build_index(groups: Groups) -> GroupIndex:
    """The index of the groups' names and of the lexicon's phrases for them."""
    table = load_table("groups")
    index = GroupIndex(groups, PhraseTable(), PhraseTable(), PatternTable())
    traits = {trait: {canonical(name) for name in table["names"][trait]} for trait in table["names"]}
    for row in groups.by_id.values():
        for text in row.names:
            _add_name(index, row.id, text, traits)
    for phrases in table["phrases"]:
        if phrases["id"] in groups.by_id:
            _add_phrases(index, phrases)
    return index


def _add_name(index: GroupIndex, id: str, text: str, traits: dict[str, set[tuple[str, ...]]]) -> None:
    words = canonical(_DETERMINER.sub("", text))
    if words in traits["dropped"]:
        return
    numbered = any(word[0].isdigit() or word in ordinals() for word in words)
    syrian = any(word.startswith("syri") for word in words)
    proper = text != text.lower() or numbered or syrian or words in traits["proper"]
    acronym = len(words) == 1 and bool(_ACRONYM.fullmatch(text))
    name = Name(id, text, not proper, acronym, words in traits["cased"], words in traits["bound"])
    index.names.add(words, name)
    if text != text.lower() and not acronym and sum(map(len, words)) >= 7:
        index.by_sound.add(tuple(map(sound, words)), name)


def _add_phrases(index: GroupIndex, phrases: dict[str, Any]) -> None:
    for key in ("exact", "generic"):
        for pattern in phrases.get(key, ()):
            name = Name(phrases["id"], pattern, key == "generic", successor=phrases.get("successor", ""))
            index.patterns.add(pattern, name)


@cache
def default_index() -> GroupIndex:
    """The index of the gazetteer that comes with the package; built once per process."""
    return build_index(default_groups())


@dataclass(frozen=True, slots=True)
class Hit:
    """A name at words first…last (inclusive) of a text; `match` is "exact", "generic" or "variant"."""

    first: int
    last: int
    name: Name
    match: str


_PREFERENCE = {"exact": 0, "generic": 1, "variant": 2}


def find_names(words: Words, index: GroupIndex) -> Iterator[Hit]:
    """Every name of the index in the text that its surroundings allow; they may overlap."""
    guard = _Guard(words)
    spoken = [sound(word) if word != BREAK else BREAK for word in words.words]
    for i, word in enumerate(words.words):
        capital = words.capitals[i]
        if not (capital or word in index.names.lengths or index.patterns.may_start(word)):
            continue
        found = [*index.names.all_at(words.words, i), *index.patterns.all_at(words.words, i)]
        hits = [Hit(i, i + n - 1, name, "generic" if name.generic else "exact") for n, name in found]
        if capital:
            hits += [Hit(i, i + n - 1, name, "variant") for n, name in index.by_sound.all_at(spoken, i)]
        if not hits:
            continue
        hits.sort(key=lambda hit: (-hit.last, _PREFERENCE[hit.match], not hit.name.successor))
        never = guard.never.longest(words.words, i)
        hit = next(
            (hit for hit in hits if guard.allows(hit) and not (never and hit.last < i + never[0])), None
        )
        if hit:
            yield hit


class _Guard:
    """What a text must show for a name that is also something else."""

    def __init__(self, words: Words) -> None:
        self.words = words
        table = load_table("groups")
        self.ambiguous = {name.lower() for name in table["names"]["ambiguous_acronyms"]}
        heads = table["heads"]
        self.never: PhraseTable[str] = PhraseTable()
        for phrase in table["names"]["never"]:
            self.never.add(canonical(phrase), phrase)
        self.heads = {fold(word) for kind in ("arabic", "french", "loose") for word in heads[kind]}

    def allows(self, hit: Hit) -> bool:
        """Whether the name may stand at these words."""
        name, first = hit.name, hit.first
        if name.acronym:
            return self._acronym(first)
        if name.cased and (not self.words.capital(first) or (hit.last == first and self._surname(first))):
            return False
        return not name.bound or self._bound(first)

    def _surname(self, i: int) -> bool:
        """Whether a capitalised word before this one makes a person's name of it: "Richard Wagner"."""
        start = self.words.articles[i]
        return (
            bool(_FORENAME.search(self.words.text[max(0, start - _FORENAME_WINDOW) : start]))
            and self.words.words[i - 1] not in self.heads
        )

    def _acronym(self, i: int) -> bool:
        raw = self.words.text[self.words.starts[i] : self.words.ends[i]]
        if self.words.words[i] not in self.ambiguous and len(raw) > 2:
            return True
        before = self.words.words[i - 1] if i else ""
        return raw.isupper() and (before in ("l", "groupe", "organisation") or not self._in_capitals(i))

    def _in_capitals(self, i: int) -> bool:
        text, start, end = self.words.text, self.words.starts[i], self.words.ends[i]
        around = text[text.rfind("\n", 0, start) + 1 : start][-60:] + text[end : end + 60].split("\n")[0]
        return sum(c.isupper() for c in around) > 2 * sum(c.islower() for c in around) + 3

    def _bound(self, i: int) -> bool:
        start = self.words.articles[i]
        before = self.words.text[max(0, start - 4) : start].rstrip()[-1:]
        return before in ("«", '"', "“") or (i > 0 and self.words.words[i - 1] in self.heads)
