"""Sentence starts, set before any parser: line breaks, headlines, agency slugs and full stops."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from spacy.language import Language

from ..lexicon import load_table

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LAST = frozenset(".!?…\"»”')]")
"""What a sentence may end with."""
_END = re.compile(r"[.!?…]+[\"»”')\]]*$")


class Sentences:
    """Sets `token.is_sent_start` on every token of a Doc."""

    def __init__(self) -> None:
        table = load_table("sentences")
        self.abbreviations = frozenset(table["abbreviations"])
        self.closers = frozenset(table["closers"])

    def __call__(self, doc: Doc) -> Doc:
        """Mark the sentence starts of `doc` in place."""
        words = [token.text for token in doc]
        marks = np.full((len(words), 1), -1, dtype="i8")
        starts = True
        for i, word in enumerate(words):
            if word.isspace():
                starts = starts or "\n" in word
            elif not (starts and word in self.closers and i):
                marks[i] = 1 if starts else -1
                starts = word[-1] in _LAST and self._ends(words, i)
        if words:
            marks[0] = 1
            # Token by token spaCy looks through the whole Doc at each
            doc.from_array(["SENT_START"], marks.astype("u8"))  # type: ignore[arg-type]
        return doc

    def _ends(self, words: list[str], i: int) -> bool:
        """Whether a sentence ends with word `i`."""
        text = words[i]
        if not _END.search(text) or text.lower() in self.abbreviations:
            return False
        following = next((w for w in words[i + 1 : i + 4] if not w.isspace() and w not in self.closers), None)
        if following is None:
            return True
        if text == "." and i and (len(words[i - 1]) == 1 or words[i - 1].lower() + "." in self.abbreviations):
            return False
        return not following[0].islower()


@Language.factory("defx_sentences")
def make_sentences(nlp: Language, name: str) -> Sentences:  # noqa: ARG001 (spaCy's signature)
    """Factory of the sentence splitter."""
    return Sentences()
