"""Whether a text is in another language than French."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ..lexicon import load_table

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

FRENCH_AT_MOST = 0.01
"""A text is surely not French where the detector gives French and its like no more than this."""
LONG_ENOUGH = 200
"""A shorter text, in characters, is taken for French: a detector is not sure of so few words."""
PLAIN = 0.05
"""Share of plainly French words from which a text is French: nearly all French articles have more."""
SLICE = 2000
"""Characters of each slice looked at; a text that is French in any slice is read."""
# Languages the detector takes French for where names abound.
_LIKE_FRENCH = frozenset({"fr", "oc", "wa", "br", "ht"})


@cache
def _detector() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def is_french(text: str) -> bool:
    """Whether the start of a text is French, more likely than not."""
    return _french(_ranked(text[:SLICE])) > 0.5


def other_language(text: str) -> str | None:
    """The language (ISO 639-1) of a text that is surely not French; None where it may be, or is short."""
    if len(text) < LONG_ENOUGH:
        return None
    slices = _slices(text)
    if any(map(_is_plainly_french, slices)):
        return None
    ranks = [_ranked(part) for part in slices]
    return None if any(_french(ranked) > FRENCH_AT_MOST for ranked in ranks) else ranks[0][0][0]


def _is_plainly_french(text: str) -> bool:
    """Whether French words are so many that the detector, which takes longer than all else, need not be asked."""
    words = text.lower().split()
    return sum(map(_plain_words().__contains__, words)) >= PLAIN * len(words)


@cache
def _plain_words() -> frozenset[str]:
    return frozenset(load_table("french")["plain"])


def _slices(text: str) -> list[str]:
    """The start, the middle and the end of a text."""
    if len(text) <= SLICE:
        return [text]
    middle = (len(text) - SLICE) // 2
    return [text[:SLICE], text[middle : middle + SLICE], text[-SLICE:]]


def _ranked(text: str) -> list[tuple[str, float]]:
    """All languages with their probabilities, the likeliest first."""
    ranked: list[tuple[str, float]] = _detector().rank(text)
    return ranked


def _french(ranked: list[tuple[str, float]]) -> float:
    return sum(probability for language, probability in ranked if language in _LIKE_FRENCH)
