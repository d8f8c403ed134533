"""Words of people: who meets, gathers, signs, is held, brought away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.readings import AWAY_REACH
from geomap.model import EventKind

if TYPE_CHECKING:
    from geomap.events.frame import (
        Frame,
    )
    from geomap.events.sentence import Sentence


_SIGNED = (
    "framework agreement deal treaty accord memorandum pact truce ceasefire declaration protocol "
    "roadmap"
).split()


_EVACUATED = frozenset(
    """diplomats diplomat staff personnel citizens nationals families embassy workers residents
    civilians employees patients people women children villagers households""".split()
)


def as_evacuation(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "pulled some diplomats from X" as an evacuation; pulling anything else is none."""
    end = frame.trigger.start + 1  # the phrase may hold its "out of" already
    after = sentence.lower[end : end + AWAY_REACH]
    if frame.passive and after[:1] in (["out"], ["from"]):
        people = sentence.lower[frame.clause.start : frame.trigger.start]
        return replace(frame, role="evacuate") if _EVACUATED & set(people) else None
    origin = next((w for w in ("from", "out") if w in after), None)
    whom = set() if origin is None else set(after[: after.index(origin)])
    moved = _EVACUATED & whom and not _DEAD & whom
    return replace(frame, role="evacuate") if moved else None


_DEAD = frozenset("body bodies corpse corpses remains dead".split())


def meeting(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "met" as talks where the sentence names a place at all."""
    before = sentence.lower[max(0, frame.trigger.start - 3) : frame.trigger.start]
    if frame.trigger.trigger.pos == "v" and not _CROWDS.isdisjoint(before):
        return None  # "crowds gathered in X": no talks
    if sentence.lower[frame.trigger.start].startswith("gather") and not sentence.found(
        "official", frame.clause.start, frame.trigger.start
    ):
        return gathered(sentence, frame)  # "dozens of people gathered in a square"
    if frame.trigger.trigger.word == "sit down" and not sentence.found(
        "official", frame.clause.start, frame.trigger.start
    ):
        return None
    loose = frame.trigger.trigger.word in {"meeting", "meet"}
    return frame if sentence.places or not loose else None


def signed(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "signed" as an agreement where one is named; books are signed, too."""
    text = sentence.text.lower()
    return frame if any(word in text for word in _SIGNED) else None


def held(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "police held 540 people" as arrests; much else is held."""
    end = frame.trigger.end
    police = sentence.found("ground_force", frame.clause.start, frame.trigger.start)
    people = any(0 <= q.start - end <= 1 for q in sentence.quantities)
    if end - frame.trigger.start > 1:  # "took in a filmmaker": those who are taken in are people
        people = people or sentence.lower[end : end + 1] in (["a"], ["an"])
    return replace(frame, role="arrest") if police and people else None


_OPEN_SPACES = frozenset(
    "street streets square avenue boulevard park plaza bridge promenade parkway road roads".split()
)


def filled(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "thousands filled the avenue" as a protest; cups are filled, too."""
    after = sentence.lower[frame.trigger.end : frame.trigger.end + 6]
    before = sentence.lower[frame.clause.start : frame.trigger.start]
    people = bool(_CROWDS & set(before)) or "people" in before
    if frame.passive or _OPEN_SPACES.isdisjoint(after) or not people:
        return None
    return gathered(sentence, frame)


def picked_up(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "police picked up three activists" as an arrest; much else is picked up."""
    start, end = frame.trigger.start, frame.trigger.end
    police = sentence.found("ground_force", frame.clause.start, start)
    people = sentence.found("person", end, end + 4)
    return replace(frame, role="arrest") if police and people and not frame.passive else None


_WAYS = frozenset(
    """road roads street streets highway highways bridge motorway avenue square entrance entrances
    traffic boulevard railway tracks headquarters parliament building""".split()
)


def blocked(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "streets were blocked by taxi drivers" as a protest; soldiers and snow block, too."""
    start, end = frame.trigger.start, frame.trigger.end
    if frame.passive:
        doers, way = (end, min(len(sentence.lower), end + 6)), (frame.clause.start, start)
        if sentence.lower[end : end + 1] != ["by"]:
            return None
    else:
        doers, way = (frame.clause.start, start), (end, end + 4)
    people = sentence.found("person", *doers) or sentence.found("band", *doers)
    retired = not {"retired", "former"}.isdisjoint(sentence.lower[doers[0] : doers[1]])
    armed = sentence.found("ground_force", *doers) and not retired
    if not people or armed or _WAYS.isdisjoint(sentence.lower[way[0] : way[1]]):
        return None
    return replace(frame, role="protest")


_SOLEMN = frozenset(
    """funeral funerals mourners burial mass concert prayers worshippers festival memorial wedding
    match pilgrims""".split()
)


_CROWDS = frozenset(
    "thousands hundreds dozens crowd crowds protesters demonstrators mourners".split()
)


_DEMANDS = frozenset(
    """demanding demanded calling called chanting chanted slogans banners placards against flags
    raising""".split()
)


_AT_CROWD = frozenset(
    "at on into toward towards hit hitting struck targeted targeting bombed".split()
)


def _is_aimed_at(sentence: Sentence, frame: Frame) -> bool:
    """Whether a crowd is what was fired at: "a drone fired at a crowd near a bakery"."""
    before = sentence.lower[max(0, frame.trigger.start - 3) : frame.trigger.start]
    return frame.trigger.trigger.pos == "n" and bool(_AT_CROWD & set(before))


def gathered(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "thousands gathered outside" as a protest; a few people gather for many reasons."""
    if _SOLEMN & set(sentence.lower) or _is_aimed_at(sentence, frame):
        return None
    many = _CROWDS & set(sentence.lower) or any((q.value or 0) >= 50 for q in sentence.quantities)
    some = any(q.text in {"dozens", "scores"} for q in sentence.quantities)
    some = some or bool(sentence.found("person", frame.clause.start, frame.trigger.start))
    many = many or (some and not _DEMANDS.isdisjoint(sentence.lower))
    return replace(frame, role="protest", weak=not many)


def looted(sentence: Sentence, frame: Frame) -> Frame:
    """Read looting as a riot where a crowd is at work; soldiers loot in passing."""
    crowd = any(
        t.trigger.role in {"protest", "riot"} and t is not frame.trigger for t in sentence.triggers
    )
    armed = sentence.found("ground_force", 0, len(sentence.words)) or any(
        t.trigger.role in {"capture", "killed", "attack"} for t in sentence.triggers
    )
    return replace(frame, role="damage", kind=None) if armed and not crowd else frame


def hosted(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "hosted the chancellor in Berlin" as talks: the guest must be an official."""
    guest = sentence.found("official", frame.trigger.end, frame.trigger.end + 8)
    if frame.passive:
        return replace(frame, role="talks") if guest and sentence.places else None
    start = frame.trigger.start
    host = sentence.found("official", frame.clause.start, start) or (
        start == 1 and sentence.words[0].is_word  # "Trump hosted European leaders"
    )
    return replace(frame, role="talks") if guest and host and sentence.places else None


def swapped(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "exchanged 84 prisoners" as an agreement carried out."""
    near = sentence.lower[frame.trigger.start : frame.trigger.end + 6]
    people = {"prisoners", "captives", "pows", "bodies", "soldiers", "detainees"} & set(near)
    named = frame.trigger.trigger.pos == "n" or people
    return replace(frame, role="sign") if named and sentence.places else None


def bodies(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "20 bodies were found" as dead; bodies are also handed over, at an exchange."""
    found = {"found", "recovered", "pulled", "discovered", "retrieved", "dug", "lay", "lying",
             "left", "unearthed", "taken", "reached", "arrived", "brought"}  # fmt: skip
    found &= set(sentence.lower)
    given = {"exchange", "exchanged", "exchanging", "swap", "swapped", "repatriated", "handed",
             "returned", "repatriation"} & set(sentence.lower)  # fmt: skip
    return frame if found and not given else None


def told_to_leave(sentence: Sentence, frame: Frame) -> Frame | None:
    """Read "were ordered on Monday to leave X" as an evacuation."""
    start = frame.trigger.start
    before = set(sentence.lower[max(0, start - 9) : start])
    if sentence.lower[start - 1 : start] != ["to"] or not before & _ORDERED:
        return None
    return replace(frame, role="evacuate", kind=EventKind.EVACUATION)


_ORDERED = frozenset("ordered told instructed forced".split())
