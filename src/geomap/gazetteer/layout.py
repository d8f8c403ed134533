"""The file that holds an index: a header, a JSON directory and aligned sections, read by mmap.

``docs/gazetteer.md`` describes the layout so that a reader can be written in another language.
"""

from __future__ import annotations

import json
import mmap
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from geomap.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAGIC = b"GEOMAPGZ"
VERSION = 1
_HEADER = struct.Struct("<8sIIQ32s")  # magic, version, directory length, file length, SHA-256
_ALIGN = 8
_USUAL = 3
"""Bytes of a number in most packed columns; read the quick way."""


def pack(sections: Mapping[str, bytes], meta: Mapping[str, Any]) -> bytes:
    """Write sections and a JSON-able ``meta`` into one file image; the same input, same bytes."""
    spans: dict[str, tuple[int, int]] = {}
    body = bytearray()
    for name, data in sections.items():
        body += bytes(-len(body) % _ALIGN)
        spans[name] = (len(body), len(data))
        body += data
    directory = json.dumps(
        {"sections": spans, "meta": meta}, ensure_ascii=False, separators=(",", ":"), sort_keys=True
    ).encode()
    directory += b" " * (-(len(directory) + _HEADER.size) % _ALIGN)
    total = _HEADER.size + len(directory) + len(body)
    digest = _sha256(directory + body).digest()
    return _HEADER.pack(MAGIC, VERSION, len(directory), total, digest) + directory + bytes(body)


def _sha256(data: bytes | memoryview) -> Any:  # noqa: ANN401 - hashlib's hash
    import hashlib  # noqa: PLC0415  # reading an index needs none, and it loads OpenSSL

    return hashlib.sha256(data)


class Packed:
    """A column of numbers of ``width`` bytes, little end first; a sequence to read and bisect."""

    __slots__ = ("_data", "_width")

    def __init__(self, data: memoryview, width: int) -> None:
        """Take the bytes of the column."""
        self._data, self._width = data, width

    def __len__(self) -> int:
        """Return how many numbers there are."""
        return len(self._data) // self._width

    def __getitem__(self, at: int) -> int:
        """Return one number, ``0 <= at < len``."""
        width, data = self._width, self._data
        start = at * width
        if width == _USUAL:
            return int(data[start] | data[start + 1] << 8 | data[start + 2] << 16)
        found = data[start : start + width]
        if len(found) != width:
            raise IndexError(at)
        return int.from_bytes(found, "little")

    def wide(self) -> memoryview:
        """Return a copy of the column in four bytes a number: more memory, quicker to bisect."""
        copied = bytearray(4 * len(self))
        for byte in range(self._width):
            copied[byte::4] = self._data[byte :: self._width]
        return memoryview(copied).cast("I")

    def run(self, start: int, stop: int) -> list[int]:
        """Return the numbers from ``start`` up to ``stop``."""
        data, width = self._data[start * self._width : stop * self._width].tobytes(), self._width
        return [int.from_bytes(data[n : n + width], "little") for n in range(0, len(data), width)]


@dataclass(frozen=True, slots=True)
class Image:
    """A mapped index file."""

    path: Path
    data: memoryview
    meta: dict[str, Any]
    spans: dict[str, tuple[int, int]]
    start: int
    sha256: str

    def section(self, name: str) -> memoryview:
        """Return the bytes of a section."""
        try:
            offset, length = self.spans[name]
        except KeyError:
            raise GazetteerError(
                f"{self.path} has no section {name!r}; build it again with `make gazetteer`"
            ) from None
        return self.data[self.start + offset : self.start + offset + length]

    def column(self, name: str, code: Literal["i", "I", "H", "B"]) -> memoryview:
        """Return a section as numbers of a ``struct`` code."""
        return self.section(name).cast(code)

    def packed(self, name: str, width: int = 3) -> Packed:
        """Return a section as numbers of ``width`` bytes."""
        return Packed(self.section(name), width)

    def intact(self) -> bool:
        """Tell whether the content still has the hash that its header gives."""
        return str(_sha256(self.data[_HEADER.size :]).hexdigest()) == self.sha256


def open_image(path: Path) -> Image:
    """Map the index at ``path``; its content is read only where it is touched."""
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError:
        raise GazetteerError(
            f"there is no place index at {path}; reinstall geomap, or run `make gazetteer`"
        ) from None
    except (OSError, ValueError) as error:
        raise GazetteerError(f"the place index {path} cannot be read: {error}") from None
    data = memoryview(mapped)
    if len(data) < _HEADER.size or bytes(data[: len(MAGIC)]) != MAGIC:
        raise GazetteerError(f"{path} is no geomap place index; give a file that geomap built")
    _, version, length, total, digest = _HEADER.unpack(data[: _HEADER.size])
    if version != VERSION:
        raise GazetteerError(
            f"{path} has layout {version}, this geomap reads {VERSION}; build the index again"
        )
    if total != len(data):
        raise GazetteerError(
            f"{path} has {len(data)} bytes where {total} are due: it was cut off; copy it again"
        )
    try:
        directory = json.loads(bytes(data[_HEADER.size : _HEADER.size + length]))
        spans = {name: (int(a), int(b)) for name, (a, b) in directory["sections"].items()}
        meta = directory["meta"]
    except (ValueError, KeyError, TypeError) as error:
        raise GazetteerError(
            f"the directory of {path} is damaged ({error}); copy it again"
        ) from None
    start = _HEADER.size + length
    if any(a < 0 or b < 0 or start + a + b > total for a, b in spans.values()):
        raise GazetteerError(f"the directory of {path} points outside the file; copy it again")
    return Image(path=path, data=data, meta=meta, spans=spans, start=start, sha256=digest.hex())
