"""Options that several commands have."""

from __future__ import annotations

from typing import Annotated

import typer

Gazetteers = Annotated[
    list[str] | None,
    typer.Option(
        "--gazetteer",
        metavar="FILE.csv",
        help="Your own places or groups, on top of the package's. Repeatable; the last file goes first.",
    ),
]
