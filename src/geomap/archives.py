"""Archives from anywhere: what reading one can raise, gathered in one place."""

from __future__ import annotations

import lzma
import zipfile
import zlib

__all__ = ["UNREADABLE"]

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,  # it ends in the middle
    NotImplementedError,  # packed in a way that zipfile does not know
    RuntimeError,  # locked with a password
)
"""What ``zipfile`` raises for a member that cannot be unpacked."""
