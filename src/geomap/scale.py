"""The same work on a Dask cluster: of this machine, or of a scheduler somewhere else.

The one place that imports dask, which comes with the extra ``dask``. The result is the same, to
the byte, as that of one process: documents are handed out and taken back in order, and workers
with another geomap or another gazetteer are refused.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

from geomap import __version__
from geomap.ahead import in_order
from geomap.errors import UsageError
from geomap.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from distributed import Client

    from geomap.model import Document

__all__ = ["Cluster", "on_cluster"]

T = TypeVar("T")

_BATCH = 16
"""Documents that travel together."""
_AHEAD = 4
"""Batches that each worker is given ahead."""
_PATIENCE = "20s"


class Taken(Generic[T]):
    """A batch that the cluster has taken."""

    def __init__(
        self,
        client: Client,
        work: Callable[[Document, Gazetteer], T],
        some: list[Document],
    ) -> None:
        # Two batches of the same documents are two works: nothing is looked up by its content.
        self._future = client.submit(_worked, work, some, pure=False)

    def result(self) -> list[T]:
        """Wait for the results of the batch, and let the cluster forget it."""
        found: list[T] = self._future.result()
        self._future.release()
        return found


class Cluster:
    """A running cluster that documents can be handed to."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def __call__(
        self, work: Callable[[Document, Gazetteer], T], read: Iterable[Document]
    ) -> Iterator[T]:
        """Yield ``work(document, gazetteer)`` of each document, in order."""
        workers = max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))

        def submit(some: list[Document]) -> Taken[T]:
            return Taken(self._client, work, some)

        return in_order(submit, read, batch=_BATCH, ahead=_AHEAD * workers)


def _worked(work: Callable[[Document, Gazetteer], T], some: list[Document]) -> list[T]:
    gazetteer = _opened()
    return [work(one, gazetteer) for one in some]


@cache
def _opened() -> Gazetteer:
    """Map the gazetteer once a process."""
    return Gazetteer.open()


def _signature() -> tuple[str, str]:
    """Return what two processes must have in common to give the same results."""
    return __version__, str(_opened().info()["sha256"])


@contextmanager
def on_cluster(
    scheduler: str | None = None, *, workers: int = 2, processes: bool = True
) -> Iterator[Cluster]:
    """Open the cluster of a scheduler, or one of this machine with so many ``workers``.

    ``scheduler`` is an address such as ``tcp://10.0.0.5:8786``. Raises ``UsageError`` where dask
    is missing, the scheduler does not answer, or a worker has another geomap.
    """
    try:
        from distributed import Client, LocalCluster  # noqa: PLC0415 - an extra
    except ImportError:
        raise UsageError(
            "--engine dask needs the package distributed; install it with "
            "pip install 'geomap[dask]', or use --workers N"
        ) from None
    if scheduler is None:
        with (
            LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=processes,
                host="127.0.0.1",  # else it asks for the address of this machine
                protocol="tcp://",
                dashboard_address="127.0.0.1:0",  # any free port
            ) as cluster,
            Client(cluster) as client,
        ):
            yield Cluster(client)
        return
    try:
        client = Client(scheduler, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"--scheduler {scheduler!r} does not answer ({str(error)[:100]}); "
            "give the address that 'dask scheduler' prints, say tcp://10.0.0.5:8786"
        ) from None
    with client:
        _check(client, scheduler)
        yield Cluster(client)


def _check(client: Client, scheduler: str) -> None:
    """Refuse a cluster without workers, or with workers whose results would differ."""
    try:
        found: dict[str, tuple[str, str]] = client.run(_signature)
    except Exception as error:  # noqa: BLE001 - whatever a worker without geomap makes of it
        raise UsageError(
            f"--scheduler {scheduler!r}: a worker cannot run geomap ({str(error)[:100]}); "
            f"install geomap {__version__} on every worker"
        ) from None
    if not found:
        raise UsageError(f"--scheduler {scheduler!r} has no workers; start one with 'dask worker'")
    own = _signature()
    other = {worker: has for worker, has in found.items() if has != own}
    if other:
        worker, has = next(iter(other.items()))
        raise UsageError(
            f"--scheduler {scheduler!r}: the worker {worker} has geomap {has[0]} with the "
            f"gazetteer {has[1][:8]}; needed: {own[0]} with {own[1][:8]}"
        )
