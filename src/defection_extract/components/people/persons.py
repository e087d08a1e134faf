"""Named persons: which runs of capitalised words are one, with what title, and who is who."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ...lexicon.person_nouns import person_nouns
from ...lexicon.words import Word
from .actors import nationality_of
from .names import (
    Candidate,
    find_candidates,
    has_article,
    is_given,
    is_initial,
    is_plain_given,
    lists,
    name_key,
)
from .titles import Title, has_age, title_after, title_before

ENOUGH = 3
"""Points of evidence that make a run of words a person."""
_NAMED = re.compile(
    r"(?:s'appell\w+|appeller\w*|nomm\w+|prenom\w*|nom d'emprunt|du nom de|sous le nom(?: de)?|surnomm\w+|dit|alias|baptis\w+|prenomm\w+|"
    r"son nom|repond au nom d\w*'?|connu comme|second|certain|est|sont|noms?)[ :,«\"]*$"
)
_CITING = re.compile(r"(?:selon|d'apres|interroge[es]* par|cite[es]* par|cit\w+ par|confie a)[ :,«\"]*$")
_ALIAS = re.compile(
    r"[ ,(–-]*(?:dit|alias|surnomme|connu (?:sous le nom d['e] ?|comme )|de son nom de guerre|nom de guerre|ou)[ «\":,]*"
)


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
    """A person of the article: mentions in order, keys of all names."""

    mentions: list[Named] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    def add(self, mention: Named) -> None:
        """Take in one more mention."""
        self.mentions.append(mention)
        self.keys |= set(mention.keys)

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


@dataclass(frozen=True)
class Page:
    """A text with what earlier components have found in it: for each word, whether a place or a group covers it."""

    words: Sequence[Word]
    folded: str
    places: Sequence[bool]
    groups: Sequence[bool]
    shouted: Sequence[bool]

    def before(self, i: int, reach: int = 28) -> str:
        """The folded text in front of word `i`, as far as its line goes."""
        start = self.words[i].start
        return self.folded[max(0, start - reach) : start].rpartition("\n")[2]


def find_persons(page: Page) -> list[Person]:
    """The persons of the text, in order of first mention."""
    mentions = list(_first_pass(page))
    mentions += _second_pass(page, mentions)
    return _cluster(page, sorted(mentions, key=lambda m: m.first))


def _first_pass(page: Page) -> Iterator[Named]:
    """The names that show by themselves or by what stands around them."""
    barred = [a and not b for a, b in zip(page.groups, page.places, strict=True)]
    runs = [_pruned(page, run) for run in find_candidates(page.words, barred, page.shouted)]
    starts = frozenset(run.first for run in runs if run)
    last: Named | None = None
    for run in runs:
        mention = _judged(page, run, starts, last) if run else None
        if mention:
            yield mention
            last = mention


def _pruned(page: Page, run: Candidate) -> Candidate | None:
    """The run without title words and sentence openers in front of the name."""
    words, first = page.words, run.first
    while first < run.end:
        noun = person_nouns().at(words, first)
        if noun and noun[1] <= run.end:
            first = noun[1]
        elif run.end - first > 1 and (
            words[first].low in lists()["single"] | lists()["callings"] or nationality_of(words[first].low)
        ):
            first += 1
        else:
            break
    named = [
        i for i in run.parts if i >= first and (is_given(words[i].low) or words[i].low in lists()["kunya"])
    ]
    if named and named[0] > first and _opens_sentence(words, first) and not is_given(words[first].low):
        first = named[0]
    parts = tuple(i for i in run.parts if i >= first)
    return Candidate(first, run.end, parts) if parts else None


def _opens_sentence(words: Sequence[Word], i: int) -> bool:
    return i == 0 or words[i].gap.strip() not in ("",) or "\n" in words[i].gap


def _judged(page: Page, run: Candidate, starts: frozenset[int], last: Named | None) -> Named | None:
    title = title_before(page.words, run.first)
    after = title_after(page.words, run.end, starts)
    shared = _shared_title(page, run, last)
    if _evidence(page, run, title, after, shared) < ENOUGH:
        return None
    best = next((t for t in (title, after, shared) if t and t.rank), title or after or shared)
    return Named(run.first, run.end, _keys(page.words, run.parts), best)


def _keys(words: Sequence[Word], parts: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(name_key(words[i].low) for i in parts)


def _shared_title(page: Page, run: Candidate, last: Named | None) -> Title | None:
    """The title of a coordination: "deux députés, Maher Chreiki et Zakaria Othman"."""
    if last is None or last.title is None or not last.title.plural:
        return None
    between = page.folded[page.words[last.end - 1].end : page.words[run.first].start]
    return replace(last.title, how="shared") if between in (" et ", ", ", " ou ", ", et ") else None


def _evidence(
    page: Page, run: Candidate, title: Title | None, after: Title | None, shared: Title | None
) -> int:
    """Points for and against a run being a person's name."""
    points = _shape(page, run) + _company(page, run) + 2 * bool(shared)
    if title:
        points += 3 if title.how == "direct" and (title.address or len(run.parts) > 1) else 2
        points += title.how == "apposed" and page.folded[page.words[run.end - 1].end :][:1] in (",", ")", "]")
    if after and len(run.parts) > 1:
        points += 2
    addressed = title and title.how == "direct" and title.address and not page.places[run.first - 1]
    if all(page.places[run.first : run.end]) and not addressed:
        points -= 3
    return points


def _shape(page: Page, run: Candidate) -> int:
    """Points for what the name looks like."""
    words = page.words
    first, several = words[run.first].low, len(run.parts) > 1
    if first in lists()["kunya"]:
        return 3 if several else -3
    if is_plain_given(first):
        return 3
    points = 0
    if is_given(first):
        points = 2 if several else 1
    if several and any(
        has_article(words[i]) or words[i - 1].low in lists()["particles"] for i in run.parts[1:]
    ):
        points += 2
    if not several and nationality_of(first):
        return -3
    if several and is_initial(words[run.end - 1]):
        points += 2
    return points + (several and any(is_plain_given(words[i].low) for i in run.parts[1:]))


def _company(page: Page, run: Candidate) -> int:
    """Points for what stands around the name."""
    before, words = page.before(run.first), page.words
    points = 3 if has_age(words, run.end, page.folded) else 0
    points += 2 * bool(_NAMED.search(before)) + bool(_CITING.search(before))
    points += 2 * _speaks(words, run)
    if (
        run.first
        and words[run.first].gap in (" ", "", ' "', " « ")
        and words[run.first - 1].low in lists()["not_person_before"]
    ):
        points -= 0 if words[run.first - 1].low in ("a", "chez") and len(run.parts) > 1 else 3
    return points


def _speaks(words: Sequence[Word], run: Candidate) -> bool:
    """Whether a verb of saying stands next to the name."""
    saying = lists()["saying"]
    if run.first and words[run.first].gap in (" ", ", ") and words[run.first - 1].low in saying:
        return True
    following = [w.low for w in words[run.end : run.end + 3] if "." not in w.gap]
    return bool(following) and (
        following[0] in saying or (following[0] in ("a", "avait") and following[-1] in saying)
    )


def _second_pass(page: Page, found: Sequence[Named]) -> list[Named]:
    """Shorter mentions of persons found: a surname or a given name alone."""
    taken = {i for mention in found for i in range(mention.first, mention.end)}
    known = {key for mention in found if len(mention.keys) > 1 for key in (mention.keys[0], mention.keys[-1])}
    known -= {name_key(word) for word in lists()["kunya"]}
    again = []
    for i, word in enumerate(page.words):
        if i in taken or not word.capital or name_key(word.low) not in known or len(word.low) < 3:
            continue
        if (
            page.places[i]
            or page.groups[i]
            or word.low in lists()["body_words"] | lists()["openers"]
            or _in_run(page.words, i, taken)
        ):
            continue
        again.append(Named(i, i + 1, (name_key(word.low),), title_before(page.words, i)))
    return again


def _in_run(words: Sequence[Word], i: int, taken: set[int]) -> bool:
    """Whether the word stands in a longer run of capitals that is no known person."""
    neighbours = [i - 1] * (words[i].gap == " ") + [i + 1] * (i + 1 < len(words) and words[i + 1].gap == " ")
    return any(
        n >= 0 and words[n].capital and n not in taken and words[n].low not in lists()["single"]
        for n in neighbours
    )


def _cluster(page: Page, mentions: Sequence[Named]) -> list[Person]:
    """Put mentions of one person together: the longest names first, shorter ones with the person told last."""
    people: list[Person] = []
    for mention in mentions:
        previous = people[-1] if people else None
        person = _same(people, mention)
        if person is None and previous and _is_alias(page, previous.mentions[-1], mention):
            person, mention = previous, replace(mention, alias=True)
        if person is None:
            person = Person()
        else:
            people.remove(person)
        person.add(mention)
        people.append(person)
    return sorted(people, key=lambda p: p.mentions[0].first)


def _is_alias(page: Page, last: Named, mention: Named) -> bool:
    between = page.folded[page.words[last.end - 1].end : page.words[mention.first].start]
    return bool(_ALIAS.fullmatch(between))


def _same(people: Sequence[Person], mention: Named) -> Person | None:
    """The person last told whom the mention may name."""
    return next((person for person in reversed(people) if _agree(person, mention)), None)


def _agree(person: Person, mention: Named) -> bool:
    """Whether one of two names is a shortening of the other."""
    own, other = set(mention.keys), {key for m in person.mentions for key in m.keys}
    if own <= other:
        return len(own) > 1 or _shortens(mention.keys[0], person)
    full = person.fullest.keys
    if set(full) <= own:
        return len(full) > 1 or full[0] in (mention.keys[-1], mention.keys[0])
    return len(own & set(full)) > 1 and mention.keys[-1] == full[-1] and mention.keys[0] == full[0]


def _shortens(key: str, person: Person) -> bool:
    return any(key in (m.keys[0], m.keys[-1]) for m in person.mentions)
