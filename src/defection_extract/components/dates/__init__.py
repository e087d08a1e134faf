"""Dates: `doc.spans["dates"]`, unresolved forms with their anchor, and what they mean for an article's date."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.language import Language

from ...annotations import DateValue, annotate, register_values, text_of
from ...lexicon.words import straight
from .calendar import bounds
from .discourse import Discourse, Expression
from .edtf import to_edtf
from .lexer import tokenize

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Dates", "Expression", "ResolvedDate", "find_dates", "make_dates", "resolve_date"]


@dataclass(frozen=True)
class ResolvedDate:
    """Inclusive bounds of a date, None where open or unknown; precision and EDTF string as in the record."""

    earliest: dt.date | None
    latest: dt.date | None
    precision: str
    edtf: str | None


def resolve_date(value: DateValue, published: dt.date | None) -> ResolvedDate:
    """What `value` means in an article of the day `published`.

    Without `published` the dateline's date stands in for it. Unknown dates have no bounds and no EDTF string, but
    keep their precision. Never raises.
    """
    reference = published
    if reference is None and value.fallback:
        dateline = bounds(value.fallback, None)
        reference = dateline.lo if dateline else None
    found = bounds(value.form, reference)
    if found is None:
        return ResolvedDate(None, None, _precision(value), None)
    return ResolvedDate(found.lo, found.hi, found.precision, to_edtf(found))


_SENTENCE_END = re.compile(r"[.!?…\n][\s»\")\]]+")
_ANY_DAY = dt.date(2021, 9, 30)


def _precision(value: DateValue) -> str:
    """The precision of an unresolved date: what it would have in any article."""
    found = None if value.vague else bounds(value.form, _ANY_DAY)
    return found.precision if found else "vague"


def find_dates(text: str, sentences: list[int] | None = None) -> list[Expression]:
    """The date expressions of `text` (composed accents) in order.

    `sentences` are the offsets at which sentences start; without them, full stops and line breaks count.
    """
    folded = straight(text)
    starts = sentences if sentences is not None else _sentence_starts(text)
    return list(Discourse(text, folded, tokenize(folded), starts).read())


def _sentence_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in _SENTENCE_END.finditer(text))]


class Dates:
    """Writes `doc.spans["dates"]` with a DateValue on every span."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the dates of `doc`."""
        starts = [s.start_char for s in doc.sents] if doc.has_annotation("SENT_START") else None
        spans = [
            (doc.char_span(date.start, date.end, alignment_mode="expand"), date.value)
            for date in find_dates(text_of(doc), starts)
        ]
        annotate(doc, "dates", [(span, value) for span, value in spans if span is not None])
        return doc


@Language.factory("defx_dates")
def make_dates(nlp: Language, name: str) -> Dates:  # noqa: ARG001 (spaCy's signature)
    """Factory of the date reader."""
    register_values()
    return Dates()
