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


def fold(text: str) -> str:
    """`text` in lower case without accents, of the same length."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)
