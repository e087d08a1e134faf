"""How French text falls into tokens: spaCy's rules, from lexicon/tokens.toml, to compile fast.

`spacy.lang.fr` spells out the class of all letters three hundred times in one expression (`token_match`),
which takes two seconds to compile. Here it stands four times; what matches is the same.
"""

from __future__ import annotations

import re
from typing import Any

from .loader import load_table

HYPHENS = "-–—‐‑"
ELISION = "'’"


def token_match() -> re.Pattern[str]:
    """What is one token though it holds hyphens or apostrophes ("faux-vampire", "saut-de-ski")."""
    from spacy.lang.char_classes import ALPHA, ALPHA_LOWER

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
    from spacy.attrs import ORTH
    from spacy.lang.tokenizer_exceptions import BASE_EXCEPTIONS
    from spacy.util import update_exc

    table = load_table("tokens")["exceptions"]
    divided = [word.split(" ") for word in table["split"]]
    own = {"".join(parts): [{ORTH: part} for part in parts] for parts in divided}
    whole = {word: [{ORTH: word}] for word in table["whole"]}
    rules: dict[str, list[dict[int, str]]] = update_exc(BASE_EXCEPTIONS, {**whole, **own})
    return rules


def affixes() -> dict[str, Any]:
    """Expressions for what parts from the start, the end and the middle of a word."""
    from spacy.lang import char_classes as classes
    from spacy.lang.punctuation import TOKENIZER_INFIXES, TOKENIZER_PREFIXES

    table = load_table("tokens")["affixes"]
    elided = "|".join(table["elided"] + [word.upper() for word in table["elided"]])
    clitics = "|".join(table["clitics"] + [word.upper() for word in table["clitics"]])
    letters, lower, upper = classes.ALPHA, classes.ALPHA_LOWER, classes.ALPHA_UPPER
    return {
        "prefixes": [*TOKENIZER_PREFIXES, rf"(?:({elided})[{ELISION}])(?=[{letters}])"],
        "suffixes": [
            *classes.LIST_PUNCT,
            *classes.LIST_ELLIPSES,
            *classes.LIST_QUOTES,
            r"(?<=[0-9])\+",
            r"(?<=°[FfCcKk])\.",
            r"(?<=[0-9])%",
            rf"(?<=[0-9])(?:{classes.CURRENCY})",
            rf"(?<=[0-9])(?:{classes.UNITS})",
            rf"(?<=[0-9{lower}%²\-\+(?:{classes.CONCAT_QUOTES})])\.",
            rf"(?<=[{upper}][{upper}])\.",
            rf"(?<=[{letters}])[{HYPHENS}]({clitics})",
        ],
        "infixes": [*TOKENIZER_INFIXES, rf"(?<=[{letters}][{ELISION}])(?=[{letters}])"],
    }
