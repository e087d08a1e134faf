"""`defx report`: results as one page that shows the evidence."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ..errors import OutputError, UsageError
from .options import Gazetteers

if TYPE_CHECKING:
    from ..records import Extraction
    from ..results import Failed


def command(
    results: Annotated[
        list[str],
        typer.Argument(metavar="RESULTS.jsonl...", help="What defx batch wrote; - for standard input."),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write, a .html file.")],
    texts: Annotated[
        list[str] | None,
        typer.Option(
            help="Where the articles lie: a folder, a file or JSON lines; may be given again. "
            "Default: the files that the records name."
        ),
    ] = None,
    evidence_only: Annotated[
        bool, typer.Option("--evidence-only", help="Keep the articles' texts out: evidence sentences alone.")
    ] = False,
    lang: Annotated[Literal["en", "fr"], typer.Option(help="The language of the page.")] = "en",
    title: Annotated[str | None, typer.Option(help="The page's title.")] = None,
    gazetteer: Gazetteers = None,
) -> None:
    """Write one self-contained page: events to sort and filter, a map, a timeline, evidence in its article.

    The page asks nothing of any network. An article's text is shown where it is found and is the very text
    that was read (by its digest); elsewhere the record's evidence stands alone, and the page says so.
    Exit codes: 0 done, 2 usage, 3 input cannot be read, 4 package files broken, 5 output cannot be written.
    """
    from ..gazetteer.own import groups_of
    from ..report import build_report
    from ..results import read_results

    check_output(output)
    if evidence_only and texts:
        raise UsageError("--evidence-only shows no texts", "leave out --texts, or --evidence-only")
    read = list(read_results(results))
    folders = dict.fromkeys([Path(), *(Path(name).parent for name in results if name != "-")])
    page = build_report(
        read,
        lang=lang,
        texts=texts or (),
        folders=folders,
        evidence_only=evidence_only,
        title=title,
        groups=groups_of(gazetteer or ()),
    )
    write_page(output, page)
    print(_summary(output, read, page), file=sys.stderr)


def check_output(output: Path) -> None:
    """Raises UsageError where `output` is named like no page: a slip would overwrite results."""
    if output.suffix.lower() not in (".html", ".htm"):
        raise UsageError(f"{output}: a report is a .html file", "name it so: -o report.html")


def write_page(output: Path, page: str) -> None:
    """Write the page whole or not at all. Raises OutputError."""
    part = output.with_name(output.name + ".part")
    try:
        part.write_text(page, encoding="utf-8", newline="\n")
        part.replace(output)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputError(
            f"{output}: cannot be written ({error.strerror or error})", "check folder and disk"
        ) from None


def _summary(output: Path, results: list[Extraction | Failed], page: str) -> str:
    events = sum(len(getattr(result, "events", ())) for result in results)
    size = len(page.encode()) / 1e6
    return f"defx: {output}: {len(results):,} articles, {events:,} events, {size:.1f} MB"
