"""`defx evaluate`: how right results are, against reference annotations."""

from __future__ import annotations

import json
from typing import Annotated

import typer


def command(
    gold: Annotated[
        str,
        typer.Argument(metavar="GOLD.jsonl", help="The reference: one article a line, or checked results."),
    ],
    predicted: Annotated[
        list[str],
        typer.Argument(metavar="PREDICTED.jsonl...", help="What defx batch wrote; - for standard input."),
    ],
    errors: Annotated[bool, typer.Option("--errors", help="List every mistake with its evidence.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Scores, intervals and mistakes as JSON.")] = False,
    reliability: Annotated[
        bool, typer.Option("--calibration", help="How confidence and right events go together, in ten bins.")
    ] = False,
    draws: Annotated[
        int, typer.Option("--bootstrap", min=0, help="Draws for the confidence intervals; 0: none.")
    ] = 1000,
) -> None:
    """Score results against reference annotations: events, slots, labels, with 95 % intervals.

    Events are aligned one to one by the matching of greatest total similarity; every slot filler of aligned
    events is right, wrong or missed, those of other events are all wrong or all missed. Exit codes: 0 done,
    2 usage, 3 input cannot be read.
    """
    from ..evaluation import calibration, evaluate
    from ..evaluation.files import load_gold, load_predicted
    from ..evaluation.table import calibration_lines, mistake_lines, table

    reference = load_gold(gold)
    found = load_predicted(predicted, reference.keys())
    report = evaluate(reference, found, draws=draws)
    calibrated = calibration(reference, found) if reliability else None
    if as_json:
        told = report.as_json() | ({"calibration": calibrated.as_json()} if calibrated else {})
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return
    if errors:
        for mistake in report.mistakes:
            print("\n".join(mistake_lines(mistake)))
        print()
    print("\n".join(table(report)))
    if calibrated:
        print("\n".join(["", *calibration_lines(calibrated)]))
