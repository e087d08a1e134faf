"""Who does it, to what: the grammatical neighbours of a trigger, from the parse, else from word order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .labels import label
from .view import remembered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from .view import Mention, View

SUBJECT = frozenset({"nsubj", "nsubj:pass", "nsubj:caus", "expl:subj"})
NOUN_LINKS = frozenset(
    {"nmod", "appos", "flat:name", "flat:foreign", "conj", "amod", "acl", "acl:relcl", "nummod"}
)
PREPOSITIONS = frozenset(
    [
        "a",
        "au",
        "aux",
        "de",
        "du",
        "des",
        "d'",
        "d",
        "en",
        "dans",
        "vers",
        "pour",
        "par",
        "chez",
        "sur",
        "sous",
        "depuis",
        "hors",
        "jusqu",
        "jusqu'a",
        "pres",
        "avec",
        "sans",
        "contre",
        "entre",
        "selon",
        "d'apres",
        "parmi",
        "devant",
        "apres",
        "avant",
        "derriere",
        "via",
        "outre",
        "malgre",
        "contre",
        "dont",
    ]
)


@remembered
def governor(view: View, trigger: Mention) -> Token:
    """The token that carries the trigger's clause: a light verb's or an infinitive's governing verb."""
    token = view.doc[trigger.root]
    for _ in range(4):
        if (token.dep_ in ("xcomp", "fixed", "obj", "obl:arg") and token.head.pos_ in ("VERB", "AUX")) or (
            token.dep_ == "conj" and not any(c.dep_ in SUBJECT for c in token.children)
        ):
            token = token.head
        else:
            break
    return token


@remembered
def subject(view: View, trigger: Mention) -> Token | None:
    """The subject of the trigger's clause; of a participle or relative clause the noun that it modifies."""
    for token in (view.doc[trigger.root], governor(view, trigger)):
        for child in token.children:
            if child.dep_ in SUBJECT and child.i not in range(trigger.start, trigger.end):
                return _antecedent(child, token)
        if token.dep_ in ("acl", "acl:relcl"):
            return token.head
        if token.pos_ == "NOUN":
            for child in token.children:
                if child.dep_ == "nmod":
                    return child
    return None


def _antecedent(token: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for."""
    if token.lower_ in ("qui", "lequel", "laquelle", "lesquels", "lesquelles") and verb.dep_ == "acl:relcl":
        return verb.head
    return token


@remembered
def subject_label(view: View, trigger: Mention) -> str:
    """What the subject of the trigger's clause is: see label_at; "none" where there is none."""
    who = subject(view, trigger)
    return "none" if who is None else label_at(view, who.i)


def label_at(view: View, i: int) -> str:
    """What stands at token `i`: a mention's label, a pronoun, or a plain word."""
    for kind in ("actors", "persons", "groups", "places", "counts"):
        for mention in view.inside(kind, view.sent_of[i]):
            if mention.start <= i < mention.end:
                return label(mention)
    return f"pron:{view.words[i]}" if view.doc[i].pos_ == "PRON" else "word"


@remembered
def preposition(view: View, mention: Mention) -> str:
    """The preposition (folded) that introduces the mention's noun phrase, "" for none.

    From the parse where there is one: the case of the topmost noun of the phrase; else the nearest preposition
    to the left that is not "de" between nouns.
    """
    for token in _rise(view.doc[mention.root]):
        case = [
            child for child in token.children if child.dep_ in ("case", "mark") and child.i < mention.start
        ]
        if case and token.dep_ not in ("nmod", "appos", "flat:name", "conj"):
            return view.words[case[0].i].strip("'")
    return left_preposition(view, mention.start)


def _rise(token: Token) -> Iterator[Token]:
    yield token
    for _ in range(5):
        if token.dep_ not in NOUN_LINKS or token.head.pos_ in ("VERB", "AUX"):
            return
        token = token.head
        yield token


def left_preposition(view: View, start: int, reach: int = 6) -> str:
    """The nearest preposition to the left of token `start`, within the clause; "de" yields to one before it."""
    found = ""
    low = view.sentences[view.sent_of[start]].start
    for i in range(start - 1, max(low, start - reach) - 1, -1):
        word = view.words[i].strip("'")
        if word in (",", ";", ":", "(", ".") or view.verbal[i]:
            break
        if word in PREPOSITIONS:
            found = word
            if word not in ("de", "du", "des", "d"):
                break
    return found


def adjacent_preposition(view: View, start: int) -> str:
    """The word right before token `start`, articles skipped, if it is a preposition."""
    i = start - 1
    low = view.sentences[view.sent_of[start]].start
    while i >= low and view.words[i] in (
        "l'",
        "le",
        "la",
        "les",
        "«",
        '"',
        "leur",
        "leurs",
        "son",
        "sa",
        "un",
        "une",
    ):
        i -= 1
    return view.words[i].strip("'") if i >= low and view.words[i].strip("'") in PREPOSITIONS else ""


@remembered
def topmost(view: View, mention: Mention) -> Token:
    """The topmost noun of the phrase that the mention stands in: the one that hangs on a verb, or on nothing."""
    *_, top = _rise(view.doc[mention.root])
    return top


def clause_of(token: Token) -> Token:
    """The verb (or the topmost token) of the clause that a token stands in."""
    for _ in range(12):
        if (
            token.pos_ == "VERB"
            or token.head.i == token.i
            or token.dep_ in ("acl", "acl:relcl", "advcl", "ccomp", "parataxis")
        ):
            break
        token = token.head
    return token


def clause_relation(a: Token, b: Token) -> str:
    """How clause `b` stands to clause `a`: same, coordinate, below, above (each with its label), or apart."""
    if a.i == b.i:
        return "same"
    if b.head.i == a.i:
        return f"below:{b.dep_}"
    if a.head.i == b.i:
        return f"above:{a.dep_}"
    if a.head.i == b.head.i:
        return "beside"
    if any(t.i == a.i for t in b.ancestors):
        return "under"
    if any(t.i == b.i for t in a.ancestors):
        return "over"
    return "apart"
