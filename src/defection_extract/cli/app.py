"""The `defx` command: options shared by all commands, errors and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any

import typer

from ..errors import DefxError
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
        command: Callable[..., None] = module.command
        app.command(name.rstrip("_"))(command)


def main() -> None:
    """Run the command line; errors become one or two lines on stderr and a documented exit code."""
    asked = tuple(name for name in COMMANDS if sys.argv[1:2] == [name])
    register(asked or COMMANDS)
    debug = "--debug" in sys.argv
    try:
        app(standalone_mode=True)
    except DefxError as error:
        if debug:
            raise
        print(f"defx: {error.message}", file=sys.stderr)
        if error.hint:
            print(f"      {error.hint}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("defx: interrupted", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
