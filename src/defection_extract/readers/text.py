"""Plain text from a file or standard input, whatever its encoding."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path

from ..errors import InputError

MAX_BYTES = 50_000_000
"""Size limit of one input; a longer text is no article."""

MAX_NULS = 10
"""One byte in so many may be NUL in a text of single bytes; UTF-16 has more, and so have binary files."""

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_bytes(source: str, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a file, or of standard input for "-". Raises InputError."""
    try:
        if source == "-":
            data = sys.stdin.buffer.read(limit + 1)
        else:
            with Path(source).open("rb") as file:
                data = file.read(limit + 1)
    except IsADirectoryError:
        raise InputError(f"{source}: is a folder", "use `defx batch` for a folder", code="folder") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"{source}: cannot be read ({reason})", "check the path and its permissions"
        ) from None
    if len(data) > limit:
        raise InputError(f"{source}: larger than {limit:,} bytes", "split it into articles", code="too_large")
    return data


def decode(data: bytes, source: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Text of `data`, and a warning where its encoding was guessed. Raises InputError if it is no text."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_as(data, encoding, source), ()
    if data.count(0) * MAX_NULS <= len(data):
        try:
            return data.decode("utf-8"), ()
        except UnicodeDecodeError:
            pass
    return _detect(data, source)


def _decode_as(data: bytes, encoding: str, source: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise InputError(f"{source}: broken {encoding} text", "save it as UTF-8", code="not_text") from None


def _detect(data: bytes, source: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    from charset_normalizer import from_bytes

    candidates = ["utf_16_le", "utf_16_be"] if b"\0" in data else ["cp1252", "latin_1"]
    best = from_bytes(data, cp_isolation=candidates).best()
    if best is None:
        raise InputError(f"{source}: is not text", "give plain text, UTF-8 if you can", code="not_text")
    message = f"not UTF-8; read as {best.encoding}"
    return str(best).removeprefix("\ufeff"), (("encoding_guessed", message),)
