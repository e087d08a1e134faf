"""Folded text to classed tokens: the words that dates are made of, each with its class and value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ...cache import prepared
from ...lexicon.loader import load_table, table_file

OTHER = "other"
_OTHER = (OTHER, None)
STOP = "stop"
_ISO = r"\d{4}-\d{2}-\d{2}(?![\w-])"
_NUMERIC = r"\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?![\w/-]|\.\d)"
_DAY_MONTH = r"\d{1,2}/(?:0\d|1[0-2])(?![\w/])|(?<=\ble )\d{1,2}/[1-9](?![\w/])"
_CLOCK = r"(?:[01]?\d|2[0-3]) ?h(?: ?\d{2})?(?!\w)|\d{1,2}:\d{2}(?!\w)"
_NUMBER = r"\d{1,3}(?:[ .]\d{3})+(?!\d)|\d+(?:[.,]\d+)?(?:er|ere|ers)?(?!(?!h\b)\w)"
""""48h" is a number of hours, "14h" a time of the day."""
_SEPTEMBER = r"(?<=\d )sept(?![\w.-])|(?<=1er )sept(?![\w.-])"
"""After a day "sept" is a month, else a number."""
_FIGURES = r"[\d,][\d, ]{46,120},"
"""A long run of figures is a table, a few tokens: no date has so many."""
_WORD = r"[^\W\d_]+'|[^\W_]+"
_SHAPES = re.compile(
    rf"(?P<iso>{_ISO})|(?P<numeric>{_NUMERIC})|(?P<daymonth>{_DAY_MONTH})|(?P<clock>{_CLOCK})|(?P<number>{_NUMBER})"
)
_TWO_DIGITS_FROM = 69
"""Two-digit years below are of this century (POSIX)."""


class Token(NamedTuple):
    """A word, number or mark with its class; `value` is what a rule keeps of it."""

    kind: str
    value: Any
    start: int
    end: int


@dataclass(frozen=True)
class Lexicon:
    """The words of dates.toml: form → (class, value), and the expression that finds tokens."""

    entries: dict[str, tuple[str, Any]]
    pattern: re.Pattern[str]
    number_words: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon; once per process."""
    return prepared("words-of-dates", [table_file("dates"), Path(__file__)], _build)


def _build() -> Lexicon:
    table = load_table("dates")
    meaning = table["meaning"]
    entries = {
        form: (kind, meaning.get(kind, kind)) for kind, forms in table["words"].items() for form in forms
    }
    for kind, values in table["values"].items():
        entries.update({form: (kind, value) for form, value in values.items()})
    compounds = sorted((form for form in entries if not form.isalpha()), key=len, reverse=True)
    marks = "|".join(re.escape(c) + (r"(?!\w)" if c[-1].isalnum() else "") for c in compounds)
    shapes = _SHAPES.pattern
    pattern = re.compile(
        rf"(?<!\w)(?:(?P<figures>{_FIGURES})|{shapes})|(?P<september>{_SEPTEMBER})|(?P<known>{marks})|(?P<word>{_WORD})|(?P<gap>\n\s*\n)|(?P<mark>[^\w\s])"
    )
    return Lexicon(entries, pattern, frozenset(table["number_words"]["forms"]))


def tokenize(text: str) -> list[Token]:
    """The tokens of folded `text` in order, number words united."""
    words = lexicon()
    raw = [_token(words, match) for match in words.pattern.finditer(text)]
    return list(_unite_numbers(raw, text, words.number_words))


def _token(words: Lexicon, match: re.Match[str]) -> Token:
    shape, form = str(match.lastgroup), match[0]
    if shape in ("word", "known"):
        return Token(*words.entries.get(form, _OTHER), *match.span())
    if shape == "sep":
        shape = "numeric"
    if shape in ("iso", "numeric", "daymonth", "clock", "number"):
        kind, value = _number(shape, form)
    elif shape == "september":
        kind, value = "month_abbr", 9
    elif shape in ("gap", "mark") and form not in words.entries:
        kind, value = STOP, None
    else:
        kind, value = words.entries.get(form, _OTHER)
    return Token(kind, value, match.start(), match.end())


def _number(shape: str, form: str) -> tuple[str, Any]:
    if shape == "clock":
        return "clock", None
    if shape == "iso":
        year, month, day = map(int, form.split("-"))
        return "date_num", (year, month, day)
    if shape == "daymonth":
        day, month = map(int, form.split("/"))
        return "day_num", (None, month, day)
    if shape == "numeric":
        day, month, year = map(int, re.split(r"[/.-]", form))
        return "date_num", (
            year if year > 99 else year + (2000 if year < _TWO_DIGITS_FROM else 1900),
            month,
            day,
        )
    if not form.isdigit():
        return ("ordinal_day", 1) if form.rstrip("ers") == "1" else (OTHER, None)
    number = int(form) if len(form) < 6 else 0
    if len(form) <= 2:
        return "digits", number
    return ("year_num", number) if len(form) == 4 and 1800 <= number <= 2199 else ("big", number)


def _unite_numbers(tokens: list[Token], text: str, forms: frozenset[str]) -> Iterator[Token]:
    """Sequences of number words ("quatre-vingt-dix", "vingt et un") become one token with its value."""
    i = 0
    while i < len(tokens):
        if not _is_number_word(tokens[i], text, forms):
            yield tokens[i]
            i += 1
            continue
        end = _number_end(tokens, i, text, forms)
        value = _number_value(text[tokens[i].start : tokens[end - 1].end])
        first = tokens[i]
        if value is None:
            yield first
            i += 1
        else:
            yield Token("number_word", value, first.start, tokens[end - 1].end)
            i = end


def _number_end(tokens: list[Token], i: int, text: str, forms: frozenset[str]) -> int:
    """Where the number words that begin at token i end."""
    start = i
    while i < len(tokens) and i - start < 9 and _is_number_word(tokens[i], text, forms):
        i += 1
        joint = text[tokens[i].start : tokens[i].end] if i + 1 < len(tokens) and i > start else ""
        after = text[tokens[i + 1].start : tokens[i + 1].end] if joint else ""
        if (joint == "-" and after in forms) or (joint == "et" and after in ("un", "une", "onze")):
            i += 1
    return i


def _is_number_word(token: Token, text: str, forms: frozenset[str]) -> bool:
    return token.kind in ("number_word", OTHER) and text[token.start : token.end] in forms


@cache
def _number_value(words: str) -> int | None:
    if words in ("un", "une"):
        return 1
    from text_to_num import text2num

    try:
        return int(text2num(words.replace("une", "un"), "fr"))
    except ValueError:
        return None
