"""`defx view`: one article with its evidence, on the terminal or in the browser."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ..errors import UsageError
from .options import Gazetteers

if TYPE_CHECKING:
    from ..article import Article
    from ..gazetteer.group_rows import Groups
    from ..records import Extraction


def command(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="The article; - for standard input.")],
    published: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The article's date.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="The article's title.")] = None,
    gazetteer: Gazetteers = None,
    html: Annotated[bool, typer.Option("--html", help="Open it in the browser instead.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="With --html: keep the page here, and open nothing.")
    ] = None,
    lang: Annotated[Literal["en", "fr"], typer.Option(help="With --html: the language of the page.")] = "en",
) -> None:
    """Show one article with its evidence and slots highlighted, and what was read from which words.

    Without colours (a pipe, NO_COLOR) the words of a slot stand in brackets: [words]{slot}. With --html the
    page is that of defx report; where it lies is printed. Exit codes: 0 done, 2 usage, 3 input cannot be
    read, 4 model or gazetteer missing or broken, 5 output cannot be written.
    """
    from ..gazetteer.own import groups_of
    from ..pipeline import extract_article
    from ..readers.article import read_article
    from .report import check_output

    if output and not html:
        raise UsageError("--output keeps a page", "add --html")
    if output:
        check_output(output)
    article = read_article(file, published=published.date() if published else None, title=title)
    files = tuple(gazetteer or ())
    known = groups_of(files)
    result = extract_article(article, gazetteers=files)
    for warning in result.warnings:
        print(f"defx: {file}: {warning.message}", file=sys.stderr)
    if html:
        _page(result, article, output, lang, known)
    else:
        _terminal(result, article)


def _terminal(result: Extraction, article: Article) -> None:
    from rich.console import Console

    from ..report.terminal import show

    show(
        Console(highlight=False, markup=False, emoji=False, soft_wrap=not sys.stdout.isatty()),
        result,
        article.text,
    )


def _page(
    result: Extraction, article: Article, output: Path | None, lang: Literal["en", "fr"], known: Groups
) -> None:
    """Write the page and print its path; without `output` into a temporary folder, and open it."""
    from ..report import build_page
    from .report import write_page

    texts = {article.sha256: article.text}
    page = build_page([result], texts, lang=lang, title=result.article.title, groups=known)
    path = output or _temporary()
    write_page(path, page)
    print(path)
    if output is None:
        _open(path)


def _temporary() -> Path:
    from tempfile import mkdtemp

    return Path(mkdtemp(prefix="defx-")) / "article.html"


def _open(path: Path) -> None:
    import webbrowser

    if not webbrowser.open(path.as_uri() + "#event-1"):
        print("defx: no browser found; open the page yourself", file=sys.stderr)
