"""What speaks for and against a trigger telling of a defection in this conflict."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .grammar import adjacent_preposition, governor, label_at, subject, subject_label
from .labels import bucket, coarse, family, label

if TYPE_CHECKING:
    from .view import Mention, View

NEAR = 7
"""Words to each side of a trigger that count as its surroundings."""
NEIGHBOURS = ("groups", "places", "actors", "persons", "counts")


class TriggerFeatures:
    """Features of the triggers of one article."""

    def __init__(self, view: View) -> None:
        self.view = view

    @cached_property
    def _article(self) -> list[str]:
        """What the article as a whole says."""
        view = self.view
        syrian = sum(1 for p in view.mentions["places"] if p.value.country == "SY")
        homes = sum(1 for g in view.mentions["groups"] if g.value.id and g.value.side != "foreign")
        cues = {cue for s in view.sentences for cue in s.cues}
        home, setting = min(3, syrian + homes), coarse(view.setting())
        return [
            f"doc:home={home}",
            f"doc:setting={setting}",
            *(f"doc:cue={cue}&{setting}" for cue in cues & {"fiction", "army", "domain"}),
        ]

    def of(self, trigger: Mention) -> list[str]:
        """The features of one trigger."""
        found = [*self._grammar(trigger), *self._subject(trigger), *self._objects(trigger)]
        return found + self.unparsed(trigger)

    def unparsed(self, trigger: Mention) -> list[str]:
        """Its features that need no parse."""
        return [*self._itself(trigger), *self._sentence(trigger), *self._around(trigger), *self._article]

    def _itself(self, trigger: Mention) -> Iterator[str]:
        value = trigger.value
        yield f"name={value.name}"
        yield f"kind={value.kind}"
        yield f"strength={value.strength}"
        yield f"form={self.view.words[trigger.root]}"
        yield f"family={family(self.view.words[trigger.root])}"
        yield f"words={trigger.span.text.lower()}"

    def _grammar(self, trigger: Mention) -> Iterator[str]:
        token = self.view.doc[trigger.root]
        head = governor(self.view, trigger)
        for verb in {token.i: token, head.i: head}.values():
            for key in ("Mood", "Tense", "VerbForm"):
                for item in verb.morph.get(key, []):
                    yield f"{key}={item}"
        yield f"pos={token.pos_}:{token.dep_}"
        if head.i != token.i:
            yield f"governor={self.view.words[head.i]}"
            yield f"governorfamily={family(self.view.words[head.i])}"

    def _subject(self, trigger: Mention) -> Iterator[str]:
        view, name = self.view, trigger.value.name
        who, what = subject(view, trigger), subject_label(view, trigger)
        yield f"subject={what}"
        yield f"{name}&subject={what}"
        yield f"strength{trigger.value.strength}&subject={what}"
        if who is not None and what == "word":
            yield f"subjectword={view.words[who.i]}"
            yield f"{name}&subjectfamily={family(view.words[who.i])}"

    def _objects(self, trigger: Mention) -> Iterator[str]:
        """What the trigger's verb takes: each dependent noun with its preposition and what it is."""
        view, name = self.view, trigger.value.name
        for token in view.doc[trigger.root].children:
            if token.dep_ in ("obj", "obl", "obl:arg", "obl:mod", "nmod", "iobj", "obl:agent"):
                case = next((view.words[c.i].strip("'") for c in token.children if c.dep_ == "case"), "")
                what = label_at(view, token.i)
                yield f"takes={case}+{what}"
                yield f"{name}&takes={case}+{what}"
                yield f"{family(view.words[trigger.root])}&takes={case}+{what}"
                if what == "word":
                    yield f"{name}&takes={case}+{family(view.words[token.i])}"
                    yield f"takes={family(view.words[token.i])}"

    def _around(self, trigger: Mention) -> list[str]:
        """What stands around it; found once, before the parse."""
        known: dict[Any, list[str]] = self.view.memo.setdefault("around", {})
        place = (trigger.start, trigger.end)
        if place not in known:
            known[place] = [*self._neighbours(trigger), *self._words(trigger)]
        return known[place]

    def _neighbours(self, trigger: Mention) -> Iterator[str]:
        """The nearest mention of each kind before and after, how far, and behind which preposition."""
        view, name = self.view, trigger.value.name
        for kind in NEIGHBOURS:
            inside = view.inside(kind, trigger.sent)
            before = max((m for m in inside if m.end <= trigger.start), key=lambda m: m.end, default=None)
            after = min((m for m in inside if m.start >= trigger.end), key=lambda m: m.start, default=None)
            if before:
                yield f"before={label(before)}"
                yield f"before={label(before)}@{bucket(trigger.start - before.end)}"
                yield f"{name}&before={label(before)}"
            if after:
                preposition = adjacent_preposition(view, after.start)
                distance = bucket(after.start - trigger.end)
                yield f"after={label(after)}"
                yield f"after={preposition}+{label(after)}@{distance}"
                yield f"{name}&after={preposition}+{label(after)}"
                yield f"{name}&after={label(after)}"
            if not before and not after:
                yield f"no:{kind}"

    def _sentence(self, trigger: Mention) -> Iterator[str]:
        view = self.view
        sentence = view.sentences[trigger.sent]
        for cue in sentence.cues:
            yield f"cue={cue}"
        setting = coarse(view.setting(trigger.sent - 1, trigger.sent + 2))
        yield f"setting={setting}"
        yield f"setting={setting}&doc={coarse(view.setting())}"
        yield f"headline={sentence.headline}"
        yield f"quote={view.quotes[trigger.start]}"
        others = [t for t in view.inside("triggers", trigger.sent) if t.index != trigger.index]
        best = max((t.value.strength for t in others), default=0)
        yield f"others={best}"
        yield f"strength{trigger.value.strength}&others={best}"
        for kind in ("groups", "actors"):
            for mention in view.inside(kind, trigger.sent):
                yield f"has={label(mention)}"

    def _words(self, trigger: Mention) -> Iterator[str]:
        view = self.view
        sentence = view.sentences[trigger.sent]
        for i in range(max(sentence.start, trigger.start - NEAR), trigger.start):
            yield f"w<{view.words[i]}"
            yield f"f<{family(view.words[i])}"
        for i in range(trigger.end, min(sentence.end, trigger.end + NEAR)):
            yield f"w>{view.words[i]}"
            yield f"f>{family(view.words[i])}"
