"""What speaks for a mention filling a slot of an event, seen from the event's nearest trigger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from ..lexicon.folding import fold
from .grammar import (
    adjacent_preposition,
    clause_of,
    clause_relation,
    governor,
    left_preposition,
    preposition,
    subject,
    topmost,
)  # fmt: skip
from .labels import bucket, family, label

if TYPE_CHECKING:
    from .view import Mention, View


TRAITS = (
    "unit", "role", "qualifier", "cue", "rank", "number", "definite", "anchor", "zone", "noun", "match", "reported",
    "presumed", "dateline", "category", "denies",
)  # fmt: skip
"""Fields of the values that are features as they are."""
WIDE = frozenset({"country", "governorate", "district", "region"})
"""Kinds of places that hold others."""
LEADING = ("count", "persons", "date")
"""Slots that are filled first, and by which the others are weighed."""
SLOT_OF_KIND = {"counts": "count", "persons": "persons", "dates": "date"}
SAYING = ("order=", "sent=", "dist=", "clause=")
"""How features of the position begin that the second look asks for."""
NEAREST = 3
"""Mentions of one thing that are looked at, the nearest to the event."""
LONGEST = 6
"""Words of a phrase that are looked at."""


Chosen = Mapping[str, Sequence["Mention"]]
"""Slot → the mentions that fill it."""


class ArgumentFeatures:
    """Features of (event, mention) pairs of one article; an event is given by its triggers, in order."""

    def __init__(self, view: View, events: Sequence[Sequence[Mention]]) -> None:
        self.view = view
        self.events = events
        self._told_in: dict[int, list[tuple[int, Mention]]] = {}
        for number, triggers in enumerate(events):
            for trigger in triggers:
                self._told_in.setdefault(trigger.sent, []).append((number, trigger))
        self._last = max(self._told_in, default=0)

    def of(self, event: int, mention: Mention, chosen: Chosen | None = None) -> list[str]:
        """The features of one mention for one event; `chosen` are the mentions that fill its slots already."""
        trigger = self.nearest(event, mention)
        key = (trigger.index, mention.kind, mention.index, mention.start)
        paired: list[str] | None = self.view.memo.get(key)
        if paired is None:
            paired = self.view.memo[key] = self._paired(trigger, mention)
        return [
            *paired,
            *self._rivals(event, trigger, mention),
            *_beside(mention, chosen or {}),
            *self._remembered(self._around, mention),
        ]

    def of_thing(self, event: int, mentions: Sequence[Mention], chosen: Chosen | None = None) -> list[str]:
        """The features of one thing for one event, from its mentions: all that speaks for or against the nearest."""
        if len(mentions) == 1:
            return [*self.of(event, mentions[0], chosen), "mentions=1"]
        near = sorted(mentions, key=lambda m: self.distance(event, m))
        found = {f for mention in near[:NEAREST] for f in self.of(event, mention, chosen)}
        return [*found, f"mentions={min(4, len(mentions))}"]

    def said(self, event: int, mention: Mention) -> list[str]:
        """What tells most of how a mention stands to an event: what it is, its preposition, its place and clause."""
        trigger = self.nearest(event, mention)
        itself = self._remembered(self._itself, mention)[:2]
        key = ("position", trigger.index, mention.kind, mention.index, mention.start)
        position: list[str] = self.view.memo.get(key) or list(self._position(trigger, mention))
        return [*itself, *(f for f in position if f.startswith(SAYING) and "&" not in f)]

    def _paired(self, trigger: Mention, mention: Mention) -> list[str]:
        """The features that rest on the trigger and the mention alone."""
        itself, position = self._remembered(self._itself, mention), list(self._position(trigger, mention))
        self.view.memo["position", trigger.index, mention.kind, mention.index, mention.start] = position
        kind, name = trigger.value.kind, trigger.value.name
        here = [f for f in position if f.startswith(("path", "order"))]
        crossed = [f"{kind}&{f}" for f in (*self._remembered(self._telling, mention), *here)]
        crossed += [f"{name}&{f}" for f in self._remembered(self._cases, mention)]
        crossed += [f"{name}&{f}" for f in here if f.startswith("order")]
        return [*itself, *position, *crossed]

    def _telling(self, mention: Mention) -> list[str]:
        """What tells of the mention itself with each kind of trigger."""
        return [f for f in self._remembered(self._itself, mention) if f.startswith(("prep", "adj", "label"))]

    def _cases(self, mention: Mention) -> list[str]:
        """The prepositions that introduce it: they tell with each trigger."""
        return [f for f in self._remembered(self._itself, mention) if f.startswith("prep")]

    def _remembered(self, about: Callable[[Mention], Iterable[str]], mention: Mention) -> list[str]:
        """What one question about a mention alone gives; asked once in an article."""
        key = (about.__name__, mention.kind, mention.index, mention.start)
        if key not in self.view.memo:
            self.view.memo[key] = list(about(mention))
        known: list[str] = self.view.memo[key]
        return known

    def distance(self, event: int, mention: Mention) -> tuple[int, int]:
        """Sentences, then tokens, from the event's nearest trigger to the mention."""
        return _gap(self.nearest(event, mention), mention)

    def nearest(self, event: int, mention: Mention) -> Mention:
        """The trigger of the event that is nearest to the mention, in sentences, then in tokens."""
        triggers = self.events[event]
        return triggers[0] if len(triggers) == 1 else min(triggers, key=lambda t: _gap(t, mention))

    def _itself(self, mention: Mention) -> Iterator[str]:
        value, view = mention.value, self.view
        what = label(mention)
        yield f"label={what}"
        case = preposition(view, mention)
        yield f"prep={case}"
        yield f"prep={case}&{what}"
        adjacent = adjacent_preposition(view, mention.start)
        yield f"adj={adjacent}"
        yield f"adj={adjacent}&{what}"
        yield f"left={left_preposition(view, mention.start)}&{what}"
        yield f"dep={view.doc[mention.root].dep_}"
        yield from self._words(mention)
        for name in TRAITS:
            item = getattr(value, name, None)
            if item not in (None, "", False) and not isinstance(item, tuple):
                yield f"{name}={item}"
                yield f"{name}={item}&{case}"

    def _words(self, mention: Mention) -> Iterator[str]:
        """What the mention says, where it is a name that recurs or a phrase whose words tell."""
        value, view = mention.value, self.view
        if mention.kind == "groups":
            yield f"id={value.id}"
            yield f"often={min(3, self._often[value.id or value.name])}"
            yield f"most={self._often[value.id or value.name] == self._most}"
        elif mention.kind == "persons":
            yield f"name={fold(value.name)}"
        elif mention.kind == "places":
            yield from self._within(mention)
        else:
            for i in range(mention.start, min(mention.end, mention.start + LONGEST)):
                yield f"self={family(view.words[i])}"
        for actor in view.inside("actors", mention.sent):
            if (
                mention.kind in ("counts", "persons")
                and actor.start < mention.end
                and mention.start < actor.end
            ):
                yield f"over={label(actor)}:{actor.value.definite}"

    def _within(self, mention: Mention) -> Iterator[str]:
        """Whether the article names a place inside this one: the most specific counts (coding manual)."""
        value = mention.value
        wide = value.kind in WIDE
        inner: set[int] = self._inner.get(value.admin1, set())
        near = not inner.isdisjoint(range(mention.sent - 1, mention.sent + 2))
        yield f"kind={value.kind}&inner={bool(inner)}&near={near}" if wide else f"kind={value.kind}"
        yield f"country={value.country}"
        if wide or value.kind in ("river", "region"):
            yield f"id={value.id}"

    @cached_property
    def _inner(self) -> dict[str | None, set[int]]:
        """The sentences with places that hold no others, by their governorate."""
        found: dict[str | None, set[int]] = {}
        for place in self.view.mentions["places"]:
            if place.value.kind not in WIDE:
                found.setdefault(place.value.admin1, set()).add(place.sent)
        return found

    @cached_property
    def _most(self) -> int:
        return max(self._often.values(), default=0)

    @cached_property
    def _often(self) -> Counter[str]:
        """How often the article names each group."""
        return Counter(m.value.id or m.value.name for m in self.view.mentions["groups"])

    def _position(self, trigger: Mention, mention: Mention) -> Iterator[str]:
        view = self.view
        step = mention.sent - trigger.sent
        if step:
            near = max(-3, min(3, step))
            yield f"sent={near}"
            apart = view.sentences[mention.sent].paragraph != view.sentences[trigger.sent].paragraph
            yield f"sent={near}&paragraph={apart}"
            yield f"sent={near}&{label(mention)}"
            yield f"order={'after' if step > 0 else 'before'}:other"
            return
        order = (
            "inside"
            if trigger.start <= mention.start < trigger.end
            else "after"
            if mention.start >= trigger.end
            else "before"
        )
        yield f"order={order}"
        gap = max(mention.start - trigger.end, trigger.start - mention.end, 0)
        yield f"dist={order}:{bucket(gap)}"
        yield f"order={order}&{label(mention)}"
        path = view.path(trigger.root, mention.root)
        yield f"path={path}"
        yield f"path={path}&{label(mention)}"
        yield from self._clause(trigger, mention)
        who = subject(view, trigger)
        if who is not None:
            inside = mention.start <= who.i < mention.end
            yield f"subject={inside}"
            yield f"undersubject={not inside and view.path(who.i, mention.root).startswith('↓')}"

    def _clause(self, trigger: Mention, mention: Mention) -> Iterator[str]:
        """Where the mention's clause stands to the trigger's, and what its phrase is in it."""
        view, what = self.view, label(mention)
        top = topmost(view, mention)
        relation = clause_relation(clause_of(governor(view, trigger)), clause_of(top))
        case = preposition(view, mention)
        yield f"clause={relation}"
        yield f"clause={relation}&{what}"
        yield f"clause={relation}&top={top.dep_}"
        yield f"clause={relation}&top={top.dep_}&{what}"
        yield f"clause={relation}&prep={case}&{what}"
        yield f"{trigger.value.name}&clause={relation}&prep={case}"
        verb = clause_of(top)
        if verb.pos_ == "VERB" and relation != "same":
            yield f"clauseverb={family(view.words[verb.i])}"
            yield f"clauseverb={family(view.words[verb.i])}&{what}&prep={case}"

    def _rivals(self, event: int, trigger: Mention, mention: Mention) -> Iterator[str]:
        """Whether another event is nearer, and whether another mention of the kind is."""
        mine = _gap(trigger, mention)
        best = self._nearest_other(event, mention)
        if best:
            yield f"nearer={'other' if best < mine else 'mine'}"
            yield f"otherin={best[0] == 0}&in={mine[0] == 0}"
        else:
            yield "only"
        closer, what = self._closer(trigger, mention, mine), label(mention)
        yield f"rank={min(3, len(closer))}"
        yield f"rank={min(3, len(closer))}&{what}"

    def _closer(self, trigger: Mention, mention: Mention, gap: tuple[int, int]) -> list[Mention]:
        """The other mentions of the kind that are nearer to the trigger than `gap`."""
        inside, kind, at, steps = self.view.inside, mention.kind, trigger.sent, gap[0]
        within = range(at - steps + 1, at + steps)
        found = [m for sent in within for m in inside(kind, sent) if m.index != mention.index]
        for sent in (at - steps, at + steps) if steps else (at,):
            found += [m for m in inside(kind, sent) if m.index != mention.index and _gap(trigger, m) < gap]
        return found

    def _nearest_other(self, event: int, mention: Mention) -> tuple[int, int] | None:
        """How far the nearest trigger of another event is, None if there is no other event."""
        if len(self.events) < 2:
            return None
        for step in range(max(self._last, mention.sent) + 1):
            told = [*self._told_in.get(mention.sent - step, ())]
            told += self._told_in.get(mention.sent + step, ()) if step else ()
            gaps = [_gap(trigger, mention) for number, trigger in told if number != event]
            if gaps:
                return min(gaps)
        return None

    def _around(self, mention: Mention) -> Iterator[str]:
        """The words right around the mention."""
        view = self.view
        sentence = view.sentences[mention.sent]
        for step in range(1, 4):
            i = mention.start - step
            if i >= sentence.start:
                yield f"w-{step}={view.words[i]}"
                yield f"f-={family(view.words[i])}"
        for step in range(2):
            i = mention.end + step
            if i < sentence.end:
                yield f"w+{step}={view.words[i]}"


def _gap(a: Mention, b: Mention) -> tuple[int, int]:
    """How far apart two mentions stand: sentences, then tokens."""
    sentences, after, before = a.sent - b.sent, b.start - a.end, a.start - b.end
    tokens = after if after > before else before
    return (sentences if sentences >= 0 else -sentences), (
        tokens if tokens > 0 else 0
    )  # quicker than abs, max


def _beside(mention: Mention, chosen: Chosen) -> Iterator[str]:
    """Where the mention stands to what fills the event's other slots: its people, its number, its day."""
    for slot in LEADING:
        if slot == SLOT_OF_KIND.get(mention.kind):
            continue
        others = chosen.get(slot, ())
        if not others:
            yield f"by:{slot}=none"
            continue
        nearest = min(others, key=lambda other: _gap(other, mention))
        stands = _stands(mention, nearest)
        yield f"by:{slot}={stands}"
        yield f"by:{slot}={stands}&{label(mention)}"


def _stands(mention: Mention, other: Mention) -> str:
    """Inside it, so many words before or after it, or so many sentences."""
    step = mention.sent - other.sent
    if step:
        return f"sentence{max(-3, min(3, step)):+d}"
    if mention.start < other.end and other.start < mention.end:
        return "over"
    after = mention.start >= other.end
    return f"{'after' if after else 'before'}:{bucket(_gap(other, mention)[1])}"
