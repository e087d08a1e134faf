"""French, as fast to load as it can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

MAX_CHARS = 50_000_000
"""Longest text, in characters. spaCy's own limit of a million is for models that read all of it at once."""


def blank_french() -> Language:
    """A French pipeline without components: tokenizer and vocabulary only."""
    from .french import French

    return French(max_length=MAX_CHARS)
