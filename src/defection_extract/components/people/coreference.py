"""Who is who: mentions of one person put together, shortened names and aliases with the full ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from ...lexicon.loader import load_table
from .titles import Title


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of a named person: words `first..end`, keys of its parts, its title if any."""

    first: int
    end: int
    keys: tuple[str, ...]
    title: Title | None = None
    alias: bool = False

    @property
    def rank(self) -> str | None:
        """The canonical rank that its title tells."""
        return self.title.rank if self.title else None


@dataclass
class Person:
    """A person of the article: mentions in order."""

    mentions: list[Named] = field(default_factory=list)

    @property
    def fullest(self) -> Named:
        """The first of the mentions with the most words."""
        return max(
            (m for m in self.mentions if not m.alias), key=lambda m: len(m.keys), default=self.mentions[0]
        )

    @property
    def rank(self) -> str | None:
        """The rank that the first mention with a rank tells."""
        return next((m.rank for m in self.mentions if m.rank), None)


def cluster(mentions: Sequence[Named], between: dict[int, str]) -> list[Person]:
    """The persons of the mentions, in order: a short name is that of the last person so called.

    `between[i]` is the folded text before the mention that begins at word `i`, back to the mention before it.
    """
    people: list[Person] = []
    for mention in mentions:
        person = _same(people, mention)
        if person is None and people and _joins_alias(between.get(mention.first, "")):
            person, mention = people[-1], replace(mention, alias=True)
        if person is None:
            person = Person()
        else:
            people.remove(person)
        person.mentions.append(mention)
        people.append(person)
    return sorted(people, key=lambda person: person.mentions[0].first)


@cache
def _alias() -> re.Pattern[str]:
    return re.compile(rf"[ ,(–-]*{load_table('names')['cues']['alias']}[ «\":,]*")


def _joins_alias(between: str) -> bool:
    return bool(_alias().fullmatch(between))


def _same(people: Sequence[Person], mention: Named) -> Person | None:
    """The person last told whom the mention may name."""
    return next((person for person in reversed(people) if _agree(person, mention)), None)


def _agree(person: Person, mention: Named) -> bool:
    """Whether one of two names is a shortening of the other, or both begin and end alike."""
    own, known = set(mention.keys), {key for m in person.mentions for key in m.keys}
    if own <= known:
        return len(own) > 1 or any(mention.keys[0] in (m.keys[0], m.keys[-1]) for m in person.mentions)
    full = person.fullest.keys
    if set(full) <= own:
        return len(full) > 1 or full[0] in (mention.keys[-1], mention.keys[0])
    return mention.keys[-1] == full[-1] and mention.keys[0] == full[0]
