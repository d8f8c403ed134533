"""Build the place index from the pinned packages and the tables in this folder.

Run it with ``make gazetteer``. The same sources give the same bytes.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from divisions import (
    add_admin1,
    add_admin2,
    add_areas,
    add_continents,
    add_countries,
    add_unplaced,
    name_districts_by_towns,
    name_regions_by_towns,
    rank_divisions,
)
from doubles import mend_doubles
from naming import drop_foreign_scripts, settle_names, show_as_newsrooms_write
from others import add_airports, add_features, add_scripts, add_seas
from raions import add_raions
from settlements import add_cities, add_villages
from sources import Sources, packages
from world import World, table

from geomap.gazetteer.write import build_index
from geomap.text import fold

TARGET = Path(__file__).parents[1] / "src" / "geomap" / "gazetteer" / "data" / "world.gaz"
EDITION = "2026-11"


def demonyms(sources: Sources) -> dict[str, str]:
    """Return folded demonyms with the ISO code of their country; the hand-written table wins."""
    found = {
        fold(word): code
        for code, words in sources.demonyms()
        for word in words.split(",")
        if word.strip() and " or " not in word
    }
    for entry in table("demonyms.csv"):
        found.update((fold(word), entry["iso"]) for word in entry["words"].split("|"))
    return dict(sorted(found.items()))


CONTINENT_IDS = {
    "AF": 6255146, "AS": 6255147, "EU": 6255148, "NA": 6255149, "OC": 6255151, "SA": 6255150,
    "AN": 6255152,
}  # fmt: skip


STEPS = (
    add_continents,
    add_countries,
    add_admin1,
    add_admin2,
    add_areas,
    add_cities,
    mend_doubles,
    add_villages,
    add_unplaced,
    add_seas,
    add_airports,
    rank_divisions,
    add_features,
    add_scripts,
    add_raions,
    rank_divisions,
    drop_foreign_scripts,
    settle_names,
    show_as_newsrooms_write,
    name_regions_by_towns,
    name_districts_by_towns,
)
"""From the large to the small; each joins its rows to those before."""


def main() -> None:
    """Build, write, report."""
    started = time.perf_counter()
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    sources = Sources()
    world = World(sources)
    for step in STEPS:
        step(world)
        print(f"{time.perf_counter() - started:6.0f} s  {step.__name__}", file=sys.stderr)
    rows = world.rows
    meta = {
        "edition": EDITION,
        "viewpoint": "United Nations General Assembly: Crimea is Ukraine's, the Golan Syria's",
        "continents": {
            code: CONTINENT_IDS[entry["continentcode"]]
            for code, entry in sorted(sources.countries().items())
        },
        "demonyms": demonyms(sources),
        "sources": [
            {"name": p.name, "version": p.version, "sha256": p.sha256, "licence": p.licence,
             "used_for": p.used_for}
            for p in packages()
        ],
        "report": dict(sorted(world.report.items())),
    }  # fmt: skip
    image = build_index(rows, meta)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    fresh.write_bytes(image)
    os.replace(fresh, target)  # noqa: PTH105 - the same; complete or absent
    for rule, count in sorted(world.report.items()):
        print(f"{count:>9,}  {rule}")
    print(f"{len(rows):>9,}  places")
    print(f"{target}: {len(image):,} bytes, SHA-256 {hashlib.sha256(image).hexdigest()[:16]}…")
    print(f"{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
