"""Expressions that tell, or may tell, of a defection: `doc.spans["triggers"]`.

Newswire tells of defections in more ways than a lexicon holds ("ont mis la clef sous le paillasson", "se sont fondus
dans la foule"). So in a sentence without any expression of the lexicon the first people of arms or state stand for
what is said of them; whether that is a defection is asked later, like of all weak triggers.
"""

from __future__ import annotations

from bisect import bisect, bisect_left
from typing import TYPE_CHECKING

from spacy.language import Language

from ..annotations import TriggerValue, annotate, register_values, text_of
from ..lexicon.folding import fold
from ..lexicon.openings import matches
from ..lexicon.trigger_patterns import WORD, TriggerEntry, trigger_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span

TOLD = TriggerValue("told of", "told", 1)
"""What people of arms or state trigger where no expression does."""
TELLING = frozenset({"fighter", "official", "defector"})
"""Kinds of actors that do."""
REACH = 90
"""Characters before and after a pivot in which its expression must stand."""


class Triggers:
    """Finds the expressions of lexicon/triggers.toml; of overlapping ones the stronger, then the longer stays."""

    def __init__(self) -> None:
        self.lexicon = trigger_lexicon()

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc.spans["triggers"]`."""
        text = fold(text_of(doc))
        found = sorted(self._find(text), key=lambda item: (-item[2].strength, item[0] - item[1], item[0]))
        taken = bytearray(len(text) + 1)
        kept: list[tuple[Span, TriggerValue]] = []
        for start, end, entry in found:
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is None or any(taken[start:end]):
                continue
            taken[start:end] = b"\1" * (end - start)
            kept.append((span, TriggerValue(entry.name, entry.kind, entry.strength)))
        annotate(doc, "triggers", [*kept, *self._told(doc, [span for span, _ in kept])])
        return doc

    def _told(self, doc: Doc, found: list[Span]) -> Iterator[tuple[Span, TriggerValue]]:
        """The first people of arms or state in every sentence without an expression of the lexicon."""
        starts = [token.i for token in doc if token.is_sent_start]
        taken = {bisect(starts, span.start) for span in found}
        for span in [*doc.spans.get("actors", ()), *doc.spans.get("persons", ())]:
            sentence = bisect(starts, span.start)
            value = span._.actor or span._.person
            if sentence not in taken and (value.rank or getattr(value, "kind", "") in TELLING):
                taken.add(sentence)
                yield span, TOLD

    def _find(self, text: str) -> Iterator[tuple[int, int, TriggerEntry]]:
        """Every match of every entry whose pivot word stands in the text."""
        by_pivot = self.lexicon.by_pivot
        begins = self.lexicon.openings.places(text)
        for word in WORD.finditer(text):
            entries = by_pivot.get(word[0])
            if not entries:
                continue
            low, high = word.span()
            for entry in entries:
                places = begins.get(entry.number, [])
                near = places[bisect_left(places, low - REACH) : bisect(places, low)]
                for match in matches(entry.pattern, text, near, high + REACH) if near else ():
                    if high <= match.end() and "\n\n" not in match[0]:
                        yield match.start(), match.end(), entry


@Language.factory("defx_triggers")
def make_triggers(nlp: Language, name: str) -> Triggers:  # noqa: ARG001 (spaCy's signature)
    """Factory of the trigger matcher."""
    register_values()
    return Triggers()
