"""The people whom a verb names one by one: a driver, the mayor, her two children."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.sentence import BE, PREPOSITIONS, Sentence

if TYPE_CHECKING:
    from geomap.events.frame import Frame
    from geomap.events.sentence import Found


def kin_with(sentence: Sentence, frame: Frame, *, active: bool, counted: bool) -> int:
    """Count whom "and his", "and her" joins to one victim: "John Hoffman and his wife".

    ``active`` says that they stand behind the verb. ``counted`` leaves out single ones, which are
    counted where they are told.
    """
    if active:
        where = range(frame.trigger.end, min(frame.clause.stop, frame.trigger.end + _KIN_REACH))
    else:
        where = range(frame.clause.start, frame.trigger.start)
    for i in where:
        if sentence.lower[i] != "and" or sentence.lower[i + 1 : i + 2] not in _OWN_KIN:
            continue
        number = next((q for q in sentence.quantities if q.start == i + 2), None)
        if number is not None and number.value:
            return number.value if is_kin(sentence, number.end, number.end + 3) else 0
        return 0 if counted else int(is_kin(sentence, i + 2, i + 4))
    return 0


def named_with_kin(sentence: Sentence, frame: Frame, *, active: bool) -> int:
    """Count the one by name whom kin was joined to: "wounded John Hoffman and his wife"."""
    start = frame.trigger.end if active else frame.clause.start
    stop = min(frame.clause.stop, start + _KIN_REACH) if active else frame.trigger.start
    joint = next(
        (i for i in range(start, stop) if sentence.lower[i : i + 2] in _AND_KIN),
        start,
    )
    pair = range(start, start + 2) if sentence.lower[joint - 1] == "," else range(joint - 2, joint)
    return int(joint > start <= pair.start and all(is_name(sentence, i) for i in pair))


_AND_KIN = (["and", "his"], ["and", "her"])


def is_kin(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether a word for people, or for kin, begins within a range."""
    own = any(word in _KIN or word.removesuffix("s") in _KIN for word in sentence.lower[start:stop])
    return own or bool(sentence.found("person", start, stop))


_KIN_REACH = 14
_OWN_KIN = (["his"], ["her"], ["their"])


def is_name(sentence: Sentence, index: int) -> bool:
    """Whether a word with a capital belongs to neither a place nor a party."""
    known: tuple[Found, ...] = (*sentence.places, *sentence.actors)
    return sentence.words[index].text[0].isupper() and not any(
        f.start <= index < f.end for f in known
    )


def persons_named(sentence: Sentence, frame: Frame, *, active: bool) -> int:
    """Count the persons of known words that "a", "another" or a single "the" brings in."""
    span = _span_of_persons(sentence, frame, active=active)
    if frame.passive and sentence.lower[frame.clause.start] == "who":
        before = frame.clause.start  # "a man who stepped out to feed his dog had been killed"
        one = any(f.end == before for f in sentence.classes.get("person", ()))
        if one and {"a", "an"} & set(sentence.lower[max(0, before - 4) : before]):
            return 1
    count, counted = 0, set[int]()
    for i in span:
        if sentence.lower[i] not in _OPENS_PERSON:
            continue
        known = sentence.lower[i] in {"the", "'s", "’s"}
        if known and not _is_one_person(sentence, i + 1) and not _is_one_told(sentence, frame, i):
            continue
        if sentence.lower[i + 1 : i + 3] == ["family", "of"]:
            size = next((q.value for q in sentence.quantities if q.start == i + 3), None)
            count += size or 1  # "a family of four"
            continue
        person = sentence.found("person", i + 1, min(i + 7, span.stop))
        if known and not person and _is_one_person(sentence, i + 1):
            count += 1  # "the village chief"
            continue
        between = range(i + 1, person[0].start) if person else range(0)
        if person and sentence.lower[person[0].end : person[0].end + 1] == ["staff"]:
            continue  # "an officer of the General Staff"
        if not person or any(sentence.lower[k] in _NO_PERSON for k in between):
            continue
        if sentence.lower[person[0].start] == "couple":
            count += 2
            continue
        if person[0].end in counted or (sentence.lower[i] in {"'s", "’s"} and i in counted):
            continue  # "a sheriff's deputy", "a farmer's wife" are one
        counted.add(person[0].end)
        kin = sentence.lower[i] in {"his", "her", "their"}
        if not kin or sentence.lower[person[0].start] in _KIN:
            count += 1
    return count


_OPENS_PERSON = frozenset("a an another the his her their 's ’s".split())


def _is_one_told(sentence: Sentence, frame: Frame, index: int) -> bool:
    """Whether "was" tells that one person is meant: "the chief editor was killed"."""
    at = frame.trigger.start - 1
    while at > frame.clause.start and sentence.lower[at] in _ADVERBS:
        at -= 1
    single = sentence.lower[at] == "was" or sentence.lower[at - 1 : at + 1] == ["has", "been"]
    person = sentence.found("person", index + 1, min(index + 7, at)) if single else []
    return bool(person) and sentence.lower[person[0].start] not in _CROWDS


_ADVERBS = frozenset("also reportedly later shot fatally seriously critically".split())


_CROWDS = frozenset(
    "crew family toll casualty people troops personnel lives life couple others".split()
)


_NO_PERSON = PREPOSITIONS | {",", "a"}


def _span_of_persons(sentence: Sentence, frame: Frame, *, active: bool) -> range:
    """Return where the persons of a verb stand: up to the "and" that the next verb goes on from.

    "Killed a woman and a boy was wounded": the boy belongs to the second verb alone.
    """
    lower, found = sentence.lower, frame.trigger
    verbs = [t for t in sentence.triggers if t.trigger.pos == "v" and t is not found]
    if active:
        stop = min(frame.clause.stop, found.end + 12)
        later = next((t.start for t in verbs if found.end <= t.start < stop), stop)
        passive = later < stop and lower[later - 1] in BE
        joints = [i for i in range(found.end, later) if lower[i] == "and"] if passive else []
        return range(found.end, joints[-1] if joints else later)
    start = frame.clause.start
    subject = sentence.opening(start)
    if subject.stop <= start:
        return subject  # "the guard who was asleep in X, was shot dead"
    before = [t.end for t in verbs if start <= t.start < found.start]
    if before and found.start and lower[found.start - 1] in BE:
        joints = [i for i in range(before[-1], found.start) if lower[i] == "and"]
        start = joints[-1] if joints else start
    return range(start, found.start)


_KIN = frozenset(
    """son daughter wife husband mother father brother sister grandmother grandfather child baby
    driver passenger colleague companion bodyguard nephew niece cousin aide""".split()
)


SINGULAR = frozenset(
    """driver pilot victim gunman attacker bomber man woman boy girl child soldier officer guard
    employee clerk watchman priest imam teacher doctor nurse farmer shepherd passenger worker
    journalist mayor baby chief elder commander leader headmaster principal sniper""".split()
)


def _is_one_person(sentence: Sentence, index: int) -> bool:
    """Whether "the" speaks of one person: "the driver died"."""
    words = sentence.lower[index : index + 2]
    if not words or words[0] in SINGULAR:
        return bool(words)
    return len(words) > 1 and words[0] in _LOCAL and words[1] in SINGULAR  # "the village chief"


_LOCAL = frozenset(
    "vice deputy village district local town bus truck taxi school police army rebel".split()
)
