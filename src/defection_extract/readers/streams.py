"""Byte streams: compression found out by its magic bytes, and limits on what comes out."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from ..errors import InputError

GZIP_MAGIC = b"\x1f\x8b"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
GIVE_UP = 20
"""A line longer than this many times the limit ends the reading of its file: it is a bomb, not a slip."""
_WINDOW = 1 << 27  # zstd frames may ask for more memory than this; none of an honest archive does


def buffered(stream: BinaryIO) -> io.BufferedReader:
    """The stream with `peek`."""
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(cast(io.RawIOBase, stream))


def decompressed(stream: BinaryIO) -> io.BufferedReader:
    """The stream, or what a gzip or zstandard stream holds."""
    source = buffered(stream)
    head = source.peek(4)[:4]
    if head.startswith(GZIP_MAGIC):
        return buffered(cast(BinaryIO, gzip.GzipFile(fileobj=source)))
    if head.startswith(ZSTD_MAGIC):
        return io.BufferedReader(_ZstdStream(source))
    return source


class _ZstdStream(io.RawIOBase):
    """What zstandard frames hold. The library's own stream takes a truncated frame for the end.

    It is fed little at a time, so that a bomb unfolds little at a time.
    """

    _FEED = 1024

    def __init__(self, source: BinaryIO) -> None:
        from zstandard import ZstdDecompressor

        self._source = source
        self._new = ZstdDecompressor(max_window_size=_WINDOW).decompressobj
        self._frame = self._new()
        self._begun = False
        self._out = b""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer. Raises EOFError where the last frame has no end."""
        while not self._out:
            data = self._frame.unused_data if self._frame.eof else b""
            if self._frame.eof:
                self._frame, self._begun = self._new(), False
            data = data or self._source.read(self._FEED)
            if not data:
                if self._begun:
                    raise EOFError("ends in the middle")
                return 0
            self._begun = True
            self._out = self._frame.decompress(data)
        taken = self._out[: len(buffer)]
        buffer[: len(taken)] = taken
        self._out = self._out[len(taken) :]
        return len(taken)


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Errors of files and of compression become InputError."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        code = "unreadable" if error.errno else "corrupt"  # gzip's own errors carry no number
        raise InputError(f"{name}: cannot be read ({reason})", "check the file", code=code) from None
    except (EOFError, zlib.error) as error:
        raise InputError(f"{name}: broken archive ({error})", "fetch it again", code="corrupt") from None
    except Exception as error:
        if type(error).__name__ != "ZstdError":  # its module is imported only where needed
            raise
        raise InputError(f"{name}: broken archive ({error})", "fetch it again", code="corrupt") from None


def read_all(stream: BinaryIO, limit: int, name: str) -> bytes:
    """All bytes of the stream. Raises InputError where there are more than `limit`."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise too_large(name, limit)
    return data


def too_large(name: str, limit: int) -> InputError:
    """The error of an article over the limit."""
    return InputError(
        f"{name}: larger than {limit:,} bytes", "raise --max-bytes or split it", code="too_large"
    )


def lines(stream: BinaryIO, limit: int, name: str) -> Iterator[bytes | None]:
    """The lines of a stream, in UTF-8 where it is UTF-16; None in place of one over `limit` bytes.

    Raises InputError (`too_large`) where such a line does not end.
    """
    source = _utf8_lines(buffered(stream))
    while line := source.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
        else:
            _skip_line(source, limit, name)
            yield None


def _utf8_lines(source: io.BufferedReader) -> BinaryIO | _Recoded:
    if source.peek(2)[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _Recoded(io.TextIOWrapper(source, "utf-16", errors="replace", newline="\n"))
    return source


class _Recoded:
    """Lines of a text stream as UTF-8."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text

    def readline(self, size: int) -> bytes:
        return self._text.readline(size).encode("utf-8", "replace")


def _skip_line(source: BinaryIO | _Recoded, limit: int, name: str) -> None:
    for _ in range(GIVE_UP):
        rest = source.readline(limit + 1)
        if not rest or rest.endswith(b"\n"):
            return
    raise InputError(f"{name}: a line without end; the rest was not read", code="too_large")
