"""What is found in folders, archives and exports, in which order, and how the bad is told."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import os
import sys

import pytest
import zstandard

from defection_extract.errors import InputError
from defection_extract.readers.articles import Reading, read_articles
from defection_extract.readers.inputs import find, readable
from defection_extract.readers.metadata import read_metadata
from defection_extract.readers.raw import date_in_name, parse_date, to_article
from defection_extract.readers.records import Fields

TEXT = "Deux sergents ont quitté leur régiment."
PAGE = (
    "<!doctype html><html><head><title>T</title></head>"
    f"<body><article><p>{TEXT * 4}</p></article></body></html>"
)


def read(*names, how=None, pattern=None, **options):
    """All articles of the inputs."""
    return list(
        read_articles(find([str(name) for name in names], pattern, **options).inputs, how or Reading())
    )


def told(raws):
    return [(raw.id, raw.problem and raw.problem[0]) for raw in raws]


def write(folder, **files):
    for name, data in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(data if isinstance(data, bytes) else data.encode())


def zst(data):
    return zstandard.ZstdCompressor().compress(data)


# --- folders ---------------------------------------------------------------------------------------------


def test_a_folder_is_read_recursively_in_the_order_of_names(tmp_path):
    for name in ("b/2.txt", "b/10.txt", "a.txt", "b.txt", "b/c/1.html", "B.TXT", "z"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    assert [raw.id for raw in read(tmp_path)] == ["B", "a", "b/10", "b/2", "b/c/1", "b", "z"]


def test_page_assets_and_hidden_files_are_passed_over_and_counted(tmp_path):
    write(tmp_path, a__txt=TEXT, style__css=b"p{}", photo__jpg=b"\xff\xd8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config.txt").write_text("x")
    found = find([str(tmp_path)], None)
    assert [entry.path for entry in found.inputs] == ["a.txt"]
    assert found.passed_over == 3


def test_a_pattern_chooses(tmp_path):
    write(tmp_path, a__txt=TEXT, b__story=TEXT, c__html=PAGE)
    assert [raw.id for raw in read(tmp_path, pattern="*.story")] == ["b"]


def test_links_that_loop_and_links_to_nowhere(tmp_path):
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub", a__txt=TEXT)
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "sub" / "self").symlink_to(tmp_path / "sub")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "none")
    assert told(read(tmp_path)) == [("gone", "unreadable"), ("sub/a", None)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_and_sockets_in_a_folder_do_not_hang(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    write(tmp_path, a__txt=TEXT)
    assert told(read(tmp_path)) == [("a", None)]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_names_with_line_breaks_and_invalid_utf8(tmp_path):
    (tmp_path / "a\nb.txt").write_text(TEXT)
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "wb") as file:  # noqa: PTH123 - a name that is no text
        file.write(TEXT.encode())
    raws = read(tmp_path)
    assert [raw.id for raw in raws] == ["a\nb", "caf\\xe9"]
    assert [to_article(raw).text for raw in raws] == [TEXT, TEXT]


def test_unreadable_files_are_told(tmp_path):
    write(tmp_path, a__txt=TEXT, b__txt=TEXT)
    (tmp_path / "b.txt").chmod(0)
    expected = None if os.geteuid() == 0 else "unreadable"
    assert told(read(tmp_path)) == [("a", None), ("b", expected)]


def test_a_missing_input_is_said_before_anything_is_read(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        find([str(tmp_path / "none")], None)
    with pytest.raises(InputError, match="no articles"):
        find([str(tmp_path)], None)


def test_the_same_id_again_is_warned_of(tmp_path):
    write(tmp_path, a__txt=TEXT, a__html=PAGE)
    first, second = read(tmp_path)
    assert first.warnings == ()
    assert [code for code, _ in second.warnings] == ["duplicate_id"]


def test_object_storage(tmp_path):
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe(
        {
            "/news/b.txt": TEXT.encode(),
            "/news/sub/a.txt.gz": gzip.compress(TEXT.encode()),
            "/news/x.css": b"p",
        }
    )
    raws = read("memory://news")
    assert [(raw.id, to_article(raw).text) for raw in raws] == [("b", TEXT), ("sub/a", TEXT)]
    assert [raw.name for raw in raws] == ["memory:///news/b.txt", "memory:///news/sub/a.txt.gz"]
    with pytest.raises(InputError, match="nothing there"):
        find(["memory://no/such"], None)
    with pytest.raises(InputError, match="cannot be read"):
        find(["nosuchprotocol://x"], None)


# --- compression and limits ------------------------------------------------------------------------------


@pytest.mark.parametrize("compress", [gzip.compress, zst], ids=["gzip", "zstd"])
def test_compressed_documents_whatever_their_suffix(tmp_path, compress):
    (tmp_path / "a.txt.gz").write_bytes(compress(TEXT.encode()))
    (tmp_path / "b.txt").write_bytes(compress(TEXT.encode()))
    assert [(raw.id, to_article(raw).text) for raw in read(tmp_path)] == [("a", TEXT), ("b", TEXT)]


@pytest.mark.parametrize("compress", [gzip.compress, zst], ids=["gzip", "zstd"])
def test_bombs_are_stopped_at_the_limit(tmp_path, compress):
    (tmp_path / "bomb.txt.gz").write_bytes(compress(b" " * 30_000_000))
    (tmp_path / "bomb.jsonl.gz").write_bytes(compress(b" " * 30_000_000))
    raws = read(tmp_path, how=Reading(limit=1_000_000))
    assert told(raws) == [("bomb", "too_large"), ("bomb", "too_large")]


@pytest.mark.parametrize("compress", [gzip.compress, zst], ids=["gzip", "zstd"])
def test_a_broken_archive_keeps_what_came_before(tmp_path, compress):
    rows = "".join(json.dumps({"id": f"n{n}", "text": os.urandom(40).hex()}) + "\n" for n in range(20_000))
    whole = compress(rows.encode())
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) * 3 // 4])
    *good, last = read(tmp_path / "a.jsonl.gz")
    assert last.problem[0] == "corrupt"
    assert len(good) > 500
    assert [raw.id for raw in good] == [f"n{n}" for n in range(len(good))]


def test_a_large_file_is_refused_and_the_limit_is_settable(tmp_path):
    write(tmp_path, a__txt="x" * 2000)
    assert told(read(tmp_path, how=Reading(limit=1999))) == [("a", "too_large")]
    assert told(read(tmp_path, how=Reading(limit=2000))) == [("a", None)]


# --- JSON lines ------------------------------------------------------------------------------------------


def jsonl(tmp_path, *lines, how=None):
    data = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    (tmp_path / "export.jsonl").write_bytes(data)
    return read(tmp_path / "export.jsonl", how=how)


def test_records(tmp_path):
    record = {
        "id": 7,
        "text": TEXT,
        "published": "2012-07-18T10:00:00Z",
        "title": "Départs",
        "url": "https://x.example/7",
    }
    (raw,) = jsonl(tmp_path, record)
    assert (raw.id, raw.title, raw.source, raw.published) == (
        "7",
        "Départs",
        "https://x.example/7",
        dt.date(2012, 7, 18),
    )
    assert raw.published_from == "metadata"


def test_fields_may_have_other_names(tmp_path):
    fields = Fields(id="uid", text="body", published="day", title="head", url="link")
    record = {"uid": "u", "body": TEXT, "day": "2012-07-18", "head": "T", "link": "L"}
    (raw,) = jsonl(tmp_path, record, how=Reading(fields=fields))
    assert (raw.id, raw.data, raw.published, raw.title, raw.source) == (
        "u",
        TEXT,
        dt.date(2012, 7, 18),
        "T",
        "L",
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"text": "coup', "bad_json"),
        (b"[1, 2]", "bad_record"),
        (b'"text"', "bad_record"),
        (b'{"id": "x"}', "bad_record"),
        (b'{"text": null}', "bad_record"),
        (b'{"text": ["a"]}', "bad_record"),
        (b"[" * 100_000, "bad_json"),
        (b'{"id": ' + b"9" * 10_000 + b', "text": "a"}', "bad_json"),
        (b"\xff\xfe\x00\x01", "bad_json"),
    ],
)
def test_bad_lines_are_told_and_the_rest_is_read(tmp_path, line, code):
    if line.startswith(b'{"id": 9') and sys.version_info < (3, 11):
        pytest.skip("this Python has no limit for integers")
    raws = jsonl(tmp_path, {"id": "before", "text": TEXT}, line, {"id": "after", "text": TEXT})
    assert [raw.problem and raw.problem[0] for raw in raws] == [None, code, None]
    assert "export.jsonl:2" in raws[1].problem[1]


def test_blank_lines_are_no_articles_and_records_without_id_are_named_by_line(tmp_path):
    raws = jsonl(tmp_path, b"", {"text": TEXT}, b"  ", {"text": TEXT})
    assert [raw.id.rpartition("/")[2] for raw in raws] == ["export.jsonl:2", "export.jsonl:4"]


def test_a_line_over_the_limit_costs_only_itself(tmp_path):
    raws = jsonl(tmp_path, {"text": "x" * 5000}, {"id": "after", "text": TEXT}, how=Reading(limit=1000))
    assert [raw.problem and raw.problem[0] for raw in raws] == ["too_large", None]


def test_lone_surrogates_are_replaced_and_told(tmp_path):
    (raw,) = jsonl(tmp_path, b'{"id": "a\\ud800", "title": "\\udfff", "text": "Un \\ud83d sergent"}')
    article = to_article(raw)
    assert (article.id, article.title, article.text) == ("a\ufffd", "\ufffd", "Un \ufffd sergent")
    assert [code for code, _ in article.warnings] == ["surrogates_replaced"]


@pytest.mark.parametrize("value", ["hier", "2012-13-45", "18/07/2012", "2012-07-181"])
def test_dates_that_are_none_are_told(tmp_path, value):
    (raw,) = jsonl(tmp_path, {"text": TEXT, "published": value})
    assert raw.published is None
    assert [code for code, _ in raw.warnings] == ["bad_date"]


def test_utf16_lines(tmp_path):
    lines = "".join(json.dumps({"id": name, "text": TEXT}, ensure_ascii=False) + "\r\n" for name in "ab")
    (tmp_path / "a.jsonl").write_bytes(lines.encode("utf-16"))
    assert [(raw.id, raw.data) for raw in read(tmp_path)] == [("a", TEXT), ("b", TEXT)]


# --- tables ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_tables(tmp_path, delimiter, encoding):
    rows = [["id", "published", "text"], ["a", "2012-07-18", '"Un général\nest parti"'], ["b", "", "Un été"]]
    table = "\r\n".join(delimiter.join(row) for row in rows) + "\r\n"
    (tmp_path / "t.csv").write_bytes(table.encode(encoding))
    raws = read(tmp_path)
    assert [(raw.id, raw.data) for raw in raws] == [("a", "Un général\nest parti"), ("b", "Un été")]
    assert raws[0].published == dt.date(2012, 7, 18)


def test_a_table_without_the_column_says_which_it_has(tmp_path):
    write(tmp_path, t__csv="uid,body\n1,x\n")
    (raw,) = read(tmp_path)
    assert raw.problem[0] == "bad_record"
    assert "'uid', 'body'" in raw.problem[1]


def test_rows_that_are_none_are_told(tmp_path):
    write(tmp_path, t__csv="id,text\na,x\nb\nc,y\n")
    assert told(read(tmp_path)) == [("a", None), ("b", "bad_record"), ("c", None)]
    long_row = "id,text\na," + "x" * 3000 + "\nb,y\n"
    write(tmp_path, t__csv=long_row)
    assert [code for _, code in told(read(tmp_path, how=Reading(limit=1000)))] == ["too_large", None]


# --- archives of the web ---------------------------------------------------------------------------------


def warc(*pages, gz=True):
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gz)
    for number, (status, media, body) in enumerate(pages):
        headers = StatusAndHeaders(status, [("Content-Type", media)], protocol="HTTP/1.1")
        address = f"https://x.example/{number}"
        writer.write_record(
            writer.create_warc_record(address, "response", io.BytesIO(body), http_headers=headers)
        )
    return out.getvalue()


@pytest.mark.parametrize("form", ["plain", "gzip", "zstd"])
def test_pages_of_an_archive(tmp_path, form):
    pages = [
        ("200 OK", "text/html; charset=utf-8", PAGE.encode()),
        ("404 Not Found", "text/html", b"<html>"),
        ("200 OK", "image/png", b"\x89PNG"),
    ]
    data = warc(*pages, gz=form == "gzip")
    (tmp_path / "a.warc").write_bytes(zst(data) if form == "zstd" else data)
    (raw,) = read(tmp_path)
    assert (raw.id, raw.source, raw.french_only) == ("https://x.example/0", "https://x.example/0", True)
    assert to_article(raw).text.startswith(TEXT)


def test_a_broken_web_archive_is_told(tmp_path):
    data = warc(("200 OK", "text/html", PAGE.encode()), gz=False)
    (tmp_path / "a.warc").write_bytes(data + b"not a record at all\r\n\r\n")
    raws = read(tmp_path)
    assert [raw.problem and raw.problem[0] for raw in raws] == [None, "corrupt"]
    (tmp_path / "a.warc").write_bytes(b"\x00" * 100)
    assert [code for _, code in told(read(tmp_path))] == ["corrupt"]


# --- what is known of articles ---------------------------------------------------------------------------


def test_the_users_table_goes_before_names_and_pages(tmp_path):
    write(tmp_path, **{"2013-05-02-a__txt": TEXT, "b__txt": TEXT})
    table = tmp_path / "table.csv"
    table.write_text("file,published,title,source\n2013-05-02-a.txt,2013-05-03,Titre,Agence\nb.txt,,,Radio\n")
    found = find([str(tmp_path)], None, leave_out=[str(table)]).inputs
    first, second = read_articles(found, Reading(metadata=read_metadata(str(table))))
    assert (first.published, first.published_from, first.title) == (dt.date(2013, 5, 3), "metadata", "Titre")
    assert (first.source, second.source, second.published) == ("Agence", "Radio", None)


@pytest.mark.parametrize(
    ("table", "says"), [("file,published\na.txt,hier\n", "table.csv:2"), ("name\na\n", "no column 'file'")]
)
def test_a_table_that_makes_no_sense_is_said(tmp_path, table, says):
    (tmp_path / "table.csv").write_text(table)
    with pytest.raises(InputError, match=says):
        read_metadata(str(tmp_path / "table.csv"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2021-09-30-desertions.txt", dt.date(2021, 9, 30)),
        ("le-monde_2012-02-29.html", dt.date(2012, 2, 29)),
        ("2011-02-29 puis 2011-03-01.txt", dt.date(2011, 3, 1)),
        ("12021-09-30.txt", None),
        ("2021-09-301.txt", None),
        ("2021-9-3.txt", None),
        ("20210930.txt", None),
        ("9999-01-01.txt", None),
    ],
)
def test_dates_in_file_names(name, expected):
    assert date_in_name(name) == expected


def test_a_date_of_the_page_goes_before_one_of_its_name(tmp_path):
    page = PAGE.replace(
        "<title>", '<meta property="article:published_time" content="2012-01-02T03:04:05Z"><title>'
    )
    write(tmp_path, **{"2013-05-02-a__html": page, "2013-05-02-b__html": PAGE})
    articles = [to_article(raw) for raw in read(tmp_path)]
    assert [(a.published, a.published_from) for a in articles] == [
        (dt.date(2012, 1, 2), "html"),
        (dt.date(2013, 5, 2), "filename"),
    ]


@pytest.mark.parametrize(
    "value", ["2012-07-18", " 2012-07-18 ", "2012-07-18T23:59:59+02:00", "2012-07-18 10:00"]
)
def test_iso_dates(value):
    assert parse_date(value) == dt.date(2012, 7, 18)


def test_names_are_always_valid_text():
    assert readable("caf\udce9") == "caf\\xe9"
