"""Sentence starts, set before any parser: line breaks, headlines, agency slugs and full stops."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language

from ..lexicon import load_table

if TYPE_CHECKING:
    from spacy.tokens import Doc

_END = re.compile(r"[.!?…]+[\"»”')\]]*$")


class Sentences:
    """Sets `token.is_sent_start` on every token of a Doc."""

    def __init__(self) -> None:
        table = load_table("sentences")
        self.abbreviations = frozenset(table["abbreviations"])
        self.closers = frozenset(table["closers"])

    def __call__(self, doc: Doc) -> Doc:
        """Mark the sentence starts of `doc` in place."""
        starts = True
        for token in doc:
            is_break = token.is_space and "\n" in token.text
            if is_break or token.is_space or (starts and token.text in self.closers and token.i):
                token.is_sent_start = False
                starts = starts or is_break
                continue
            token.is_sent_start = starts
            starts = self._ends(doc, token.i)
        if len(doc):
            doc[0].is_sent_start = True
        return doc

    def _ends(self, doc: Doc, i: int) -> bool:
        """Whether a sentence ends with token `i`."""
        text = doc[i].text
        if not _END.search(text) or text.lower() in self.abbreviations:
            return False
        following = next(
            (t for t in doc[i + 1 : i + 4] if not t.is_space and t.text not in self.closers), None
        )
        if following is None:
            return True
        if text == "." and i and (len(doc[i - 1]) == 1 or doc[i - 1].lower_ + "." in self.abbreviations):
            return False
        return not following.text[0].islower() and not (text in "…..." and following.text[0].islower())


@Language.factory("defx_sentences")
def make_sentences(nlp: Language, name: str) -> Sentences:  # noqa: ARG001 (spaCy's signature)
    """Factory of the sentence splitter."""
    return Sentences()
