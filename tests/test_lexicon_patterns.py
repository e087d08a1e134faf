"""Every expression of the lexicons compiles, though in use most are compiled late or never."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from defection_extract.components.circumstances.cues import _reasons, _rules
from defection_extract.errors import DataError
from defection_extract.lexicon import loader
from defection_extract.lexicon.gap_patterns import Rule
from defection_extract.lexicon.trigger_patterns import TriggerEntry, trigger_lexicon

RULES = {"reasons": _reasons().book.rules, **{kind: _rules(kind).rules for kind in ("reprisals", "means")}}


def test_every_trigger_compiles() -> None:
    entries = {entry for found in trigger_lexicon().by_pivot.values() for entry in found}
    assert len(entries) > 100
    assert all(entry.pattern.pattern == entry.regex for entry in entries)


@pytest.mark.parametrize("kind", RULES)
def test_every_circumstance_compiles(kind: str) -> None:
    for rule in RULES[kind]:
        assert len(rule.patterns) == len(rule.sources)
        assert len(rule.cued) == len(rule.cued_sources)
        assert rule.patterns or rule.cued, rule


def test_a_broken_expression_says_which() -> None:
    with pytest.raises(DataError, match="a\\(b"):
        _ = TriggerEntry("name", "leave", 1, "a(b", "a(b").pattern
    with pytest.raises(DataError, match="c\\(d"):
        _ = Rule("other", ("c",), ("c(d",), (), {}).patterns


LEXICON = Path(loader.__file__).parent


@pytest.mark.parametrize("file", sorted(LEXICON.rglob("*.toml")), ids=lambda file: file.stem)
def test_a_table_is_the_same_from_the_cache(file: Path) -> None:
    parsed = loader._parse(file)
    assert json.loads(json.dumps(parsed)) == parsed
    assert loader.load_table(str(file.relative_to(LEXICON).with_suffix(""))) == parsed
