"""`defx batch`: folders, archives and exports of articles to one line each."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ..errors import UsageError
from .options import Gazetteers

if TYPE_CHECKING:
    from ..batch.cluster import Cluster
    from ..batch.pool import Pool
    from ..batch.run import Output
    from ..batch.work import Work
    from ..readers.inputs import Found
    from ..readers.records import Fields

Format = Literal["auto", "text", "html", "jsonl", "csv", "warc"]
Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Files, folders, addresses, - for standard input: text, HTML, JSONL, CSV, WARC; gzip, zstd.",
    ),
]
Glob = Annotated[
    str | None,
    typer.Option(help="Files of folders to take, as '*.txt'. Default: those with a suffix of articles."),
]
FieldNames = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME=FIELD", help="What id, text, published, title or url is called in JSONL and CSV."
    ),
]
Table = Annotated[
    str | None,
    typer.Option(metavar="FILE.csv", help="A table file,published,title,source of what is known."),
]
Address = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Work on this Dask scheduler instead (defx[cluster])."),
]
Target = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="OUT.jsonl", help="Default: standard output.")
]


def command(
    inputs: Inputs,
    output: Target = None,
    events: Annotated[
        bool, typer.Option("--events", help="One line an event instead of one an article.")
    ] = False,
    glob: Glob = None,
    format: Annotated[Format, typer.Option(help="What files without a known suffix are.")] = "auto",
    field: FieldNames = None,
    metadata: Table = None,
    gazetteer: Gazetteers = None,
    workers: Annotated[int, typer.Option(min=0, help="Worker processes; 0: as many as the machine has.")] = 0,
    dask: Address = None,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds for one article.")] = 60.0,
    max_bytes: Annotated[int, typer.Option(min=1, help="Largest article, decompressed.")] = 50_000_000,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where a killed run ended.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write an existing output anew.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no summary.")] = False,
    log_json: Annotated[
        bool, typer.Option("--log-json", help="Tell all of it as JSON lines on stderr.")
    ] = False,
) -> None:
    """Read many articles; every one gives one line, in order: its extraction, or what is wrong with it.

    A bad article does not end the run, nor change the exit code. Exit codes: 0 done, 2 usage, 3 input cannot
    be read, 4 model or gazetteer missing or broken, 5 output cannot be written, 6 cluster lost,
    130 interrupted.
    """
    from ..batch.progress import reporter
    from ..batch.run import run
    from ..batch.work import Work
    from ..readers.articles import Reading
    from ..readers.inputs import find
    from ..readers.metadata import read_metadata

    _check(inputs, output, resume=resume, force=force)
    how = Reading(max_bytes, _fields(field or []), read_metadata(metadata))
    found = find(inputs, glob, format, _not_articles(metadata, output, gazetteer))
    settings = {"events": events, "timeout": timeout, "max_bytes": max_bytes, "fields": how.fields}
    files = tuple(str(Path(file).absolute()) for file in gazetteer or ())
    settings |= {"format": format, "metadata": how.metadata, "gazetteers": _contents(files)}
    if found.passed_over and not quiet and not log_json:
        print(f"defx: {found.passed_over:,} files passed over, by their suffix; see --glob", file=sys.stderr)
    target = _output(output, found, settings, resume=resume, force=force)
    told = reporter(quiet=quiet, log_json=log_json, already=target.totals.articles)
    try:
        with _workers(Work(events, files), timeout, workers, dask) as pool:
            run(found.inputs, how, pool.run, target, told)
    except KeyboardInterrupt:
        print("defx: interrupted" + ("; go on with --resume" if output else ""), file=sys.stderr)
        raise


def _contents(files: tuple[str, ...]) -> list[bytes]:
    """What users' gazetteers hold. Raises DataError where one is broken."""
    from ..gazetteer.own import groups_of

    groups_of(files)
    return [Path(file).read_bytes() for file in files]


def _check(inputs: list[str], output: Path | None, *, resume: bool, force: bool) -> None:
    if output is None and (resume or force):
        raise UsageError("--resume and --force need an output file", "name it with -o OUT.jsonl")
    if resume and force:
        raise UsageError("--resume goes on, --force begins anew", "leave one of them out")
    if resume and "-" in inputs:
        raise UsageError("standard input cannot be resumed", "save it to a file, then read that")


def _fields(options: list[str]) -> Fields:
    from ..readers.records import FIELDS, Fields

    names = dict(option.partition("=")[::2] for option in options)
    if not all(name in FIELDS and field for name, field in names.items()):
        raise UsageError("--field is NAME=FIELD", f"NAME is one of {', '.join(FIELDS)}")
    return Fields(**names)


def _not_articles(metadata: str | None, output: Path | None, gazetteers: list[str] | None) -> list[str]:
    """Files that may lie among the inputs."""
    from ..batch.journal import journal_path

    ours = [str(output), str(journal_path(output))] if output else []
    return ours + ([metadata] if metadata else []) + (gazetteers or [])


def _output(
    output: Path | None, found: Found, settings: dict[str, Any], *, resume: bool, force: bool
) -> Output:
    from ..batch.fingerprint import fingerprint
    from ..batch.journal import JournaledFile, StandardOutput

    if output is None:
        return StandardOutput()
    return JournaledFile(output, fingerprint(found.inputs, settings), resume=resume, force=force)


def _workers(work: Work, timeout: float, workers: int, dask: str | None) -> Pool | Cluster:
    from ..batch.cluster import Cluster
    from ..batch.pool import Pool

    return Cluster(dask, work, timeout) if dask else Pool(work, workers or _processors(), timeout)


def _processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
