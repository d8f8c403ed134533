"""Work on many documents is shared out once there is much of it, and nothing of it shows."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

_COUNTED = """
import os, sys
from geomap import documents, locating
text = "Shells hit Kharkiv on Monday. " * 100
read = (documents.from_text(text, id=str(n)) for n in range(int(sys.argv[1])))
asked = [None, 1][sys.argv[2] == "1"]
def who(document, gazetteer):
    return document.id, os.getpid()
done = list(locating.in_parallel(who, read, None, workers=asked))
assert [one for one, _ in done] == [str(n) for n in range(int(sys.argv[1]))]
print(len({pid for _, pid in done} - {os.getpid()}))
"""


def _helpers(count: int, workers: str) -> int:
    """Return how many other processes had a part in the work, in a process without threads."""
    command = [sys.executable, "-c", _COUNTED, str(count), workers]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(told.stdout)


_FAILING = """
import os, signal, sys
from geomap import documents, locating
class Odd(Exception):
    def __init__(self, one, two): super().__init__(f"{one} and {two}")
def work(document, gazetteer):
    if document.id == "70":
        if sys.argv[1] == "killed": os.kill(os.getpid(), signal.SIGKILL)
        raise {"known": ValueError("no good"), "odd": Odd(1, 2)}[sys.argv[1]]
    return document.id
read = [documents.from_text("Shells hit Kharkiv on Monday.", id=str(n)) for n in range(100)]
took = []
try:
    for one in locating.in_parallel(work, read, None, workers=2): took.append(one)
except Exception as error:
    print(type(error).__name__, error, took == [str(n) for n in range(len(took))], sep="|")
    try:
        os.waitpid(-1, 0)
    except ChildProcessError:
        print("no process is left")
"""

linux = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="needs Linux and two cores"
)


@linux
def test_long_inputs_are_shared_out() -> None:
    assert _helpers(200, "auto") >= 1


def test_short_inputs_and_those_that_ask_for_one_process_are_not() -> None:
    assert _helpers(20, "auto") == 0
    assert _helpers(200, "1") == 0


@linux
def test_sharing_does_not_change_what_is_written(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(60):
        words = f"Shells hit Kharkiv and Oleksiivka in the Donetsk region, part {number}. " * 40
        (texts / f"{number:03}.txt").write_text(words, "utf-8")
    for workers in ([], ["--workers", "1"]):
        target = tmp_path / f"out{len(workers)}.jsonl"
        command = [sys.executable, "-m", "geomap.cli", "places", str(texts), "-o", str(target)]
        subprocess.run([*command, "--quiet", *workers], check=True)
    one, other = (tmp_path / f"out{n}.jsonl" for n in (0, 2))
    assert one.read_bytes() == other.read_bytes()
    assert one.read_bytes().count(b"\n") == 60


@linux
@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("known", "ValueError|no good|True"),
        ("odd", "RuntimeError|Odd: 1 and 2|True"),
        ("killed", "WorkerError|process "),
    ],
)
def test_what_goes_wrong_elsewhere_is_told_here_and_ends_all(how: str, told: str) -> None:
    """Also an exception that cannot be sent, and a process that the system kills."""
    command = [sys.executable, "-c", _FAILING, how]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    first, last = done.stdout.splitlines()
    assert first.startswith(told)
    assert last == "no process is left"
