"""Results to one HTML file.

Nothing of an article can run: texts are data in a JSON block whose angle brackets are escaped, the script
puts them on the page as text nodes, and the page's content security policy allows the one script and the one
style sheet of this package, known by their digests, no address of any kind, and no HTML from strings.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..records import Extraction
from ..results import Failed
from ..version import __version__
from .base_map import frame, shapes
from .labels import Labels, Lang, load_labels
from .payload import Payload
from .texts import find_texts

if TYPE_CHECKING:
    from ..gazetteer.group_rows import Groups

_SCRIPTS = ("dom", "state", "table", "map", "timeline", "article", "main")
"""The files of page/js, in the order that they run."""
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
"""What could end a script element or a line of script, written so that JSON reads the same."""


def build_report(
    results: list[Extraction | Failed],
    *,
    lang: Lang = "en",
    texts: Iterable[str] = (),
    folders: Iterable[Path] = (),
    evidence_only: bool = False,
    title: str | None = None,
    groups: Groups | None = None,
) -> str:
    """The report of results. `texts` and `folders` say where the articles lie (see texts.find_texts).

    With `evidence_only` the page holds no more of the articles than their evidence.
    Raises InputError where a place of `texts` is missing, DataError where the package's files are broken.
    """
    read = [result for result in results if isinstance(result, Extraction)]
    found = {} if evidence_only else find_texts(read, texts, folders)
    return build_page(results, found, lang=lang, title=title, groups=groups)


def build_page(
    results: Iterable[Extraction | Failed],
    texts: Mapping[str, str],
    *,
    lang: Lang = "en",
    title: str | None = None,
    groups: Groups | None = None,
) -> str:
    """The page of results whose texts, by SHA-256, are at hand; `groups` are the package's unless given."""
    labels = load_labels(lang)
    payload = Payload(texts, labels, groups)
    payload.add(results)
    return _render(payload.as_json(), labels, title or labels.words["page"]["title"])


def _render(data: dict[str, Any], labels: Labels, title: str) -> str:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    style, script = _file("report.css"), _script()
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_file("report.html.j2")).render(
        t=labels.words,
        lang=labels.lang,
        title=title,
        version=__version__,
        frame=frame(),
        governorates=shapes("governorates", labels.lang),
        rivers=shapes("rivers", labels.lang),
        policy=_policy(script, style),
        style=Markup(style),
        script=Markup(script),
        data=Markup(embedded(data)),
    )


def embedded(data: object) -> str:
    """`data` as JSON that is safe inside a script element."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def _policy(script: str, style: str) -> str:
    """The content security policy: this script, this style, nothing else."""
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _digest(source: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


@cache
def _script() -> str:
    body = "\n".join(_file(f"js/{name}.js") for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\n{body}}})();\n'


def _file(name: str) -> str:
    return (files(__package__) / "page" / name).read_text(encoding="utf-8")
