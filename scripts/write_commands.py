"""Write docs/commands.md: every command with its help, arguments and options, as `--help` tells them.

    python scripts/write_commands.py

A test fails where the page is not what this writes.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import typer

from defection_extract.cli import app as cli

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
_HEAD = """# Commands

As `defx COMMAND --help` tells them. JSON goes to standard output and nothing else does; what defx has to say goes to
standard error. `-h` is short for `--help`. Errors are one or two lines: what, where, what to do; `--debug`, anywhere in
the command, shows the traceback.

| exit code | meaning |
|---|---|
| 0 | done, also where no event was found |
| 1 | a fault of defx, please report it; of `defx gazetteer check`: there are problems |
| 2 | wrong usage |
| 3 | input cannot be read |
| 4 | model, lexicon or gazetteer missing or broken |
| 5 | output cannot be written |
| 6 | cluster lost |
| 130 | interrupted |

"""


def page() -> str:
    """The whole page."""
    cli.register()
    root: Any = typer.main.get_command(cli.app)
    options = _table("option", [p for p in root.params if p.help], {})
    sections = [f"## `defx`\n\n{options}"]
    for module in cli.COMMANDS:
        name = module.rstrip("_")
        callback = import_module(f"defection_extract.cli.{module}").command
        sections.append(_section(name, root.commands[name], get_type_hints(callback)))
    return _HEAD + "\n\n".join(sections) + "\n"


def _section(name: str, command: Any, hints: dict[str, Any]) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    usage = " ".join(
        ["defx", name, *(p.metavar or p.name for p in arguments), *["[OPTIONS]"] * bool(options)]
    )
    text = "\n\n".join(" ".join(part.split()) for part in command.help.split("\n\n"))
    parts = [f"## `defx {name}`", f"```text\n{usage}\n```", text.replace("[", "\\[")]
    parts += [_table("argument", arguments, hints)] if arguments else []
    parts += [_table("option", options, hints)] if options else []
    return "\n\n".join(parts)


def _table(head: str, params: list[Any], hints: dict[str, Any]) -> str:
    rows = [f"| {_names(p)} | {_meaning(p, hints)} |" for p in params]
    return "\n".join([f"| {head} | |", "|---|---|", *rows])


def _names(param: Any) -> str:
    if param.param_type_name == "argument":
        return f"`{param.metavar or param.name}`".replace("|", "` or `")
    value = "" if param.is_flag else f" {param.metavar or param.name.upper()}"
    return ", ".join(f"`{name}{value}`" for name in [*param.opts, *param.secondary_opts])


def _meaning(param: Any, hints: dict[str, Any]) -> str:
    told = [param.help.replace("|", "\\|")]
    if choices := list(_choices(hints.get(param.name))):
        told.append("One of " + ", ".join(f"`{choice}`" for choice in choices) + ".")
    if param.param_type_name == "option" and not param.is_flag and param.default is not None:
        told.append(f"Default: `{param.default}`.")
    if param.param_type_name == "option" and param.required:
        told.append("Required.")
    return " ".join(told)


def _choices(hint: Any) -> Iterator[str]:
    if get_origin(hint) is Literal:
        yield from get_args(hint)
    elif get_origin(hint) in (Union, types.UnionType):
        for part in get_args(hint):
            yield from _choices(part)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
