"""A frame: what one trigger word reports, as far as its own sentence tells.

What the sentence leaves to the reader (a carried place, the other side of a war, the day) is
filled in by the story around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.events.lexicon import Actor
    from geomap.events.sentence import FoundPlace, FoundTime, FoundTrigger
    from geomap.model import EventKind

CASUALTY_ROLES = frozenset({"killed", "died", "injured", "toll", "casualties", "bodies"})
ENEMY = frozenset("enemy invaders occupiers aggressor".split())
"""What a side at war calls the other."""
DIPLOMATIC_ROLES = frozenset({"talks", "visit", "sign"})
CREWED = frozenset({"aircraft", "helicopters"})
"""Names of weapons with people on board."""
ATTACK_ROLES = frozenset({"attack", "attacked", "launch", "volley", "damage", "crash"})
INTERCEPT_ROLES = frozenset({"intercept", "jam", "repel"})


GATHERINGS = frozenset({"protest", "riot", "arrest", "talks", "sign"})
"""What people do at a place: there "against X" and "on X" name no scene."""
LEAVING = frozenset({"withdraw", "evacuate", "driven"})
STRONG = 2.0
"""Place scores from here on mean that the text puts the event there."""


SIBLING = -1
"""In ``part_of``: told by the same verb at another place, no part of a total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A count read from the sentence."""

    field: str
    value: int | None
    text: str | None = None
    side: str | None = None
    """Of killed and injured: "band" (attackers), "force" (soldiers, villagers); None: anybody."""

    others: bool = False
    """Whether it counts those beside one who was named before: "four others died"."""

    def with_other_side(self, other: Count) -> Count:
        """Return the toll of both sides."""
        return Count(field=self.field, value=(self.value or 0) + (other.value or 0))


@dataclass(slots=True, kw_only=True)
class Frame:
    """One trigger with what its sentence says about it.

    Its finders (``with_actor`` and the like) fill it in one after the other, each in place; then it
    stays as it is.
    """

    trigger: FoundTrigger
    clause: range
    role: str
    kind: EventKind | None
    passive: bool = False
    late: bool = False
    """Somebody died of it later: "died in hospital after being wounded in an attack on X"."""
    loose: bool = False
    """A participle behind its noun: "drones launched by Russia", "a missile fired from Yemen"."""
    counts: tuple[Count, ...] = ()
    weapons: tuple[str, ...] = ()
    actor: Actor | None = None
    actor_of_state: bool = False
    """Whether the party is named with its army or police: the state, no group seated there."""
    actor_at: int = -1
    """Token where the actor is named: a country there is the doer, not the scene."""
    defender: Actor | None = None
    actor_is_pronoun: bool = False
    target: str | None = None
    places: tuple[FoundPlace, ...] = ()
    place_score: float = 0.0
    outside: bool = False
    outside_of: str | None = None
    """Code of the country that the text says it was not in."""
    own_airspace: bool = False
    time: FoundTime | None = None
    time_of_report: bool = False
    """Whether the only time is that of the words ("said on Thursday"), not of the deed."""
    turned: bool = False
    """Whether its clause turns from what stands before: "..., while in B"."""
    weak: bool = False
    """An ambiguous word ("the refinery was hit") that tells of violence only among violence."""
    definite: bool = False
    reference: bool = False
    """Only points at an event told elsewhere: condemned, claimed, measured."""
    doers: str | None = None
    """Those who did it, where they bear no name of a party: "settlers", "police"."""
    of_state: bool = False
    """Whether "the army", "the junta" or the like did it: the state where it happened."""
    victims: tuple[str, ...] = ()
    part_of: int | None = None
    """Position of the frame whose total contains this one."""
