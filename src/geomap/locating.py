"""From inputs to the places that they name: what every command begins with.

Kept apart from the rest of the pipeline, since finding places needs none of it and the rest takes
longer to load than most texts to read.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeVar

from geomap import documents, places
from geomap.ahead import in_order
from geomap.errors import InputError
from geomap.forked import in_copies

if TYPE_CHECKING:
    from datetime import date

    from geomap.gazetteer import Gazetteer
    from geomap.model import Document, Resolution

T = TypeVar("T")

Failed = Callable[[InputError], None]
"""Told of each input that cannot be read; the others go on."""


class Spread(Protocol):
    """Something that does work on documents elsewhere and yields the results in order."""

    def __call__(
        self, work: Callable[[Document, Gazetteer], T], read: Iterable[Document]
    ) -> Iterator[T]:
        """Yield ``work(document, gazetteer)`` of each document; it has the gazetteer."""
        ...


def _raise(error: InputError) -> None:
    raise error


def read_documents(
    inputs: Sequence[str],
    *,
    published: date | None = None,
    stdin: BinaryIO | None = None,
    failed: Failed = _raise,
) -> Iterator[Document]:
    """Yield the documents of the inputs (files, folders, "-" for ``stdin``), in order.

    ``published`` is the date of the pages. An input that cannot be read goes to ``failed``.
    """
    for item in documents.iter_documents(inputs, published=published, stdin=stdin):
        if isinstance(item, InputError):
            failed(item)
        else:
            yield item


def locate(
    read: Iterable[Document], gazetteer: Gazetteer, *, demonyms: bool = False
) -> Iterator[tuple[Document, tuple[Resolution, ...]]]:
    """Yield each document with what its mentions of places mean."""
    for document in read:
        yield document, resolved(document, gazetteer, demonyms=demonyms)


def in_parallel(
    work: Callable[[Document, Gazetteer], T],
    read: Iterable[Document],
    gazetteer: Gazetteer,
    *,
    workers: int | None = 1,
    spread: Spread | None = None,
) -> Iterator[T]:
    """Yield ``work(document, gazetteer)`` of each document, in order, on some processes.

    ``workers`` None asks other cores for help once the input turns out to be long. ``spread``
    hands the work to something else (``scale.Cluster``). Only a few documents are held at a time.
    """
    if spread is not None:
        yield from spread(work, read)
    elif workers is None:
        yield from _helped(work, read, gazetteer)
    elif workers <= 1:
        for document in read:
            yield work(document, gazetteer)
    elif _may_fork():
        yield from in_copies(lambda one: work(one, gazetteer), read, copies=workers, batch=_BATCH)
    else:
        import multiprocessing  # noqa: PLC0415  # most runs share no work
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(
            workers, mp_context=context, initializer=_give, initargs=(gazetteer,)
        ) as pool:
            yield from in_order(
                lambda some: pool.submit(_in_worker, work, some),
                read,
                batch=_BATCH,
                ahead=4 * workers,
            )


_BATCH = 8
"""Documents that a process takes at once."""
_FIRST, _LONG = 8_000, 60_000
"""Characters that are read alone; and how many more make it worth to ask others for help.

The first load what all need. Helpers are copies of this process, and soon as quick as it is.
"""
_MOST_HELPERS = 4


def _helped(
    work: Callable[[Document, Gazetteer], T], read: Iterable[Document], gazetteer: Gazetteer
) -> Iterator[T]:
    """Do the work alone, and with the other cores once there is much of it."""
    source = iter(read)
    size = 0
    for document in source:
        yield work(document, gazetteer)
        size += len(document.text)
        if size > _FIRST:
            break
    ahead: list[Document] = []
    size = 0
    for document in source:
        ahead.append(document)
        size += len(document.text)
        if size > _LONG:
            break
    helpers = 1
    if size > _LONG and len(ahead) > 1 and _may_fork():
        helpers = min(_MOST_HELPERS, len(os.sched_getaffinity(0)))
    yield from in_parallel(work, chain(ahead, source), gazetteer, workers=helpers)


def _may_fork() -> bool:
    """Tell whether a copy of this process can go on where this one stands, all loaded.

    Elsewhere than on Linux, and beside other threads, that is not safe.
    """
    return sys.platform == "linux" and threading.active_count() == 1


_given: list[Gazetteer] = []
"""The gazetteer of a worker process, mapped once."""


def _give(gazetteer: Gazetteer) -> None:
    _given[:] = [gazetteer]


def _in_worker(work: Callable[[Document, Gazetteer], T], some: list[Document]) -> list[T]:
    return [work(document, _given[0]) for document in some]


def resolved(
    document: Document, gazetteer: Gazetteer, *, demonyms: bool = False, datelines: bool = False
) -> tuple[Resolution, ...]:
    """Return what the mentions of places in a document mean.

    Datelines name where the writer was: places to read, but nowhere that an event happened.
    """
    mentions = places.recognise(document, gazetteer, demonyms=demonyms, datelines=datelines)
    return places.resolve(document, mentions, gazetteer)


def unknown_names(
    read: Iterable[Document], gazetteer: Gazetteer
) -> list[tuple[str, tuple[str, ...]]]:
    """Return the names of places in texts that no place of the gazetteer bears, each once.

    With each come the codes of the countries that its text names places in.
    """
    found: dict[str, set[str]] = {}
    for document in read:
        told = resolved(document, gazetteer)
        codes = {r.place.country for r in told if r.place is not None and r.place.country}
        for resolution in told:
            if not resolution.candidates and resolution.place is None:
                found.setdefault(resolution.mention.text, set()).update(codes)
    return [(name, tuple(sorted(codes))) for name, codes in found.items()]
