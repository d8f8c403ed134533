"""Run the benchmarks that need nothing but the checkout, and print ratios.

    python benchmarks/run.py [--corpora FOLDER] [--peers PYTHON]

FOLDER holds LGL and TR-News; with it the accuracy of places is measured as well, beside the tools
that PYTHON can import.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples" / "kharkiv-night.txt"
ROUNDS = 5
SCRIPTS = (
    ("gazetteer.py", ()),
    ("events.py", ()),
    ("frontline.py", ()),
    ("render.py", ("1000", "10000", "--folium")),
)
"""Each with the arguments that keep it under a minute."""


def seconds(*command: str, cwd: str | None = None) -> float:
    """Return the best of some runs of a command as a process."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run(command, cwd=cwd, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return min(times)


def starting() -> None:
    """Print what each command costs as a process, against the import of folium alone."""
    folium = seconds(sys.executable, "-c", "import folium")
    print(f"{'import folium':34} {folium:6.2f} s")
    geomap = (sys.executable, "-m", "geomap.cli")
    with tempfile.TemporaryDirectory() as folder:
        for words in (
            ["--help"],
            ["lookup", "Oleksiivka"],
            ["places", str(EXAMPLE)],
            ["events", str(EXAMPLE)],
            ["render", str(EXAMPLE), "-o", "map.html"],
        ):
            took = seconds(*geomap, *words, cwd=folder)
            name = f"geomap {words[0]}"
            print(f"{name:34} {took:6.2f} s   {took / folium:5.2f} of `import folium`")


def main() -> int:
    """Run each benchmark; return how many failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    options = parser.parse_args()
    scripts = list(SCRIPTS)
    if options.corpora:
        scripts.append(("places.py", (str(options.corpora), "--shipped")))
        scripts.append(("peers.py", (str(options.corpora), "--python", options.peers)))
    scripts.append(("../tests/quality/score_articles.py", ()))
    print("── commands")
    starting()
    failed = 0
    for name, arguments in scripts:
        print(f"\n── {' '.join((name.removeprefix('../'), *arguments))}", flush=True)
        done = subprocess.run([sys.executable, str(HERE / name), *arguments], check=False)
        failed += done.returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
