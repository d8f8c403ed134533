"""Events, front lines and a small gazetteer for the tests of the scene and of the renderers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from shapely.geometry import LineString, MultiPolygon, Polygon, box

from geomap.gazetteer.waters import RiverName, Waters
from geomap.model import (
    Candidate,
    ClaimStatus,
    Counts,
    Event,
    EventKind,
    Evidence,
    FrontLine,
    Location,
    MatchKind,
    Place,
    PlaceKind,
    Precision,
    Source,
    Span,
    When,
    Where,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

_ROWS = (
    # key, name, lat, lon, kind, country, admin1, population, geonameid, feature
    (1, "Ukraine", 49.0, 32.0, "country", "UA", None, 38_000_000, 690791, "PCLI"),
    (2, "Russia", 60.0, 100.0, "country", "RU", None, 144_000_000, 2017370, "PCLI"),
    (3, "Iran", 32.0, 53.0, "country", "IR", None, 89_000_000, 130758, "PCLI"),
    (4, "Türkiye", 39.0, 35.0, "country", "TR", None, 85_000_000, 298795, "PCLI"),
    (5, "Jordan", 31.0, 36.0, "country", "JO", None, 11_000_000, 248816, "PCLI"),
    (6, "Iraq", 33.0, 44.0, "country", "IQ", None, 45_000_000, 99237, "PCLI"),
    (11, "Donetsk Oblast", 48.0, 37.5, "admin1", "UA", "Donetsk Oblast", 0, 709716, "ADM1"),
    (12, "Kherson Oblast", 46.6, 33.5, "admin1", "UA", "Kherson Oblast", 0, 706442, "ADM1"),
    (13, "Belgorod Oblast", 50.75, 37.5, "admin1", "RU", "Belgorod Oblast", 0, 578071, "ADM1"),
    (21, "Kharkiv", 49.98, 36.25, "settlement", "UA", "Kharkiv", 1_433_886, 706483, "PPLA"),
    (22, "Kyiv", 50.45, 30.52, "settlement", "UA", "Kyiv City", 2_952_301, 703448, "PPLC"),
    (23, "Istanbul", 41.01, 28.95, "settlement", "TR", "Istanbul", 15_701_602, 745044, "PPLA"),
    (24, "Tehran", 35.69, 51.42, "settlement", "IR", "Tehran", 9_033_003, 112931, "PPLC"),
    (25, "Oleksiivka", 48.08, 36.9, "settlement", "UA", "Donetsk Oblast", 400, 700001, "PPL"),
    (26, "Petrivske", 48.1, 36.95, "settlement", "UA", "Donetsk Oblast", 300, 700002, "PPL"),
    (27, "Odesa", 46.48, 30.73, "settlement", "UA", "Odesa", 1_015_826, 698740, "PPLA"),
    (31, "Black Sea", 43.3, 34.5, "water", None, None, 0, 630673, "SEA"),
)
PLACES = {
    key: Place(
        key=key,
        name=name,
        lat=lat,
        lon=lon,
        kind=PlaceKind(kind),
        country=country,
        admin1=admin1,
        population=population,
        geonameid=geonameid,
        feature=feature,
        radius_km={"country": 500.0, "admin1": 110.0}.get(kind, 5.0),
        source="test",
    )
    for key, name, lat, lon, kind, country, admin1, population, geonameid, feature in _ROWS
}

_UKRAINE = Polygon(
    [(22.2, 48.4), (24, 50.9), (30.6, 51.5), (34.2, 52.3), (36, 50.4), (40.1, 49.5), (38.2, 47.1),
     (35, 46.2), (36.6, 45.3), (33.6, 44.4), (30, 45.4), (26.6, 48.3)]
)  # fmt: skip
OUTLINES: dict[int, BaseGeometry] = {
    1: _UKRAINE,
    2: MultiPolygon(
        [
            Polygon([(28, 56), (34.2, 52.3), (36, 50.4), (40.1, 49.5), (38.2, 47.1), (40, 43.5),
                     (48, 42), (51, 51), (80, 51), (130, 43), (140, 50), (180, 65), (180, 69),
                     (60, 70), (30, 69)]),
            box(-180, 65, -170, 68),
        ]
    ),
    3: Polygon([(44, 39.5), (48.5, 38), (54, 37), (61, 36), (61, 26), (57, 26.5), (49, 30)]),
    4: Polygon([(26, 40), (28, 41.8), (41.5, 41.5), (44.5, 39.5), (44, 37), (36, 36), (27, 37)]),
    5: Polygon([(35, 29.3), (35.6, 32.6), (39, 33.3), (38, 31), (36, 29.2)]),
    6: Polygon([(39, 33.3), (42.5, 37), (46, 35), (48, 30), (44.7, 29.2)]),
    11: Polygon([(36.6, 48.6), (38, 49.2), (39, 48.1), (38.2, 47.1), (36.9, 46.9), (36.6, 47.8)]),
    12: Polygon([(31.6, 46.6), (33.2, 47.6), (35.2, 47), (34.9, 46.2), (33, 45.9)]),
    13: Polygon([(35.4, 50.6), (36.6, 51.4), (39, 50.9), (39.2, 49.9), (38, 49.9), (36, 50.4)]),
}  # fmt: skip


class FakeGazetteer:
    """A dozen places with the methods of the real gazetteer that a scene asks."""

    viewpoint = "un"

    def by_geonameid(self, geonameid: int) -> Place | None:
        """Return the place of a GeoNames id."""
        return next((p for p in PLACES.values() if p.geonameid == geonameid), None)

    def lookup(self, name: str, **_: object) -> tuple[Candidate, ...]:
        """Return the places of exactly that name."""
        return tuple(
            Candidate(place=p, match=MatchKind.EXACT, name=name)
            for p in PLACES.values()
            if p.name == name
        )

    def country(self, code: str) -> Place | None:
        """Return the country of a code."""
        return next(
            (p for p in PLACES.values() if p.country == code and p.kind is PlaceKind.COUNTRY), None
        )

    def outline(self, place: Place) -> BaseGeometry | None:
        """Return the outline of a place, where it has one."""
        return OUTLINES.get(place.key)

    def outlines(
        self, kind: PlaceKind, area: tuple[float, float, float, float]
    ) -> Iterator[tuple[Place, BaseGeometry]]:
        """Yield the outlines of a kind that touch a box."""
        for key, shape in OUTLINES.items():
            if PLACES[key].kind is kind and shape.intersects(box(*area)):
                yield PLACES[key], shape

    def waters(self) -> Waters:
        """Return a river through Ukraine with its name, and a lake."""
        return Waters(
            rivers=(LineString([(30.5, 51.3), (32.0, 49.5), (34.5, 48.5), (33.0, 46.6)]),),
            lakes=(Polygon([(33.2, 47.0), (34.4, 47.3), (34.5, 47.6), (33.6, 47.5)]),),
            names=(RiverName(text="Dnipro", lat=49.5, lon=32.0, zoom=5),),
        )

    def settlements(
        self, area: tuple[float, float, float, float], *, min_population: int = 0
    ) -> Iterator[Place]:
        """Yield the towns in a box, the largest first."""
        west, south, east, north = area
        towns = [p for p in PLACES.values() if p.kind is PlaceKind.SETTLEMENT]
        for p in sorted(towns, key=lambda p: -p.population):
            inside = west <= p.lon <= east and south <= p.lat <= north
            if inside and p.population >= min_population:
                yield p


PA = Source(
    doc="a",
    article="a#1",
    outlet="Press Example",
    title="Losses mount as talks stall",
    url="https://example.org/a?x=1&y=2",
    published=date(2025, 6, 12),
)
COPIES = tuple(
    Source(
        doc="a",
        article=f"a#{number}",
        outlet=outlet,
        title="Attack on nuclear sites",
        published=date(2025, 6, 13),
        copy_of=None if number == 2 else "a#2",
    )
    for number, outlet in ((2, "City Times"), (3, "Valley Argus"), (4, "Coast Telegraph"))
)

_PRECISION = {
    PlaceKind.COUNTRY: (Precision.COUNTRY, 500.0),
    PlaceKind.ADMIN1: (Precision.ADMIN1, 110.0),
    PlaceKind.SETTLEMENT: (Precision.SETTLEMENT, 5.0),
}


def event(
    ident: str,
    kind: str = "strike",
    place: int | None = 21,
    *,
    day: date | None = date(2025, 6, 12),
    start: date | None = None,
    counts: Counts | None = None,
    evidence: tuple[str, ...] = ("Something happened, officials said.",),
    sources: tuple[Source, ...] = (PA,),
    location: Location | None = None,
    text: str | None = None,
    reason: str | None = None,
    **rest: object,
) -> Event:
    """Make an event; by default a strike on Kharkiv."""
    found = None if place is None else PLACES[place]
    if found is not None and location is None:
        precision, radius = _PRECISION[found.kind]
        location = Location(
            lat=found.lat, lon=found.lon, precision=precision, uncertainty_km=radius
        )
    return Event(
        id=ident,
        kind=EventKind(kind),
        where=Where(
            text=text or (found.name if found else None),
            place=found,
            location=location,
            reason=reason or ("named in the sentence" if found else "the text names no place"),
        ),
        when=When(
            start=start or day,
            end=day,
            text="overnight" if start else "on Thursday" if day else None,
            precision=1 if day else 3,
            reason="" if day else "the text gives no date",
        ),
        counts=counts or Counts(),
        evidence=tuple(
            Evidence(doc="a", span=Span(start=0, end=len(said)), text=said) for said in evidence
        ),
        sources=sources,
        **rest,  # type: ignore[arg-type]
    )


_D11, _D12, _D13 = date(2025, 6, 11), date(2025, 6, 12), date(2025, 6, 13)
_CLAIMED = {"claimed_by": "Russia's Defence Ministry", "claim_status": ClaimStatus.CLAIMED}


def sample_events() -> tuple[Event, ...]:
    """Return a page's worth of events: points, regions, countries, part of one, no place."""
    return (
        event("e01", "drone_attack", 1, start=_D11, actor="Russia", target="Ukraine",
              weapon="drones and decoys", counts=Counts(launched=63, downed=28, jammed=21),
              claimed_by="Ukrainian air force",
              evidence=("The air force said 63 drones and decoys were sent overnight.",
                        "It said 28 were shot down and 21 jammed.")),
        event("e02", "strike", 11, start=_D11, actor="Russia", claimed_by="Ukrainian police",
              counts=Counts(killed=2, injured=6)),
        event("e03", "strike", 12, start=_D11, actor="Russia", claimed_by="Ukrainian police",
              counts=Counts(killed=1, injured=14)),
        event("e04", "drone_attack", 21, start=_D11, actor="Russia", weapon="drones",
              target="residential districts and schools", claimed_by="Kharkiv authorities",
              counts=Counts(injured=18), confidence=0.92,
              evidence=("Eighteen people, four of them children, were hurt in Kharkiv.",
                        "The mayor said homes and schools had been hit.")),
        event("e05", "drone_attack", 1, day=date(2025, 6, 9), actor="Russia",
              counts=Counts(launched=500, text="almost")),
        event("e06", "drone_attack", 1, day=date(2025, 6, 10), actor="Russia",
              counts=Counts(launched=322)),
        event("e07", "interception", 2, actor="Ukraine", counts=Counts(downed=52), **_CLAIMED),
        event("e08", "interception", 13, actor="Ukraine", counts=Counts(downed=41),
              parent_id="e07", **_CLAIMED),
        event("e09", "drone_attack", 13, actor="Ukraine", counts=Counts(injured=3),
              claimed_by="Regional Governor"),
        event("e10", "territory_captured", 25, actor="Russia", frontline_km=1.4,
              frontline_side="Ukraine", confidence=0.8, **_CLAIMED),
        event("e11", "territory_captured", 26, actor="Russia", frontline_km=0.6,
              frontline_side="Russia", confidence=0.8, **_CLAIMED),
        event("e12", "strike", 27, day=None, actor="Russia", confidence=0.5),
        event("e13", "talks", 23, day=date(2025, 6, 2)),
        event("e14", "visit", 22, actor="Germany"),
        event("e15", "air_strike", 24, day=_D13, actor="Israel", sources=COPIES,
              counts=Counts(killed=2, text="at least"),
              evidence=("Israel struck Tehran in the early hours.",)),
        event("e16", "air_strike", 3, day=_D13, actor="Israel", sources=COPIES,
              text="western Iran", weapon="missiles", target="radar sites",
              counts=Counts(text="dozens"), claimed_by="Israel",
              claim_status=ClaimStatus.CLAIMED,
              location=Location(lat=34.3, lon=47.1, precision=Precision.AREA,
                                uncertainty_km=220.0)),
        event("e17", "overflight", 6, day=_D13, actor="Iran", sources=COPIES,
              counts=Counts(launched=100, text="more than"), claimed_by="Iraq"),
        event("e18", "interception", 5, day=_D13, actor="Iran", sources=COPIES,
              counts=Counts(text="several"), claimed_by="Jordan"),
        event("e19", "interception", None, day=_D13, actor="Iran", sources=COPIES,
              text="outside of Israeli territory", claimed_by="Israel's military",
              reason="the text says only where it was not: outside of Israeli territory"),
    )  # fmt: skip


FRONT = FrontLine(
    date=_D12,
    source="Settlement control table (test)",
    method="Boundary between the cells of settlements of two sides.",
    side_left="Ukraine",
    side_right="Russia",
    name="Front line",
    lines=(
        ((37.8, 49.9), (37.7, 49.4), (38.1, 49.0), (37.8, 48.5), (37.2, 48.2), (36.9, 48.0),
         (36.6, 47.7), (35.6, 47.5), (34.6, 47.5), (33.6, 46.9), (32.6, 46.6), (31.9, 46.5)),
    ),
    held=(
        ("Russia", (
            (((37.8, 49.9), (37.7, 49.4), (38.1, 49.0), (37.8, 48.5), (37.2, 48.2), (36.9, 48.0),
              (36.6, 47.7), (35.6, 47.5), (34.6, 47.5), (33.6, 46.9), (32.6, 46.6), (31.9, 46.5),
              (33.0, 46.0), (35.0, 46.2), (38.2, 47.1), (40.1, 49.5), (37.8, 49.9)),),
        )),
        ("contested", (
            (((37.2, 48.2), (36.9, 48.0), (36.6, 47.7), (36.4, 47.9), (36.8, 48.2), (37.2, 48.2)),),
        )),
    ),
)  # fmt: skip
