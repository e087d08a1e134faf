"""Parts of speech and dependencies of the sentences that matter, with names as single words."""

from __future__ import annotations

from bisect import bisect
from contextlib import nullcontext
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import BaseModel, ConfigDict, NonNegativeInt
from spacy import symbols
from spacy.language import Language

from ..syntax_model import syntax_model
from .reduction import Reduced, names_in, reduce

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.strings import StringStore
    from spacy.tokens import Doc, Span

ATTRS: list[int | str] = ["POS", "TAG", "MORPH", "HEAD", "DEP"]
HEAD, DEP = 3, 4
Table = np.ndarray[Any, np.dtype[np.int64]]


class SyntaxConfig(BaseModel):
    """Settings of defx_syntax."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    neighbours: NonNegativeInt = 0
    """How many sentences before and after one with a trigger are parsed too."""
    stand_ins: dict[str, str] = {"places": "Paris", "groups": "Hamas", "persons": "Martin"}
    """The word that the parser sees for a name of each span group; "" for the name as written."""


class Syntax:
    """Parses the sentences with a span of `doc.spans["triggers"]`, all of them where there is no such group.

    A Doc that is parsed already (in a foreign pipeline) is left as it is. A token of a sentence that is not
    parsed has no part of speech (`pos_ == ""`), no label (its first token aside, a ROOT) and itself as head.
    Of a name the first token has the head and the label, the others hang on it as `flat:name`.
    """

    def __init__(self, config: SyntaxConfig) -> None:
        self.config = config

    def __call__(self, doc: Doc) -> Doc:
        """Write pos, morph, head and dep; sentence starts stay."""
        self._read([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:
        """The same for many Docs; the sentences of a batch are parsed together, which is faster."""
        rest = iter(stream)
        while docs := list(islice(rest, batch_size)):
            self._read(docs)
            yield from docs

    def _read(self, docs: Sequence[Doc]) -> None:
        unread = [doc for doc in docs if len(doc) and not doc.has_annotation("DEP")]
        for bounded in (True, False):
            chosen = [doc for doc in unread if doc.has_annotation("SENT_START") == bounded]
            reduced = [self._reduced(doc, bounded) for doc in chosen]
            passing = any(reduced) and chosen[0].vocab.in_memory_zone  # type: ignore[attr-defined]
            with syntax_model().vocab.memory_zone() if passing else nullcontext():
                _parse(chosen, reduced, bounded)

    def _reduced(self, doc: Doc, bounded: bool) -> list[Reduced]:
        """The sentences of a Doc that are to be parsed, as the parser should see them."""
        sentences, names = _sentences(doc, bounded), names_in(doc, self.config.stand_ins)
        reduced = [reduce(sentences[i], names) for i in self._wanted(doc, sentences)]
        return [item for item in reduced if item.words]

    def _wanted(self, doc: Doc, sentences: list[Span]) -> list[int]:
        """Numbers of the sentences to parse."""
        if "triggers" not in doc.spans:
            return list(range(len(sentences)))
        near = self.config.neighbours
        starts = [sentence.start for sentence in sentences]
        hits: set[int] = set()
        for span in doc.spans["triggers"]:
            hits.update(range(bisect(starts, span.start) - 1, bisect(starts, span.end - 1)))
        return [i for i in range(len(sentences)) if not hits.isdisjoint(range(i - near, i + near + 1))]


def _parse(docs: Sequence[Doc], reduced: Sequence[list[Reduced]], bounded: bool) -> None:
    """Parse the reduced sentences of all Docs together, and write what comes out to each."""
    words = [item.words for items in reduced for item in items]
    parsed = iter(syntax_model().parse(words, bounded=bounded) if words else ())
    for doc, items in zip(docs, reduced, strict=True):
        table = _unparsed(doc, _sentences(doc, bounded))
        for item in items:
            _copy(item, next(parsed), table, doc.vocab.strings)
        doc.from_array(ATTRS, table.astype("u8"))  # type: ignore[arg-type]


def _sentences(doc: Doc, bounded: bool) -> list[Span]:
    return list(doc.sents) if bounded else [doc[:]]


def _unparsed(doc: Doc, sentences: list[Span]) -> Table:
    """The table of ATTRS for a Doc of which no sentence is parsed: flat below each first token."""
    table = np.zeros((len(doc), len(ATTRS)), dtype="i8")
    root = doc.vocab.strings.add("ROOT")
    for sentence in sentences:
        table[sentence.start : sentence.end, HEAD] = range(0, sentence.start - sentence.end, -1)
        table[sentence.start, DEP] = _signed(root)
    return table


def _copy(item: Reduced, parsed: Doc, table: Table, strings: StringStore) -> None:
    """Write the parse of a reduced sentence to the rows of its tokens."""
    first = [start for start, _ in item.stretches]
    space = (symbols.SPACE, symbols.SPACE, 0)
    name = (symbols.PROPN, symbols.PROPN, 0)
    row = item.start
    for token, (start, end) in zip(parsed, item.stretches, strict=True):
        for i in range(row, start):
            table[i] = (*space, (first[0] if row == item.start else row - 1) - i, symbols.dep)
        morph, dep = strings.add(str(token.morph)), strings.add(token.dep_)
        table[start] = (token.pos, token.pos, _signed(morph), first[token.head.i] - start, _signed(dep))
        for i in range(start + 1, end):
            table[i] = (*name, start - i, _signed(strings.add("flat:name")))
        row = end
    for i in range(row, item.end):
        table[i] = (*space, row - 1 - i, symbols.dep)


def _signed(key: int) -> int:
    """A hash of spaCy's as it lies in a table of signed numbers."""
    return key - (1 << 64) if key >> 63 else key


@Language.factory("defx_syntax", default_config=SyntaxConfig().model_dump())
def make_syntax(nlp: Language, name: str, neighbours: int, stand_ins: dict[str, str]) -> Syntax:  # noqa: ARG001 (spaCy's signature)
    """Factory of the parser. The model is loaded with the first sentence that needs it."""
    return Syntax(SyntaxConfig(neighbours=neighbours, stand_ins=stand_ins))
