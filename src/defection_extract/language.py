"""French, as spaCy has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language


def blank_french() -> Language:
    """A French pipeline without components: tokenizer and vocabulary only."""
    import spacy

    return spacy.blank("fr")
