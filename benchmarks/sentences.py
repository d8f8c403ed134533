"""How long the hardest sentences take: endless lists, chains of verbs, clauses within clauses.

    python benchmarks/sentences.py

Prints milliseconds and words of each, the best of three; a text longer than any sentence is cut
into pieces, and its time is that of one piece.
"""

from __future__ import annotations

import random
import time
from datetime import date

from geomap import events, pipeline
from geomap.documents import from_text
from geomap.events.story import LONGEST
from geomap.gazetteer import Gazetteer

CITIES = "Kharkiv, Odesa, Sumy, Kherson, Dnipro, "
SENTENCES = {
    "verbs": " and ".join(["drones hit Odesa, killing two people"] * 400) + ".",
    "lists": f"Drones hit {CITIES * 80}and Poltava on Monday.",
    "speakers": "The army said that " * 200 + "drones hit Odesa.",
    "relatives": "Drones hit Odesa, " + "which was hit by missiles that struck Kharkiv, " * 300,
    "tolls": ", ".join(f"{n} people were killed in Odesa" for n in range(1, 400)) + ".",
    "brackets": f"Drones {'(' * 500}hit Odesa{')' * 500}.",
    "weapons": ", ".join(f"{n} drones and {n} missiles" for n in range(2, 300)) + " hit Odesa.",
    "days": "On " + ", on ".join(["Monday", "12 June", "June 13"] * 150) + " drones hit Odesa.",
}
WORDS = """killed injured drones missile Odesa Kharkiv said that which and , ; : on Monday two
hundred people were hit by Russia in near the strike attack who after while before its of to
including""".split()


def milliseconds(text: str, gazetteer: Gazetteer) -> float:
    """Return the time of the events of a text, for each sentence that it is cut into."""
    document = from_text(f"What the day brought\n\n{text}", published=date(2026, 2, 20))
    found = pipeline.resolved(document, gazetteer)
    best = 1e9
    for _ in range(3):
        begun = time.perf_counter()
        events.extract([(document, found)], gazetteer)
        best = min(best, time.perf_counter() - begun)
    return 1000 * best / (1 + len(text) // LONGEST)


def main() -> None:
    """Print the table."""
    gazetteer = Gazetteer.open()
    milliseconds("Russia struck Kharkiv on Monday.", gazetteer)
    for name, text in SENTENCES.items():
        print(f"{milliseconds(text, gazetteer):6.1f} ms  {len(text.split()):5d} words  {name}")
    chance = random.Random(1)  # noqa: S311 - the same words each time
    mixed = (" ".join(chance.choices(WORDS, k=300)) + "." for _ in range(200))
    print(f"{max(milliseconds(text, gazetteer) for text in mixed):6.1f} ms    300 words  any order")


if __name__ == "__main__":
    main()
