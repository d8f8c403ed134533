"""Scores of places and events against annotated texts; nothing here reads or finds anything.

Gold and answers come as text (``place_gold``, ``place_answers``, ``event_gold``), scores go out
as frozen values whose fields are the figures.
"""

from __future__ import annotations

from geomap.evaluate.corpora import place_gold
from geomap.evaluate.events import Answer, EventGold, EventScore, event_gold, score_events
from geomap.evaluate.places import (
    GoldName,
    GoldText,
    Named,
    PlaceScore,
    Rates,
    Reached,
    place_answers,
    score_places,
)

__all__ = [
    "Answer",
    "EventGold",
    "EventScore",
    "GoldName",
    "GoldText",
    "Named",
    "PlaceScore",
    "Rates",
    "Reached",
    "event_gold",
    "place_answers",
    "place_gold",
    "score_events",
    "score_places",
]
