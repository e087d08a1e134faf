"""Keys by which transliterations of one name meet.

An Arabic name reaches French through French, English, German or Turkish conventions, or none. Two keys of its
canonical form: the sound, in which each convention writes a letter alike, and the skeleton, its consonants.
"""

from __future__ import annotations

import re
from functools import lru_cache

_RULES = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"dsch|dj|tch", "j"),  # German and French for jim; Turkish c is left as it is
        (r"sch|sh|ch", "c"),  # shin
        (r"kh", "x"),
        (r"q|ck|k|c(?=[kq])", "k"),
        (r"gh|rh", "g"),
        (r"gu(?=[ei])", "g"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"ph", "f"),
        (r"aw|au|ao|ow|ou|oo|w(?![aeiou])|[ou]", "u"),
        (r"w", "u"),
        (r"ai|ay|ei|ey|ie|ye|ee|[iy]", "i"),
        (r"e", "a"),
        (r"(.)\1+", r"\1"),
    )
]
_ENDING = re.compile(r"(?<=..)(?:ah?|h)$")
_VOWELS = str.maketrans("", "", "aiu")
_CLASSES = str.maketrans("xcz", "ksd")


@lru_cache(1 << 16)
def sound(name: str) -> str:
    """The sound of a canonical name: one letter a sound, long as short, without a final -a, -é or -eh."""
    spoken = name.replace(" ", "")
    for pattern, letter in _RULES:
        spoken = pattern.sub(letter, spoken)
    return _ENDING.sub("", spoken)


@lru_cache(1 << 16)
def skeleton(name: str) -> str:
    """The consonants of a canonical name, in classes that transliterations confuse (kh/k/q, sh/s, dh/z/d)."""
    spoken = sound(name)
    first = "u" if name[:1] == "w" else ""
    bare = first + spoken.translate(_VOWELS).translate(_CLASSES)
    return re.sub(r"(.)\1+", r"\1", bare)
