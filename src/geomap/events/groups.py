"""Frames of one sentence that tell of one event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.frame import (
    ATTACK_ROLES,
    CASUALTY_ROLES,
    INTERCEPT_ROLES,
    STRONG,
    Count,
    Frame,
)
from geomap.model import (
    Place,
    PlaceKind,
)

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
_RANK = {"attack": 0, "launch": 0, "attacked": 0, "clash": 0, "explosion": 0, "mine": 0,
         "sabotage": 0, "riot": 0, "crash": 1, "debris": 1, "damage": 2}  # fmt: skip


def lead_of(group: Group) -> Frame:
    """The frame that names the event best: not a casualty, not damage, when there is another."""
    if len(group.frames) == 1:
        return group.frames[0]

    def key(frame: Frame) -> tuple[int, int]:
        casualty = frame.role in CASUALTY_ROLES
        return (3 if casualty else _RANK.get(frame.role, 0), frame.trigger.start)

    return min(group.frames, key=key)


def without_police_raids(frames: Sequence[Frame]) -> list[Frame]:
    """Leave out the raids in which people were arrested: police work, no attack."""
    roles = {f.role for f in frames}
    if "arrest" not in roles or roles & CASUALTY_ROLES:
        return list(frames)
    return [f for f in frames if f.trigger.trigger.word != "raid"]


def grouped(frames: Sequence[Frame]) -> list[Group]:
    """Return the events that the frames of a sentence tell of, in order."""
    if not frames:
        return []
    frames = _without_shares(frames)
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


def _without_shares(frames: Sequence[Frame]) -> list[Frame]:
    """Leave out "15 of them struck eight locations", a share of the wave in the same sentence."""
    kept: list[Frame] = []
    for frame in frames:
        mine = _launched(frame)
        share = mine is not None and frame.role == "attack" and not frame.places
        if share and any(
            (_launched(f) or 0) > (mine or 0) and not _times_clash(frame, f) for f in kept
        ):
            continue
        kept.append(frame)
    return kept


def _launched(frame: Frame) -> int | None:
    for count in frame.counts:
        if count.field == "launched":
            return count.value
    return None


def _fits(frame: Frame, group: Group) -> bool:
    if group.alone:
        return False
    for other in group.frames:
        if (
            _family(other.role) != _family(frame.role)
            and not _is_share(frame, other)
            and not _is_hurt_there(frame, other)
        ):
            return False
        if _counts_clash(frame, other) or _places_clash(frame, other):
            return False
        if _times_clash(frame, other):
            return False
        if frame.actor and other.actor and frame.actor != other.actor:
            return False
    return True


def _is_hurt_there(frame: Frame, other: Frame) -> bool:
    """Whether people were killed or hurt in a protest, with nobody named and no weapon."""
    hurt = frame.role in CASUALTY_ROLES and other.role in {"protest", "riot"}
    return hurt and not frame.weapons and frame.actor is None


def _times_clash(frame: Frame, other: Frame) -> bool:
    if frame.time is None or other.time is None or frame.time is other.time:
        return False
    return frame.time.mark.when != other.time.mark.when and not _is_share(frame, other)


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
            if x.field == y.field and x.value != y.value and None not in (x.value, y.value):
                return True
    return False


def _places_clash(a: Frame, b: Frame) -> bool:
    if a.place_score < STRONG or b.place_score < STRONG or not a.places or not b.places:
        return False
    both_aimed = {a.role, b.role} <= ATTACK_ROLES - {"damage"}
    if a.clause == b.clause and not (both_aimed and min(a.place_score, b.place_score) >= 4.0):
        return False
    one, two = a.places[0].resolution.place, b.places[0].resolution.place
    if one is None or two is None or one.key == two.key:
        return False
    nested = _holds(one, two) or _holds(two, one)
    return both_aimed or not nested


def _holds(outer: Place, inner: Place) -> bool:
    if outer.kind is PlaceKind.COUNTRY:
        return outer.country == inner.country
    return outer.kind is PlaceKind.ADMIN1 and inner.admin1_key == outer.key


def counts_of(group: Group) -> tuple[Count, ...]:
    """Return the counts of a group, one a field; a number wins over vague wording."""
    merged: dict[str, Count] = {}
    for frame in group.frames:
        for count in frame.counts:
            known = merged.get(count.field)
            if known is None or (known.value is None and count.value is not None):
                merged[count.field] = count
    return tuple(merged.values())
