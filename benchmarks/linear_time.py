"""Time of reading hostile texts as they grow: the exponent tells whether anything is worse than linear.

    python benchmarks/linear_time.py [--longest 32000]

Each pattern is repeated to several lengths; the time of the whole way from bytes to a line is taken, the best
of three. The exponent is the slope of log(time) over log(length) between the two longest: 1 is linear, 2 is
quadratic. A defection and words of the conflict are added, so that nothing is passed over unread.
"""

from __future__ import annotations

import argparse
import math
import time

from defection_extract.batch.work import Work
from defection_extract.readers.raw import RawArticle

TOLD = "\nTrois soldats de l'armée syrienne ont fait défection lundi à Homs.\n"
PATTERNS = {
    "letters": "a",
    "digits": "9",
    "spaces": " ",
    "hyphens": "-",
    "apostrophes": "'",
    "quotes": "« ",
    "brackets": "(",
    "numbers": "1 2 3 4 5 ",
    "number words": "vingt et un mille ",
    "of the": "de la ",
    "lines": "\n",
    "commas": ", ",
    "capitals": "Abou Al-",
    "ranks": "général de brigade ",
    "days": "lundi ",
    "dates": "le 3 mars ",
    "towns": "Homs, ",
    "defections": "a fait défection ",
    "combining": "e\u0301",
    "tags": "<p>",
    "comments": "<!--",
    "json": "[{",
}


def seconds(text: str, form: str) -> float:
    """The best of three, for a whole article."""
    whole = (
        f"<html><body><article><p>{TOLD}</p><p>{text}</p><p>{TOLD}</p>"
        if form == "html"
        else TOLD + text + TOLD
    )
    work, best = Work(), math.inf
    for _ in range(3):
        start = time.perf_counter()
        work(RawArticle("a", "a", whole.encode(), form))  # type: ignore[arg-type]
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--longest", type=int, default=32_000)
    longest = parser.parse_args().longest
    lengths = [longest // 4, longest // 2, longest]
    seconds("", "text")  # loads the model
    print(f"{'pattern':14}" + "".join(f"{length:>10,}" for length in lengths) + "  exponent")
    for form in ("text", "html"):
        for name, piece in PATTERNS.items():
            times = [seconds((piece * length)[:length], form) for length in lengths]
            exponent = math.log2(times[-1] / times[-2])
            print(
                f"{name:14}" + "".join(f"{t:10.3f}" for t in times) + f"{exponent:10.2f}  {form}", flush=True
            )


if __name__ == "__main__":
    main()
