"""Places and groups by the gazetteers: fills `doc.spans["groups"]` and `doc.spans["places"]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from ..annotations import annotate, register_values, text_of
from ..gazetteer import groups, own, places

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span


class Gazetteer:
    """Writes `doc.spans["groups"]` and `doc.spans["places"]`; a place inside a group's name is no place."""

    def __init__(self, group_finder: groups.GroupFinder, place_finder: places.PlaceFinder) -> None:
        self.groups = group_finder
        self.places = place_finder

    def __call__(self, doc: Doc) -> Doc:
        """Find the groups, then the places of `doc`."""
        text = text_of(doc)
        forces = self.groups.find(text)
        # "Damas" may be a government and a place at once: which one, the reader of the sentence decides.
        names = [(start, end) for start, end, value in forces if value.match != "generic"]
        annotate(doc, "groups", [(_span(doc, start, end), value) for start, end, value in forces])
        found = self.places.find(text, names)
        annotate(doc, "places", [(_span(doc, start, end), value) for start, end, value in found])
        return doc


def _span(doc: Doc, start: int, end: int) -> Span:
    span = doc.char_span(start, end, alignment_mode="expand")
    assert span is not None
    return span


@Language.factory("defx_gazetteer", default_config={"gazetteers": []})
def make_gazetteer(nlp: Language, name: str, gazetteers: list[str]) -> Gazetteer:  # noqa: ARG001 (spaCy's signature)
    """Factory of the gazetteer; `gazetteers` are paths of users' own files of places or of groups, of which the
    last counts first.

    Raises DataError where a gazetteer is missing or broken.
    """
    register_values()
    files = own.by_content(gazetteers)
    return Gazetteer(groups.finder_of(*files.groups), places.finder_of(*files.places))
