"""What bears on an event's factuality and scope, read from its triggers and their sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..lexicon.cues import cues_in
from .grammar import governor, subject
from .labels import family

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .view import Mention, View

WINDOW = 9


class ModalityFeatures:
    """Features of events of one article for factuality and scope."""

    def __init__(self, view: View) -> None:
        self.view = view

    def of(self, triggers: Sequence[Mention]) -> list[str]:
        """The features of the event told by `triggers`, in order."""
        found: list[str] = []
        for i, trigger in enumerate(triggers[:4]):
            features = list(self._trigger(trigger))
            found += [f"{'lead' if i == 0 else 'later'}&{f}" for f in features]
            found += [*features, *self._words(trigger)]
        found += [f"triggers={min(3, len(triggers))}"]
        found += [*self._counts(triggers)]
        return sorted(set(found))

    def _trigger(self, trigger: Mention) -> Iterator[str]:
        view = self.view
        sentence = view.sentences[trigger.sent]
        head = governor(view, trigger)
        yield f"kind={trigger.value.kind}"
        yield f"name={trigger.value.name}"
        yield f"governor={view.words[head.i]}" if head.i != trigger.root else "governor=self"
        yield from (
            f"over{depth}={family(view.words[t.i])}" for depth, t in enumerate(_above(view.doc[trigger.root]))
        )
        for token in (view.doc[trigger.root], head):
            for key in ("Mood", "Tense", "VerbForm"):
                for item in token.morph.get(key, []):
                    yield f"{key}={item}"
            for child in token.children:
                if child.dep_ in ("aux", "aux:tense", "aux:pass"):
                    yield f"aux={view.words[child.i]}"
                    for item in child.morph.get("Mood", []) + child.morph.get("Tense", []):
                        yield f"aux:{item}"
                if child.dep_ in ("advmod", "mark", "det"):
                    yield f"{child.dep_}={view.words[child.i]}"
            if token.head.i != token.i:
                yield f"under={view.words[token.head.i]}"
        yield from self._cues(trigger, sentence.start, sentence.end)
        yield f"quote={view.quotes[trigger.start]}"
        who = subject(view, trigger)
        if who is not None:
            for item in who.morph.get("Number", []):
                yield f"subject:{item}"

    def _words(self, trigger: Mention) -> Iterator[str]:
        """The words around a trigger, and their families."""
        view, sentence = self.view, self.view.sentences[trigger.sent]
        for i in range(max(sentence.start, trigger.start - WINDOW), trigger.start):
            yield f"w<{view.words[i]}"
            yield f"f<{family(view.words[i])}"
        for i in range(trigger.end, min(sentence.end, trigger.end + WINDOW)):
            yield f"w>{view.words[i]}"
            yield f"f>{family(view.words[i])}"

    def _cues(self, trigger: Mention, start: int, end: int) -> Iterator[str]:
        """Cues before and after the trigger in its sentence, near ones apart, and those of the next sentences."""
        view = self.view
        before, after = " ".join(view.words[start : trigger.start]), " ".join(view.words[trigger.end : end])
        near = " ".join(view.words[max(start, trigger.start - 5) : trigger.start])
        for mark, names in zip(("<", "<<", ">"), cues_in((before, near, after)), strict=True):
            yield from (f"cue{mark}{name}" for name in names)
        for step in (-1, 1, 2):
            sent = trigger.sent + step
            if 0 <= sent < len(view.sentences):
                for cue in view.sentences[sent].cues & {"denial", "attempt", "rumour", "call", "aggregate"}:
                    yield f"cue{step:+d}:{cue}"

    def _counts(self, triggers: Sequence[Mention]) -> Iterator[str]:
        for trigger in triggers[:2]:
            for count in self.view.inside("counts", trigger.sent):
                if count.value.unit in ("person", None):
                    yield f"count={count.value.role}"
                    yield f"count={count.value.qualifier}"
                    if (count.value.best or 0) >= 100:
                        yield "count=many"


def _above(token: Token) -> list[Token]:
    """The verbs and nouns that a token hangs under, nearest first, three at the most."""
    return [t for t in token.ancestors if t.pos_ in ("VERB", "NOUN", "AUX")][:3]
