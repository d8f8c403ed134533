"""Land that changes hands: whether it is captured, or back with its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.model import EventKind

if TYPE_CHECKING:
    from geomap.events.frame import Frame
    from geomap.events.lexicon import Actor
    from geomap.events.sentence import Sentence
    from geomap.model import Place


def as_capture(
    kind: EventKind, actor: Actor | None, place: Place | None, *, raised: bool
) -> EventKind:
    """Who "liberates" land of another country captures it; a flag raised on one's own is back."""
    if kind is EventKind.TERRITORY_CAPTURED and raised and actor is not None and place is not None:
        return EventKind.TERRITORY_REGAINED if actor.country == place.country else kind
    if kind is not EventKind.TERRITORY_REGAINED or actor is None or place is None:
        return kind
    foreign = actor.country is not None and place.country is not None
    taken = foreign and actor.country != place.country
    return EventKind.TERRITORY_CAPTURED if taken else kind


def is_owner_driven(sentence: Sentence, lead: Frame, place: Place | None) -> bool:
    """Whether a land's own were driven out: "Ukrainian forces were driven out of Toretsk"."""
    subject = range(lead.clause.start, lead.trigger.start)
    return (
        lead.passive
        and place is not None
        and any(a.start in subject and a.actor.country == place.country for a in sentence.actors)
    )
