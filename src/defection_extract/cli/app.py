"""The `defx` command: options shared by all commands, errors and exit codes."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Annotated, Any

import typer

from ..errors import DefxError, OutputError
from ..version import __version__

app = typer.Typer(
    name="defx",
    help="Turn French news articles into validated records of defections.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: importing rich costs more than all the rest
    context_settings={"help_option_names": ["-h", "--help"]},
)
COMMANDS = (
    "extract",
    "batch",
    "schema",
    "why",
    "dates",
    "counts",
    "evaluate",
    "gazetteer",
    "export",
    "import_",
    "report",
    "view",
    "merge",
)
"""One module of this package a command; its `command` function carries options and help."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def _version(value: bool) -> None:
    if value:
        print(f"defx {__version__}")
        raise typer.Exit


@app.callback()
def root(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Turn French news articles into validated records of defections."""


def register(names: tuple[str, ...] = COMMANDS) -> None:
    """Add the commands; their modules import heavy things only when run."""
    for name in names:
        module: Any = import_module(f".{name}", __package__)
        app.command(name.rstrip("_"))(_guarded(module.command))


def _guarded(command: Callable[..., None]) -> Callable[..., None]:
    """The command, with what can befall standard output: its reader is gone, or the disk is full."""

    @wraps(command)
    def run(*args: Any, **options: Any) -> None:
        try:
            command(*args, **options)
            sys.stdout.flush()
        except BrokenPipeError:
            _let_go_of_stdout()
            raise typer.Exit from None
        except OSError as error:
            if error.filename is None and error.errno in _FULL:
                _let_go_of_stdout()
                raise OutputError(f"standard output: {error.strerror}", "free some space") from error
            raise

    return run


def _let_go_of_stdout() -> None:
    """What is still to be written goes nowhere, so that the interpreter's end is quiet."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """Run the command line; errors become one or two lines on stderr and a documented exit code.

    `--debug` is understood anywhere, and shows the traceback first.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for some takes longer than --help
    debug = "--debug" in sys.argv
    sys.argv = [word for word in sys.argv if word != "--debug"]
    asked = tuple(name for name in COMMANDS if sys.argv[1:2] == [name])
    register(asked or COMMANDS)
    try:
        app(standalone_mode=True)
    except KeyboardInterrupt:
        print("defx: interrupted", file=sys.stderr)
        sys.exit(130)
    except Exception as error:
        if debug:
            traceback.print_exc()
        sys.exit(_told(error))


def _told(error: Exception) -> int:
    """Say what went wrong on stderr; the exit code."""
    told = error if isinstance(error, DefxError) else _unexpected(error)
    print(f"defx: {told.message}", file=sys.stderr)
    if told.hint:
        print(f"      {told.hint}", file=sys.stderr)
    return told.exit_code


def _unexpected(error: BaseException) -> DefxError:
    while error.__cause__:
        error = error.__cause__
    words = " ".join(str(error).split())[:200]
    return DefxError(
        f"unexpected error: {type(error).__name__}: {words}",
        "this is a fault of defx: please report what --debug shows",
    )
