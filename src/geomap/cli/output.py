"""Writing results: whole or not at all; messages and progress to standard error only."""

from __future__ import annotations

import os
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from geomap.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

STDOUT = "-"


def write(target: str, data: bytes) -> None:
    """Write ``data`` to a file, replacing it whole, or to standard output when it is ``-``."""
    write_all(target, iter((data,)))


def write_all(target: str, pieces: Iterator[bytes]) -> None:
    """Write pieces as they come, as ``write`` does; of none at all no file is made."""
    first = next(pieces, None)
    if first is None:
        return
    data = chain((first,), pieces)
    if target == STDOUT:
        for piece in data:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    path = Path(target)
    if path.is_dir():
        raise OutputError(f"cannot write {target!r}: it is a folder; name a file in it with -o")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        import tempfile  # much to load for who writes to a pipe

        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise OutputError(
            f"cannot write {target!r}: {error.strerror or error}; choose a folder that can be "
            "written with -o"
        ) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(data)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise OutputError(f"cannot write {target!r}: {error.strerror or error}") from error
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


class Console:
    """What the user is told while a command runs."""

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet = quiet
        self.verbose = verbose
        self._live = not quiet and sys.stderr.isatty()
        self._shown = False

    def say(self, text: str) -> None:
        """Print a message, unless asked to be quiet."""
        self.clear()
        if not self.quiet:
            print(text, file=sys.stderr)

    def detail(self, text: str) -> None:
        """Print a message only when asked for detail."""
        if self.verbose:
            self.say(text)

    def error(self, text: str) -> None:
        """Print an error on one line, always."""
        self.clear()
        line = " ".join(text.split())
        print(f"geomap: {line}", file=sys.stderr)

    def progress(self, items: Iterable[T], what: str) -> Iterator[T]:
        """Yield the items while a terminal shows how many have gone by."""
        for number, item in enumerate(items, start=1):
            if self._live:
                print(f"\r{what} {number}", end="", file=sys.stderr, flush=True)
                self._shown = True
            yield item
        self.clear()

    def clear(self) -> None:
        """Wipe the progress line."""
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
            self._shown = False
