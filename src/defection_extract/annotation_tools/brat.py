"""brat: a folder of standoff files; events are events, values are notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote

from ..errors import InputError
from .article import LABELS, TRIGGER, Annotated, Mark

_PUBLISHED = "published "


def write(articles: Iterable[Annotated], target: Path) -> None:
    """`ID.txt` and `ID.ann` an article, and `annotation.conf`; ids are percent-encoded in file names."""
    target.mkdir(exist_ok=True)
    (target / "annotation.conf").write_text(labels(), encoding="utf-8")
    for article in articles:
        name = quote(article.id, safe=" ") or "article"
        (target / f"{name}.txt").write_bytes(article.text.encode())
        (target / f"{name}.ann").write_bytes("".join(f"{line}\n" for line in _lines(article)).encode())


def _lines(article: Annotated) -> Iterator[str]:
    for i, mark in enumerate(article.marks, 1):
        pieces = list(_pieces(article.text, mark))
        offsets = ";".join(f"{start} {end}" for start, end in pieces)
        yield f"T{i}\t{mark.label} {offsets}\t{' '.join(article.text[s:e] for s, e in pieces)}"
        if mark.value:
            yield f"#{i}\tAnnotatorNotes T{i}\t{' '.join(mark.value.split())}"
    for i, mark in enumerate(article.marks):
        if mark.slot == TRIGGER:
            yield f"E{i + 1}\t{' '.join([f'{mark.label}:T{i + 1}', *_roles(article, i)])}"
            if article.published:
                number = len(article.marks) + i + 1
                yield f"#{number}\tAnnotatorNotes E{i + 1}\t{_PUBLISHED}{article.published}"


def _pieces(text: str, mark: Mark) -> Iterator[tuple[int, int]]:
    """The parts of a mark between line breaks, which brat does not let a span cross."""
    start = mark.start
    for line in text[mark.start : mark.end].splitlines(keepends=True):
        end = start + len(line.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"))
        if end > start:
            yield start, end
        start += len(line)


def _roles(article: Annotated, trigger: int) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for first, filler in article.links:
        if first == trigger:
            slot = article.marks[filler].slot
            seen[slot] += 1
            yield f"{slot}{seen[slot] if seen[slot] > 1 else ''}:T{filler + 1}"


def labels() -> str:
    """annotation.conf: entities for the slots, events for the triggers."""
    slots = [label for label in LABELS if not label.startswith(TRIGGER)]
    roles = dict.fromkeys(label.partition("-")[0] for label in slots)
    arguments = ", ".join(f"{role}*:<ENTITY>" for role in roles)
    triggers = [f"{label}\t{arguments}" for label in LABELS if label.startswith(TRIGGER)]
    overlap = "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>"
    parts = {"entities": slots, "relations": [overlap], "events": triggers, "attributes": []}
    return "".join(f"[{name}]\n" + "".join(f"{line}\n" for line in lines) for name, lines in parts.items())


def read(source: str) -> Iterator[Annotated]:
    """The articles of a folder."""
    paths = sorted(Path(source).glob("*.ann"))
    if not paths:
        raise InputError(f"{source}: no .ann files", "name the folder that brat annotated")
    for path in paths:
        try:
            text = path.with_suffix(".txt").read_bytes().decode()
            lines = path.read_bytes().decode().split("\n")
            yield _article(unquote(path.stem), text, [line.rstrip("\r") for line in lines if line.strip()])
        except OSError as error:
            raise InputError(
                f"{error.filename}: cannot be read ({error.strerror})", "check the file"
            ) from None
        except (KeyError, ValueError, IndexError) as error:
            told = f"{type(error).__name__}: {error}"
            raise InputError(f"{path}: no standoff of brat ({told})", "check the file") from None


def _article(id: str, text: str, lines: list[str]) -> Annotated:
    spans = {key: told for key, told in map(_keyed, lines) if key.startswith("T")}
    notes = dict(_note(told) for key, told in map(_keyed, lines) if key.startswith("#"))
    places = {key: i for i, key in enumerate(spans)}
    marks = tuple(_mark(told, notes.get(key, "")) for key, told in spans.items())
    links: list[tuple[int, int]] = []
    for key, told in map(_keyed, lines):
        if key.startswith("E"):
            trigger, *fillers = (places[role.rpartition(":")[2]] for role in told.split())
            links += [(trigger, filler) for filler in fillers]
    dates = [note.removeprefix(_PUBLISHED) for note in notes.values() if note.startswith(_PUBLISHED)]
    return Annotated(id, dates[0] if dates else None, text, marks, tuple(links))


def _keyed(line: str) -> tuple[str, str]:
    key, _, told = line.partition("\t")
    return key, told


def _note(told: str) -> tuple[str, str]:
    target, _, note = told.partition("\t")
    return target.split()[1], note


def _mark(told: str, note: str) -> Mark:
    label, _, offsets = told.partition("\t")[0].partition(" ")
    numbers = [int(number) for piece in offsets.split(";") for number in piece.split()]
    return Mark(label, numbers[0], numbers[-1], note)
