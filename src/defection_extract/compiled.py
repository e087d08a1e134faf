"""Regular expressions pickled with their compiled code: `re` itself pickles their source and compiles it anew.

Such a pickle is for the very Python that wrote it, whose `_sre` checks the code that it is given. Where a Python
hides the parts of `re` used here, expressions are pickled as `re` does.
"""

from __future__ import annotations

import io
import pickle
import re
import sys
from array import array
from typing import Any

try:
    import _sre  # type: ignore[import-not-found]

    if sys.version_info >= (3, 11):
        from re import _compiler as compiler  # type: ignore[attr-defined]
        from re import _parser as parser  # type: ignore[attr-defined]
    else:
        import sre_compile as compiler
        import sre_parse as parser
    OPEN = hasattr(_sre, "compile") and hasattr(compiler, "_code")
except ImportError:
    OPEN = False

WORD = "I"
"""Type code of the words that compiled code is made of: unsigned, 32 bits."""


def dumps(value: Any) -> bytes:
    """`value` pickled; `pickle.loads` reads it."""
    buffer = io.BytesIO()
    _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(value)
    return buffer.getvalue()


class _Pickler(pickle.Pickler):
    def reducer_override(self, obj: Any) -> Any:
        """How an expression is made again; NotImplemented, which means as always, for all else."""
        if not (OPEN and isinstance(obj, re.Pattern)):
            return NotImplemented
        code = compiler._code(  # type: ignore[attr-defined]
            parser.parse(obj.pattern, obj.flags), obj.flags
        )
        words = array(WORD, code).tobytes()
        return _restored, (obj.pattern, obj.flags, words, obj.groups, dict(obj.groupindex))


def _restored(source: str, flags: int, words: bytes, groups: int, names: dict[str, int]) -> re.Pattern[str]:
    name_of: list[str | None] = [None] * (groups + 1)
    for name, group in names.items():
        name_of[group] = name
    code = array(WORD, words).tolist()
    pattern: re.Pattern[str] = _sre.compile(source, flags, code, groups, names, tuple(name_of))
    return pattern
