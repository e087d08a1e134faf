"""The force that people left although no words name it: from rank and nationality, by the coding manual."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from ..annotations import ActorValue, GroupValue
from ..lexicon import load_table

if TYPE_CHECKING:
    from .view import Mention, View


@cache
def _table() -> dict[str, dict[str, str]]:
    return load_table("inference")


def inferred_groups(view: View) -> list[Mention]:
    """For every actor or person whose rank implies a force, a group mention over the same words.

    Its `match` is "nationality" where the words say Syrian, else "rank".
    """
    found: list[Mention] = []
    for mention in [*view.mentions["actors"], *view.mentions["persons"]]:
        group = _implied(mention.value)
        if group:
            found.append(replace(mention, kind="groups", index=-1 - len(found), value=group))
    return found


def _implied(value: ActorValue) -> GroupValue | None:
    table = _table()
    nationality = getattr(value, "nationality", None)
    if nationality and nationality not in table["nationalities"]["home"]:
        return None
    id = table["by_rank"].get(value.rank or "") or table["by_noun"].get(getattr(value, "noun", ""))
    if id is None:
        return None
    match = "nationality" if nationality else "rank"
    return GroupValue(id=id, name=id, side="government", kind="inferred", match=match)
