"""A Doc as the event reading sees it: sentences, triggers and mentions with their positions, made once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, wraps
from itertools import accumulate
from typing import TYPE_CHECKING, Any, TypeVar

from spacy.symbols import AUX, VERB

from ..annotations import annotated, text_of
from ..lexicon.cues import cues_in
from ..lexicon.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc, Span, Token

T = TypeVar("T")
SLOTS = (
    "places", "groups", "counts", "dates", "persons", "actors", "sources", "reasons", "means", "equipment", "reprisals",
)  # fmt: skip
HEADLINE_WORDS = 25


@dataclass(eq=False, slots=True)
class Mention:
    """A candidate for a slot: its span's tokens `start..end`, its sentence, its syntactic head, its value."""

    kind: str
    index: int
    start: int
    end: int
    sent: int
    root: int
    span: Span
    value: Any


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `start..end`; `paragraph` number; `headline` for a line without a full stop."""

    start: int
    end: int
    paragraph: int
    headline: bool
    text: str
    cues: frozenset[str]


@dataclass
class View:
    """Positions of everything that the components before have found."""

    doc: Doc
    sentences: list[Sentence] = field(default_factory=list)
    sent_of: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    mentions: dict[str, list[Mention]] = field(default_factory=dict)
    memo: dict[Any, Any] = field(default_factory=dict)
    """What is known of mentions already, so that nothing is found out twice; see `remembered`."""

    @classmethod
    def of(cls, doc: Doc) -> View:
        """The view of a Doc that went through the components up to defx_triggers, parsed or not."""
        view = cls(doc)
        folded = fold(text_of(doc))
        view.words = [folded[at : at + length] for at, length in doc.to_array(["IDX", "LENGTH"]).tolist()]
        view._read_sentences(folded)
        for kind in (*SLOTS, "triggers"):
            view.mentions[kind] = view._mentions(kind)
        return view

    def parsed(self) -> View:
        """The same view once the Doc is parsed: mentions have their heads, and the triggers are those still there."""
        for kind in SLOTS:
            for mention in self.mentions[kind]:
                mention.root = root_of(mention.span).i
        self.mentions["triggers"] = self._mentions("triggers")
        for stale in ("triggers", "by_sentence"):
            self.__dict__.pop(stale, None)
        return self

    def _read_sentences(self, text: str) -> None:
        self.sent_of = [0] * len(self.doc)
        spans = list(self.doc.sents)
        texts = [text[span.start_char : span.end_char] for span in spans]
        cues = cues_in(texts)
        paragraph = 0
        for number, (span, words) in enumerate(zip(spans, texts, strict=True)):
            self.sent_of[span.start : span.end] = [number] * len(span)
            bare = words.rstrip()
            headline = len(bare) > 0 and bare[-1] not in '.!?»";:…' and len(span) <= HEADLINE_WORDS
            found = frozenset(cues[number])
            self.sentences.append(Sentence(span.start, span.end, paragraph, headline, words, found))
            paragraph += "\n" in words

    def _mentions(self, kind: str) -> list[Mention]:
        found = []
        for span, value in annotated(self.doc, kind):
            root = root_of(span)
            if kind == "triggers" and value.kind == "told" and root.dep_:
                root = predicate_of(root)
                span = self.doc[root.i : root.i + 1]
            found.append((span.start, span.end, root.i, span, value))
        found.sort(key=lambda item: item[:2])
        return [
            Mention(kind, i, start, end, self.sent_of[start], root, span, value)
            for i, (start, end, root, span, value) in enumerate(found)
        ]

    @cached_property
    def verbal(self) -> list[bool]:
        """Whether each token is a verb or an auxiliary."""
        return [pos in (VERB, AUX) for pos in self.doc.to_array("POS").tolist()]

    @cached_property
    def triggers(self) -> list[Mention]:
        """The trigger mentions, in order."""
        return self.mentions["triggers"]

    @cached_property
    def by_sentence(self) -> dict[str, dict[int, list[Mention]]]:
        """Mentions by kind and sentence."""
        table: dict[str, dict[int, list[Mention]]] = {}
        for kind, items in self.mentions.items():
            for item in items:
                table.setdefault(kind, {}).setdefault(item.sent, []).append(item)
        return table

    def inside(self, kind: str, sent: int) -> list[Mention]:
        """Mentions of a kind in one sentence."""
        return self.by_sentence.get(kind, {}).get(sent, [])

    def setting(self, low: int = 0, high: int | None = None) -> str:
        """Where sentences `low..high` play: tenths of those that name the conflict among all that name some place."""
        low, high = max(0, low), len(self.sentences) if high is None else max(0, high)
        high = max(low, min(high, len(self.sentences)))
        home, elsewhere = (counts[high] - counts[low] for counts in self._settings)
        return f"{10 * home // (home + elsewhere)}" if home + elsewhere else "nowhere"

    @cached_property
    def _settings(self) -> tuple[list[int], list[int]]:
        """How many sentences before each name the conflict, and how many another place."""
        home, elsewhere = (
            list(accumulate((cue in s.cues for s in self.sentences), initial=0))
            for cue in ("domain", "elsewhere")
        )
        return home, elsewhere

    @cached_property
    def told_before(self) -> list[int]:
        """How many sentences before each have a trigger."""
        told = self.by_sentence.get("triggers", {})
        return list(accumulate((number in told for number in range(len(self.sentences))), initial=0))

    @cached_property
    def quotes(self) -> list[bool]:
        """For each token whether it stands in quotation marks."""
        inside, flags = False, []
        for word in self.words:
            if word in "«“" and word:
                inside = True
            flags.append(inside)
            if word in "»”" and word:
                inside = False
        return flags

    def path(self, a: int, b: int, limit: int = 5) -> str:
        """The dependency path from token `a` to token `b`: "↑" to a head, "↓" to a dependent, with labels."""
        doc = self.doc
        if self.sent_of[a] != self.sent_of[b] or not doc[a].dep_:
            return ""
        up_a, up_b = _chain(doc[a]), _chain(doc[b])
        above_b = {token.i: depth for depth, token in enumerate(up_b)}
        for depth, token in enumerate(up_a):
            if token.i in above_b:
                if depth + above_b[token.i] > limit:
                    return "far"
                rise = "".join(f"↑{t.dep_}" for t in up_a[:depth])
                fall = "".join(f"↓{t.dep_}" for t in reversed(up_b[: above_b[token.i]]))
                return (rise + fall) or "self"
        return ""


def remembered(find: Callable[[View, Mention], T]) -> Callable[[View, Mention], T]:
    """A function of a mention that runs once for each in an article."""

    @wraps(find)
    def recall(view: View, mention: Mention) -> T:
        key = (find.__name__, mention.kind, mention.index, mention.start)
        if key not in view.memo:
            view.memo[key] = find(view, mention)
        known: T = view.memo[key]
        return known

    return recall


def once(find: Callable[[View], T]) -> Callable[[View], T]:
    """A function of a view that runs once for each article."""

    @wraps(find)
    def recall(view: View) -> T:
        if find.__name__ not in view.memo:
            view.memo[find.__name__] = find(view)
        known: T = view.memo[find.__name__]
        return known

    return recall


def root_of(span: Span) -> Token:
    """The token of a span that all others hang under; without a parse the last one."""
    if len(span) == 1:
        return span[0]
    if not span[0].dep_:
        return span[-1]
    return span.root


def predicate_of(token: Token) -> Token:
    """The verb whose subject or object a noun is, through the nouns above it; without one the noun itself."""
    for above in [token, *token.ancestors][:6]:
        if above.pos_ == "VERB":
            return above
    return token


def _chain(token: Token) -> list[Token]:
    """The token and its heads up to the root."""
    chain = [token]
    while token.head.i != token.i and len(chain) < 40:
        token = token.head
        chain.append(token)
    return chain
