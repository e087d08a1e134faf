"""Where an export is written: all of it or nothing, and never over a file unasked."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from ..errors import OutputError, UsageError


@contextmanager
def replacing(target: Path, *, force: bool) -> Iterator[Path]:
    """A new file beside the target, which takes its name at the end; gone where an error comes before.

    Raises UsageError where the target exists and `force` is false, OutputError where it cannot be written.
    """
    refuse_existing(target, force=force)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        os.close(handle)
    except OSError as error:
        raise _unwritable(target, error) from None
    draft = Path(name)
    try:
        yield draft
        draft.chmod(0o666 & ~_umask())  # mkstemp's files are private
        draft.replace(target)
    except OSError as error:
        raise _unwritable(target, error) from None
    finally:
        draft.unlink(missing_ok=True)


def refuse_existing(target: Path, *, force: bool) -> None:
    """Raises UsageError where the target exists and was not to be replaced."""
    if target.exists() and not force:
        raise UsageError(f"{target}: exists", "name another file, or replace it with --force")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unwritable(target: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{target}: cannot be written ({error.strerror or error})", "check folder, rights and space"
    )


def needs(module: str, what: str) -> Any:
    """A module of the extra `export`. Raises UsageError, which names the extra, where it is not installed."""
    try:
        return import_module(module)
    except ImportError:
        package = module.partition(".")[0]
        raise UsageError(f"{what} needs {package}", "install it with: pip install 'defx[export]'") from None
