"""Work that runs elsewhere, handed out a little ahead and taken back in order.

Both pools of processes and clusters are fed by it, so that however many documents there are, only
a few are held at a time.
"""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Pending", "in_order"]

D = TypeVar("D")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Pending(Protocol[T_co]):
    """What a pool or a cluster returns for work that it has taken."""

    def result(self) -> T_co:
        """Wait for the result; raises what the work raised."""
        ...


def in_order(
    submit: Callable[[list[D]], Pending[list[T]]], items: Iterable[D], *, batch: int, ahead: int
) -> Iterator[T]:
    """Yield the results of the items, in order; at most ``ahead`` batches of ``batch`` are out.

    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor(2) as pool:
    ...     list(in_order(lambda some: pool.submit(sorted, some), [3, 1, 2], batch=2, ahead=2))
    [1, 3, 2]
    """
    out: deque[Pending[list[T]]] = deque()
    source = iter(items)
    while some := list(islice(source, batch)):
        out.append(submit(some))
        if len(out) >= ahead:
            yield from out.popleft().result()
    while out:
        yield from out.popleft().result()
