"""Reading: whatever holds news texts becomes documents, split into dated articles.

``read`` reads one input, ``iter_documents`` many, one document at a time; an input that fails
yields its error and does not stop the others. ``mark_copies`` finds what several outlets printed.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO

from geomap.documents.assemble import document
from geomap.documents.copies import mark_copies, marked_copies
from geomap.documents.raw import Raw
from geomap.documents.sources import ENDINGS, raws
from geomap.errors import EmptyInputError, InputError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator
    from datetime import date

    from geomap.documents.corrections import read_corrections, read_event_names
    from geomap.documents.eventfiles import is_events_file, read_events
    from geomap.model import Document

__all__ = [
    "ENDINGS",
    "from_text",
    "is_events_file",
    "iter_documents",
    "mark_copies",
    "marked_copies",
    "read",
    "read_corrections",
    "read_event_names",
    "read_events",
]

_LATER = {
    "is_events_file": "geomap.documents.eventfiles",
    "read_corrections": "geomap.documents.corrections",
    "read_event_names": "geomap.documents.corrections",
    "read_events": "geomap.documents.eventfiles",
}
"""What few runs need, loaded when first used."""


def __getattr__(name: str) -> Any:  # noqa: ANN401  # whatever the name stands for
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module 'geomap.documents' has no attribute {name!r}")


_GIVEN = "the page's date, given with the input"


def iter_documents(
    paths: Iterable[str | os.PathLike[str]],
    *,
    published: date | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Document | InputError]:
    """Yield the documents of all inputs, in order; for what cannot be read, its error.

    ``paths`` are files, folders (read with all below, sorted) or "-" for ``stdin``. ``published``
    is the date of the pages, for articles that name none. An id that was seen before gets a
    number behind it.
    """
    seen: dict[str, int] = {}
    for raw in raws(paths, published=published, stdin=stdin):
        if isinstance(raw, InputError):
            yield raw
            continue
        times = seen[raw.id] = seen.get(raw.id, 0) + 1
        made = document(raw)
        yield _renamed(made, f"{raw.id}~{times}") if times > 1 else made


def read(
    path: str | os.PathLike[str],
    *,
    published: date | None = None,
    stdin: BinaryIO | None = None,
) -> tuple[Document, ...]:
    """Return the documents of one input, with near-copies marked.

    Raises ``InputError`` (or one below it) for the first thing that cannot be read.
    """
    found = []
    for item in iter_documents([path], published=published, stdin=stdin):
        if isinstance(item, InputError):
            raise item
        found.append(item)
    if not found:
        raise EmptyInputError(f"{path}: there is no article in it; give a file with text")
    return mark_copies(found)


def from_text(
    text: str,
    *,
    id: str = "text",  # noqa: A002 - the field of a document
    published: date | None = None,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
) -> Document:
    r"""Return the document of a text at hand; ``published`` is its date.

    >>> made = from_text("Drones hit Kharkiv\nSix people were injured in Kharkiv on Monday.")
    >>> made.articles[0].title
    'Drones hit Kharkiv'
    """
    return document(
        Raw(
            id=id,
            text=text,
            origin=id,
            title=title,
            outlet=outlet,
            url=url,
            page=published,
            page_reason=_GIVEN if published else "",
        )
    )


def _renamed(made: Document, name: str) -> Document:
    articles = tuple(
        replace(article, id=name + article.id[len(made.id) :]) for article in made.articles
    )
    return replace(made, id=name, articles=articles)
