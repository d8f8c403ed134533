"""Filing by day only spares work: comparing everything with everything gives the same events."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from geomap import documents, events, pipeline
from geomap.events.byday import ByDay
from geomap.gazetteer import Gazetteer

if TYPE_CHECKING:
    import pytest

QUALITY = Path(__file__).parent / "quality" / "articles"
TEXT = (
    "Drones hit {city}\n{when} Russian drones struck {city}, killing {n} people, police said. "
    "Air defences shot down {n} drones over {city}. Nobody was hurt in Lviv."
)


def test_events_are_the_same_as_by_comparing_all(monkeypatch: pytest.MonkeyPatch) -> None:
    gazetteer = Gazetteer.open()
    read = [
        documents.from_text(
            TEXT.format(city=city, when=when, n=number % 3 + 2),
            id=f"{city}-{when}-{number}",
            published=date(2025, 6, 12) + timedelta(days=number),
        )
        for city in ("Sumy", "Odesa")
        for when in ("On Monday", "Overnight", "Last week", "In recent days")
        for number in range(4)
    ]
    for path in sorted(QUALITY.glob("*.gold.json"))[:12]:
        text = path.with_name(path.name.replace(".gold.json", ".txt"))
        published = date.fromisoformat(json.loads(path.read_text("utf-8"))["published"])
        read += documents.read(text, published=published)
    drafts = [
        story
        for one in documents.mark_copies(read)
        for story in events.stories(
            one, pipeline.resolved(one, gazetteer), events.setting(gazetteer)
        )
    ]
    fast = events.merge(drafts)
    monkeypatch.setattr(ByDay, "among", lambda self, bucket, *_: self._buckets.get(bucket, []))
    assert len(fast) > 30
    assert events.merge(drafts) == fast
