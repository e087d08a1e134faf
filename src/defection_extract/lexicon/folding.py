"""Case and accents folded away, one character for one character, so that offsets hold."""

from __future__ import annotations

import unicodedata


class _Folds(dict[int, str]):
    """Character → its lower-case letter without accent; filled on demand."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = unicodedata.normalize("NFD", char)[0].lower()
        folded = base if len(base) == 1 else char
        self[code] = folded
        return folded


_FOLDS = _Folds()


_SHORT = 64
"""Up to this length a text is folded character by character, beyond it by each of its few letters with accents."""


def fold(text: str) -> str:
    """`text` in lower case without accents, of the same length."""
    if text.isascii():
        return text.lower()
    if len(text) <= _SHORT:
        return text.translate(_FOLDS)
    for char in set(text):
        if not char.isascii():
            text = text.replace(char, _FOLDS[ord(char)])
    return text.lower()
