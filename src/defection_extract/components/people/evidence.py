"""What says that a run of capitalised words is a person's name: its looks and its company."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ...lexicon.loader import load_table
from ...lexicon.words import Word
from .actors import nationality_of
from .names import Candidate, has_article, is_given, is_initial, is_plain_given, lists
from .titles import Title, has_age

ENOUGH = 3
"""Points that make a run of words a person."""
NEVER = -3
CONTEXT = 28
"""Characters before a name that may tell of it."""
_BODY_GAPS = frozenset({" ", "", ' "', " « "})


@dataclass(frozen=True)
class Page:
    """A text; for each word, whether a place or a group covers it, or its line is in capitals."""

    words: Sequence[Word]
    folded: str
    places: Sequence[bool]
    groups: Sequence[bool]
    shouted: Sequence[bool]

    def between(self, end: int, first: int) -> str:
        """The folded text from the word before `end` to word `first`."""
        return self.folded[self.words[end - 1].end : self.words[first].start]

    def before(self, i: int) -> str:
        """The folded text in front of word `i`, as far as its line goes."""
        start = self.words[i].start
        return self.folded[max(0, start - CONTEXT) : start].rpartition("\n")[2]


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles that a name may have: before it, after it, shared with the name before."""

    before: Title | None
    after: Title | None
    shared: Title | None

    @property
    def best(self) -> Title | None:
        """The first that tells a rank, else the first."""
        told = [title for title in (self.before, self.after, self.shared) if title]
        return next((title for title in told if title.rank), told[0] if told else None)


def weigh(page: Page, run: Candidate, titles: Titles) -> int:
    """Points for and against a run being a person's name; ENOUGH make it one."""
    points = _shape(page.words, run) + _company(page, run) + _titled(page, run, titles)
    title = titles.before
    addressed = title and title.how == "direct" and title.address and not page.places[run.first - 1]
    if all(page.places[run.first : run.end]) and not addressed:
        points += NEVER
    return points


def _titled(page: Page, run: Candidate, titles: Titles) -> int:
    """Points for titles."""
    points, title = 2 * bool(titles.shared), titles.before
    if title:
        points += 3 if title.how == "direct" and (title.address or len(run.parts) > 1) else 2
        follows = page.folded[page.words[run.end - 1].end :][:1]
        points += title.how == "apposed" and follows in (",", ")", "]")
    return points + 2 * bool(titles.after and len(run.parts) > 1)


def _shape(words: Sequence[Word], run: Candidate) -> int:
    """Points for what the name looks like."""
    first, several = words[run.first].low, len(run.parts) > 1
    if first in lists()["kunya"]:
        return 3 if several else NEVER
    if is_plain_given(first):
        return 3
    if not several:
        return NEVER if nationality_of(first) else int(is_given(first))
    later = [words[i] for i in run.parts[1:]]
    points = 2 * is_given(first) + 2 * is_initial(words[run.end - 1])
    points += 2 * any(
        has_article(words[i]) or words[i - 1].low in lists()["particles"] for i in run.parts[1:]
    )
    return points + any(is_plain_given(word.low) for word in later)


def _company(page: Page, run: Candidate) -> int:
    """Points for what stands around the name."""
    before, words = page.before(run.first), page.words
    points = 3 * has_age(words, run.end, page.folded)
    points += 2 * bool(_cue("named").search(before)) + bool(_cue("citing").search(before))
    points += 2 * _speaks(words, run)
    if run.first and words[run.first].gap in _BODY_GAPS:
        last = words[run.first - 1].low
        movable = last in ("a", "chez") and len(run.parts) > 1
        points += NEVER * (last in lists()["not_person_before"] and not movable)
    return points


@cache
def _cue(name: str) -> re.Pattern[str]:
    """A cue of names.toml at the end of the text before a name."""
    return re.compile(rf"(?<!\w){load_table('names')['cues'][name]}[ :,«\"]*$")


def _speaks(words: Sequence[Word], run: Candidate) -> bool:
    """Whether a verb of saying stands next to the name."""
    saying = lists()["saying"]
    if run.first and words[run.first].gap in (" ", ", ") and words[run.first - 1].low in saying:
        return True
    following = [word.low for word in words[run.end : run.end + 3] if "." not in word.gap]
    if not following:
        return False
    return following[0] in saying or (following[0] in ("a", "avait") and following[-1] in saying)
