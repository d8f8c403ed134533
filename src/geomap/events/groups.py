"""Frames of one sentence that tell of one event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.frame import (
    ATTACK_ROLES,
    CASUALTY_ROLES,
    CREWED,
    INTERCEPT_ROLES,
    STRONG,
    Frame,
)
from geomap.model import (
    Place,
    PlaceKind,
)
from geomap.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(slots=True)
class Group:
    """Frames of one sentence that tell of one event."""

    frames: list[Frame]
    parent: int | None = None
    alone: bool = False
    """Takes no further frames: a part of a total, or told by the same verb elsewhere."""

    @property
    def roles(self) -> set[str]:
        """The roles of its frames."""
        return {f.role for f in self.frames}


# ── frames of one sentence that tell of one event ────────────────────────────────────────────


def _family(role: str) -> str:
    if role in INTERCEPT_ROLES:
        return "intercept"
    return "violence" if role in _VIOLENT else role


_VIOLENT = (
    ATTACK_ROLES | CASUALTY_ROLES | {"explosion", "mine", "debris", "clash", "sabotage", "riot"}
)
_RANK = {"attack": 0, "launch": 0, "attacked": 0, "clash": 0, "explosion": 0, "mine": -1,
         "sabotage": 0, "riot": 0, "crash": 1, "debris": 1, "damage": 2}  # fmt: skip


def lead_of(group: Group) -> Frame:
    """The frame that names the event best: not a casualty, not damage, when there is another."""
    if len(group.frames) == 1:
        return group.frames[0]

    def key(frame: Frame) -> tuple[bool, int, int]:
        casualty = frame.role in CASUALTY_ROLES
        rank = 3 if casualty else _RANK.get(frame.role, 0)
        return (frame.reference and not casualty, rank, frame.trigger.start)

    return min(group.frames, key=key)


def without_police_raids(frames: Sequence[Frame]) -> list[Frame]:
    """Leave out the raids in which people were arrested: police work, no attack."""
    roles = {f.role for f in frames}
    if "arrest" not in roles:
        return list(frames)
    held = [f.clause for f in frames if f.role == "arrest"]
    hurt = bool(roles & CASUALTY_ROLES)
    return [
        f
        for f in frames
        if f.trigger.trigger.word != "raid" or (hurt and (f.clause not in held or f.passive))
    ]


def grouped(frames: Sequence[Frame]) -> list[Group]:
    """Return the events that the frames of a sentence tell of, in order."""
    if not frames:
        return []
    frames = _without_crowds_shot_at(_without_shares(frames))
    groups: list[Group] = []
    of_frame: dict[int, int] = {}
    for index, frame in enumerate(frames):
        if frame.part_of is not None:
            of_frame[index] = len(groups)
            groups.append(Group(frames=[frame], parent=of_frame.get(frame.part_of), alone=True))
            continue
        home = next(
            (i for i in range(len(groups) - 1, -1, -1) if _fits(frame, groups[i])), len(groups)
        )
        if home == len(groups):
            groups.append(Group(frames=[]))
        groups[home].frames.append(frame)
        of_frame[index] = home
    return groups


def _without_crowds_shot_at(frames: Sequence[Frame]) -> list[Frame]:
    """Leave out the protesters who are only those shot at: "forces opened fire on protesters"."""
    if any(f.role == "intercept" and f.place_score >= STRONG for f in frames):
        frames = [
            f
            for f in frames
            if f.role != "explosion" or f.trigger.trigger.pos != "n" or _has_own(f)
        ]  # "a drone was shot down over X, and explosions were heard"
    frames = [f for f in frames if not _is_part_of_deed(f, frames)]
    blows = [f for f in frames if f.role in _SHOT_AT and not f.reference]
    if not blows:
        return list(frames)
    return [
        f
        for f in frames
        if not (
            f.role == "protest"
            and f.trigger.trigger.word in {"protester", "crowd"}
            and any(0 <= f.trigger.start - b.trigger.end <= _OBJECT_REACH for b in blows)
        )
    ]


def _is_part_of_deed(frame: Frame, frames: Sequence[Frame]) -> bool:
    """Whether a fire is that of the blast beside it, or prisoners those of the land taken."""
    if frame.role == "damage" and not frame.weapons:
        return any(f.role == "explosion" and f.clause == frame.clause for f in frames)
    if frame.role == "arrest" and frame.trigger.trigger.word == "take prisoner":
        return any(f.role in _TAKING | {"clash"} for f in frames)
    return False


def _has_own(frame: Frame) -> bool:
    """Whether a place stands behind the word itself, or people were hurt."""
    return frame.place_score >= STRONG and any(p.start > frame.trigger.end for p in frame.places)


_SHOT_AT = frozenset({"attack", "clash"})
_OBJECT_REACH = 3


def _without_shares(frames: Sequence[Frame]) -> list[Frame]:
    """Leave out "15 of them struck eight locations", a share of the wave in the same sentence."""
    kept: list[Frame] = []
    downed = [f for f in frames if f.role in {"intercept", "jam"}]
    for frame in frames:
        if downed and _is_of_the_downed(frame, downed):
            continue
        mine = _launched(frame)
        share = mine is not None and frame.role == "attack" and not frame.places
        if share and any(f.role == "intercept" and f.trigger.trigger.pos == "v" for f in kept):
            continue  # "40 of them were downed; 19 drones struck 12 locations"
        if share and any(
            (_launched(f) or 0) > (mine or 0) and not _times_clash(frame, f) for f in kept
        ):
            continue
        kept.append(frame)
    return kept


def _is_of_the_downed(frame: Frame, downed: Sequence[Frame]) -> bool:
    """Whether "launched by Russia" only describes the drones that the same clause says were downed.

    So does "fired from Yemen" in "a missile fired from Yemen was intercepted".
    """
    if frame.role != "launch":
        return False
    came = frame.trigger.trigger.pos == "v" and not frame.counts and not frame.passive
    mine = _launched(frame)
    if mine is not None and frame.place_score < STRONG:
        # "442 of the 476 drones and 41 of the 48 missiles that Moscow had sent"
        before = (f for f in downed if f.trigger.start < frame.trigger.start)
        if any((_launched(f) or 0) > mine for f in before):
            return True
    return any(
        f.clause == frame.clause
        and (frame.loose or (came and f.passive and f.trigger.start > frame.trigger.end))
        for f in downed
    )


def _launched(frame: Frame) -> int | None:
    for count in frame.counts:
        if count.field == "launched":
            return count.value
    return None


def _fits(frame: Frame, group: Group) -> bool:
    if group.alone:
        return _goes_on_there(frame, group.frames[0])
    for other in group.frames[-_REMEMBERED:]:
        if (
            _family(other.role) != _family(frame.role)
            and not _is_share(frame, other)
            and not _is_share(other, frame)
            and not _is_hurt_there(frame, other)
            and not (
                (other.role == "died" or _in_protest(other, frame)) and _is_hurt_there(other, frame)
            )
        ):
            return False
        if _counts_clash(frame, other) or _places_clash(frame, other):
            return False
        if frame.reference is not other.reference and _stands_apart(
            frame if frame.reference else other
        ):
            return False
        if frame.turned and _is_deed(frame) and _is_deed(other) and frame.kind is not other.kind:
            return False  # "..., while a drone attack on a car killed one"
        if _is_repelled(other) and frame.role == "launch" and frame.clause != other.clause:
            return False
        if _times_clash(frame, other):
            return False
        if frame.actor and other.actor and frame.actor != other.actor:
            return other.role == "clash" and frame.role == "damage"  # ", destroying 12 vehicles"
    return True


_REMEMBERED = 24
"""Frames of a group that the next one is held against, so that time grows linearly."""


def _goes_on_there(frame: Frame, part: Frame) -> bool:
    """Whether a clause goes on about a part's place: "one of them in X, where two were hurt"."""
    if frame.role not in CASUALTY_ROLES | {"damage", "attack"} or frame.place_score < STRONG:
        return False
    if len(frame.places) != 1 or frame.clause.start < part.places[0].end:
        return False
    same = frame.places[0] is part.places[0]
    return same and not _counts_clash(frame, part)


def _stands_apart(frame: Frame) -> bool:
    """Whether a deed only spoken of has its own place: "in response to the ambush in Palmyra"."""
    return frame.role not in CASUALTY_ROLES and frame.place_score >= STRONG


def _is_deed(frame: Frame) -> bool:
    """Whether a frame names a blow of a kind of its own."""
    return frame.kind is not None and frame.role in ATTACK_ROLES | {"explosion", "clash", "mine"}


def _is_repelled(frame: Frame) -> bool:
    """Whether an assault on the ground was beaten off: what planes dropped is another thing."""
    return frame.role == "clash" and frame.trigger.trigger.role == "repel"


def _is_hurt_there(frame: Frame, other: Frame) -> bool:
    """Whether people were hurt in a protest, where land was taken, or in what was shot down.

    With no weapon of their own; in a protest, with nobody named either.
    """
    if frame.role not in CASUALTY_ROLES:
        return False
    if other.role == "intercept" and other.weapons and other.weapons[0] in CREWED:
        return set(frame.weapons) <= set(other.weapons)  # the crew
    if frame.weapons:
        return False
    return other.role in _TAKING or (other.role in {"protest", "riot"} and frame.actor is None)


def _in_protest(hurt: Frame, frame: Frame) -> bool:
    """Whether people were hurt in the protest named behind: "two were killed in a protest in X"."""
    return (
        frame.role in {"protest", "riot"}
        and frame.clause == hurt.clause
        and frame.trigger.trigger.pos == "n"
    )


_TAKING = frozenset({"capture", "regain", "driven"})


def _times_clash(frame: Frame, other: Frame) -> bool:
    if frame.time is None or other.time is None or frame.time is other.time:
        return False
    if frame.time_of_report is not other.time_of_report:
        return False  # "said Thursday that two explosions killed 84 the day before"
    if _died_of(frame, other) or _died_of(other, frame):
        return False
    return frame.time.mark.when != other.time.mark.when and not _is_share(frame, other)


def _died_of(late: Frame, blow: Frame) -> bool:
    """Whether somebody died later of a blow: "died on Tuesday after the attack on X on Sunday"."""
    noun = blow.trigger.trigger.pos == "n" and blow.role in ATTACK_ROLES
    hurt = late.late and blow.role in ATTACK_ROLES | {"injured"}
    apart = late.role == "died" and late.place_score < STRONG
    return apart and (noun or hurt) and late.trigger.start < blow.trigger.start


def _is_share(frame: Frame, other: Frame) -> bool:
    """Whether what was shot down is a share of what the same sentence says was launched."""
    flown = other.role == "overflight" and not other.own_airspace
    launched = (other.role in ATTACK_ROLES or flown) and any(
        c.field == "launched" for c in other.counts
    )
    return frame.role in {"intercept", "jam"} and launched and frame.place_score < STRONG


def _counts_clash(a: Frame, b: Frame) -> bool:
    for x in a.counts:
        for y in b.counts:
            if x.field == y.field and x.value is not None and y.value is not None:
                if x.value != y.value and not _is_sum(a, x.value, b, y.value):
                    return True
    return False


def _is_sum(a: Frame, of_a: int, b: Frame, of_b: int) -> bool:
    """Whether one adds up the other: "killed two; a third died later, taking the toll to three"."""
    if b.trigger.start < a.trigger.start:
        a, of_a, b, of_b = b, of_b, a, of_a
    if a.role == "toll" and b.role == "died" and of_a > of_b:
        return True  # "the toll rose to five after a teenager died"
    return b.role == "toll" and a.role in {"died", "killed"} and of_b > of_a


def _places_clash(a: Frame, b: Frame) -> bool:
    """Whether two frames are told at places that cannot be one."""
    if a.outside is not b.outside and (a.places or b.places):
        return True  # "was shot down before it reached X; a drone was downed over Y"
    if a.place_score < STRONG or b.place_score < STRONG or not a.places or not b.places:
        return False
    both_aimed = {a.role, b.role} <= ATTACK_ROLES - {"damage"}
    if _is_told_each(a, b, both_aimed=both_aimed) and _follow(a, b):
        return a.places[0].resolution.place != b.places[0].resolution.place
    if a.clause == b.clause and not (both_aimed and min(a.place_score, b.place_score) >= 4.0):
        return False
    one, two = a.places[0].resolution.place, b.places[0].resolution.place
    if one is None or two is None or one.key == two.key:
        return False
    nested = _holds(one, two) or _holds(two, one) or same_spot(one, two)
    return both_aimed or not nested


def _is_told_each(a: Frame, b: Frame, *, both_aimed: bool) -> bool:
    """Whether two joined verbs may tell of a deed each: two blows, or what each did to people.

    "Killed two people in Kramatorsk and wounded five in Lyman".
    """
    return both_aimed or {a.role, b.role} <= CASUALTY_ROLES | {"damage"}


def _follow(a: Frame, b: Frame) -> bool:
    """Whether each of two joined verbs has its own place behind it."""
    one, two = (a, b) if a.trigger.start < b.trigger.start else (b, a)
    if {one.trigger.trigger.pos, two.trigger.trigger.pos} != {"v"} or one.passive or two.passive:
        return False
    order = one.trigger.end, one.places[0].start, two.trigger.start, two.places[0].start
    return one.clause == two.clause and list(order) == sorted(order)


def same_spot(one: Place, two: Place) -> bool:
    """Whether one is a site or quarter and the other the town it lies in: a port's terminal."""
    kinds = {one.kind, two.kind}
    if PlaceKind.SETTLEMENT not in kinds or one.country != two.country:
        return False
    if kinds == {PlaceKind.ADMIN2, PlaceKind.SETTLEMENT}:
        town, part = (one, two) if two.kind is PlaceKind.ADMIN2 else (two, one)
        if town.population < _IN_QUARTERS or fold(part.name).startswith(fold(town.name)[:_STEM]):
            return False  # no quarter, but the district of which it is the seat
    elif kinds != {PlaceKind.FACILITY, PlaceKind.SETTLEMENT}:
        return False
    return abs(one.lat - two.lat) < _SITE_DEGREES and abs(one.lon - two.lon) < 2 * _SITE_DEGREES


_IN_QUARTERS, _STEM = 300_000, 5
"""People from which on a city has districts of its own; letters by which names are the same."""
_DISTRICT_DEGREES = 0.4
_SITE_DEGREES = 0.1
"""About 11 km north and south: no site of a town lies farther from its centre."""


def _holds(outer: Place, inner: Place) -> bool:
    if outer.kind is PlaceKind.COUNTRY:
        return outer.country == inner.country
    if outer.kind is PlaceKind.ADMIN2 and inner.kind in {PlaceKind.SETTLEMENT, PlaceKind.FACILITY}:
        near = abs(outer.lat - inner.lat) < _DISTRICT_DEGREES
        near = near and abs(outer.lon - inner.lon) < 2 * _DISTRICT_DEGREES
        return near and outer.admin1_key == inner.admin1_key
    return outer.kind is PlaceKind.ADMIN1 and inner.admin1_key == outer.key
