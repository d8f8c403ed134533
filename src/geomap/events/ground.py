"""Words of the ground: land that is taken, lost and fought over."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from geomap.events.frame import (
    Count,
    Frame,
)
from geomap.events.sentence import BE, PREPOSITIONS
from geomap.events.standing import COMPASS
from geomap.model import EventKind

if TYPE_CHECKING:
    from geomap.events.sentence import Sentence


def as_repelled(sentence: Sentence, frame: Frame) -> Frame:
    """Read what was beaten off: things that fly were intercepted, men on the ground fought."""
    flying = any(w.weapon.flies and w.start in frame.clause for w in sentence.weapons)
    if flying:
        return replace(frame, kind=EventKind.INTERCEPTION)
    return replace(frame, role="clash", kind=EventKind.ARMED_CLASH)


def as_taken(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "rebels marched into X", "troops cleared X of" as taking it; visitors take nothing."""
    armed = sentence.found("forces", frame.clause.start, frame.trigger.start) or sentence.found(
        "ground_force", frame.clause.start, frame.trigger.start
    )
    if frame.role == "clear" and frame.passive:  # "X has been fully cleared, the corps said"
        start = frame.trigger.start
        near = any(0 <= start - p.end <= 4 for p in sentence.places)
        armed = armed or (sentence.found("forces", 0, len(sentence.words)) if near else armed)
    if not armed:
        return None
    if frame.kind is EventKind.WITHDRAWAL:
        return replace(frame, role="withdraw")
    if sentence.lower[frame.trigger.start] == "burst" and not any(
        0 <= p.start - frame.trigger.end <= 1 for p in sentence.places
    ):
        return besieged(sentence, frame)  # "gunmen burst into a mosque in X"
    if frame.trigger.trigger.word == "enter" and any(
        t.trigger.role in _OF_A_RAID
        and (t.start > frame.trigger.end or sentence.lower[frame.clause.start] in {"when", "as"})
        for t in sentence.triggers
    ):
        return replace(frame, role="clash", kind=EventKind.ARMED_CLASH)  # they came and went
    regained = frame.role == "clear"
    return replace(frame, role="regain" if regained else "capture")


_OF_A_RAID = frozenset({"arrest", "killed", "shoot", "injured"})
_GROUND = frozenset("near toward towards within around along across in".split()) | COMPASS


_IRREGULARS = frozenset(
    """fighters militants gunmen gunman rebels insurgents jihadists militiamen bandits loyalists
    tribesmen remnants herders""".split()
)
_GROUPS = frozenset("rsf militia rebel paramilitary jihadist janjaweed m23 bandit".split())
_ON_FOOT = frozenset("forces units commandos".split())
_POSTS = frozenset(
    """checkpoint checkpoints post posts outpost outposts convoy patrol barracks position positions
    police army soldiers""".split()
)


def _is_counted_assault(sentence: Sentence, frame: Frame) -> bool:
    """Whether assaults are counted, as staffs do: "attacked 12 times near X", "51 assaults in"."""
    found = frame.trigger
    if found.trigger.word not in {"attack", "assault"}:
        return False
    if found.trigger.pos == "v":
        return any(
            q.start == found.end and sentence.lower[q.end : q.end + 1] == ["times"]
            for q in sentence.quantities
        )
    counted = any(q.end == found.start and (q.value or 0) > 1 for q in sentence.quantities)
    where = sentence.lower[found.end : found.end + 5]
    near = where[:1] == ["near"] or not _AREAS.isdisjoint(where)
    return counted and (found.trigger.word == "assault" or near)


_AREAS = frozenset("area areas vicinity direction towards".split())


def is_ground_attack(sentence: Sentence, frame: Frame) -> bool:
    """Whether forces "attacked near X" or "raided" it: they fought there on the ground.

    Who attacks, strikes or hits X itself may do so from afar.
    """
    found = frame.trigger
    if frame.weapons or frame.kind not in {None, EventKind.STRIKE} or frame.passive:
        return False
    if _is_counted_assault(sentence, frame):
        return True
    if found.trigger.word == "raid":
        if _GROUPS.intersection(sentence.lower[max(0, found.start - 2) : found.start]):
            return True  # "an RSF raid on the village of X"
        stop = found.start if found.trigger.pos == "v" else found.end
        return bool(sentence.found("ground_force", frame.clause.start, stop)) or (
            found.trigger.pos == "v"
            and not _ON_FOOT.isdisjoint(sentence.lower[frame.clause.start : stop])
        )
    if found.trigger.word not in {"attack", "assault"}:
        return False
    if found.trigger.pos == "n":
        by = sentence.lower[found.end : found.end + 1] == ["by"]
        after = sentence.lower[found.end + 1 : found.end + 5]
        return by and not _IRREGULARS.isdisjoint(after)
    band = sentence.found("ground_force", frame.clause.start, found.start)
    stateless = any(
        a.actor.country is None and a.start in frame.clause and a.end <= found.start
        for a in sentence.actors
    )
    if stateless or any(sentence.lower[f.start] in _IRREGULARS for f in band):
        if _POSTS & set(sentence.lower[found.end : found.end + 5]):
            return True  # "fighters attacked a checkpoint in X"
    forces = sentence.found("ground_force", frame.clause.start, found.start) or sentence.found(
        "forces", frame.clause.start, found.start
    )
    end = found.end
    counted = next((q for q in sentence.quantities if q.start == end), None)
    if counted is not None and sentence.lower[counted.end : counted.end + 1] == ["times"]:
        end = counted.end + 1  # "attacked 21 times in the areas of X and Y"
    if sentence.found("ground_force", frame.clause.start, found.start):
        foes = sentence.found("ground_force", end, end + 3)
        if foes and sentence.lower[foes[0].end : foes[0].end + 1] != ["'s"]:
            return True  # "fighters attacked Druze gunmen around X"
    return bool(forces) and sentence.lower[end : end + 1] != [] and sentence.lower[end] in _GROUND


def launched_on_land(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "rebels launched an offensive in X" as fighting; others are spoken of, planned, over."""
    start, end = frame.trigger.start, frame.trigger.end
    before = sentence.lower[max(frame.clause.start, start - _OFFENSIVE_REACH) : start]
    after = sentence.lower[end : end + 3]
    begun = not _LAUNCHED.isdisjoint(before) or (
        not _LAUNCHED.isdisjoint(after) and not BE.isdisjoint([*after, "began"])
    )
    if not begun or not sentence.places:
        return None
    if sentence.lower[end - 1] == "to" and _FOR_LAND.isdisjoint(after[:1]):
        return None  # "launched an operation to rescue the miners"
    return replace(frame, role="clash", kind=EventKind.ARMED_CLASH)


_FOR_LAND = frozenset("take retake recapture capture seize liberate clear storm encircle".split())
_OFFENSIVE_REACH = 8
_LAUNCHED = frozenset(
    """launched began begun started mounted opened renewed resumed unleashed staged initiated
    continued pressed waged conducted""".split()
)


def lost(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "X has been lost" as a capture; much else is lost."""
    start = frame.trigger.start
    near = any(
        p.end <= start and _BEING.issuperset(sentence.lower[p.end : start]) for p in sentence.places
    )
    since = sentence.lower[frame.clause.start] in {"since", "after", "before", "when"}
    return replace(frame, role="capture", passive=True) if near and not since else None


_BEING = frozenset("had has have been was were now also".split())


def besieged(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "attackers besieged a school in X" as fighting; towns are besieged for years, too."""
    if frame.passive:
        return None
    start = frame.trigger.start
    doers = sentence.found("ground_force", frame.clause.start, start)
    doers = doers or sentence.found("band", frame.clause.start, start)
    fought = replace(frame, role="clash", kind=EventKind.ARMED_CLASH)
    return fought if doers and sentence.places else None


def advanced(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "forces advanced near X" as fighting there; markets advance, too."""
    forces = sentence.found("forces", frame.clause.start, frame.trigger.start)
    return replace(frame, role="clash") if forces and sentence.places else None


def left(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "soldiers left the town" as a withdrawal; they also leave people dead."""
    armed = sentence.found("ground_force", frame.clause.start, frame.trigger.start)
    found = frame.trigger
    if found.end - found.start == 1:  # "left the ruby town of X"
        place = next((p for p in sentence.places if 0 <= p.start - found.end <= 5), None)
        if place is None or frame.passive:
            return None
        between = set(sentence.lower[found.end : place.start])
        near = place.start - found.end <= 1 or bool(between & _LANDS)
        if (
            not near
            or between & _NOT_LEFT
            or any(found.end <= q.start < place.start for q in sentence.quantities)
        ):
            return None
    return replace(frame, role="withdraw") if armed else None


_NOT_LEFT = PREPOSITIONS - {"of"} | {"and", "dead", "people", "behind", ","}


def seized(sentence: Sentence, frame: Frame) -> Frame | None:
    """What is captured must be land: people and drugs are seized, too."""
    after = sentence.lower[frame.trigger.end : frame.trigger.end + 1]
    if (
        frame.trigger.trigger.word in {"capture", "seize"}
        and not frame.passive
        and after in (["in"], ["near"], ["at"], ["on"], ["by"])
        and any(f.end == frame.trigger.start for f in sentence.classes.get("person", ()))
    ):
        return None  # "two soldiers captured in the Kursk region"
    if frame.trigger.trigger.pos == "n" and _is_of_goods(sentence, frame.trigger.end):
        return None  # "a dispute over the seizure of a car"
    if frame.trigger.trigger.pos == "n" and _is_of_someone(sentence, frame.trigger.end):
        return replace(frame, role="arrest", kind=EventKind.ARREST)  # "the capture of a suspect"
    if frame.passive and _is_someone(sentence, frame):
        if not _ABDUCTED.isdisjoint(sentence.lower[frame.clause.start : frame.trigger.start]):
            return replace(frame, role="clash", kind=EventKind.ARMED_CLASH)
        return replace(frame, role="arrest", kind=EventKind.ARREST)
    if frame.trigger.trigger.word == "overrun" and not frame.passive:
        object_ = sentence.lower[frame.trigger.end : frame.trigger.end + 4]
        if not _POSTS.isdisjoint(object_):
            return replace(frame, role="clash", kind=EventKind.ARMED_CLASH)
    if frame.trigger.trigger.word not in {"capture", "seize", "regain"}:
        return frame
    text = sentence.text.lower()
    end = frame.trigger.end
    place_next = any(0 <= p.start - end <= 1 for p in sentence.places)
    aged = any(w.endswith("year-old") for w in sentence.lower[end : end + 4])
    person = aged or sentence.found("person", end, end + 6) or _is_named_man(sentence, end)
    person = person or not _CAUGHT.isdisjoint(sentence.lower[end : end + 7])
    person = person or any(
        a in _MEN and b not in _HOUSES for a, b in pairwise(sentence.lower[end : end + 7])
    )
    counted = [q.end for q in sentence.quantities if q.start == end]
    bare = any(
        not {*PREPOSITIONS, "."}.isdisjoint(sentence.lower[after : after + 1])
        and _LANDS.isdisjoint(sentence.lower[after : after + 4])
        for after in counted
    )  # "killed six and captured two in X", but not "two of the villages"
    if not place_next and (person or bare) and not frame.passive:
        return replace(frame, role="arrest", kind=EventKind.ARREST)
    if not place_next and not frame.passive and end < len(sentence.lower):
        named = next((p.start for p in sentence.places if p.start >= end), end + 6)
        goods = set(sentence.lower[end : min(named, end + 6)])
        if goods & _VESSELS:
            return replace(frame, role="clash", kind=EventKind.ARMED_CLASH)
        if goods & _GOODS and not goods & _LANDS:
            return None
    return frame if sentence.places or "village" in text or "town" in text else None


def _is_of_goods(sentence: Sentence, end: int) -> bool:
    """Whether "of" brings in goods or a vehicle."""
    if sentence.lower[end : end + 1] != ["of"]:
        return False
    goods = _GOODS | _VESSELS | {"car", "cars", "lorry", "lorries", "bus", "motorcycle", "land"}
    return not goods.isdisjoint(sentence.lower[end + 1 : end + 5])


def _is_of_someone(sentence: Sentence, end: int) -> bool:
    """Whether a person is what "of" brings in: "of X suspect Y", not "of X by fighters"."""
    person = sentence.found("person", end + 1, end + 4)
    if sentence.lower[end : end + 1] != ["of"] or not person:
        return False
    return PREPOSITIONS.isdisjoint(sentence.lower[end + 1 : person[0].start])


def _is_someone(sentence: Sentence, frame: Frame) -> bool:
    """Whether people are what was captured: "four men were captured in X", "he was captured"."""
    start, stop = frame.clause.start, frame.trigger.start
    if frame.trigger.trigger.word not in {"capture", "seize"}:
        return False
    while stop > start and sentence.lower[stop - 1] in BE | _ALSO:
        stop -= 1
    if sentence.lower[stop - 1 : stop] in (["he"], ["she"], ["they"], ["who"]):
        return True
    if any(
        start <= p.start < stop and (stop - p.end < _NEXT or p.start - start < _NEXT)
        for p in sentence.places
    ):
        return False  # "X was captured", "X, home to 70,000 people, was captured"
    subject = sentence.lower[start:stop]
    aged = any(w.endswith("year-old") for w in subject)
    return (aged or bool(sentence.found("person", start, stop))) and not any(
        w in _LANDS for w in sentence.lower[start:stop]
    )


def _is_named_man(sentence: Sentence, start: int) -> bool:
    """Whether a name stands here that a clause or an age explains: "Ali Hassan, who"."""
    at = start
    while at < len(sentence.words) and sentence.words[at].text[0].isupper():
        at += 1
    after = sentence.lower[at : at + 2]
    told = len(after) > 1 and after[0] == "," and (after[1] == "who" or after[1].isdigit())
    return told and at - start > 1


_MEN = frozenset("police militiamen".split())
_HOUSES = frozenset("station stations headquarters post posts base academy checkpoint".split())
_ALSO = frozenset("has have had also reportedly later".split())
_NEXT = 2
_VESSELS = frozenset(
    "tanker tankers ship ships vessel vessels boat boats dhow freighter ferry".split()
)
_ABDUCTED = frozenset(
    """schoolgirls schoolgirl schoolboys pupils pupil children girls women worshippers passengers
    villagers hostages pilgrims travellers farmers brides""".split()
)
_CAUGHT = frozenset(
    """suspected alleged wanted staff employees head leader leaders boss kingpin ringleader members
    suspects suspect
    fugitive fugitives smuggler smugglers lawmaker activist activists""".split()
)
_GOODS = frozenset(
    """weapons arms ammunition explosives drugs pills cash money documents equipment rifles rockets
    vehicle vehicles truck trucks computers files phones shipment shipments gold cattle""".split()
)
_LANDS = frozenset("village villages town towns settlement settlements city area base".split())


def claimed_land(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "two villages were claimed by the ministry" as captures; lives are claimed, too."""
    start, end = frame.trigger.start, frame.trigger.end
    land = {"village", "villages", "town", "towns", "settlement", "settlements", "capture", "city"}
    before = set(sentence.lower[frame.clause.start : start])
    by = "by" in sentence.lower[end : end + 3]
    party = any(end <= a.start <= end + 5 for a in sentence.actors)
    named = any(p.start in frame.clause and p.end <= start for p in sentence.places)
    if frame.passive and by and party and (land & before or named):
        return replace(frame, role="capture")
    return None


def fallen(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "X fell to the rebels" as a capture, "seven fell to air defences" as interceptions."""
    start, end = frame.trigger.start, frame.trigger.end
    after = set(sentence.lower[end : end + 5])
    if after & {"air", "gunners", "defenses", "defences", "fire", "units", "guns", "interceptors"}:
        number = next(
            (q for q in sentence.quantities if q.end <= start and start - q.end <= 5), None
        )
        if number is None:
            return None
        return replace(
            frame,
            role="intercept",
            kind=EventKind.INTERCEPTION,
            counts=(Count(field="downed", value=number.value, text=number.text),),
        )
    if sentence.lower[end - 1] == "into" and "hands" not in sentence.lower[end : end + 3]:
        return None
    flown = next((w for w in sentence.weapons if 0 <= start - w.end <= 1), None)
    if flown is not None:
        down = not _ONTO.isdisjoint(after)
        return replace(frame, role="crash", kind=flown.weapon.kind) if down else None
    own = any(
        0 <= start - p.end <= 3 or _is_explained(sentence, p.end, start) for p in sentence.places
    )
    return frame if own else None


def _is_explained(sentence: Sentence, end: int, start: int) -> bool:
    """Whether only an apposition stands between: "Homs, the third city, had fallen"."""
    between = sentence.lower[end:start]
    return 0 < len(between) <= _EXPLAINED and between[0] == "," and between.count(",") == 2


_EXPLAINED = 12
_ONTO = frozenset("on in into near at outside inside onto".split())


_PART_OF_TOWN = frozenset(
    """the town village city of settlement villages most parts part half much all over control
    border port oil field crossing base airport dam strategic gold mining key towns""".split()
)


_TAKEN_WHOLE = frozenset(
    """the town village city of settlement villages oil field border crossing base airport port dam
    strategic gold mining key towns""".split()
)


def took(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "troops took X", "X has been taken by troops" as a capture; much else is taken.

    "Gunmen took 303 pupils from a school" is an abduction.
    """
    start, end = frame.trigger.start, frame.trigger.end
    if not frame.passive and any(q.start == end for q in sentence.quantities):
        people = sentence.found("person", end, end + 4)
        bands = sentence.found("band", frame.clause.start, start)
        if people and bands and "from" in sentence.lower[end : end + 10]:
            return replace(frame, role="clash", kind=EventKind.ARMED_CLASH)
    if frame.passive:
        by = sentence.lower[end : end + 1] == ["by"]
        armed = sentence.found("forces", end, end + 5) or any(
            end < a.start <= end + 3 for a in sentence.actors
        )
        placed = any(0 <= start - p.end <= 12 for p in sentence.places)
        land = not _HAMLETS.isdisjoint(sentence.lower[frame.clause.start : start])
        land = land and bool(sentence.places) and end < len(sentence.lower) and not by
        land = land and sentence.lower[end] not in _ELSEWHERE
        return replace(frame, role="capture") if (by and armed and placed) or land else None
    direct = next((p for p in sentence.places if 0 <= p.start - end <= 6), None)
    if direct is None or any(w not in _PART_OF_TOWN for w in sentence.lower[end : direct.start]):
        return None
    bands = sentence.found("band", frame.clause.start, start)
    armed = (
        bands
        or sentence.found("forces", frame.clause.start, start)
        or any(a.end <= start and a.start in frame.clause for a in sentence.actors)
    )
    return replace(frame, role="capture") if armed or "it" in sentence.lower[:start] else None


_HAMLETS = frozenset("village villages settlement settlements hamlet hamlets".split())
_ELSEWHERE = frozenset("to into from aback apart off away care part up out".split())
"""What "were taken" goes on with where no land changed hands."""


def fall_of(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "the fall of the village of X" as a capture; governments fall, too."""
    end = frame.trigger.end
    near = any(0 <= p.start - end <= 4 for p in sentence.places)
    return replace(frame, role="capture") if near else None


_THEIRS = frozenset({"their", "its", "his"})


def in_hands(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "X was in the hands of troops" as a capture where somebody just said so."""
    start, end = frame.trigger.start, frame.trigger.end
    theirs = not _THEIRS.isdisjoint(sentence.lower[frame.trigger.start : end])
    armed = sentence.found("forces", end, end + 4) or any(
        start <= a.start <= end + 2 for a in sentence.actors
    )
    armed = armed or (theirs and bool(sentence.found("claiming", 0, frame.trigger.start)))
    placed = any(p.end <= frame.trigger.start for p in sentence.places)
    return replace(frame, role="capture") if armed and placed else None
