"""What a mention says of itself, whatever the event: what it is, its words, its preposition, the words around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..lexicon.folding import fold
from .grammar import adjacent_preposition, left_preposition, preposition
from .labels import family, label

if TYPE_CHECKING:
    from .view import Mention, View

Part = tuple[str, ...]
"""Features that come together."""

TRAITS = (
    "unit", "role", "qualifier", "cue", "rank", "number", "definite", "anchor", "zone", "noun", "match", "reported",
    "presumed", "dateline", "category", "denies",
)  # fmt: skip
"""Fields of the values that are features as they are."""
WIDE = frozenset({"country", "governorate", "district", "region"})
"""Kinds of places that hold others."""
LONGEST = 6
"""Words of a phrase that are looked at."""


@dataclass(frozen=True, slots=True)
class About:
    """A mention's label, its features, and of these the ones that tell with each kind of trigger, and with each."""

    label: str
    itself: Part
    around: Part
    telling: Part
    cases: Part


class MentionFeatures:
    """Features of the mentions of one article, each worked out once: the view remembers them."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._known: dict[Any, About] = view.memo.setdefault("mentions", {})

    def of(self, mention: Mention) -> About:
        """What one mention says of itself."""
        key = (mention.kind, mention.index)
        about = self._known.get(key)
        if about is None:
            itself = tuple(self._itself(mention))
            telling = tuple(f for f in itself if f.startswith(("prep", "adj", "label")))
            cases = tuple(f for f in itself if f.startswith("prep"))
            about = About(label(mention), itself, tuple(self._around(mention)), telling, cases)
            self._known[key] = about
        return about

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
