"""Hostile inputs: N articles in, N lines out, each valid JSON and valid by the schema; no crash, no hang."""

from __future__ import annotations

import gzip
import io
import json
import random
import zlib

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from defection_extract.batch.work import Work
from defection_extract.readers.articles import Reading, read_articles
from defection_extract.readers.inputs import Input, kind_of
from defection_extract.records import Extraction

LIMIT = 200_000
HANDFUL = 25
EXAMPLES = 200  # of HANDFUL inputs each: 5,000

NASTY = [
    "",
    " \t\r\n",
    "\0" * 50,
    "a\0b" * 30,
    "\x01\x02\x1b[31mrouge\x1b[0m\x7f",
    "\u202eesrever\u202c \u200f\u200e\u2066x\u2069",
    "\ufeff\ufeff\ufeff",
    "e\u0301\u0302\u0303\u0304" * 40,
    "\U0010ffff\U000e0001\ufdd0",
    "\u2028\u2029\u0085",
    "👩‍👩‍👧‍👦" * 20,
    "السلام عليكم " * 30,
    "脱走兵" * 100,
    "Une ligne " * 2000,
    "((((((((((" * 300,
    "« " * 500,
    "1 2 3 4 5 " * 300,
    "9" * 3000,
    "-" * 3000,
    "de la " * 600,
    "'" * 2000,
]
PIECES = [
    "<", ">", "</", "<!--", "-->", "<![CDATA[", "&#0;", "&#xd800;", "&lt;", "<p>", "</p>",
    "<div class='chapo'>", "<h1>", "<table>", "<script>", "<style>", "<svg>", "<article>", "</article>",
    "<meta charset=utf-7>", '<script type="application/ld+json">{"datePublished":"',
    "<time datetime='9999-99-99'>", "\0", "é", "Homs ",
]  # fmt: skip

text = st.one_of(st.sampled_from(NASTY), st.text(max_size=300))
html = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=60).map(
    lambda parts: ("<html>" + "".join(parts)).encode("utf-8", "replace")
)
encoded = st.builds(
    lambda words, encoding: words.encode(encoding, "replace"),
    text,
    st.sampled_from(
        ["utf-8", "utf-16", "utf-16-be", "utf-32", "cp1252", "latin-1", "utf-8-sig", "cp1256", "shift-jis"]
    ),
)
document = st.one_of(encoded, st.binary(max_size=300), html)
squeezed = st.builds(lambda data, cut: gzip.compress(data)[: cut or None], document, st.integers(0, 60))
value = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), text),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
fields = st.sampled_from(["id", "text", "published", "title", "url", "x"])
record = st.one_of(
    st.dictionaries(fields, st.one_of(text, value), max_size=6).map(lambda row: json.dumps(row).encode()),
    st.binary(min_size=1, max_size=80).map(lambda data: b"?" + data.replace(b"\n", b"").replace(b"\r", b"")),
)
named = st.one_of(
    st.tuples(st.sampled_from(["a.txt", "2021-02-30.txt", "x", "b.text"]), document),
    st.tuples(st.sampled_from(["a.html", "2012-07-18.htm"]), html),
    st.tuples(st.sampled_from(["a.txt.gz", "a.html.gz"]), squeezed),
    st.tuples(st.just("a.jsonl"), record),
)
SCHEMA = jsonschema.Draft202012Validator(Extraction.model_json_schema(mode="serialization"))


def given_as(name, data):
    return Input(name, name, kind_of(name), len(data), "", lambda: io.BytesIO(data))


def check(files):
    """Every file, which holds one article, becomes one line."""
    outcomes = [
        Work()(raw) for raw in read_articles([given_as(*file) for file in files], Reading(limit=LIMIT))
    ]
    assert len(outcomes) == len(files)
    return [check_line(outcome.lines) for outcome in outcomes]


def check_line(line):
    assert line.endswith(b"\n")
    assert len(line.decode("utf-8").splitlines()) == 1
    row = json.loads(line)
    if "error" in row:
        assert set(row) == {"article", "error"}
        assert row["error"]["code"] not in ("", "internal"), row
        assert row["error"]["message"]
    else:
        SCHEMA.validate(row)
        Extraction.model_validate(row)
    return row


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(named, min_size=HANDFUL, max_size=HANDFUL))
def test_5000_hostile_inputs(files):
    check(files)


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
def test_nasty_texts_around_a_defection(words):
    told = "Trois soldats de l'armée syrienne ont fait défection lundi à Homs."
    data = f"{words}\n{told}\n{words}"
    (row,) = check([("a.txt", data.encode())])
    whole = data.removeprefix("\ufeff")
    for event in row.get("events", []):
        trigger = event["trigger"]
        assert whole[trigger["start"] : trigger["end"]] == trigger["text"]


def bomb(size=20_000_000):
    return gzip.compress(b"a" * size)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("bomb.txt.gz", bomb(), "too_large"),
        ("bomb.html.gz", gzip.compress(b"<html>" + b"<div>" * 3_000_000), "too_large"),
        ("bombs.txt.gz", gzip.compress(bomb()), "not_text"),
        ("bomb.jsonl.gz", bomb(), "too_large"),
        ("large.txt", b"x" * (LIMIT + 1), "too_large"),
        ("deep.jsonl", b'{"text":' + b"[" * 90_000 + b"]" * 90_000 + b"}", "bad_json"),
        ("deep.html", b"<html>" + b"<div>" * 30_000, "no_article"),
        ("wide.html", b"<html>" + b"<p>" * 60_000, "no_article"),
        ("tail.txt.gz", gzip.compress(b"Texte") + b"rubbish", "corrupt"),
        ("crc.txt.gz", gzip.compress(b"Texte")[:-8] + b"\0" * 8, "corrupt"),
        ("raw.txt", zlib.compress(bytes(random.Random(1).randbytes(500))), "not_text"),
    ],
)
def test_bombs_and_depths(name, data, code):
    (row,) = check([(name, data)])
    assert row["error"]["code"] == code


def test_one_line_of_200_kb(run_defx):
    line = (
        "Le préfet a parlé des routes, des ponts et des digues de la vallée, puis il a répondu aux maires. "
    )
    line = (line * 3000)[:200_000]
    (row,) = check([("long.txt", line.encode()[:LIMIT])])
    assert "error" not in row


def test_hostile_names_and_files_through_the_command_line(run_defx, tmp_path):
    folder = tmp_path / "hostile"
    folder.mkdir()
    for number, words in enumerate(NASTY):
        (folder / f"{number:02} \n\x1b[31m.txt").write_text(words, encoding="utf-8")
    (folder / "loop").symlink_to(folder)
    (folder / "bomb.txt.gz").write_bytes(bomb())
    rows = [{"id": "same", "text": words} for words in NASTY]
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = run_defx("batch", folder, "--max-bytes", LIMIT, "--workers", "2")
    assert done.returncode == 0
    lines = done.stdout.encode().split(b"\n")[:-1]
    assert len(lines) == 2 * len(NASTY) + 1
    parsed = [check_line(line + b"\n") for line in lines]
    warned = [row for row in parsed if any(w["code"] == "duplicate_id" for w in row.get("warnings", ()))]
    assert len(warned) >= len(NASTY) - 5
    assert "\x1b" not in done.stderr
