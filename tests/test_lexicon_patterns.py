"""The expressions of the lexicons: how they are compiled, and kept."""

from __future__ import annotations

import json
import pickle
import re
from pathlib import Path

import pytest

from defection_extract import compiled
from defection_extract.components.circumstances.cues import cues
from defection_extract.errors import DataError
from defection_extract.lexicon import loader
from defection_extract.lexicon.gap_patterns import Rule
from defection_extract.lexicon.trigger_patterns import Compiler, trigger_lexicon


def test_a_broken_expression_says_which() -> None:
    with pytest.raises(DataError, match="a\\(b"):
        Compiler({"verbs": {}, "macros": {}}).compile("a(b")
    with pytest.raises(DataError, match="c\\(d"):
        Rule.of({"anchors": ["c"], "patterns": ["c(d"]}, "other", {})


TEXTS = ("il a fait défection vers l'ouest", "aaaab", "ÉTÉ 2013", "l'homme qui, dit-on, a fui", "", "x\ny")


@pytest.mark.parametrize(
    "pattern",
    [
        re.compile(r"(?i)(?P<first>[ée]t[ée]) (\d+)|(?P<second>a+?)b"),
        re.compile(r"(?<!\w)(?:fui|fait \w+)(?!\w)", re.MULTILINE),
        *(entry.pattern for entries in list(trigger_lexicon().by_pivot.values())[:20] for entry in entries),
        *(pattern for rule in cues().reasons.book.rules for pattern in rule.patterns),
    ],
)
def test_an_expression_is_the_same_from_the_cache(pattern: re.Pattern[str]) -> None:
    again = pickle.loads(compiled.dumps({"kept": pattern}))["kept"]
    fresh = re.compile(pattern.pattern, pattern.flags)
    for name in ("pattern", "flags", "groups", "groupindex"):
        assert getattr(again, name) == getattr(fresh, name)
    for text in TEXTS:
        assert [m.groupdict() for m in again.finditer(text)] == [m.groupdict() for m in fresh.finditer(text)]
        assert [m.span() for m in again.finditer(text)] == [m.span() for m in fresh.finditer(text)]


def test_without_the_inner_parts_of_re_expressions_are_kept_by_their_source(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compiled, "OPEN", False)
    again = pickle.loads(compiled.dumps(re.compile("a+")))
    assert again.fullmatch("aaa")


LEXICON = Path(loader.__file__).parent


@pytest.mark.parametrize("file", sorted(LEXICON.rglob("*.toml")), ids=lambda file: file.stem)
def test_a_table_is_the_same_from_the_cache(file: Path) -> None:
    parsed = loader._parse(file)
    assert json.loads(json.dumps(parsed)) == parsed
    assert loader.load_table(str(file.relative_to(LEXICON).with_suffix(""))) == parsed
