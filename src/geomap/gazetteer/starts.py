"""How names begin: which five letters.

A name one letter off is looked for by trying letters. This table tells beforehand which of them no
name goes on with; a slice of it tells it of all letters at a place.
"""

from __future__ import annotations

import zlib
from itertools import compress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GROUPS = {
    "latin": " |a|bf|cqx|dw|e|gj|h|i|k|l|m|n|o|pz|r|s|t|u|vy",
    "cyrillic": " чф|а|бц|в|гяъ|дж|е|и|к|л|мщґ|н|о|пьэ|р|с|т|у|хшыє|ізю",
}
"""The letters of each script; rare ones share a number, which makes the table small.

The blank stands for all that is no letter of the script, and for the end of the name.
"""

SECTION = "start."
"""What the names of the sections begin with; the script follows."""

_RUN = 5
_FROM_DIGITS, _TO_DIGITS = bytes.maketrans(b"01", b"\0\1"), bytes.maketrans(b"\0\1", b"01")


class Starts:
    """Which five letters names in one script begin with.

    >>> starts = Starts("latin")
    >>> starts.add("kyiv")
    >>> starts.variants("kiv", 3)
    ['kviv', 'kyiv']
    """

    __slots__ = ("_groups", "_live", "_number", "_steps", "script")

    def __init__(
        self, script: str, packed: bytes | memoryview | None = None, *, unknown: bool = False
    ) -> None:
        """Take what ``packed`` gave; without it no name begins yet, or any, when ``unknown``."""
        self.script = script
        self._groups = GROUPS[script].split("|")
        self._number = {c: number for number, group in enumerate(self._groups) for c in group}
        size = len(self._groups)
        self._steps = [size**n for n in range(_RUN, -1, -1)]
        self._live = bytearray([unknown]) * size**_RUN
        if packed is not None:
            bits = int.from_bytes(zlib.decompress(packed), "big")
            self._live = bytearray(f"{bits:0{size**_RUN}b}".encode().translate(_FROM_DIGITS))

    def packed(self) -> bytes:
        """Return the table, a bit for each five letters, deflated."""
        bits = int(self._live.translate(_TO_DIGITS), 2)
        return zlib.compress(bits.to_bytes((len(self._live) + 7) // 8, "big"), 9)

    def add(self, name: str) -> None:
        """Note how a folded name of the script begins."""
        self._live[sum(self._weighted(name))] = 1

    def _weighted(self, name: str) -> list[int]:
        """Return what each of the first five letters adds to the number of a beginning."""
        get, steps = self._number.get, self._steps
        return [get(letter, 0) * steps[n] for n, letter in enumerate(name[:_RUN], 1)]

    def variants(self, name: str, last: int) -> list[str]:
        """Return a folded name with a letter changed or added, up to place ``last``.

        Only with letters that some name begins with, as far as the table tells.
        """
        whole = self._weighted(name)
        before, after, later = 0, sum(whole), sum(whole[: _RUN - 1]) // len(self._groups)
        head = ""
        found = []
        for at in range(min(last, len(name)) + 1):
            rest, tail = name[at:], name[at + 1 :]
            found += [head + letter + rest for letter in self._letters(at, before + later)]
            if rest:
                weight = whole[at] if at < _RUN else 0
                after -= weight
                found += [head + letter + tail for letter in self._letters(at, before + after)]
                before += weight
                later -= weight // len(self._groups)
                head += rest[0]
        return found

    def _letters(self, at: int, start: int) -> str:
        """Return the letters that may stand at a place; ``start`` numbers the others."""
        if at >= _RUN:
            return "".join(self._groups)
        row = self._live[start : start + self._steps[at] : self._steps[at + 1]]
        return "".join(compress(self._groups, row))


def script_of(name: str) -> str | None:
    """Return the script of a folded name, None for one that has no table.

    >>> script_of("kyiv"), script_of("київ"), script_of("كييف")
    ('latin', 'cyrillic', None)
    """
    if name.isascii():
        return "latin"
    return "cyrillic" if "а" <= name[:1] <= "ґ" else None


def noting(names: Iterable[str], starts: Iterable[Starts]) -> Iterator[str]:
    """Yield the names, noting in the tables how each begins."""
    by_script: dict[str | None, Starts] = {table.script: table for table in starts}
    for name in names:
        # a name that goes on in other letters begins like those that do not
        table = by_script.get(script_of(name[:1]))
        if table is not None:
            table.add(name)
        yield name
