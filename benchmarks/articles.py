"""Articles of our own making, put together from sentences.toml; the same seed gives the same articles."""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TABLE = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))
WORDS = {**TABLE["words"], "few": TABLE["told"]["few"], "name": TABLE["told"]["name"]}
_SLOT = re.compile(r"\{(\w+)\}")


def ordinary(rng: random.Random, words: int = 400) -> str:
    """An article of about so many words on one ordinary subject, with a few sentences of others."""
    subject = TABLE["subjects"][rng.choice(sorted(TABLE["subjects"]))]
    every = [sentence for sentences in TABLE["subjects"].values() for sentence in sentences]
    return _article(rng, words, [], lambda: rng.choice(subject if rng.random() < 0.8 else every))


def relevant(rng: random.Random, words: int = 400) -> str:
    """An article of about so many words that tells two defections among other news of the war."""
    told = TABLE["told"]
    every = [sentence for sentences in TABLE["subjects"].values() for sentence in sentences]
    events = [_event(rng), rng.choice(told["war"]), _event(rng)]
    return _article(rng, words, events, lambda: rng.choice(told["war"] if rng.random() < 0.6 else every))


def mixed(seed: int, number: int, share: float, words: int = 400) -> list[str]:
    """Articles of which a share is relevant, evenly spread."""
    rng = random.Random(seed)
    step = round(1 / share) if share else number + 1
    return [(relevant if i % step == step // 2 else ordinary)(rng, words) for i in range(number)]


def _event(rng: random.Random) -> str:
    told = TABLE["told"]
    who, did, where, then, said = (rng.choice(told[part]) for part in ("who", "did", "where", "then", "said"))
    return f"{who} {did} {where} {then}, {said}."


def _article(rng: random.Random, words: int, first: list[str], another: object) -> str:
    sentences = list(first)
    while sum(len(sentence.split()) for sentence in sentences) < words:
        sentences.append(another())
    filled = [_filled(rng, sentence) for sentence in sentences]
    paragraphs = [" ".join(filled[i : i + 4]) for i in range(0, len(filled), 4)]
    return "\n\n".join(paragraphs) + "\n"


def _filled(rng: random.Random, sentence: str) -> str:
    while _SLOT.search(sentence):
        sentence = _SLOT.sub(lambda slot: rng.choice(WORDS[slot[1]]), sentence)
    return sentence[0].upper() + sentence[1:]
