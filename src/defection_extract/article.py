"""An article as read, and the normal form that the pipeline reads.

The normal form straightens what trips a French parser (curly apostrophes, no-break spaces, odd hyphens),
composes decomposed accents and drops invisible characters. Offsets of the normal form lead back to the
text as read through `Article.span`; for most articles that is the identity.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

# One character for one character: apostrophes, quotes, hyphens, spaces. U+2026 and guillemets stay.
_STRAIGHT = str.maketrans(
    {
        **dict.fromkeys("\u2019\u2018\u201b\u02bc\u02b9\u2032\u00b4`\uff07", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\uff02", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\ufe58\ufe63\uff0d\u2212", "-"),
        **dict.fromkeys(
            "\u00a0\u202f\u2009\u2007\u2008\u200a\u2002\u2003\u2004\u2005\u2006\u3000\t\v\f", " "
        ),
        **dict.fromkeys("\u0085\u2028\u2029", "\n"),
    }
)
_LONE_CR = re.compile(r"\r(?!\n)")


def _is_dropped(char: str) -> bool:
    """Invisible to a reader: controls (line breaks aside) and format characters (soft hyphen, bidi marks)."""
    return char != "\n" and unicodedata.category(char) in ("Cc", "Cf", "Cs")


def _recompose(text: str) -> tuple[str, list[tuple[int, int]] | None]:
    """The composed text without invisible characters, and where each of its characters stood (None: same)."""
    if unicodedata.is_normalized("NFC", text) and not any(map(_is_dropped, set(text))):
        return text, None
    out: list[str] = []
    origin: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        cluster = "" if _is_dropped(text[start]) else unicodedata.normalize("NFC", text[start:end])
        out.append(cluster)
        origin += [(start, end)] * len(cluster)
        start = end
    return "".join(out), origin


@dataclass(frozen=True)
class Article:
    """A text as read, with what is known of it. `normal` is what the pipeline reads."""

    text: str
    id: str = ""
    source: str | None = None
    title: str | None = None
    published: dt.date | None = None
    published_from: str | None = None
    warnings: tuple[tuple[str, str], ...] = ()

    @cached_property
    def _normalised(self) -> tuple[str, list[tuple[int, int]] | None]:
        text = _LONE_CR.sub("\n", self.text) if "\r" in self.text else self.text
        for odd in _STRAIGHT.keys() & set(map(ord, set(text))):  # an article has few of them
            text = text.replace(chr(odd), _STRAIGHT[odd])
        return _recompose(text)

    @property
    def normal(self) -> str:
        """The normal form of the text."""
        return self._normalised[0]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text as read of `normal[start:end]`, for start < end."""
        origin = self._normalised[1]
        return (start, end) if origin is None else (origin[start][0], origin[end - 1][1])

    @cached_property
    def sha256(self) -> str:
        """Hex digest of the text as read, in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
