"""Cut the network: Python imports this at its start when this folder is on its path.

The tests put it there, so that every process that they start is cut off as well.
"""

from __future__ import annotations

import ipaddress
import sys

NETWORK = frozenset({"socket.connect", "socket.sendto", "socket.getaddrinfo"})


class NetworkUsed(RuntimeError):  # noqa: N818 - what happened, not an error of the network
    """A test, or the code that it runs, asked for another machine."""


def _is_here(host: object) -> bool:
    """Whether a host is this machine: loopback, or a path of a unix socket."""
    if host is None or host in {"", "localhost", b"", b"localhost"}:
        return True
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text).is_loopback
    except ValueError:
        return False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event not in NETWORK:
        return
    asked = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
    if event != "socket.getaddrinfo":
        if not isinstance(asked, tuple):
            return  # a unix socket
        asked = asked[0]
    if not _is_here(asked):
        raise NetworkUsed(f"{event} of {asked!r}: tests use no network")


sys.addaudithook(_watch)
