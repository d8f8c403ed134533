"""The tables of places that a user keeps: in one folder, laid over the index by the command line.

The folder is ``gazetteer`` in geomap's data folder of this machine, or in ``GEOMAP_DATA`` where
that is set.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from geomap.errors import OutputError, UsageError
from geomap.gazetteer.layer import Layer, read_layer, write_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A kept table."""

    name: str
    path: Path


def data_folder() -> Path:
    """Return geomap's data folder of this user; nothing is made."""
    if chosen := os.environ.get("GEOMAP_DATA"):
        return Path(chosen)
    from platformdirs import user_data_path  # noqa: PLC0415 - only where no folder is set

    return user_data_path("geomap", appauthor=False)


def kept() -> tuple[Kept, ...]:
    """Return the kept tables in the order of their names; those later in order lie above."""
    return tuple(
        Kept(name=path.stem, path=path)
        for path in sorted((data_folder() / "gazetteer").glob("*.csv"))
    )


def keep(path: Path, *, skip_bad: bool = False) -> tuple[Kept, Layer, bool]:
    """Keep a copy of the places of a file: the table, its places, whether it replaced another.

    Bad rows are an error and nothing is kept, or are left out with ``skip_bad``.
    """
    layer = read_layer(path, skip_bad=skip_bad)
    if not layer.places:
        raise UsageError(f"{path} holds no place that can be used; nothing was added")
    folder = data_folder() / "gazetteer"
    target = folder / f"{path.stem}.csv"
    fresh = target.with_suffix(".new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        replaced = target.exists()
        fresh.write_text(write_table(layer.places), encoding="utf-8", newline="")
        fresh.replace(target)
    except OSError as error:
        raise OutputError(
            f"cannot write {str(target)!r}: {error.strerror or error}; set GEOMAP_DATA to a "
            "folder that can be written"
        ) from error
    return Kept(name=target.stem, path=target), layer, replaced


def drop(name: str) -> Kept:
    """Remove a kept table by its name."""
    known = {table.name: table for table in kept()}
    if name not in known:
        have = f"there are {', '.join(known)}" if known else "there is none"
        raise UsageError(f"{name!r} is no table of yours; {have}; see 'geomap gazetteer list'")
    known[name].path.unlink()
    return known[name]
