"""What a date hangs on: the article's date, the dateline, or the date last told."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from ...annotations import DateValue
from ...lexicon import load_table
from .calendar import MAX_DEPTH, Form
from .grammar import Found, grammar
from .lexer import Token

DATELINE_LINES = 5
"""A dateline stands on one of so many first lines, or begins a paragraph."""
REPORT_REACH = 32
"""Characters before a date in which a verb of telling claims it."""
MEMORY = 64
"""So many dates told are remembered."""
DATELINE_REACH = 80
"""Characters of a line before the date of a dateline."""
NEAR_SENTENCES = 3
"""So many sentences back a month told still holds for "le 5"."""
_SLUG = re.compile(r"[(\[\"« ]*(?:[^\W\d_][\w'.-]*[ ,/]*){0,6}(?:\([^()\n]{1,40}\))?[ ,:|–-]*\(?(?:le )?")
_SLUG_END = re.compile(r" *(?:\([^()\n]{1,60}\)|[)\]]|[,.]? *[-–—:|▪]|\.|,? *[aà] \d|\n|$)", re.IGNORECASE)
_WORD_CHARACTER = re.compile(r"\w")
_COARSE = frozenset({"month", "year", "season", "decade", "part", "feast", "back"})
_RELATIVE = frozenset({"weekday", "day", "date", "month", "season", "feast"})


@dataclass(frozen=True)
class Expression:
    """A date expression: its character offsets and its value."""

    start: int
    end: int
    value: DateValue


@dataclass(frozen=True)
class Told:
    """A date that the text has told: its form, in which sentence, and whether as the date of a telling.

    `aside` is True for a bare year that does not open its sentence ("lieutenant dissident en 2012"): it is not
    the year in which the text goes on telling. `point` is False for a time open to one side.
    """

    form: Form
    sentence: int
    reported: bool
    aside: bool = False
    point: bool = True


@cache
def _reporting() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load_table("dates")["reporting"]["words"]))
    return re.compile(rf"(?<!\w)(?:{words})(?:-t-ils?|-t-elles?|-t-on)?,?(?: [\w'-]+){{0,2}} *$")


@cache
def _dateline_words() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load_table("dates")["dateline"]["before"]))
    return re.compile(rf"[\W\d]*(?:{words})[\s:]*$")


@dataclass
class Discourse:
    """Reads the dates of one text in order. `text` as it is, `folded` alike; `sentences` are their starts."""

    text: str
    folded: str
    tokens: Sequence[Token]
    sentences: Sequence[int]
    told: deque[Told] = field(default_factory=lambda: deque(maxlen=MEMORY))
    dateline: Form | None = None
    newswire: bool = False

    def read(self) -> Iterator[Expression]:
        """The expressions of the text, in order."""
        codes = grammar().encode(self.tokens)
        reached = 0
        for found in grammar().find(self.tokens):
            if found.form is not None:
                yield self._expression(found, codes, reached)
            reached = found.last

    def _expression(self, found: Found, codes: str, reached: int) -> Expression:
        first, op, role = self._wrap(found, codes, reached)
        start, end = self.tokens[first].start, self.tokens[found.last - 1].end
        sentence = self._sentence(start)
        form = self._anchored(found, sentence)
        role = found.rule.traits.get("role", role)
        is_dateline = role == "point" and self._is_dateline(start, end, form)
        reported = bool(_reporting().search(self.folded, max(0, start - REPORT_REACH), start))
        value = DateValue(
            form={"op": op, "of": form} if op else form,
            anchor=self._anchor(form, role),
            duration=bool(found.rule.traits.get("duration")),
            role=role,
            dateline=is_dateline,
            reported=reported,
            bare_year=bool(found.rule.traits.get("bare_year")),
            vague=form["op"] == "vague",
            presumed=bool(found.rule.traits.get("presumed")),
            fallback=None if is_dateline else self.dateline,
        )
        self._remember(value, form, sentence, start)
        return Expression(start, end, value)

    def _wrap(self, found: Found, codes: str, reached: int) -> tuple[int, str | None, str]:
        """Where the expression begins with the words that open it to one side, and what these make of it.

        The words before `reached` belong to the expression before.
        """
        for wrapper in grammar().wrappers:
            match = wrapper.pattern.search(codes, max(reached, found.first - 4), found.first)
            if match:
                return match.start(), wrapper.op, wrapper.role
        return found.first, None, "point"

    def _sentence(self, start: int) -> int:
        from bisect import bisect_right

        return bisect_right(self.sentences, start)

    def _anchored(self, found: Found, sentence: int) -> Form:
        """The form with the date last told put where it asks for it."""
        form: Form = found.form or {}
        alone: Form | None = found.rule.traits.get("alone")
        if alone and not self._last_told(sentence, coarse=False):
            return alone
        if _asks(form):
            return self._with_told(form, sentence)
        return self._drawn(form, sentence)

    def _with_told(self, form: Form, sentence: int) -> Form:
        told = self._last_told(sentence, coarse=form.get("unit") not in ("day", None))
        filled = _put(form, told)
        if told is None and _forward(filled):
            return {"op": "none"}
        return _flat(filled) if _depth(filled) < MAX_DEPTH - 2 else {"op": "none"}

    def _last_told(self, sentence: int, *, coarse: bool) -> Form | None:
        """The date last told: in this sentence any, before it rather one that dates no telling."""
        fit = [t for t in self.told if (t.point and coarse) or t.form["op"] not in _COARSE]
        if fit and fit[-1].sentence == sentence:
            return fit[-1].form
        events = [t for t in fit if not t.reported and t.sentence >= sentence - NEAR_SENTENCES]
        return (events or fit or [Told({}, 0, False)])[-1].form or None

    def _drawn(self, form: Form, sentence: int) -> Form:
        """A date that lacks its month or year, with the date told near it that may lend them."""
        if form["op"] not in _RELATIVE or form.keys() & {"y", "dir", "of", "base"} or _absolute(form):
            return form
        bare = form["op"] == "day" and "m" not in form
        lender = self._lender(form, sentence, bare=bare)
        if lender is None or _depth(lender.form) > 5:
            return form
        weak = self.newswire and not bare and lender.sentence < sentence
        return {**form, "near": lender.form, **({"weak": True} if weak else {})}

    def _lender(self, form: Form, sentence: int, *, bare: bool) -> Told | None:
        """The told date that may lend its month (to a bare day) or its year."""
        for told in reversed(self.told):
            if bare and told.sentence < sentence - NEAR_SENTENCES:
                return None
            if form["op"] == "weekday" and (told.sentence == sentence or told.form["op"] in _COARSE):
                return None
            if bare and _tells_month(told.form):
                return told
            if told.point and self._lends_year(told, sentence):
                return told
        return None

    def _lends_year(self, told: Told, sentence: int) -> bool:
        """Whether the text goes on telling in the year of `told`."""
        if told.form["op"] == "year":
            return not told.aside and told.sentence >= sentence - NEAR_SENTENCES
        past_year = told.form["op"] == "unit" and told.form["unit"] == "year" and told.form.get("n", 0) < 0
        return past_year or _fixed(told.form)

    def _anchor(self, form: Form, role: str) -> str:
        if _mentions(form, "told"):
            return "told"
        if _absolute(form) and role != "since":
            return "none"
        return "dateline" if self.dateline else "published"

    def _is_dateline(self, start: int, end: int, form: Form) -> bool:
        """Whether the date signs the dispatch: alone with a place or an agency before the text begins."""
        if form["op"] not in ("day", "date", "weekday"):
            return False
        line = self.text.rfind("\n", max(0, start - DATELINE_REACH - 1), start) + 1
        if start - line > DATELINE_REACH or start > self._dateline_end:
            return False
        if _dateline_words().match(self.folded, line, start):
            return True
        slug = _SLUG.match(self.text, line, start)
        return bool(slug and slug.end() == start and _is_slug(slug[0]) and _SLUG_END.match(self.text, end))

    @cached_property
    def _dateline_end(self) -> int:
        """Where the first lines end, in which a dateline may stand."""
        end = -1
        for _ in range(DATELINE_LINES + 1):
            end = self.text.find("\n", end + 1)
            if end < 0:
                return len(self.text)
        return end

    def _remember(self, value: DateValue, form: Form, sentence: int, start: int) -> None:
        if value.dateline:
            self.dateline = self.dateline or form
        elif not value.vague and not value.duration and form["op"] != "none" and not _to_come(form):
            aside = not self._opens_sentence(start, sentence)
            self.told.append(Told(form, sentence, value.reported, aside, value.role == "point"))
        if not value.dateline and form["op"] in ("weekday", "unit") and not form.keys() & {"base", "near"}:
            self.newswire = self.newswire or form.get("unit", "day") == "day"

    def _opens_sentence(self, start: int, sentence: int) -> bool:
        """Whether no word stands before `start` in its sentence."""
        begin = self.sentences[sentence - 1] if sentence else 0
        return not _WORD_CHARACTER.search(self.text, begin, start)


def _to_come(form: Form) -> bool:
    """ "Demain" and "la semaine prochaine" belong to the article's day, not to what it tells."""
    return form["op"] == "unit" and bool(form.get("n", 0) > 0) and "base" not in form


def _is_slug(words: str) -> bool:
    """A slug names a place or an agency before a comma, a dash or a bracket; or nothing stands before the date."""
    if not re.sub(r"(?:le )$|[\W_]", "", words):
        return True
    names = re.findall(r"[^\W\d_][\w'.-]*", words.removesuffix("le "))
    small = ("de", "du", "la", "al", "el", "notre", "correspondant", "envoye")
    return bool(re.search(r"[,(|:–-] *(?:le )?$", words)) and all(n[0].isupper() or n in small for n in names)


def _asks(form: Any) -> bool:
    return isinstance(form, dict) and (
        form.get("op") == "told" or any(_asks(value) for value in form.values())
    )


def _put(form: Form, told: Form | None) -> Form:
    """The form with {"op": "told"} filled, or taken out where nothing was told."""
    filled: Form = {}
    for key, value in form.items():
        if isinstance(value, dict) and value.get("op") == "told":
            if told is not None:
                filled[key] = {"op": "told", "of": told}
        else:
            filled[key] = _put(value, told) if isinstance(value, dict) else value
    return filled


def _forward(form: Form) -> bool:
    """Whether a form without the date that it goes on from leads past the article's date."""
    return (
        form["op"] in ("shift", "unit", "weekday")
        and form.get("sign", 1) * form.get("n", form.get("dir", 1)) > 0
    )


def _flat(form: Form) -> Form:
    """A shift of a told shift by the same unit is one shift, so that chains of "le lendemain" stay shallow."""
    inner = form.get("base", {}).get("of", {})
    if form["op"] != "shift" or inner.get("op") != "shift" or inner.get("unit") != form["unit"]:
        return form
    if form.keys() & {"half"} or inner.keys() & {"half"} or "base" not in inner:
        return form
    n = form["n"] * form.get("sign", 1) + inner["n"] * inner.get("sign", 1)
    return {"op": "shift", "unit": form["unit"], "n": n, "base": inner["base"]}


def _depth(form: Any) -> int:
    if not isinstance(form, dict):
        return 0
    return 1 + max((_depth(value) for value in form.values()), default=0)


def _mentions(form: Any, op: str) -> bool:
    return isinstance(form, dict) and (form.get("op") == op or any(_mentions(v, op) for v in form.values()))


def _tells_month(form: Form) -> bool:
    """Whether a form names a month, or a part of one."""
    if form["op"] == "part":
        return bool(form["of"]["op"] == "month")
    return form["op"] == "date" or (form["op"] in ("day", "month") and "m" in form)


def _fixed(form: Form) -> bool:
    """Whether a form is known without the article's date, if need be through the date that lends it its year."""
    if form["op"] == "told":
        return _fixed(form["of"])
    if "near" in form:
        return _fixed(form["near"])
    inner = [form[key] for key in ("of", "base", "b") if key in form]
    return _absolute(form) or (bool(inner) and all(map(_fixed, inner)))


def _absolute(form: Form) -> bool:
    """Whether a form can be known without the article's date."""
    if form["op"] == "date":
        return bool(form["ymd"][0])
    if form["op"] in ("decade", "year"):
        return True
    if form["op"] in ("day", "month", "season", "feast"):
        return "y" in form
    inner = [form[key] for key in ("of", "base", "b") if key in form]
    return (
        form["op"] in ("part", "between", "night", "eve", "shift", "unit")
        and bool(inner)
        and all(map(_absolute, inner))
    )
