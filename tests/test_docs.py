"""The documentation against the program: commands, options, fields and files that it names exist, and it builds."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from itertools import chain

import pytest
import typer

from conftest import ROOT
from defection_extract import records
from defection_extract.cli import app as cli
from defection_extract.evaluation.slots import BOUNDS
from defection_extract.pipeline import ORDER
from defection_extract.stories import Story
from defection_extract.stories import records as story_records
from defection_extract.writers.columns import COLUMNS
from pages import DOCS, FENCE, INLINE, PAGES, page_id, script

COMMAND = re.compile(r"\bdefx ([a-z][a-z-]*)((?:[^|;\n`&]|\\\n)*)")
OPTION = re.compile(r"(?<![\w-])--?[a-zA-Z][\w-]*")
OTHERS = {"--nthreads", "--nworkers", "--port", "--strict", "--fix"}
"""Options of other programs that pages name by themselves."""
NO_FILES = re.compile(r"[*{<]|\.\.\.|…")
STARTS = ("benchmarks/", "docs/", "gazetteers/", "samples/", "scripts/", "src/", "tests/")


@cache
def options():
    """The options of every command."""
    cli.register()
    root = typer.main.get_command(cli.app)
    known = {
        name: {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
        for name, command in root.commands.items()
    }
    return {name: {*opts, "-h", "--help"} for name, opts in known.items()}


def code_of(text):
    """Every piece of code on a page: blocks and words in backticks."""
    yield from (body for _, body in FENCE.findall(text))
    yield from INLINE.findall(FENCE.sub("", text))


@cache
def options_of_scripts():
    """What scripts and benchmarks take: they need extras to run, so it is read in their sources."""
    files = [*(ROOT / "scripts").glob("*.py"), *(ROOT / "benchmarks").glob("*.py")]
    sources = (path.read_text(encoding="utf-8") for path in files)
    return {option for source in sources for option in re.findall(r"add_argument\(\s*\"(--[\w-]+)\"", source)}


def wrong_names(text):
    """Commands and options that do not exist."""
    known = set().union(OTHERS, {"--version", "--debug"}, options_of_scripts(), *options().values())
    for code in code_of(text):
        for command, rest in COMMAND.findall(code):
            if command not in options():
                yield f"defx {command}"
            else:
                yield from (
                    f"defx {command} {o}" for o in OPTION.findall(rest) if o not in options()[command]
                )
        if code.startswith("--") and OPTION.match(code)[0] not in known:
            yield OPTION.match(code)[0]


@pytest.mark.parametrize("path", PAGES, ids=page_id)
def test_commands_and_options_exist(path):
    assert list(wrong_names(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("`defx extrait FILE`", ["defx extrait"]),
        ("```\ndefx batch a --ouput b\n```", ["defx batch --ouput"]),
        ("`--resumed`", ["--resumed"]),
        ("```sh\ndefx merge a.jsonl --several | jq .count --raw\n```", []),
    ],
)
def test_wrong_names_are_noticed(text, wrong):
    assert list(wrong_names(text)) == wrong


@pytest.mark.parametrize("path", PAGES, ids=page_id)
def test_files_named_exist(path):
    codes = [word for code in code_of(path.read_text(encoding="utf-8")) for word in code.split()]
    named = {word.rstrip(".,:)") for word in codes if word.startswith(STARTS) and not NO_FILES.search(word)}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_options_of_scripts_exist():
    """Scripts and benchmarks need extras to run; their options stand in their sources."""
    codes = chain.from_iterable(code_of(path.read_text(encoding="utf-8")) for path in PAGES)
    called = re.findall(r"python ((?:scripts|benchmarks)/\w+\.py)([^\n&|;]*)", "\n".join(codes))
    wrong = [
        (name, option)
        for name, rest in called
        for option in OPTION.findall(rest)
        if f'"{option}"' not in (ROOT / name).read_text(encoding="utf-8")
    ]
    assert called
    assert wrong == []


def test_commands_page_is_what_the_script_writes():
    written = script("write_commands").page()
    assert (DOCS / "commands.md").read_text(encoding="utf-8") == written, "run scripts/write_commands.py"


def first_column(text, head):
    """The names in the first column of the table that follows the heading."""
    section = re.split(r"^## ", text.partition(f"## {head}\n")[2], maxsplit=1, flags=re.M)[0]
    table = section[section.index("| field |") :].split("\n\n")[0]
    return [name for row in table.splitlines()[2:] for name in INLINE.findall(row.split("|")[1])]


RECORDS = {
    name.rstrip("_"): model
    for name, model in vars(records).items()
    if isinstance(model, type) and issubclass(model, records.Record) and model is not records.Record
}


STORY_RECORDS = {
    name: model
    for name, model in vars(story_records).items()
    if isinstance(model, type) and issubclass(model, records.Record)
}
FIELD = re.compile(r"\.?[a-z]+(?:[_.][a-z0-9]+)+")
FILE = re.compile(r".*\.(?:toml|py|html|jsonl|json|csv|xml|journal|bin)")
REFERENCE = {f"{slot}_{kind}" for slot in BOUNDS for kind in ("any", "optional")}
"""Fields of a reference article that are put together in the code."""


@cache
def words_of_source():
    """Strings in the code (codes of errors, labels), and the columns of the gazetteers."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    heads = [next(path.open(encoding="utf-8")).strip() for path in (ROOT / "gazetteers").glob("*.csv")]
    return set(re.findall(r"\"(\w+)\"", code)) | set(",".join(heads).split(","))


def is_known(name):
    """Whether the name, or each part of a dotted path, is a field, a column, a component or a value."""
    models = [*RECORDS.values(), *STORY_RECORDS.values()]
    fields = {field for model in models for field in model.model_fields} | {column.name for column in COLUMNS}
    known = fields | REFERENCE | {"article_text", *ORDER}
    return all(part in known or part in words_of_source() for part in name.strip(".").split("."))


def wrong_fields(text):
    """Names of fields, columns and values in backticks that nothing has."""
    names = [name for name in INLINE.findall(FENCE.sub("", text)) if FIELD.fullmatch(name)]
    return [name for name in names if not FILE.fullmatch(name) and not is_known(name)]


@pytest.mark.parametrize("path", PAGES, ids=page_id)
def test_fields_exist(path):
    assert wrong_fields(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("`article.published_from` and `count_best`, `fear_of_attack`", []),
        ("`article.published_by`", ["article.published_by"]),
        ("`count_better`", ["count_better"]),
        ("`.events.counts_low`", [".events.counts_low"]),
    ],
)
def test_wrong_fields_are_noticed(text, wrong):
    assert wrong_fields(text) == wrong


@pytest.mark.parametrize("name", RECORDS)
def test_record_page_has_every_field(name):
    text = (DOCS / "record.md").read_text(encoding="utf-8")
    assert first_column(text, name) == list(RECORDS[name].model_fields)


def test_record_page_has_no_other_model():
    heads = re.findall(r"^## (\S+)$", (DOCS / "record.md").read_text(encoding="utf-8"), re.M)
    assert sorted(heads) == sorted(RECORDS)


def test_story_page_has_every_field():
    told = first_column((DOCS / "merge.md").read_text(encoding="utf-8"), "A story")
    assert sorted(told) == sorted(Story.model_fields)


def test_columns_page_has_every_column():
    text = (DOCS / "columns.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", text, re.M) == [column.name for column in COLUMNS]


def test_reading_page_has_every_stage_in_order():
    text = (DOCS / "reading.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(defx_\w+)` \|", text, re.M) == list(ORDER)


def test_every_page_is_in_the_navigation():
    named = set(re.findall(r": (\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.M))
    assert {path.name for path in DOCS.glob("*.md")} == named


def test_site_builds_without_a_warning(tmp_path):
    pytest.importorskip("mkdocs", reason="the site is built by the extra docs")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", tmp_path / "site"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert (done.returncode, "WARNING" in done.stderr) == (0, False), done.stderr
    assert (tmp_path / "site" / "commands" / "index.html").stat().st_size
