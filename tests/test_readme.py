"""The output that the README shows is that of its main command, shortened by scripts/write_readme.py."""

from __future__ import annotations

import json

from conftest import ROOT
from pages import script

writer = script("write_readme")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_output_is_what_the_main_command_prints(run_defx):
    words = writer.main_command(README)
    assert words[0] == "defx"
    printed = run_defx(*words[1:], cwd=ROOT).stdout
    assert writer.with_output(README, printed) == README, "run scripts/write_readme.py"


def test_what_is_left_out_is_marked():
    printed = {
        "article": {"id": "a"},
        "events": [{"factuality": "reported", "via": [], "evidence": ["x" * 200]}],
        "warnings": [],
    }
    lines = writer.shortened(json.dumps(printed)).splitlines()
    assert [line.strip() for line in lines if "…" not in line] == [
        "{",
        '"article": {"id": "a"},',
        '"events": [',
        "{",
        '"factuality": "reported",',
        '"via": [],',
        "}",
        "],",
        '"warnings": []',
        "}",
    ]
    assert [line.strip()[:20] for line in lines if "…" in line] == ['"evidence": ["xxxxxx']
    assert max(map(len, lines)) <= writer.WIDTH
