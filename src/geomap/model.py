"""The values that flow through geomap: frozen, slotted, keyword-only.

```
Document ── articles ── blocks          what was read
   │
   ├─ Mention ─ Resolution ─ Place      which places it names, with every candidate kept
   │
   └─ Event ─ Where, When, Counts       what it reports, with its evidence
                │
FrontLine ──────┴─ Scene                what is drawn
```

Conventions: spans are half-open Unicode code-point offsets into ``Document.text``; ``lat`` and
``lon`` are WGS 84 degrees; distances are kilometres; coordinate *pairs* are ``(lon, lat)`` as in
GeoJSON; ``None`` means "not known" and always comes with a reason beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "Area",
    "Article",
    "BaseLabel",
    "BaseShape",
    "Block",
    "Candidate",
    "ClaimStatus",
    "Counts",
    "Document",
    "Event",
    "EventKind",
    "Evidence",
    "FrontLine",
    "Layer",
    "Location",
    "MatchKind",
    "Mention",
    "Place",
    "PlaceKind",
    "Precision",
    "Relation",
    "Resolution",
    "Role",
    "Scene",
    "Source",
    "Span",
    "Usage",
    "When",
    "Where",
]

LonLat = tuple[float, float]
"""A coordinate pair, longitude first, in degrees."""

Line = tuple[LonLat, ...]
"""A run of coordinate pairs."""

Ring = Line
"""A closed run of coordinate pairs: the last equals the first."""

Polygon = tuple[Ring, ...]
"""An outer ring followed by its holes."""


# ── what was read ────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open range of code points, ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the part of ``text`` that the span covers.

        >>> Span(start=3, end=7).of("in Kyiv today")
        'Kyiv'
        """
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Tell whether ``other`` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """Tell whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


class Role(StrEnum):
    """What a block of a page is."""

    TITLE = "title"
    BODY = "body"
    CAPTION = "caption"
    QUOTE = "quote"
    """A post or statement reproduced whole (an embedded tweet)."""
    DATELINE = "dateline"
    BYLINE = "byline"
    CREDIT = "credit"
    FURNITURE = "furniture"

    @property
    def is_text(self) -> bool:
        """Whether people's words stand here, as against bylines, credits and page furniture."""
        return self in (Role.TITLE, Role.BODY, Role.CAPTION, Role.QUOTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of text of one role; never longer than a paragraph."""

    span: Span
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of a page."""

    id: str
    """``<document id>#<number from 1>``; the document id itself when it holds one article."""
    span: Span
    blocks: tuple[Block, ...]
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    """The date that relative dates count from: the article's own, else the page's; None without."""
    published_reason: str = ""
    """Where ``published`` comes from ("dated in the text: June 12, 2025"), or why there is none."""
    url: str | None = None
    copy_of: str | None = None
    """Id of the first article that this one repeats (nearly) word for word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One input: a page, a record of a feed or a file, a post.

    ``text`` is the raw text as read (of HTML: the text extracted from it); all offsets point
    into it. ``articles`` cover the parts that hold articles, in order, without overlap.
    """

    id: str
    text: str
    articles: tuple[Article, ...]
    origin: str = ""
    """The file or stream it came from, as a user would name it."""
    published: date | None = None
    """The date of the page, as given from outside or in its markup."""


# ── places ───────────────────────────────────────────────────────────────────────────────────


class PlaceKind(StrEnum):
    """What kind of feature a place is."""

    SETTLEMENT = "settlement"
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    COUNTRY = "country"
    CONTINENT = "continent"
    AREA = "area"
    WATER = "water"
    FACILITY = "facility"
    OTHER = "other"


class Precision(StrEnum):
    """How precisely an event is located; a closed list, from a point to nowhere."""

    POINT = "point"
    SETTLEMENT = "settlement"
    ADMIN2 = "admin2"
    ADMIN1 = "admin1"
    AREA = "area"
    COUNTRY = "country"
    UNKNOWN = "unknown"


class MatchKind(StrEnum):
    """How a name in the text met a name of the gazetteer."""

    EXACT = "exact"
    ALTERNATE = "alternate"
    FOLDED = "folded"
    FORM = "form"
    """A generated form of a region's name ("Donetsk region", "Kherson Oblast")."""
    TRANSLITERATED = "transliterated"
    INFLECTED = "inflected"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A feature of the gazetteer."""

    key: int
    """Row in the index: identifies the place within one build of the gazetteer."""
    name: str
    lat: float
    lon: float
    kind: PlaceKind
    feature: str = ""
    """GeoNames feature code (PPLC, ADM1, ...) or the plain word of a hand-written row."""
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    admin1: str | None = None
    """Name of the first-order division that holds the place."""
    admin1_key: int | None = None
    """Key of that division."""
    admin2: str | None = None
    population: int = 0
    geonameid: int | None = None
    radius_km: float = 0.0
    """Radius of a circle about (lat, lon) that holds most of the feature."""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a name could mean, with how it matched and how it fared."""

    place: Place
    match: MatchKind
    name: str
    """The gazetteer's name that matched."""
    score: float = 0.0
    verdict: str = ""
    """Why it was chosen or why it lost."""


class Usage(StrEnum):
    """How a toponym is used."""

    LITERAL = "literal"
    ASSOCIATIVE = "associative"
    DEMONYM = "demonym"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A spatial expression around a toponym: "western", "20 km north of", "near"."""

    kind: str
    """part, near, distance, off, border, between, outside."""
    span: Span
    bearing: float | None = None
    """Degrees clockwise from north."""
    distance_km: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A toponym found in a text."""

    doc: str
    span: Span
    text: str
    """``document.text[span.start:span.end]``."""
    usage: Usage = Usage.LITERAL
    usage_reason: str = ""
    relation: Relation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A position with its honesty: how precise it is and how far off it may be."""

    lat: float
    lon: float
    precision: Precision
    uncertainty_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a mention means: a place and a location, or an abstention; always with a reason."""

    mention: Mention
    place: Place | None
    location: Location | None
    confidence: float
    reason: str
    candidates: tuple[Candidate, ...] = ()


# ── events ───────────────────────────────────────────────────────────────────────────────────


class Layer(StrEnum):
    """The coarse families of events."""

    KINETIC = "kinetic"
    TERRITORY = "territory"
    CIVIL = "civil"
    DIPLOMACY = "diplomacy"


class EventKind(StrEnum):
    """What happened."""

    DRONE_ATTACK = "drone_attack"
    MISSILE_STRIKE = "missile_strike"
    AIR_STRIKE = "air_strike"
    ROCKET_ATTACK = "rocket_attack"
    SHELLING = "shelling"
    STRIKE = "strike"
    EXPLOSION = "explosion"
    MINE = "mine"
    SABOTAGE = "sabotage"
    DEBRIS = "debris"
    INTERCEPTION = "interception"
    OVERFLIGHT = "overflight"
    ARMED_CLASH = "armed_clash"
    TERRITORY_CAPTURED = "territory_captured"
    TERRITORY_REGAINED = "territory_regained"
    WITHDRAWAL = "withdrawal"
    CASUALTIES = "casualties"
    EVACUATION = "evacuation"
    ARREST = "arrest"
    PROTEST = "protest"
    RIOT = "riot"
    TALKS = "talks"
    VISIT = "visit"
    STATEMENT = "statement"
    AGREEMENT = "agreement"

    @property
    def layer(self) -> Layer:
        """The family of the kind."""
        return _LAYER.get(self, Layer.KINETIC)


_LAYER = {
    EventKind.TERRITORY_CAPTURED: Layer.TERRITORY,
    EventKind.TERRITORY_REGAINED: Layer.TERRITORY,
    EventKind.WITHDRAWAL: Layer.TERRITORY,
    EventKind.EVACUATION: Layer.CIVIL,
    EventKind.ARREST: Layer.CIVIL,
    EventKind.PROTEST: Layer.CIVIL,
    EventKind.RIOT: Layer.CIVIL,
    EventKind.TALKS: Layer.DIPLOMACY,
    EventKind.VISIT: Layer.DIPLOMACY,
    EventKind.STATEMENT: Layer.DIPLOMACY,
    EventKind.AGREEMENT: Layer.DIPLOMACY,
}


class ClaimStatus(StrEnum):
    """On whose word an event stands."""

    REPORTED = "reported"
    CLAIMED = "claimed"
    DISPUTED = "disputed"
    DENIED = "denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The days of an event. ``precision``: 1 day, 2 week, 3 unknown (ACLED's time_precision)."""

    start: date | None = None
    end: date | None = None
    text: str | None = None
    """As written."""
    precision: int = 3
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The place of an event: where it happened, or was meant to land."""

    text: str | None = None
    """As written; None when the place is implied."""
    place: Place | None = None
    location: Location | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Five counts that are never mixed. None: not stated; 0: the text says none."""

    killed: int | None = None
    injured: int | None = None
    launched: int | None = None
    downed: int | None = None
    jammed: int | None = None
    text: str | None = None
    """The qualifiers as written: "at least", "almost", "scores of"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an event was read."""

    doc: str
    article: str
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    published: date | None = None
    copy_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence that reports an event."""

    doc: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened: (kind, actor, place, day), with its evidence."""

    id: str
    kind: EventKind
    where: Where
    when: When
    counts: Counts
    evidence: tuple[Evidence, ...]
    sources: tuple[Source, ...]
    actor: str | None = None
    target: str | None = None
    weapon: str | None = None
    parent_id: str | None = None
    claimed_by: str | None = None
    claim_status: ClaimStatus = ClaimStatus.REPORTED
    confidence: float = 0.5
    frontline_km: float | None = None
    frontline_side: str | None = None
    frontline_date: date | None = None
    """The day of the front line that the distance and the side are taken from."""


# ── the front line ───────────────────────────────────────────────────────────────────────────


class ControlStatus(StrEnum):
    """On what a front line stands: an observer's judgement, or somebody's claim."""

    ASSESSED = "assessed"
    CLAIMED = "claimed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What one stretch of a derived line rests on."""

    run: int
    """Index into ``FrontLine.lines``."""
    first: int
    last: int
    """Indexes of the first and the last point of the stretch in its run."""
    length_km: float
    settlements: int
    """Settlements of the table within 10 km of the stretch."""
    typical_km: float
    """Median distance from the stretch to the nearest settlement: about how far off it may be."""
    widest_km: float
    """The largest such distance: the middle of the widest gap between settlements."""
    oldest: date | None
    """Day of the oldest row within 10 km; None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The land that went from one side to another between two front lines."""

    before: date | None
    after: date | None
    lost_by: str
    side: str
    km2: float
    polygons: tuple[Polygon, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontLine:
    """A line where control changes inside a country, on one day.

    Seen along the direction of each line, ``side_left`` holds the land to the left of it.
    """

    date: date | None
    source: str
    method: str
    side_left: str
    side_right: str
    lines: tuple[Line, ...]
    held: tuple[tuple[str, tuple[Polygon, ...]], ...] = ()
    """Land by side near the line, for tints; the side "contested" is hatched."""
    name: str = ""
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2 codes of the countries that ``held`` divides; empty when not known."""
    status: ControlStatus = ControlStatus.ASSESSED
    support: tuple[Support, ...] = ()
    """What the line rests on, stretch by stretch; empty for a line that was read from a file."""
    band: tuple[Polygon, ...] = ()
    """Where the line may run, for drawing; see ``geomap.frontline.with_band``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """Land that one side took from another, in one region ("" for all), in km2."""

    side: str
    lost_by: str
    region: str
    km2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A settlement that changed hands; degrees."""

    name: str
    lat: float
    lon: float
    before: str
    after: str
    geonameid: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed from one front line to another."""

    before: date | None
    after: date | None
    sources: tuple[str, str]
    gains: tuple[Gain, ...]
    """Of all the land, the largest first."""
    by_region: tuple[Gain, ...]
    """The same by region; empty without a gazetteer."""
    settlements: tuple[Turned, ...]
    """From north to south; empty without a gazetteer."""
    shift_km: float
    """The furthest that the line itself moved; a new pocket elsewhere is no shift of the line."""
    shift_at: LonLat | None
    shift_near: str
    """The settlement next to it; "" without a gazetteer."""
    changes: tuple[Change, ...]


# ── what is drawn ────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseShape:
    """A polygon of the base map: a country or a region, cut to the area shown."""

    place: Place
    polygons: tuple[Polygon, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseLabel:
    """A name on the base map; shown from ``min_zoom`` on."""

    text: str
    lat: float
    lon: float
    kind: PlaceKind
    min_zoom: int
    river: bool = False
    """Whether it names a river: it stands beside a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The outline of a region or country in which events are placed no more precisely."""

    key: int
    name: str
    polygons: tuple[Polygon, ...]
    anchor: LonLat | None = None
    """Where its badge stands: inside the outline and inside the view; None: leave it out."""
    event_ids: tuple[str, ...] = ()
    """The events placed in it, in the scene's order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything a renderer needs, and nothing of how it draws.

    ``box`` is (west, south, east, north) in degrees: the view that shows every placed event.
    """

    title: str
    subtitle: str
    events: tuple[Event, ...]
    frontlines: tuple[FrontLine, ...]
    areas: tuple[Area, ...]
    countries: tuple[BaseShape, ...]
    regions: tuple[BaseShape, ...]
    labels: tuple[BaseLabel, ...]
    box: tuple[float, float, float, float]
    dates: tuple[date | None, date | None]
    credits: tuple[str, ...]
    notes: tuple[str, ...] = ()
    language: str = "en"
    bounds: tuple[float, float, float, float] | None = None
    """The area of the base map, around ``box``; an east beyond 180 crosses the date line."""
    focus: tuple[float, float, float, float] | None = None
    """The first view, where talk far away would make the scene too small to read; else None."""
    rivers: tuple[Line, ...] = ()
    """The longest first, cut to the area of the base map."""
    lakes: tuple[Polygon, ...] = ()
    front_notes: tuple[str, ...] = ()
    """For each front line how its day goes with those of the events; "" where it fits."""
    differences: tuple[Difference, ...] = ()
    """What changed from one front line to the next."""
