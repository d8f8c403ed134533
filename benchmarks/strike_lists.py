"""Strike lists of a coalition's releases: one event a place for each "Near X, ... strikes".

    python benchmarks/strike_lists.py RE3D/CENTCOM/documents.json [--show N]

Prints how many list items ("Near Mosul, three strikes engaged ...") gave an event at their place,
and N of them with what was found. Without the file it says so and ends.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

from geomap import events, pipeline
from geomap.documents import from_text
from geomap.gazetteer import Gazetteer
from geomap.text import fold

_ITEM = re.compile(r"(?:^|[\s*•-])Near ([A-Z][\w' -]+?),[^.;]*?\bstrikes?\b[^.\n]*", re.MULTILINE)


def texts(path: Path) -> list[str]:
    """Return the texts of the releases, one JSON object a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines if line.strip()]


def main() -> None:
    """Print the share of list items that became an event at their place."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--show", type=int, default=10, metavar="N")
    given = parser.parse_args()
    if not given.documents.exists():
        print(f"skipped: {given.documents} is not there")
        return
    gazetteer = Gazetteer.open()
    items = found = 0
    for text in texts(given.documents):
        document = from_text(text)
        told = events.extract(pipeline.locate([document], gazetteer), gazetteer)
        for item in _ITEM.finditer(document.text):
            items += 1
            mine = [
                e
                for e in told
                if any(item.start() <= v.span.start < item.end() for v in e.evidence)
                or any(v.span.start <= item.start(1) < v.span.end for v in e.evidence)
            ]
            names = [e.where.place.name if e.where.place else e.where.text for e in mine]
            right = any(fold(item[1]) in fold(e.where.text or "") for e in mine) or any(
                e.where.place and e.where.location for e in mine
            )
            found += right
            if items <= given.show or not right:
                kinds = [e.kind.value for e in mine]
                mark = "ok " if right else "NOT"
                print(f"{mark} {item[1]}: {names} {kinds} | {item[0].strip()[:90]}")
    print(f"list items {items}  with an event at their place {found}")


if __name__ == "__main__":
    main()
