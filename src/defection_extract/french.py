"""French for spaCy without `spacy.lang.fr`, and a tokenizer that reads the normal form of a text.

What the pipeline has no use for is left out: stop words, number words and noun chunks of spaCy's French.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import BaseDefaults, Language
from spacy.tokenizer import Tokenizer
from spacy.util import load_config_from_str, registry

from .annotations import register_values
from .article import Article
from .lexicon.token_rules import token_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

TOKENIZER = "defx.ArticleTokenizer.v1"
"""Name of the tokenizer among spaCy's registered functions."""


class ArticleTokenizer(Tokenizer):  # type: ignore[misc]
    """spaCy's tokenizer, which reads a text in its normal form and keeps the article as `doc._.article`."""

    def __call__(self, string: str) -> Doc:
        """The tokens of the normal form of `string`."""
        return self.read(Article(string))

    def read(self, article: Article) -> Doc:
        """The tokens of the normal form of an article."""
        doc: Doc = super().__call__(article.normal)
        doc._.article = article
        doc.user_data["defx_text"] = article.normal
        return doc


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], ArticleTokenizer]:
    """spaCy's registered function: from a pipeline to its tokenizer."""
    return _tokenizer


def _tokenizer(nlp: Language) -> ArticleTokenizer:
    register_values()
    rules = token_rules()
    return ArticleTokenizer(
        nlp.vocab,
        rules=rules.exceptions,
        prefix_search=rules.prefix.search,
        suffix_search=rules.suffix.search,
        infix_finditer=rules.infix.finditer,
        token_match=rules.token_match.match,
        url_match=nlp.Defaults.url_match,
    )


class FrenchDefaults(BaseDefaults):
    """French with the tokenizer of this module."""

    config = load_config_from_str(f'[nlp]\n[nlp.tokenizer]\n@tokenizers = "{TOKENIZER}"')


class French(Language):  # type: ignore[no-untyped-call]
    """A French pipeline that loads fast. Saved to disk it is an ordinary pipeline of language "fr"."""

    lang = "fr"
    Defaults = FrenchDefaults
