"""Which words of a text name a place: names of the tables where nothing speaks against it, and unknown names where
the words before them speak for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from .context import Context, Lexicon, adjacent, context_before, lexicon
from .rows import PlaceRow
from .words import BREAK, Words

_MOST_WORDS = 4
_SHORTEST = 3
_MAYBE_TITLES = frozenset({"abou", "abu", "cheikh", "sheikh"})
"""First words of names of persons, and of places."""


@dataclass(frozen=True)
class Mention:
    """Words first…last name a place: one of `rows`, or one that no table has.

    A `tentative` one is a place only if its name turns out to be a transliteration of a row's.
    """

    first: int
    last: int
    rows: tuple[PlaceRow, ...] = ()
    context: Context = field(default_factory=Context)
    tentative: bool = False

    @property
    def prominence(self) -> int:
        """That of the best known row; -1 for an unknown name."""
        return max((row.prominence for row in self.rows), default=-1)


class MentionFinder:
    """Chooses among the names that one text holds. `blocked` words belong to names of groups."""

    def __init__(self, words: Words, blocked: set[int]) -> None:
        self.words = words
        self.blocked = blocked
        self.lex: Lexicon = lexicon()

    def find(self, matches: Iterable[tuple[int, int, Sequence[PlaceRow]]]) -> list[Mention]:
        """The mentions in order, not overlapping."""
        named = [
            Mention(f, last, tuple(rows))
            for f, last, rows in matches
            if self._is_written_as_name(f, last, rows)
        ]
        named = [replace(m, context=context_before(self.words, m.first)) for m in _longest(named)]
        kept = [self._extended(m) for m in named if self._is_place(m)]
        kept += self._listed(named, kept)
        taken = {i for m in kept for i in range(m.first, m.last + 1)}
        weak = {m.first: m for m in named if m not in kept}
        kept += self._unknown(taken, weak, certain=True)
        kept += self._on_lists(taken, kept, named)
        kept += self._unknown(taken, weak, certain=False)
        kept += self._soil(taken)
        return sorted(_longest(kept), key=lambda m: m.first)

    # names of the tables

    def _is_written_as_name(self, first: int, last: int, rows: Sequence[PlaceRow]) -> bool:
        span = range(first, last + 1)
        if not self.blocked.isdisjoint(span):
            return False
        capitals = [self._is_capital(i) for i in span]
        if all(capitals):
            return True
        if not any(capitals):
            return " ".join(self.words.words[i] for i in span) in self.lex.guards["uncapitalised"]
        return capitals[0] | capitals[-1] and max(row.prominence for row in rows) >= 2

    def _is_capital(self, i: int) -> bool:
        return self.words.capital(i) or self.words.words[i].isdigit()

    def _is_place(self, m: Mention) -> bool:
        if self._is_person(m) or self._is_body(m) or self._is_cut(m):
            return False
        if self._is_strong(m):
            return True
        if m.context.cue:
            return True
        doubtful = self._is_doubtful(m)
        if m.context.preposition == "unknown" or self._heads_line(m):
            return not doubtful or m.prominence >= 1
        return (
            not doubtful
            and m.context.preposition == "known"
            and m.prominence >= 1
            and not self._more_follows(m)
        )

    def _is_strong(self, m: Mention) -> bool:
        word = self.words.words[m.first]
        if m.first == m.last:
            return m.prominence >= 2 and not self._is_doubtful(m) and len(word) >= _SHORTEST
        heads = self.lex.guards["heads"] - self.lex.guards["heads_like_persons"]
        return m.prominence >= 2 or word in heads

    def _is_doubtful(self, m: Mention) -> bool:
        """Whether the name is a single word that is also an ordinary one, or a first name."""
        if m.last > m.first:
            return False
        word = self.words.words[m.first]
        has_article = self.words.articles[m.first] < self.words.starts[m.first]
        return word in self.lex.given or (word in self.lex.guards["ordinary"] and not has_article)

    def _heads_line(self, m: Mention) -> bool:
        """Whether the name stands alone at the start of a line: a dateline or an item of a list."""
        text, start = self.words.text, self.words.articles[m.first]
        before = text[text.rfind("\n", 0, start) + 1 : start]
        after = text[self.words.ends[m.last] :][:3].lstrip(" ")
        return not any(map(str.isalpha, before)) and after[:1] in (
            ",",
            "(",
            ":",
            ".",
            "-",
            "–",
            "—",
            "/",
            "\n",
        )

    def _is_person(self, m: Mention) -> bool:
        """Whether a title or another part of a person's name stands beside the name."""
        before = m.first - 1
        if adjacent(self.words, before):
            word = self.words.words[before]
            if word in self.lex.guards["titles"] and not m.context.cue:
                return True
            if self.words.capital(before) and word in self.lex.given:
                return True
            if self.words.capital(before) and m.prominence < 3 and not self._starts_sentence(before):
                return word not in self.lex.guards["heads"] and not m.context.cue
        return self.words.words[m.first] in self.lex.given and self._more_follows(m)

    def _is_cut(self, m: Mention) -> bool:
        """Whether the name is but the first word of a longer one ("Tell" of "Tell Chihab")."""
        return (
            m.first == m.last
            and self.words.words[m.first] in self.lex.guards["heads"]
            and self._more_follows(m)
        )

    def _is_body(self, m: Mention) -> bool:
        """Whether a word beside the name makes it a medium, a unit or a street."""
        before = m.first - 1
        if adjacent(self.words, before) and self.words.words[before] in self.lex.guards["bodies"]:
            return True
        return adjacent(self.words, m.last) and self.words.words[m.last + 1] in self.lex.guards["media"]

    def _starts_sentence(self, i: int) -> bool:
        return (
            i == 0 or self.words.words[i - 1] == BREAK or self.words.words[i] in self.lex.guards["no_names"]
        )

    def _more_follows(self, m: Mention) -> bool:
        return adjacent(self.words, m.last) and self.words.capital(m.last + 1)

    def _extended(self, m: Mention) -> Mention:
        """The name with the capitals that follow it, where its context is one of place and it is no famous name."""
        if m.prominence >= 3 and len(m.rows) > 1 or not m.context.makes_place or m.first in self.blocked:
            return m
        last = self._end_of_name(m.first)
        return m if last <= m.last else replace(m, last=last, rows=())

    def _listed(self, named: list[Mention], kept: list[Mention]) -> Iterator[Mention]:
        """Names that go on a list of places: "à Nawa, Jassem et Inkhil"."""
        ends = {m.last for m in kept}
        for m in named:
            before = m.first - 1
            if m in kept or before < 1 or self._is_person(m) or self._is_body(m) or self._more_follows(m):
                continue
            if self.words.words[before] in ("et", "ou", BREAK) and before - 1 in ends and m.prominence >= 1:
                ends.add(m.last)
                yield m

    # names that no table has

    def _unknown(self, taken: set[int], weak: dict[int, Mention], certain: bool) -> Iterator[Mention]:
        """Names by the words before them: the certain ones, or those that only lean to a place."""
        for i in range(1, len(self.words.words)):
            if i in taken or i in self.blocked or not self._may_start(i):
                continue
            context = context_before(self.words, i)
            is_certain = self._is_certain(i, context)
            leans = not is_certain and (context.makes_place or self._leans_to_place(i, context))
            if not (is_certain if certain else leans):
                continue
            m = Mention(i, self._end_of_name(i), (), context, not certain)
            span = set(self.words.words[i : m.last + 1])
            if span & self.lex.guards["media"] or self._is_body(m):
                continue
            if taken.isdisjoint(range(i, m.last + 1)):
                taken.update(range(i, m.last + 1))
                known = weak.get(i)
                yield replace(m, rows=known.rows) if known and known.last == m.last and certain else m

    def _is_certain(self, i: int, context: Context) -> bool:
        """Whether the words before make any name that starts at word i a place."""
        if self.words.words[i] in _MAYBE_TITLES:
            return bool(context.cue) or (context.preposition == "unknown" and context.words != ("a",))
        return (context.makes_place or self._has_head(i)) and not (self._is_shouted(i) and not context.cue)

    def _leans_to_place(self, i: int, context: Context) -> bool:
        return context.preposition == "known" and context.words != ("des",) and not self._is_shouted(i)

    def _is_shouted(self, i: int) -> bool:
        """Whether word i is all in capitals, as the words beside it: there a capital says nothing."""
        around = [
            self.words.text[self.words.starts[k] : self.words.ends[k]]
            for k in range(max(0, i - 1), i + 2)[:3]
            if k < len(self.words.words)
        ]
        return all(not word.isalpha() or word.isupper() for word in around) and len(around[-1]) > 1

    def _has_head(self, i: int) -> bool:
        """Whether a name of several words starts here with a word such as Tell or Kafr, which only places do."""
        heads = self.lex.guards["heads"] - self.lex.guards["heads_like_persons"]
        return self.words.words[i] in heads and adjacent(self.words, i) and self._continues(i + 1)

    def _on_lists(self, taken: set[int], kept: list[Mention], named: list[Mention]) -> Iterator[Mention]:
        """Unknown names that share a list with places: "les villes de X, Y et Z", "entre X et Y"."""
        ends = {m.last: m for m in kept}
        starts = {m.first for m in [*named, *kept]}
        for i in range(1, len(self.words.words)):
            if i in taken or i in self.blocked or not self._may_start(i):
                continue
            last = self._end_of_name(i)
            follows = self._listed_after(i, ends)
            between = self.words.words[i - 1] == "entre" and self._next_item(last) in starts
            if follows or between:
                m = Mention(i, last, (), follows.context if follows else Context(preposition="unknown"))
                ends[last] = m
                taken.update(range(i, last + 1))
                yield m

    def _listed_after(self, i: int, ends: dict[int, Mention]) -> Mention | None:
        """The place before word i on a list of places announced by a plural ("villes", "villages")."""
        at = i - 1
        while at > 0 and self.words.words[at] in ("de", "d", "a", "l"):
            at -= 1
        before = ends.get(at - 1) if self.words.words[at] in ("et", "ou", BREAK) else None
        if before is None or not before.context.cue.endswith("s") or before.context.weak:
            return None
        gap = self.words.text[self.words.ends[before.last] : self.words.articles[i]]
        return before if not set(gap) & set(".;:!?()") else None

    def _next_item(self, last: int) -> int:
        return last + 2 if last + 2 < len(self.words.words) and self.words.words[last + 1] == "et" else -1

    def _may_start(self, i: int) -> bool:
        word = self.words.words[i]
        if word == BREAK or not (self.words.capital(i) or word.isdigit()):
            return False
        if word in self.lex.guards["no_names"] or word in self.lex.guards["titles"] - _MAYBE_TITLES - {"oum"}:
            return False
        if word.isdigit():
            return len(word) <= 3 and self.words.words[i - 1] in ("base", "station", "colline", "camp")
        if adjacent(self.words, i - 1) and self.words.capital(i - 1) and not self._starts_sentence(i - 1):
            return False
        return word not in self.lex.given and not self._is_code(i) and len(word) > 1

    def _is_code(self, i: int) -> bool:
        """Whether word i is an acronym or a number with a letter: FDS, M4."""
        written = self.words.text[self.words.starts[i] : self.words.ends[i]]
        return written.isupper() and len(written) <= 4

    def _end_of_name(self, first: int) -> int:
        last = first
        while last - first + 1 < _MOST_WORDS and adjacent(self.words, last) and self._continues(last + 1):
            last += 1
        return last

    def _continues(self, i: int) -> bool:
        word = self.words.words[i]
        return self.words.capital(i) and i not in self.blocked and word not in self.lex.guards["no_names"]

    # nationalities

    def _soil(self, taken: set[int]) -> Iterator[Mention]:
        """Countries by their soil: "territoire turc", "la frontière turco-syrienne"."""
        for i, noun in enumerate(self.words.words):
            if noun in self.lex.soil:
                for length in (2, 1) if i + 2 < len(self.words.words) else (1,):
                    country = self.lex.nationalities.get(" ".join(self.words.words[i + 1 : i + 1 + length]))
                    if country and taken.isdisjoint(range(i, i + 1 + length)):
                        yield Mention(i, i + length, (), Context(cue=noun, kind=f"soil:{country}"))
                        break


def _longest(mentions: list[Mention]) -> list[Mention]:
    """Of overlapping mentions the one that starts first, of these the longest."""
    chosen: list[Mention] = []
    for m in sorted(mentions, key=lambda m: (m.first, -m.last)):
        if not chosen or m.first > chosen[-1].last:
            chosen.append(m)
    return chosen
