"""A text under search for places: its words, and what their shape and neighbours say."""

from __future__ import annotations

import re
from functools import cached_property

from .context import Context, Lexicon, adjacent, context_before, lexicon
from .words import BREAK, Words

_MOST_WORDS = 4
_LONGEST_MARK = 12
"""Characters that a bullet or number before an item of a list may have."""
_LIST_MARK = re.compile(r"[\s\d.)(•*–—-]*")
_AFTER_DATELINE = re.compile(r" ?[(:/–—\n]| -|, ?\d")
_AFTER_ITEM = re.compile(r" ?[,(:.–—\n]| -")
_DIGITS_AFTER = frozenset({"base", "station", "colline", "camp"})


class Scene:
    """The words of one text; `blocked` are those inside names of groups."""

    def __init__(self, words: Words, blocked: set[int]) -> None:
        self.words = words
        self.blocked = blocked
        self.lex: Lexicon = lexicon()

    def context(self, first: int) -> Context:
        """What stands before word `first`."""
        return context_before(self.words, first)

    def word(self, i: int) -> str:
        """Word i, folded; a break where there is none."""
        return self.words.words[i] if 0 <= i < len(self.words.words) else BREAK

    def written(self, i: int) -> str:
        """Word i as it stands in the text."""
        return self.words.text[self.words.starts[i] : self.words.ends[i]]

    @cached_property
    def speaks_of_region(self) -> bool:
        """Whether the text names a group of the war or a people of the region."""
        return bool(self.blocked) or not self.lex.region.isdisjoint(self.words.words)

    def has_capital(self, i: int) -> bool:
        """Whether word i is written as a name or a number."""
        return self.words.capital(i) or self.words.words[i].isdigit()

    def is_doubtful(self, first: int, last: int) -> bool:
        """Whether a name is a single word that is also an ordinary one, or a first name."""
        if last > first:
            return False
        has_article = self.words.articles[first] < self.words.starts[first]
        return self.is_given(first) or (self.word(first) in self.lex.guards["ordinary"] and not has_article)

    def is_given(self, i: int) -> bool:
        """Whether word i is a first name."""
        return self.word(i) in self.lex.given

    def is_code(self, i: int) -> bool:
        """Whether word i is an acronym or a letter with a number: FDS, M4."""
        return self.written(i).isupper() and len(self.written(i)) <= 4

    def is_shouted(self, i: int) -> bool:
        """Whether word i is all in capitals, as the words beside it: there a capital says nothing."""
        beside = [self.written(k) for k in (i - 1, i, i + 1) if 0 <= k < len(self.words.words)]
        return all(not word.isalpha() or word.isupper() for word in beside) and len(self.written(i)) > 1

    def heads_line(self, first: int, last: int) -> bool:
        """Whether a name is a dateline or an item of a list: "Azaz, 12 mars", "DOUMA -", "• Nawa : …"."""
        text, start = self.words.text, self.words.articles[first]
        reach = max(0, start - _LONGEST_MARK)
        line = text.rfind("\n", reach, start)
        before = text[line + 1 : start]
        if (line < 0 and reach) or not _LIST_MARK.fullmatch(before):
            return False
        listed = bool(before.strip()) or self.written(first).isupper()
        return bool((_AFTER_ITEM if listed else _AFTER_DATELINE).match(text, self.words.ends[last]))

    def starts_sentence(self, i: int) -> bool:
        """Whether the capital of word i says nothing: it opens a sentence, or is no part of a name."""
        return self.word(i - 1) == BREAK or self.word(i) in self.lex.guards["no_names"]

    def is_located(self, last: int) -> bool:
        """Whether a comma and where it lies follow the name that ends at word `last`: ", dans la province de"."""
        after = " ".join(self.words.words[last + 2 : last + 5]) + " "
        comma = self.words.text.startswith(",", self.words.ends[last])
        return comma and after.startswith(self.lex.located)

    def more_follows(self, last: int) -> bool:
        """Whether a capital follows word `last` directly."""
        return adjacent(self.words, last) and self.words.capital(last + 1)

    def continues(self, i: int) -> bool:
        """Whether word i can be a further word of a name."""
        return (
            self.words.capital(i)
            and i not in self.blocked
            and self.word(i) not in self.lex.guards["no_names"]
        )

    def end_of_name(self, first: int) -> int:
        """The last word of the name that starts at word `first`."""
        last = first
        while last - first + 1 < _MOST_WORDS and adjacent(self.words, last) and self.continues(last + 1):
            last += 1
        return last

    def has_head(self, i: int) -> bool:
        """Whether a name of several words starts here with a word such as Tell or Kafr, as only places do."""
        return self.word(i) in self.lex.heads and adjacent(self.words, i) and self.continues(i + 1)

    def may_start(self, i: int) -> bool:
        """Whether a name that no table has can start at word i."""
        word = self.word(i)
        if word == BREAK or i in self.blocked or not self.has_capital(i):
            return False
        if word.isdigit():
            return len(word) <= 3 and self.word(i - 1) in _DIGITS_AFTER
        if word in self.lex.guards["no_names"]:
            return False
        if word in self.lex.guards["titles"] and word not in self.lex.maybe_titles:
            return False
        if adjacent(self.words, i - 1) and self.words.capital(i - 1) and not self.starts_sentence(i - 1):
            return False
        return not self.is_given(i) and not self.is_code(i) and len(word) > 1

    def lists_after(self, end_before: int, first: int) -> bool:
        """Whether but a comma, "et" or "ou" parts word `first` from a name that ends at `end_before`."""
        between = self.words.text[self.words.ends[end_before] : self.words.articles[first]]
        return between.strip() in (",", "et", "ou", ", et", ", ou")

    def is_body(self, first: int, last: int) -> bool:
        """Whether a word beside a name makes it a medium, a unit or a street."""
        if adjacent(self.words, first - 1) and self.word(first - 1) in self.lex.guards["bodies"]:
            return True
        inside = {self.word(i) for i in range(first + 1, last + 1)}
        beside = {self.word(last + 1)} if adjacent(self.words, last) else set()
        return not (inside | beside).isdisjoint(self.lex.guards["media"])

    def is_person(self, first: int, last: int, famous: bool, context: Context) -> bool:
        """Whether a title or another part of a person's name stands beside a name."""
        before = first - 1
        if adjacent(self.words, before):
            word, capital = self.word(before), self.words.capital(before)
            if (word in self.lex.guards["titles"] and not context.cue) or (capital and self.is_given(before)):
                return True
            if capital and not famous and not self.starts_sentence(before):
                return word not in self.lex.guards["heads"] and not context.cue
        return self.is_given(first) and self.more_follows(last)
