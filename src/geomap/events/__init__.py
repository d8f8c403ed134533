"""Events: documents and the places in them become what happened, where, on whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.calibration import calibrated
from geomap.events.context import Setting
from geomap.events.drafts import Draft
from geomap.events.explain import Explained, Passed, Telling, explain
from geomap.events.lexicon import lexicon
from geomap.events.merge import merge
from geomap.events.story import tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.gazetteer import Gazetteer
    from geomap.model import Document, Event, Resolution

__all__ = [
    "Draft",
    "Explained",
    "Passed",
    "Setting",
    "Telling",
    "calibrated",
    "explain",
    "extract",
    "merge",
    "setting",
    "stories",
]


def setting(gazetteer: Gazetteer) -> Setting:
    """Prepare what all stories share: tables, demonyms and the names of countries."""
    demonyms = gazetteer.demonyms()
    codes = set(demonyms.values())
    names = {c: place.name for c in codes if (place := gazetteer.country(c)) is not None}
    return Setting(gazetteer=gazetteer, lexicon=lexicon(), demonyms=demonyms, country_names=names)


def stories(
    document: Document, resolutions: Sequence[Resolution], shared: Setting
) -> list[list[Draft]]:
    """Return the drafts of each article of a document; ``merge`` makes events of them."""
    return [
        tell(
            document,
            article,
            [r for r in resolutions if article.span.holds(r.mention.span)],
            shared,
        )
        for article in document.articles
    ]


def extract(
    read: Iterable[tuple[Document, Sequence[Resolution]]], gazetteer: Gazetteer
) -> tuple[Event, ...]:
    """Return the events that the documents report, each told once, with all its sources.

    ``read`` pairs each document with the resolutions of its mentions. ``confidence`` is the raw
    score of the rules: ``calibrated`` turns it into a share.
    """
    shared = setting(gazetteer)
    return merge(story for document, found in read for story in stories(document, found, shared))
