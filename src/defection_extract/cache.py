"""The user's cache: what takes long to prepare and can always be prepared again.

A file of the cache is safe to delete, and safe when two processes write it at once: each writes its own and
puts it in place in one step. Its name tells what it was made from, and it starts with its checksum; one that
does not fit or does not check is made anew. Where no cache can be written, all works without, only slower.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from .compiled import dumps
from .version import __version__

T = TypeVar("T")

_DIGEST = hashlib.sha256
_DIGEST_SIZE = 32


def cache_folder() -> Path:
    """Where the cache lies: the platform's place for caches, or the environment variable DEFX_CACHE_DIR."""
    chosen = os.environ.get("DEFX_CACHE_DIR")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("defx", appauthor=False)


def cached(name: str, made_from: str, build: Callable[[], bytes]) -> memoryview:
    """What `build` returns, from the cache if it holds it.

    `made_from` names everything that the result depends on: versions, sizes, settings. What was made from
    something else under the same name is removed.
    """
    path = cache_folder() / f"{name}-{_DIGEST(made_from.encode()).hexdigest()[:16]}.bin"
    found = _read(path)
    if found is not None:
        return found
    payload = build()
    with suppress(OSError):
        _write(path, payload)
        for other in path.parent.glob(f"{name}-*.bin"):
            if other != path:
                other.unlink(missing_ok=True)
    return memoryview(payload)


def prepared(name: str, sources: Iterable[Path], build: Callable[[], T]) -> T:
    """The object that `build` returns, from the cache if it holds it.

    `sources` are the files that it depends on, of a folder all files that lie in it.
    """
    made_from = f"defx {__version__}, Python {sys.version}, {states(sources)}"
    made: list[T] = []

    def payload() -> bytes:
        made.append(build())
        return dumps(made[0])

    kept = cached(name, made_from, payload)
    return made[0] if made else pickle.loads(kept)


def states(sources: Iterable[Path]) -> list[tuple[str, int, int]]:
    """Name, size and time of change of files, of a folder those of all files that lie in it."""
    listed = [file for source in sources for file in (source.iterdir() if source.is_dir() else [source])]
    found = [(str(file), file.stat()) for file in sorted(listed) if file.name != "__pycache__"]
    return [(name, state.st_size, state.st_mtime_ns) for name, state in found]


def _read(path: Path) -> memoryview | None:
    """The payload of a file of the cache; None where it is missing, wrong or another user's."""
    try:
        if hasattr(os, "getuid") and path.stat().st_uid != os.getuid():
            return None
        data = memoryview(path.read_bytes())
    except OSError:
        return None
    payload = data[_DIGEST_SIZE:]
    return payload if _DIGEST(payload).digest() == data[:_DIGEST_SIZE] else None


def _write(path: Path, payload: bytes) -> None:
    """Put a file in place in one step. Raises OSError where the folder cannot be written."""
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_DIGEST(payload).digest())
            file.write(payload)
        Path(draft).replace(path)
    except OSError:
        Path(draft).unlink(missing_ok=True)
        raise
