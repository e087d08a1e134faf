"""How French text falls into tokens: spaCy's rules, from lexicon/tokens.toml, to compile fast.

`spacy.lang.fr` spells out the class of all letters three hundred times in one expression (`token_match`),
which takes two seconds to compile. Here it stands four times; what matches is the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from spacy.attrs import ORTH
from spacy.lang import char_classes
from spacy.lang.char_classes import ALPHA, ALPHA_LOWER
from spacy.lang.punctuation import TOKENIZER_INFIXES, TOKENIZER_PREFIXES
from spacy.lang.tokenizer_exceptions import BASE_EXCEPTIONS
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, update_exc

from ..cache import prepared
from .loader import load_table, table_file

HYPHENS = "-–—‐‑"
ELISION = "'’"


@dataclass(frozen=True)
class TokenRules:
    """The rules as spaCy's tokenizer takes them, compiled."""

    exceptions: dict[str, list[dict[int, str]]]
    prefix: re.Pattern[str]
    suffix: re.Pattern[str]
    infix: re.Pattern[str]
    token_match: re.Pattern[str]


@cache
def token_rules() -> TokenRules:
    """The rules; once per process."""
    return prepared("tokens", [table_file("tokens"), Path(__file__), Path(char_classes.__file__)], _build)


def _build() -> TokenRules:
    rules = affixes()
    return TokenRules(
        exceptions(),
        compile_prefix_regex(rules["prefixes"]),
        compile_suffix_regex(rules["suffixes"]),
        compile_infix_regex(rules["infixes"]),
        token_match(),
    )


def token_match() -> re.Pattern[str]:
    """What is one token though it holds hyphens or apostrophes ("faux-vampire", "saut-de-ski")."""
    rules = load_table("tokens")["together"]
    tail = rf"[{HYPHENS}{ALPHA_LOWER}{ELISION}]*"
    stems = rf"(?:{_any(rules['before_letters'])}(?!$)|{_any(rules['stems'])})[{ALPHA_LOWER}]*"
    before_hyphen = rf"{_any(rules['hyphen_prefixes'], raw=True)}[{HYPHENS}]"
    elided = rf"{_any(rules['elision_prefixes'], raw=True)}[{ELISION}]"
    prefixes = rf"(?:{before_hyphen}|{elided})(?![{HYPHENS}{ELISION}]|$){tail}"
    links = rf"[{ALPHA}]+[{HYPHENS}]{_any(rules['links'])}[{HYPHENS}](?:l[{ELISION}])?[{ALPHA}]+"
    joined = rf"(?=[^{HYPHENS}{ELISION}]*[{HYPHENS}{ELISION}])"
    return re.compile(rf"(?iu)^{joined}(?:{stems}|{prefixes}|{links})$")


def _any(patterns: list[str], raw: bool = False) -> str:
    """One of `patterns`; unless `raw`, a hyphen or apostrophe in them stands for any of its kind."""
    joined = "|".join(patterns)
    if not raw:
        joined = joined.replace("-", f"[{HYPHENS}]").replace("'", f"[{ELISION}]")
    return f"(?:{joined})"


def exceptions() -> dict[str, list[dict[int, str]]]:
    """Words with a fixed division, as spaCy's tokenizer takes them."""
    table = load_table("tokens")["exceptions"]
    divided = [word.split(" ") for word in table["split"]]
    own = {"".join(parts): [{ORTH: part} for part in parts] for parts in divided}
    whole = {word: [{ORTH: word}] for word in table["whole"]}
    rules: dict[str, list[dict[int, str]]] = update_exc(BASE_EXCEPTIONS, {**whole, **own})
    return rules


def affixes() -> dict[str, Any]:
    """Expressions for what parts from the start, the end and the middle of a word."""
    table = load_table("tokens")["affixes"]
    elided = "|".join(table["elided"] + [word.upper() for word in table["elided"]])
    clitics = "|".join(table["clitics"] + [word.upper() for word in table["clitics"]])
    letters, lower, upper = char_classes.ALPHA, char_classes.ALPHA_LOWER, char_classes.ALPHA_UPPER
    return {
        "prefixes": [*TOKENIZER_PREFIXES, rf"(?:({elided})[{ELISION}])(?=[{letters}])"],
        "suffixes": [
            *char_classes.LIST_PUNCT,
            *char_classes.LIST_ELLIPSES,
            *char_classes.LIST_QUOTES,
            r"(?<=[0-9])\+",
            r"(?<=°[FfCcKk])\.",
            r"(?<=[0-9])%",
            rf"(?<=[0-9])(?:{char_classes.CURRENCY})",
            rf"(?<=[0-9])(?:{char_classes.UNITS})",
            rf"(?<=[0-9{lower}%²\-\+(?:{char_classes.CONCAT_QUOTES})])\.",
            rf"(?<=[{upper}][{upper}])\.",
            rf"(?<=[{letters}])[{HYPHENS}]({clitics})",
        ],
        "infixes": [*TOKENIZER_INFIXES, rf"(?<=[{letters}][{ELISION}])(?=[{letters}])"],
    }
