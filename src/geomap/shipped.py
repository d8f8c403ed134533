"""The data files that come with the package, read from a folder or from a zip."""

from __future__ import annotations

import sys
from pathlib import PurePath

__all__ = ["read_bytes", "read_text"]


def read_bytes(package: str, name: str) -> bytes:
    """Return a file that lies in the folder of an imported package; ``name`` may hold slashes.

    ``importlib.resources`` does the same, but loads what it takes to unpack archives first.

    >>> read_bytes("geomap.places", "data/ranker.json")[:1]
    b'{'
    """
    module = sys.modules[package]
    assert module.__file__ is not None
    assert module.__spec__ is not None
    path = PurePath(module.__file__).parent.joinpath(*name.split("/"))
    found: bytes = module.__spec__.loader.get_data(str(path))  # type: ignore[union-attr]
    return found


def read_text(package: str, name: str) -> str:
    """Return such a file as text, with the line ends of Unix."""
    return read_bytes(package, name).decode("utf-8").replace("\r\n", "\n")
