"""One weighed frame for every trigger: how likely it tells of a defection in this conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from ..reading.events import weigh_triggers
from ..reading.view import View

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Frames:
    """Writes `doc.user_data["defx_frames"]`: the view of the Doc and the probability of each trigger."""

    def __call__(self, doc: Doc) -> Doc:
        """Weigh the triggers of `doc`."""
        known: View | None = doc.user_data.pop("defx_view", None)
        view = known.parsed() if known else View.of(doc)
        doc.user_data["defx_frames"] = (view, weigh_triggers(view))
        return doc


@Language.factory("defx_frames")
def make_frames(nlp: Language, name: str) -> Frames:  # noqa: ARG001 (spaCy's signature)
    """Factory of the frames stage."""
    return Frames()
