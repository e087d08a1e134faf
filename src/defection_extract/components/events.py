"""Frames to events: the same defection told twice becomes one, its slots filled from what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from ..reading.events import read_events

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Events:
    """Writes `doc.user_data["defx_events"]`: the events as read, in order of first evidence."""

    def __call__(self, doc: Doc) -> Doc:
        """Read the events of `doc`; without frames there are none."""
        view, weights = doc.user_data.pop("defx_frames", (None, ()))
        doc.user_data["defx_events"] = (view, read_events(view, weights) if view else [])
        return doc


@Language.factory("defx_events")
def make_events(nlp: Language, name: str) -> Events:  # noqa: ARG001 (spaCy's signature)
    """Factory of the events stage."""
    return Events()
