"""What a reader of a story carries in mind, and what all stories share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.events.lexicon import Actor, Lexicon
    from geomap.events.speakers import Speaker
    from geomap.gazetteer import Gazetteer
    from geomap.model import (
        EventKind,
        When,
        Where,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What every story needs from outside: the gazetteer, its demonyms and country names."""

    gazetteer: Gazetteer
    lexicon: Lexicon
    demonyms: dict[str, str]
    country_names: dict[str, str]


@dataclass(slots=True)
class Context:
    """What a reader carries in mind from sentence to sentence."""

    speaker: Speaker | None = None
    actor: Actor | None = None
    places: list[tuple[int, Where, bool]] = field(default_factory=list)
    """Sentence, place, and whether an event was told there."""
    when: tuple[int, When, str | None, int] | None = None
    """Sentence, day, country and paragraph of the last event that the text dates."""
    days: dict[str, tuple[int, When]] = field(default_factory=dict)
    """Sentence and day of the last event that the text dates, by country."""
    story_day: When | None = None
    """The one day that the article gives for its events, if it gives no other."""
    block: int = -1
    """Paragraph of the sentence before."""
    heading: tuple[int, When] | None = None
    """Paragraph that opens with a day of its own ("July 26: ..."), and that day."""
    topic: When | None = None
    """The day that the first lines say the report is about."""
    pairs: Counter[tuple[Actor, str]] = field(default_factory=Counter)
    own: Counter[Actor] = field(default_factory=Counter)
    """How often a party attacks places of its own country."""
    countries: Counter[str] = field(default_factory=Counter)
    last_air: tuple[int, EventKind] | None = None
    """Sentence and kind of the last attack with drones or missiles."""
    attack_seen: bool = False
    enemy: bool = False
    """Whether the article speaks of "the enemy", "the occupiers"."""
    bands: bool = False
    """Whether groups that fight on the ground are at work in the article."""
    aerial: bool = False
    """Whether weapons that fly are."""
    party: tuple[int, Actor] | None = None
    """Sentence and country that the story last spoke of as acting or owning."""
    protest_seen: bool = False
    officials: set[str] = field(default_factory=set)
    """Names that stand behind an office somewhere in the article, in lower case."""
    headline: Where | None = None
    """The town that the headline tells violence of, as over a page of short entries."""
    home: Where | None = None
    """The region or town of whose office the article is, by its headline."""
    riot_seen: bool = False
    clash_seen: bool = False
    """Whether fighting, a mine or an explosion is told of: not all the dead fell in a protest."""
    sporting: bool = False
    groups: dict[str, Counter[Actor]] = field(default_factory=dict)
    """Armed groups that the article names, by the country they are seated in."""
