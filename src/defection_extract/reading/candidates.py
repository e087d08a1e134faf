"""The mentions that may fill the slots of an event, and the questions that are asked about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ..lexicon import load_table
from .inference import inferred_groups
from .view import once

if TYPE_CHECKING:
    from .view import Mention, View

REACH = 3
"""Sentences to each side of an event's triggers in which its slots are sought."""
GROUP_REACH = 15
"""The same for groups: what force an article speaks of it often says far from the event."""

QUESTIONS = {
    "counts": {"yes": "count"},
    "persons": {"yes": "persons"},
    "dates": {"yes": "date"},
    "groups": {"from": "defected_from", "to": "defected_to"},
    "places": {"place": "places", "destination": "destinations", "via": "via"},
    "ranks": {"yes": "ranks"},
    "sources": {"yes": "sources"},
    "reasons": {"yes": "reasons"},
}
"""Kind of candidate → label of its model → slot of the event, in the order in which the slots are filled."""

UNLIKE_PEOPLE = frozenset({"age", "distance", "money", "percent", "time", "unit", "wounded", "other"})
"""Units of counts that number no one who leaves."""

LISTED = ("places", "persons")
"""Kinds whose members of an enumeration share the slot that they fill."""
LONGEST_LINK = 4
"""Words between two members of an enumeration."""
SINGLE = {"counts": "count", "dates": "date"}
"""Kinds of candidates whose values exclude each other: their slots hold one value."""


@once
def candidates(view: View) -> dict[str, list[Mention]]:
    """The candidates for the slots, by kind."""
    found = {kind: list(view.mentions[kind]) for kind in ("places", "dates", "persons", "sources", "reasons")}
    found["counts"] = [m for m in view.mentions["counts"] if m.value.unit not in UNLIKE_PEOPLE]
    found["groups"] = [*view.mentions["groups"], *inferred_groups(view)]
    found["ranks"] = [m for m in [*view.mentions["actors"], *view.mentions["persons"]] if m.value.rank]
    return found


@once
def listed(view: View) -> dict[str, dict[int, int]]:
    """The enumerations of the kinds in which they matter."""
    found = candidates(view)
    return {kind: enumerations(view, found[kind]) for kind in (*LISTED, "groups")}


def enumerations(view: View, mentions: Sequence[Mention]) -> dict[int, int]:
    """Start of a mention → the number of the enumeration it stands in ("à Homs, Hama et Idleb"); others are left out."""
    links = linking_words()
    found: dict[int, int] = {}
    ordered = sorted(mentions, key=lambda m: m.start)
    for first, second in pairwise(ordered):
        between = view.words[first.end : second.start]
        if (
            between
            and len(between) <= LONGEST_LINK
            and links["separators"] & {*between}
            and links["all"] >= {*between}
        ):
            found[second.start] = found.setdefault(first.start, first.start)
    return found


@cache
def linking_words() -> dict[str, frozenset[str]]:
    """What may stand between the members of an enumeration: "separators", and "all" with the little words beside them."""
    table = load_table("reading")["enumeration"]
    separators = frozenset(table["separators"])
    return {"separators": separators, "all": separators | frozenset(table["beside"])}


@once
def placed(view: View) -> dict[str, dict[int, list[tuple[int, Mention]]]]:
    """The candidates by kind and sentence, with their place in the order."""
    table: dict[str, dict[int, list[tuple[int, Mention]]]] = {}
    for kind, found in candidates(view).items():
        for place, mention in enumerate(found):
            table.setdefault(kind, {}).setdefault(mention.sent, []).append((place, mention))
    return table


def reached(view: View, kind: str, triggers: Sequence[Mention]) -> list[Mention]:
    """The candidates in reach of an event's triggers, in order; looked for only near them, in a long article too."""
    widest = GROUP_REACH if kind == "groups" else REACH
    sents = {sent for t in triggers for sent in range(t.sent - widest, t.sent + widest + 1)}
    pool = placed(view).get(kind, {})
    found = [item for sent in sents for item in pool.get(sent, ()) if in_reach(triggers, item[1])]
    return [mention for _, mention in sorted(found, key=lambda item: item[0])]


def in_reach(triggers: Iterable[Mention], mention: Mention) -> bool:
    """Whether a mention stands near enough to an event to be weighed."""
    reach = GROUP_REACH if mention.kind == "groups" and mention.value.kind != "inferred" else REACH
    return any(abs(t.sent - mention.sent) <= reach for t in triggers)
