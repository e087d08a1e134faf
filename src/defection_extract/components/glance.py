"""A first glance at the triggers: those that hardly tell of a defection are dropped before their sentences are parsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field
from spacy.language import Language

from ..annotations import annotate, register_values
from ..reading.model import LinearModel, load_models
from ..reading.trigger_features import TriggerFeatures
from ..reading.view import View

if TYPE_CHECKING:
    from spacy.tokens import Doc


class GlanceConfig(BaseModel):
    """Settings of defx_glance."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    least: float = Field(default=0.05, ge=0, le=1)
    """How likely a trigger must tell of a defection, by what needs no parse."""


class Glance:
    """Drops hopeless triggers from `doc.spans["triggers"]`; keeps the view of the Doc for defx_frames."""

    def __init__(self, config: GlanceConfig, model: LinearModel) -> None:
        self.config = config
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        """Look at the triggers of `doc`."""
        view = doc.user_data["defx_view"] = View.of(doc)
        features = TriggerFeatures(view)
        chances = [self.model.probability(features.unparsed(trigger)) for trigger in view.triggers]
        kept = [t for t, chance in zip(view.triggers, chances, strict=True) if chance >= self.config.least]
        annotate(doc, "triggers", [(trigger.span, trigger.value) for trigger in kept])
        return doc


@Language.factory("defx_glance", default_config=GlanceConfig().model_dump())
def make_glance(nlp: Language, name: str, least: float) -> Glance:  # noqa: ARG001 (spaCy's signature)
    """Factory of the first glance."""
    register_values()
    return Glance(GlanceConfig(least=least), load_models()["glance"])
