"""`defx schema`: the record contract as JSON Schema."""

from __future__ import annotations

import json


def command() -> None:
    """Print the JSON Schema (2020-12) of one extraction, as `defx extract` prints it."""
    from ..records import Extraction

    schema = Extraction.model_json_schema(mode="serialization")
    print(
        json.dumps(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema},
            ensure_ascii=False,
            indent=2,
        )
    )
