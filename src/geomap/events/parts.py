"""One verb at several places: the numbers, the others and the parts that each place has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.frame import ATTACK_ROLES, CASUALTY_ROLES, SIBLING, STRONG, Count, Frame
from geomap.events.sentence import FoundPlace, Sentence, starts_told
from geomap.events.standing import LOCATIVE, governor
from geomap.events.vicinity import encloses, listed
from geomap.model import Usage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.events.quantities import Quantity


def up_to_number(sentence: Sentence, frame: Frame) -> Frame:
    """Return a frame without the places that have numbers of their own.

    "Six died in a house in X and three in the Y camp": the six died in X alone.
    """
    if not frame.counts:
        return frame
    for number, place in enumerate(frame.places[1:], start=1):
        before = frame.places[number - 1].end
        if any(
            before < q.start < place.start
            and sentence.lower[q.start - 1] in _JOINS
            and sentence.lower[_past_people(sentence, q.end)] in LOCATIVE
            for q in sentence.quantities
        ):
            return replace(frame, places=frame.places[:number])
        if _one_more(sentence, frame, before, place):
            counts = frame.counts
            if not any(frame.trigger.end <= q.start < before for q in sentence.quantities):
                # "a man in A and another man in B": counted as persons, both of them
                counts = tuple([replace(c, value=c.value - 1) if c.value else c for c in counts])
            return replace(frame, places=frame.places[:number], counts=counts)
    return frame


def _past_people(sentence: Sentence, end: int) -> int:
    """Return the token behind the people a number counts: "three people | in Odesa"."""
    last = len(sentence.lower) - 1
    stop = min(last, end + _PEOPLE_REACH)
    people = sentence.found("person", end, min(end + 3, stop))
    if not people or people[0].start in starts_told(sentence):
        return min(end, last)
    for i in range(people[0].end, stop):
        if sentence.lower[i] in LOCATIVE:
            return i
        if not sentence.words[i].is_word or i in starts_told(sentence):
            break
    return min(end, last)


_PEOPLE_REACH = 8


def _one_more(sentence: Sentence, frame: Frame, start: int, place: FoundPlace) -> bool:
    """Whether one more person was hurt there: "killed two men in A and a driver near B"."""
    if frame.role not in CASUALTY_ROLES:
        return False
    at = governor(sentence, place)[1]
    joint = next((i for i in range(start, at) if sentence.lower[i : i + 2] in _AND_ONE), -1)
    if joint < 0 or at - joint > _NEAR_PART or sentence.lower[at] not in LOCATIVE:
        return False
    told = any(joint <= t.start < place.start for t in sentence.triggers)
    return not told and bool(sentence.found("person", joint + 2, at))


_AND_ONE = (["and", "a"], ["and", "an"], ["and", "another"])


def siblings(sentence: Sentence, one: Frame) -> Iterator[Frame]:
    """Yield what the same verb says of further places: "91 over Moscow and 126 over Kursk"."""
    if not one.counts or not one.places or one.place_score < STRONG:
        return
    field = one.counts[0].field
    ordered = sorted(sentence.places, key=lambda p: p.start)
    start = max(one.trigger.end, one.places[-1].end)
    following = next((p for p in ordered if p.start >= start), None)
    if following is not None and following.resolution.location is not None:
        if _one_more(sentence, one, start, following):
            yield _at(one, following, SIBLING, Count(field=field, value=1))
            return
    for quantity in sentence.quantities:
        if quantity.start < start or not quantity.value:
            continue
        end = _past_people(sentence, quantity.end)
        each = sentence.lower[end : end + 1] == ["each"]
        end += each or sentence.lower[end : end + 1] in (["more"], ["others"])
        if sentence.lower[end : end + 1] == [] or not (
            sentence.lower[end] in LOCATIVE and sentence.lower[quantity.start - 1] in _JOINS
        ):
            continue
        if any(t.start in range(start, quantity.start) for t in sentence.triggers):
            return
        place = next((p for p in ordered if 0 <= p.start - end <= 6), None)
        if place is None or place.resolution.location is None:
            continue
        for at in listed(sentence, place) if each else (place,):
            yield _at(
                one, at, SIBLING, Count(field=field, value=quantity.value, text=quantity.text)
            )


def _at(frame: Frame, place: FoundPlace, part_of: int, *counts: Count) -> Frame:
    """Return what a frame tells of a further place, with the counts that it has there."""
    return replace(
        frame,
        counts=counts,
        places=(place,),
        place_score=5.0,
        own_airspace=False,
        part_of=part_of,
    )


_REPEATED = ATTACK_ROLES | {"explosion", "clash"}


def others_of(sentence: Sentence, one: Frame) -> Iterator[Frame]:
    """Yield what "another" leaves out: "a raid on a car in Tulin and another in Yanouh"."""
    if one.role not in _REPEATED or one.place_score < STRONG:
        return
    start = max([one.trigger.end, *(p.end for p in one.places)])
    for i in range(start, min(len(sentence.lower) - 2, start + 12)):
        if sentence.lower[i] == "another" and sentence.lower[i + 1] in _OTHER_AT:
            if any(t.start in range(start, i) for t in sentence.triggers):
                return
            place = next((p for p in sentence.places if 0 < p.start - i <= 8), None)
            if place is None or place.resolution.location is None:
                return
            if any(t.start in range(i, place.start) for t in sentence.triggers):
                return
            yield _at(one, place, SIBLING)
            return


def with_others(sentence: Sentence, one: Frame) -> Iterator[Frame]:
    """Yield what a verb left out says: "fired missiles at A on Tuesday, and rockets at B"."""
    if one.role not in {"launch", "attack"} or one.passive or one.place_score < STRONG:
        return
    if one.trigger.trigger.pos != "v" or not one.places:
        return
    start = max(one.trigger.end, min(p.end for p in one.places))
    for weapon in sentence.weapons:
        at = weapon.end
        if weapon.start < start or sentence.lower[at : at + 1] not in (["at"], ["on"], ["against"]):
            continue
        if "and" not in sentence.lower[max(start, weapon.start - 3) : weapon.start]:
            continue
        place = next((p for p in sentence.places if 0 < p.start - at <= 4), None)
        if place is None or any(t.start in range(start, place.start) for t in sentence.triggers):
            return
        when = next((t for t in sentence.times if 0 <= t.start - place.end <= 1), one.time)
        other = _at(one, place, SIBLING)
        yield replace(other, weapons=(weapon.weapon.name,), kind=weapon.weapon.kind, time=when)
        return


def at_others(sentence: Sentence, one: Frame) -> Iterator[Frame]:
    """Yield what is told once more behind an aside: "A was attacked, as were B and C".

    So does "fired missiles at A, where four were killed, and at B".
    """
    if one.role not in ATTACK_ROLES or one.place_score < STRONG or not one.places:
        return
    if one.trigger.trigger.pos != "v":
        return
    lower, start = sentence.lower, max(one.trigger.end, min(p.end for p in one.places))
    for i in range(start, len(lower) - 2):
        like = one.passive and lower[i] == "as" and lower[i + 1] in {"was", "were"}
        again = lower[i - 1 : i + 1] == [",", "and"] and lower[i + 1] in {"at", "on", "against"}
        again = again and governor(sentence, one.places[0])[0] == lower[i + 1]
        if not like and not again:
            continue
        place = next((p for p in sentence.places if 0 < p.start - i <= 4), None)
        if place is None or place in one.places or place.resolution.location is None:
            return
        if any(t.start in range(i, place.start) for t in sentence.triggers):
            return
        last = None
        for at in (p for p in sentence.places if place.start <= p.start < i + _LIST_REACH):
            if last is not None and encloses(sentence, last, at):
                continue  # "Dyagilevo near Ryazan"
            last = at
            if at.resolution.location is not None:
                yield _at(one, at, SIBLING)
            if again:
                return
        return


_LIST_REACH = 30
"""Tokens that a list behind "as were" may take up."""


_OTHER_AT = LOCATIVE | {"on", "against", "targeting"}


_JOINS = frozenset("and , ; while".split())


_OF_THEM = frozenset("them these those which whom".split())


_OPEN_PARTS = frozenset("including among : of".split())


_PART_REACH = 8


_NEAR_PART = 6


def _parts_that_add_up(sentence: Sentence, whole: Frame, position: int) -> Iterator[Frame]:
    """Yield the parts of a total that follow it bare: "killed six people, two in A and four in B".

    They are parts only when they add up to it.
    """
    total, found, sum_of = whole.counts[0], list[Frame](), 0
    for quantity in sentence.quantities:
        before, end = sentence.lower[quantity.start - 1], quantity.end
        if quantity.start <= whole.trigger.end or before not in _JOINS or not quantity.value:
            continue
        near = (p for p in sentence.places if 0 < p.start - end <= _NEAR_PART)
        place = next((p for p in near if p.resolution.mention.usage is Usage.LITERAL), None)
        if place is None or place.resolution.location is None:
            continue
        if governor(sentence, place)[1] < end or sentence.lower[end] not in LOCATIVE:
            continue
        sum_of += quantity.value
        count = Count(field=total.field, value=quantity.value, text=quantity.text)
        found.append(_at(whole, place, position, count))
    if len(found) > 1 and sum_of == total.value:
        yield from found


def _who_reach(sentence: Sentence, quantity: Quantity) -> int:
    """Return how far a clause about those counted goes: "21 people who were waiting at X"; or 0."""
    lower, end = sentence.lower, quantity.end
    if "who" not in lower[end : end + 3]:
        return 0
    stop = next((i for i in range(end, len(lower)) if lower[i] in {",", ";", ".", ":"}), len(lower))
    return min(stop - end, _LONGEST_WHO)


_LONGEST_WHO = 20


def parts_of(sentence: Sentence, whole: Frame, position: int) -> Iterator[Frame]:
    """Yield the parts of a total: "52 drones, including 41 over the Belgorod region"."""
    if not whole.counts:
        return
    field, total = whole.counts[0].field, whole.counts[0].value or 0
    if _OPEN_PARTS.isdisjoint(sentence.lower):
        yield from _parts_that_add_up(sentence, whole, position)
        return
    opens = [
        i
        for i in range(whole.trigger.end, len(sentence.lower) - 1)
        if sentence.lower[i] in {"including", "among", ":"}
        or (sentence.lower[i] == "of" and sentence.lower[i + 1] in _OF_THEM)
    ]
    opens = [min(opens) - 4] if opens and sentence.lower[min(opens)] == "of" else opens
    if not opens:
        yield from _parts_that_add_up(sentence, whole, position)
        return
    reach = _PART_REACH if whole.role in CASUALTY_ROLES else _NEAR_PART
    after = sorted(sentence.places, key=lambda p: p.start)
    for quantity in sentence.quantities:
        if quantity.start <= opens[0] or quantity.value is None or not 0 < quantity.value < total:
            continue
        place = next(
            (
                p
                for p in after
                if 0 <= p.start - quantity.end <= (_who_reach(sentence, quantity) or reach)
                and governor(sentence, p)[0] in LOCATIVE
                and p.resolution.location is not None
            ),
            None,
        )
        if place is None:
            continue
        shared = [place]
        if quantity.end < len(sentence.lower) and sentence.lower[quantity.end] == "each":
            shared = list(listed(sentence, place))
        for one in shared:
            yield _at(
                whole, one, position, Count(field=field, value=quantity.value, text=quantity.text)
            )
