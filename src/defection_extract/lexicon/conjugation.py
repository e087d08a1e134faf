"""Forms of French verbs from compact paradigms, folded (lower case, no accents)."""

from __future__ import annotations

_ER = [
    "e",
    "es",
    "ons",
    "ez",
    "ent",
    "ais",
    "ait",
    "ions",
    "iez",
    "aient",
    "ai",
    "as",
    "a",
    "ames",
    "ates",
    "erent",
    "erai",
    "eras",
    "era",
    "erons",
    "erez",
    "eront",
    "erais",
    "erait",
    "erions",
    "eriez",
    "eraient",
    "asse",
    "assent",
    "er",
    "ant",
    "ee",
    "ees",
    "s",
]
_IR = [
    "is",
    "it",
    "issons",
    "issez",
    "issent",
    "issais",
    "issait",
    "issions",
    "issaient",
    "irent",
    "irai",
    "ira",
    "irons",
    "iront",
    "irait",
    "iraient",
    "isse",
    "ir",
    "issant",
    "i",
    "ie",
    "ies",
]
_TIR = [
    "s",
    "t",
    "tons",
    "tez",
    "tent",
    "tais",
    "tait",
    "tions",
    "taient",
    "tit",
    "tirent",
    "tirai",
    "tira",
    "tirons",
    "tirez",
    "tiront",
    "tirait",
    "tiraient",
    "te",
    "tir",
    "tant",
    "ti",
    "tie",
    "tis",
    "ties",
]


def forms(paradigm: str) -> frozenset[str]:
    """All forms of a paradigm: "er:desert", "ir:franch", "tir:part", or the forms themselves.

    Further stems after "/" ("er:jet/jett") take all endings too: a form too many does no harm in matching.
    """
    kind, _, stems = paradigm.partition(":")
    endings = {"er": _ER, "ir": _IR, "tir": _TIR}.get(kind) if stems else None
    if endings is None:
        return frozenset(paradigm.split())
    if kind == "tir":
        stems = stems[:-1]
    return frozenset(stem + ending for stem in stems.split("/") for ending in endings) - {""}
