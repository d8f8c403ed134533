"""``geomap gazetteer``: what the gazetteer holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.cli.options import (
    command,
)

if TYPE_CHECKING:
    from argparse import Namespace

    from geomap.cli.options import Subs
    from geomap.cli.output import Console


def add(subs: Subs) -> None:
    """Add the command and its options."""
    sub = command(
        subs, "gazetteer", run_info, "tell about the gazetteer",
        "geomap gazetteer info",
    )  # fmt: skip
    actions = sub.add_subparsers(metavar="ACTION", required=True)
    command(
        actions,
        "info",
        run_info,
        "tell what the gazetteer holds",
        "geomap gazetteer info",
    )


def run_info(arguments: Namespace, console: Console) -> int:
    """Tell what the gazetteer holds and where it comes from."""
    from geomap.gazetteer import Gazetteer

    for key, value in Gazetteer.open().info().items():
        if key == "sources":
            print("sources:")
            for row in value:
                print(f"  {row['name']} {row['version']}: {row['used_for']} ({row['licence']})")
        elif isinstance(value, dict):
            print(f"{key}: " + ", ".join(f"{name} {number:,}" for name, number in value.items()))
        else:
            print(f"{key}: {value:,}" if isinstance(value, int) else f"{key}: {value}")
    return 0
