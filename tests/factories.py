"""Small makers of the values that the tests are about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from geomap.model import (
    Counts,
    Event,
    EventKind,
    Evidence,
    Location,
    Place,
    PlaceKind,
    Precision,
    Source,
    Span,
    When,
    Where,
)

SHARED = Path(__file__).parents[1].parent / "shared"
"""Evaluation material beside the checkout; tests that need it skip where it is absent."""


def make_place(**given: object) -> Place:
    """Make Kharkiv, unless told otherwise."""
    values: dict[str, object] = {
        "key": 1,
        "name": "Kharkiv",
        "lat": 49.98081,
        "lon": 36.25272,
        "kind": PlaceKind.SETTLEMENT,
        "country": "UA",
        "admin1": "Kharkiv Oblast",
        "geonameid": 706483,
        "radius_km": 15.0,
    }
    return Place(**{**values, **given})  # type: ignore[arg-type]


def make_location(**given: object) -> Location:
    """Make the middle of Kharkiv, unless told otherwise."""
    values: dict[str, object] = {
        "lat": 49.98081,
        "lon": 36.25272,
        "precision": Precision.SETTLEMENT,
        "uncertainty_km": 15.0,
    }
    return Location(**{**values, **given})  # type: ignore[arg-type]


def make_event(**given: object) -> Event:
    """Make a drone attack on Kharkiv on 12 June 2025 that injured 18, unless told otherwise."""
    values: dict[str, object] = {
        "id": "e1",
        "kind": EventKind.DRONE_ATTACK,
        "where": Where(
            text="Kharkiv",
            place=make_place(),
            location=make_location(),
            reason="named in the sentence",
        ),
        "when": When(
            start=date(2025, 6, 11),
            end=date(2025, 6, 12),
            text="overnight",
            precision=1,
            reason="the night before the article's day",
        ),
        "counts": Counts(injured=18),
        "evidence": (
            Evidence(
                doc="page",
                span=Span(start=10, end=58),
                text="18 people were injured by Russian drones overnight.",
            ),
        ),
        "sources": (
            Source(
                doc="page",
                article="page#1",
                outlet="Glasgow Times",
                title="Drones hit Kharkiv",
                url="https://news.example/1",
                published=date(2025, 6, 12),
            ),
        ),
        "actor": "Russia",
        "weapon": "drone",
        "confidence": 0.8,
    }
    return Event(**{**values, **given})  # type: ignore[arg-type]
