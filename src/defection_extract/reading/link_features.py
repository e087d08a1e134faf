"""What speaks for two triggers telling of the same defection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from .grammar import subject, subject_label
from .labels import bucket, state

if TYPE_CHECKING:
    from .view import Mention, View

Frames = Mapping[int, Mapping[str, set[Any]]]
BEFORE, AFTER, OPENING = 6, 4, 3
"""Words before and after a trigger, and at the beginning of its sentence, that are looked at."""
COMPARED = ("defected_from", "defected_to", "count", "date", "places", "destinations", "persons")


class LinkFeatures:
    """Features of pairs of triggers of one article, the earlier one first.

    `frames` holds what each trigger's own sentence gives for its slots, by the trigger's index.
    """

    def __init__(self, view: View, frames: Frames) -> None:
        self.view = view
        self.frames = frames

    def of(self, first: Mention, second: Mention) -> list[str]:
        """The features of one pair."""
        view = self.view
        step = second.sent - first.sent
        near = min(2, step)
        a, b = view.sentences[first.sent], view.sentences[second.sent]
        found = [
            f"step={min(4, step)}",
            f"names={first.value.kind}>{second.value.kind}",
            f"strengths={first.value.strength}>{second.value.strength}",
            f"samename={first.value.name == second.value.name}",
            f"paragraphs={min(3, b.paragraph - a.paragraph)}",
            f"headline={a.headline}>{b.headline}&first={first.sent == 0}",
            *(
                f"cue2={cue}"
                for cue in b.cues & {"novelty", "aggregate", "attempt", "denial", "call", "fear", "plan"}
            ),
            *(f"step{near}&cue2={cue}" for cue in b.cues & {"novelty", "aggregate", "attempt", "call"}),
            *(f"cue1={cue}" for cue in a.cues & {"aggregate", "attempt", "denial", "call", "fear", "plan"}),
        ]
        found += self._same_sentence(first, second) if step == 0 else self._apart(first, second)
        return [
            *found,
            *self._frames(first, second, near),
            *self._values(first, second),
            *self._who(second, step),
            *self._told(first, second),
            *self._words(second),
        ]

    def _told(self, first: Mention, second: Mention) -> Iterator[str]:
        """By which expressions the two are told, of whom, and under which cues only one of them stands."""
        a, b = self.view.sentences[first.sent].cues, self.view.sentences[second.sent].cues
        people = subject_label(self.view, second)
        yield f"told={first.value.name}>{second.value.name}"
        yield f"told2={second.value.name}"
        yield f"people={subject_label(self.view, first)}>{people}"
        yield f"people2={people}"
        yield from (f"cuenew={cue}" for cue in b - a)
        yield from (f"cuegone={cue}" for cue in a - b)

    def _words(self, second: Mention) -> list[str]:
        """The words around the second trigger, and those that open its sentence."""
        words, sentence = self.view.words, self.view.sentences[second.sent]
        return [
            *(f"w<{word}" for word in words[max(sentence.start, second.start - BEFORE) : second.start]),
            *(f"w>{word}" for word in words[second.end : min(sentence.end, second.end + AFTER)]),
            *(f"open={word}" for word in words[sentence.start : min(sentence.end, sentence.start + OPENING)]),
        ]

    def _frames(self, first: Mention, second: Mention, near: int) -> Iterator[str]:
        """Slot by slot, whether the two triggers' own values agree."""
        a, b = self.frames[first.index], self.frames[second.index]
        agree = differ = 0
        for slot in COMPARED:
            how = state(a.get(slot, set()), b.get(slot, set()))
            agree += how == "share"
            differ += how == "differ"
            yield f"own:{slot}={how}"
            yield f"own:{slot}={how}&step={near}"
        yield f"own:agree={min(3, agree)}&differ={min(3, differ)}"
        yield f"own:empty={not a}>{not b}&step={near}"

    def _same_sentence(self, first: Mention, second: Mention) -> list[str]:
        view = self.view
        words = view.words[first.end : second.start]
        path = view.path(first.root, second.root)
        counts = [c for c in view.inside("counts", first.sent) if first.end <= c.start < second.start]
        persons = [c for c in view.inside("persons", first.sent) if first.end <= c.start < second.start]
        return [
            f"in&dist={bucket(second.start - first.end)}",
            f"in&path={path}",
            f"in&semicolon={';' in words}",
            f"in&et={'et' in words}",
            f"in&countbetween={any(c.value.unit == 'person' and c.value.role == 'plain' for c in counts)}",
            f"in&personbetween={bool(persons)}",
            *(f"in&rolebetween={c.value.role}" for c in counts),
        ]

    def _apart(self, first: Mention, second: Mention) -> list[str]:
        told = self.view.told_before
        return [f"apart&triggersbetween={min(2, told[second.sent] - told[first.sent + 1])}"]

    def _values(self, first: Mention, second: Mention) -> Iterator[str]:
        """What the two sentences share and where they differ."""
        view = self.view
        step = min(2, second.sent - first.sent)
        for kind, key in (("groups", "id"), ("places", "name"), ("persons", "cluster")):
            a = {getattr(m.value, key) for m in view.inside(kind, first.sent)}
            b = {getattr(m.value, key) for m in view.inside(kind, second.sent)}
            yield f"{kind}={state(a, b)}&step={step}"
        yield f"counts={state(self._numbers(first.sent), self._numbers(second.sent))}&step={step}"
        dates = [bool(view.inside("dates", s)) for s in (first.sent, second.sent)]
        yield f"dates={dates[0]}{dates[1]}&step={step}"

    def _numbers(self, sent: int) -> set[int]:
        counts = self.view.inside("counts", sent)
        return {c.value.best for c in counts if c.value.unit in ("person", None) and (c.value.best or 0) > 1}

    def _who(self, second: Mention, step: int) -> Iterator[str]:
        """How the second trigger's subject is told: anew, or taken up."""
        view = self.view
        who = subject(view, second)
        if who is None:
            yield f"who=none&step={min(2, step)}"
            return
        yield f"who={who.pos_}&step={min(2, step)}"
        left = [view.words[t.i] for t in who.children if t.i < who.i]
        for word in left[:3]:
            yield f"who={word}"
        for actor in view.inside("actors", second.sent):
            if actor.start <= who.i < actor.end:
                yield f"definite={actor.value.definite}&step={min(2, step)}"
        for count in view.inside("counts", second.sent):
            if count.start <= who.i < count.end or (count.value.noun and count.end == who.i):
                yield f"countrole={count.value.role}&step={min(2, step)}"
