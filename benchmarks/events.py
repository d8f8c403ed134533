"""How fast events are read: 1,000 short articles on one process, after start-up.

    python benchmarks/events.py

Prints seconds for 1,000 articles, the share of each stage, and the growth from 250 to 1,000.
"""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from geomap import documents, events, pipeline
from geomap.gazetteer import Gazetteer

EXAMPLE = Path(__file__).parents[1] / "examples" / "kharkiv-night.txt"


def run(number: int, gazetteer: Gazetteer) -> tuple[float, float]:
    """Return (seconds for places, seconds for events) of ``number`` articles."""
    text = EXAMPLE.read_text("utf-8")
    read = [
        documents.from_text(f"{text}\n{i}", id=str(i), published=date(2025, 6, 12))
        for i in range(number)
    ]
    begun = time.perf_counter()
    located = list(pipeline.locate(read, gazetteer))
    between = time.perf_counter()
    events.extract(located, gazetteer)
    return between - begun, time.perf_counter() - between


def main() -> None:
    """Print the table."""
    gazetteer = Gazetteer.open()
    run(10, gazetteer)
    small, large = run(250, gazetteer), run(1000, gazetteer)
    words = len(EXAMPLE.read_text("utf-8").split())
    print(f"1,000 articles of {words} words: {sum(large):.1f} s")
    print(f"places {large[0]:.1f} s, events {large[1]:.1f} s")
    print(f"four times the articles take {sum(large) / sum(small):.1f} times the time")


if __name__ == "__main__":
    main()
