"""The cache is checked, may vanish, and may be written by two at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from defection_extract.cache import cache_folder, cached, prepared
from defection_extract.syntax_vectors import WordTable


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("DEFX_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


class Builder:
    """Builds `payload` and counts how often."""

    def __init__(self, payload: bytes = b"payload") -> None:
        self.payload = payload
        self.calls = 0

    def __call__(self) -> bytes:
        self.calls += 1
        return self.payload


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_built_once(folder: Path) -> None:
    build = Builder()
    assert [bytes(cached("a", "v1", build)) for _ in range(3)] == [b"payload"] * 3
    assert build.calls == 1


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 32 + b"payload", b"\0" * 500])
def test_a_damaged_file_is_built_anew(folder: Path, damage: bytes) -> None:
    build = Builder()
    cached("a", "v1", build)
    files(folder)[0].write_bytes(damage)
    assert bytes(cached("a", "v1", build)) == b"payload"
    assert build.calls == 2


def test_safe_to_delete(folder: Path) -> None:
    build = Builder()
    cached("a", "v1", build)
    files(folder)[0].unlink()
    folder.rmdir()
    assert bytes(cached("a", "v1", build)) == b"payload"


def test_what_is_outdated_goes(folder: Path) -> None:
    cached("a", "v1", Builder())
    cached("b", "v1", Builder())
    assert bytes(cached("a", "v2", Builder(b"new"))) == b"new"
    assert [path.name[0] for path in files(folder)] == ["a", "b"]


def test_two_at_once(folder: Path) -> None:
    payload = bytes(range(256)) * 4000
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: bytes(cached("a", "v1", Builder(payload))), range(32)))
    assert found == [payload] * 32
    assert [path.suffix for path in files(folder)] == [".bin"]


def test_without_a_place_to_write(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv("DEFX_CACHE_DIR", str(blocked))
    assert bytes(cached("a", "v1", Builder())) == b"payload"


def test_by_default_it_lies_where_caches_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEFX_CACHE_DIR", raising=False)
    assert "defx" in cache_folder().parts


def test_word_table() -> None:
    values = np.array([[1, 2], [3, 4], [0, 0]], dtype="<f4")
    table = WordTable(np.array([5, 9, 2**63], dtype="<u8"), np.array([1, 0, 1], dtype="<u4"), values)
    again = WordTable.from_bytes(memoryview(table.to_bytes()))
    words = np.array([9, 7, 2**63, 5, 2**64 - 1], dtype="u8")
    assert again.lookup(words).tolist() == [[1, 2], [0, 0], [3, 4], [3, 4], [0, 0]]


def test_an_object_is_built_once_and_anew_when_a_source_changes(folder: Path, tmp_path: Path) -> None:
    source, built = tmp_path / "source", []
    source.write_text("one")

    def build() -> dict[str, int]:
        built.append(1)
        return {"built": len(built)}

    assert [prepared("a", [source], build)["built"] for _ in range(3)] == [1, 1, 1]
    source.write_text("another")
    assert prepared("a", [source], build)["built"] == 2
    assert prepared("a", [tmp_path], build)["built"] == 3
