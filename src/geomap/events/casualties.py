"""How many people: who was killed or hurt, by the grammar around the verb."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from geomap.events.companions import opens_list, with_companions
from geomap.events.facts import says_without
from geomap.events.frame import (
    Count,
    Frame,
)
from geomap.events.persons import is_kin, kin_with, named_with_kin, persons_named
from geomap.events.sentence import (
    BE,
    DETERMINERS,
    FINITE,
    PAST,
    PREPOSITIONS,
    Sentence,
    tokens_timed,
)
from geomap.events.victims import AUXILIARY, named_victim, names_joined, side_of, verb_group

if TYPE_CHECKING:
    from geomap.events.quantities import Quantity


def with_casualties(sentence: Sentence, frame: Frame) -> Frame:
    """Return the frame with how many its trigger says were killed or hurt, or who."""
    fields = {"injured": ("injured",), "casualties": ("killed", "injured")}.get(
        frame.role, ("killed",)
    )
    if "without" in sentence.lower and says_without(sentence, frame.trigger):
        frame.counts = tuple([Count(field=f, value=0) for f in fields])
        return frame
    quantity = _casualty_quantity(sentence, frame)
    if frame.role == "casualties" and (quantity is None or quantity.value != 0):
        return frame
    if quantity is not None and quantity.value == 0 and _is_unknown(sentence, quantity):
        return frame
    if quantity is not None:
        if frame.role in {"died", "killed"} and _is_number_of(sentence, frame):
            frame.role = "toll"
        more = _along_with(sentence, frame) if quantity.value else 0
        value = quantity.value + more if quantity.value else quantity.value
        side = None if more else side_of(sentence, quantity)
        others = sentence.lower[quantity.end : quantity.end + 1] in (["others"], ["more"])
        frame.counts = tuple(
            Count(field=f, value=value, text=quantity.text, side=side, others=others)
            for f in fields
        )
        return frame
    active = _is_active(sentence, frame)
    people = persons_named(sentence, frame, active=active) or _single_victim(sentence, frame)
    if people:
        people += kin_with(sentence, frame, active=active, counted=True)
        people += named_with_kin(sentence, frame, active=active)
        people += _along_with(sentence, frame)
    if frame.role == "bodies" and sentence.lower[frame.trigger.start] == "body":
        people = 1  # "the body of a young man was found"
    if not people and frame.role == "died" and frame.trigger.start:
        people = int(sentence.lower[frame.trigger.start - 1] in {"he", "she"})
    if people:
        frame.counts = (Count(field=fields[0], value=people),)
        return frame
    victim = named_victim(sentence, frame, active=active)
    frame.victims = (victim,) if victim else ()
    kin = kin_with(sentence, frame, active=active, counted=False) if victim else 0
    kin += _along_with(sentence, frame) if victim else 0
    kin += names_joined(sentence, frame) if victim and not kin else 0
    if kin:
        frame.counts = (Count(field=fields[0], value=1 + kin),)
    return frame


def _along_with(sentence: Sentence, frame: Frame) -> int:
    """Count who met the same end: "was killed along with another man, two of his guards"."""
    end = frame.trigger.end
    if sentence.lower[end : end + 2] not in (["along", "with"], ["together", "with"]):
        return 0
    number = next((q for q in sentence.quantities if q.start == end + 2), None)
    if number is not None and number.value:
        return number.value if _counts_people(sentence, number, frame.clause.stop) else 0
    single = sentence.lower[end + 2 : end + 3] in (["another"], ["a"], ["an"], ["his"], ["her"])
    return int(single and is_kin(sentence, end + 3, end + 6))


def _is_unknown(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether nobody knows yet: "no information on casualties", "no word on injuries"."""
    after = sentence.lower[quantity.end : quantity.end + 3]
    return not _NEWS.isdisjoint(after) and not {"of", "on", "about"}.isdisjoint(after)


_NEWS = frozenset("information word details data".split())


def _is_active(sentence: Sentence, frame: Frame) -> bool:
    found = frame.trigger
    if found.trigger.pos != "v" or frame.passive or found.trigger.role == "died":
        return False
    if found.end >= frame.clause.stop:
        return False
    following = sentence.lower[found.end]
    if any(q.start == found.end for q in sentence.quantities) or following in DETERMINERS:
        return True
    if following in PREPOSITIONS or following in {",", "."}:
        return False
    if sentence.words[found.end].text[0].isupper() and found.end not in tokens_timed(sentence):
        return True  # "three gunmen shot dead Said Dirir"
    return not _left_people(sentence, frame)


def _casualty_quantity(sentence: Sentence, frame: Frame) -> Quantity | None:
    if frame.role == "toll":
        before = sentence.lower[frame.trigger.start - 1] if frame.trigger.start else ""
        if before in {"'s", "’s", "overall", "total"}:
            return None  # "bringing the day's toll to three": of all places
        later = [q for q in sentence.quantities if q.start >= frame.trigger.end]
        stated = [q for q in later if sentence.lower[q.start - 1] in _TOLL_VERBS]
        return next(iter(stated or later), None)
    turned = _after_be(sentence, frame)
    if turned is not None:
        return turned
    risen = _risen_to(sentence, frame)
    if risen is not None:
        return risen
    dead_at = frame.trigger.trigger.word == "dead" and sentence.lower[
        frame.trigger.end : frame.trigger.end + 1
    ] == ["at"]  # "putting the dead at 460"
    if dead_at or _is_number_of(sentence, frame):
        return next((q for q in sentence.quantities if 0 <= q.start - frame.trigger.end <= 4), None)
    if frame.trigger.trigger.role == "bodies":
        return _beside(sentence, frame)
    for read in (_put_at, _share_there, _left_behind, _lives_taken, _inflicted_on):
        if (told := read(sentence, frame)) is not None:
            return told
    if _is_active(sentence, frame):
        others = _and_others(sentence, frame)
        if others is not None:
            return others
        following = [t.start for t in sentence.triggers if t.start > frame.trigger.start]
        reach = min([frame.trigger.end + 6, *following])
        for quantity in sentence.quantities:
            if frame.trigger.end <= quantity.start < reach and _counts_people(
                sentence, quantity, frame.clause.stop
            ):
                return with_companions(sentence, quantity, frame.clause.stop)
        return None
    if _of_whom(sentence, frame):
        return _beside(sentence, frame)
    people = _left_people(sentence, frame) or _who_were(sentence, frame)
    if people is None and frame.trigger.trigger.pos == "n":
        return next((q for q in sentence.quantities if 0 <= frame.trigger.start - q.end <= 1), None)
    return people


def _and_others(sentence: Sentence, frame: Frame) -> Quantity | None:
    """One and others with him: "killed the chief of staff, Ali Hassan, and four others"."""
    end = frame.trigger.end
    for quantity in sentence.quantities:
        at, after = quantity.start, sentence.lower[quantity.end : quantity.end + 1]
        if not end + 1 < at <= end + _OTHERS_REACH or quantity.value is None:
            continue
        if sentence.lower[at - 1] != "and" or after not in (["others"], ["other"], ["more"]):
            continue
        if any(end <= q.start < at for q in sentence.quantities) or any(
            end <= t.start < at for t in sentence.triggers
        ):
            return None
        return replace(quantity, value=quantity.value + 1)
    return None


_OTHERS_REACH = 16


def _who_were(sentence: Sentence, frame: Frame) -> Quantity | None:
    """The number in "26 people who were executed in X"; "the two people who were" are known."""
    start = frame.clause.start
    if sentence.lower[start] != "who" or not (frame.passive or frame.role == "died"):
        return None
    people = any(f.end == start for f in sentence.classes.get("person", ()))
    reach = _WHO_REACH
    if not people and not any(q.end == start for q in sentence.quantities):
        if not _returns_to_main(sentence, frame):
            return None
        reach = _MAIN_REACH
    quantity = next(
        (
            q
            for q in reversed(sentence.quantities)
            if 0 <= start - q.end <= reach and _counts_people(sentence, q, start)
        ),
        None,
    )
    if quantity is None:
        return None
    before = sentence.lower[max(0, quantity.start - 2) : quantity.start]
    if before[-1:] and before[-1] in _KNOWN and before[0] not in {"among", "of"}:
        return None
    return quantity


def _returns_to_main(sentence: Sentence, frame: Frame) -> bool:
    """Whether the verb is that of the main clause: "nine nurses of X who ran it were killed"."""
    between = sentence.lower[frame.clause.start + 1 : frame.trigger.start - 1]
    if sentence.lower[frame.trigger.start - 1] not in BE:
        return False
    return any(w in FINITE or w in PAST or w.endswith("ed") for w in between)


_WHO_REACH = 3
_MAIN_REACH = 8
_KNOWN = frozenset("the these those of".split())


def _lives_taken(sentence: Sentence, frame: Frame) -> Quantity | None:
    """The number in "claimed six lives", "cost six people their lives"."""
    if frame.trigger.trigger.role != "lives":
        return None
    return [q for q in sentence.quantities if q.end <= frame.trigger.start][-1]


def _inflicted_on(sentence: Sentence, frame: Frame) -> Quantity | None:
    """The number in "caused the deaths of seven people and injuries to nine"."""
    end = frame.trigger.end
    if frame.trigger.trigger.pos != "n" or sentence.lower[end : end + 1] != ["to"]:
        return None
    return next((q for q in sentence.quantities if 0 <= q.start - end - 1 <= 1), None)


def _put_at(sentence: Sentence, frame: Frame) -> Quantity | None:
    """The number in "put the dead of the strikes at 78 and the wounded at more than 320"."""
    start = frame.trigger.start
    if frame.trigger.trigger.pos != "n" or sentence.lower[start - 1 : start] != ["the"]:
        return None
    if _PUT.isdisjoint(sentence.lower[:start]):
        return None
    return next(
        (
            q
            for q in sentence.quantities
            if 0 < q.start - frame.trigger.end <= _PUT_REACH and sentence.lower[q.start - 1] == "at"
        ),
        None,
    )


def _share_there(sentence: Sentence, frame: Frame) -> Quantity | None:
    """The number in "one of the dead was a woman in X", "four of the wounded were in Y"."""
    start, end = frame.trigger.start, frame.trigger.end
    if frame.trigger.trigger.pos != "n" or sentence.lower[start - 2 : start] != ["of", "the"]:
        return None
    if sentence.lower[end : end + 1] not in (["was"], ["were"], ["is"], ["are"]):
        return None
    there = any(
        end < p.start < frame.clause.stop
        and not {"in", "at", "near"}.isdisjoint(sentence.lower[max(end, p.start - 4) : p.start])
        for p in sentence.places
    )
    return next((q for q in sentence.quantities if q.end == start - 2), None) if there else None


_PUT = frozenset("put puts putting".split())
_PUT_REACH = 7


def _left_behind(sentence: Sentence, frame: Frame) -> Quantity | None:
    """The number in "left at least 33 patients, carers and staff dead and 76 injured"."""
    start = frame.trigger.start
    for i in range(start - 1, max(-1, start - 14), -1):
        if sentence.lower[i] in {"left", "leaving", "leaves"}:
            between = [q for q in sentence.quantities if i < q.start and q.end <= start]
            return with_companions(sentence, between[-1], start) if between else None
        if sentence.lower[i] in {".", ";"} or sentence.lower[i] in FINITE:
            return None
    return None


def _after_be(sentence: Sentence, frame: Frame) -> Quantity | None:
    """The number in "Wounded in the attack were 119 people"."""
    found = frame.trigger
    if found.trigger.pos != "v" or found.start != frame.clause.start or frame.passive:
        return None
    if not sentence.lower[found.start].endswith("ed"):
        return None
    for i in range(found.end, min(found.end + 9, len(sentence.lower) - 1)):
        if sentence.lower[i] in BE:
            return next((q for q in sentence.quantities if q.start == i + 1), None)
    return None


_TOLL_VERBS = frozenset("to at of reached stood is was as".split())


def _risen_to(sentence: Sentence, frame: Frame) -> Quantity | None:
    """The number in "the number of people killed in the shelling has risen to 24"."""
    start = frame.trigger.start
    if "number" not in sentence.lower[max(0, start - 6) : start]:
        return None
    return next(
        (
            q
            for q in sentence.quantities
            if q.start > frame.trigger.end
            and sentence.lower[q.start - 1] in {"to", "at", "reached", "stood"}
        ),
        None,
    )


def _is_number_of(sentence: Sentence, frame: Frame) -> bool:
    """Whether the count follows: "put the number of wounded at 28"."""
    start = frame.trigger.start
    before = [w for w in sentence.lower[max(0, start - 3) : start] if w != "the"]
    if before[-2:] == ["and", "of"]:  # "the number of dead at six and of wounded at ten"
        told = sentence.lower[:start]
        return "number" in told and sentence.lower[frame.trigger.end : frame.trigger.end + 1] in (
            ["at"],
            ["to"],
        )
    return frame.trigger.trigger.pos == "n" and before[-2:] == ["number", "of"]


def _is_share(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a number is out of people told of before: "fourteen of the wounded"."""
    end = quantity.end
    before = sentence.lower[max(0, quantity.start - 2) : quantity.start]
    if before in (["of", "whom"], ["of", "them"], ["of", "which"]):
        return True
    if sentence.lower[end : end + 1] != ["of"]:
        return False
    after = sentence.lower[end + 1 : end + 5]
    return bool(after) and (
        after[0] in {"them", "these", "those", "whom", "which"}
        or bool(_ALREADY & set(after[1:]) and after[0] in {"the", "these", "those"})
    )


def _is_told_of_share(sentence: Sentence, quantity: Quantity, stop: int) -> bool:
    """Whether the verb tells of the share itself: "killing two of them", "three of them died"."""
    start, end = quantity.start, quantity.end
    if sentence.lower[end : end + 1] != ["of"] or sentence.lower[end + 1 : end + 2] != ["them"]:
        return False
    if any(t.end == start and t.trigger.role == "killed" for t in sentence.triggers):
        return True
    rest = sentence.lower[end + 2 : stop]
    return (
        len(rest) <= 3
        and all(w in AUXILIARY for w in rest)
        and any(t.start == stop and t.trigger.role in {"killed", "died"} for t in sentence.triggers)
    )


_ALREADY = frozenset(
    "wounded injured victims dead killed hurt casualties survivors hostages".split()
)


def _of_whom(sentence: Sentence, frame: Frame) -> bool:
    """Whether "of" after a noun brings in the victims: "the killing of two traders"."""
    end = frame.trigger.end
    return (
        (frame.role == "killed" or frame.trigger.trigger.word == "death")
        and frame.trigger.trigger.pos == "n"
        and sentence.lower[end : end + 1] == ["of"]
    )


def _beside(sentence: Sentence, frame: Frame) -> Quantity | None:
    """The number in "20 bodies", "the bodies of two people"."""
    found = frame.trigger
    return next(
        (
            q
            for q in sentence.quantities
            if 0 <= found.start - q.end <= 1 or 0 <= q.start - found.end <= 2
        ),
        None,
    )


def _left_people(sentence: Sentence, frame: Frame) -> Quantity | None:
    clause = sentence.clause_of[frame.trigger.start]
    best: Quantity | None = None
    for quantity in reversed(sentence.quantities):
        if quantity.end > frame.trigger.start:
            continue
        if sentence.clause_of[quantity.start] != clause and not opens_list(
            sentence, quantity, frame.trigger.start
        ):
            continue
        if not _counts_people(sentence, quantity, frame.trigger.start):
            continue
        if sentence.lower[quantity.start - 1] == "including" and quantity.start > 1:
            continue  # "six people including two children were killed"
        if "them" in sentence.lower[quantity.end + 1 : quantity.end + 5] and _is_among(
            sentence, quantity
        ):
            continue  # "six soldiers, three officers among them, were killed"
        whole = with_companions(sentence, quantity, frame.trigger.start)
        if best is None or (whole.value or 0) > (quantity.value or 0):
            best = whole
        if whole.value == quantity.value and best is not whole:
            break
    return best


def _is_among(sentence: Sentence, quantity: Quantity) -> bool:
    after = sentence.lower[quantity.end : quantity.end + 5]
    comma = after.index(",") if "," in after else len(after)
    return any(pair == ("among", "them") for pair in pairwise(after[: comma + 1]))


def _counts_people(sentence: Sentence, quantity: Quantity, stop: int) -> bool:
    """Whether the quantity counts people: a person word follows, or nothing that it could count."""
    end = quantity.end
    if end >= len(sentence.lower):
        return True
    if any(w.start in range(end, min(end + 3, max(stop, end + 1))) for w in sentence.weapons):
        return False
    if _is_share(sentence, quantity) and not _is_told_of_share(sentence, quantity, stop):
        return False
    if sentence.lower[quantity.start - 1] == "of" and sentence.lower[end] in _HOUSEHOLDS:
        return False  # "four members of one family"
    if sentence.found("person", quantity.start, min(end + 6, len(sentence.lower))):
        return True
    following = sentence.lower[end]
    if end >= stop or following in BE or following in PREPOSITIONS or not following[0].isalpha():
        return True
    # "two infiltrators were gunned down": whoever is killed or hurt is somebody, things are not
    named = sentence.lower[end : min(end + 4, stop)]
    owned = next((i for i, w in enumerate(named) if w in _OWNERS), 0)
    return not any(w in _THINGS for w in named[owned:])


_HOUSEHOLDS = frozenset("family household".split())
_THINGS = frozenset(
    """owl owls cow cows dog dogs cat cats horse horses sheep goat goats livestock cattle animal
    animals pig pigs bird birds camel camels donkey donkeys
    house houses home homes building buildings apartment apartments flat flats block blocks
    vehicle vehicles car cars truck trucks lorry lorries bus buses tank tanks window windows
    village villages town towns city cities region regions district districts settlement
    settlements location locations site sites target targets position positions school schools
    hospital hospitals shop shops store stores market markets garage garages warehouse warehouses
    depot depots facility facilities plant plants attack attacks strike strikes clash clashes
    incident incidents battle battles time times occasion occasions hour hours day days week weeks
    month months year years night nights ship ships boat boats vessel vessels tanker tankers
    aircraft plane planes jet jets helicopter helicopters train trains wagon wagons carriage
    carriages drone drones missile missiles rocket rockets bomb bombs shell shells round rounds
    cow cows sheep goats livestock animal animals dog dogs dollars euros percent tonnes tons litres
    kilometre kilometres kilometer kilometers mile miles metre metres household households street
    streets road roads bridge bridges line lines station stations substation base bases post posts
    checkpoint checkpoints system systems launcher launchers number dozen group pair series total
    convoy crowd team unit lot half quarter third share majority minority statement post blow
    floor floors wave waves explosion explosions blast blasts power gas water""".split()
)
"""What a number before "killed" or "hurt" may count, other than people."""
_OWNERS = frozenset(
    """owner owners keeper keepers attendant attendants staff assistant assistants dweller dwellers
    builder builders seller sellers conductor conductors inspector inspectors cleaner cleaners
    manager managers master masters supporter supporters leader leaders""".split()
)
"""People of things: "two shop owners were shot"."""


def _single_victim(sentence: Sentence, frame: Frame) -> int:
    """Count the one that "a"/"an" brings in right beside the verb, whatever its word."""
    before = sentence.lower[max(0, verb_group(sentence, frame) - 2) : verb_group(sentence, frame)]
    if before[:1] == ["a"] and before[1:] in _ORDINALS:
        return 1  # "two were killed and a third was wounded"
    of_whom = _of_whom(sentence, frame)
    if frame.trigger.trigger.pos != "v" and not of_whom:
        return 0
    if of_whom or _is_active(sentence, frame):
        start = frame.trigger.end + of_whom
        stop = min(frame.clause.stop, start + 5)
    else:
        stop = verb_group(sentence, frame)
        if _is_far_subject(sentence, frame):
            return 1
        if stop <= frame.clause.start or sentence.lower[stop - 1] == ",":
            return 0
        start = max(frame.clause.start, stop - 4)
        opens = [i for i in range(start, stop) if sentence.lower[i] in {"a", "an", "another"}]
        if not opens:
            return 0
        start = opens[-1]
    words = sentence.lower[start:stop]
    if not words or words[0] not in {"a", "an", "another"}:
        return 0
    if words[1:2] and words[1].isdigit() and any(w.endswith("year-old") for w in words[2:4]):
        return 1  # "a 16-year-old"
    head = []
    for word in words[1:]:
        if word in PREPOSITIONS or not word[0].isalpha() or word in {"and", "who", "that"}:
            break
        head.append(word)
    triggers = any(t.start in range(start, stop) for t in sentence.triggers)
    weapons = any(w.start in range(start, stop) for w in sentence.weapons)
    if words[0] == "another" and not head:
        return 1  # "killing one and injuring another"
    if not head or triggers or weapons or any(w in _THINGS for w in head):
        return 0
    return 1


_ORDINALS = (["second"], ["third"], ["fourth"], ["fifth"], ["sixth"])


def _is_far_subject(sentence: Sentence, frame: Frame) -> bool:
    """Whether the sentence opens with one person of whom an inserted clause tells before the verb.

    "A man of 50, hit by shrapnel while in his car, died".
    """
    lower, at = sentence.lower, frame.trigger.start
    if frame.role != "died" or lower[:1] not in (["a"], ["an"]) or lower[at - 1] != ",":
        return False
    comma = lower.index(",")
    return comma < at - 1 and bool(sentence.found("person", 1, comma))
