"""How many: the counts and weapons that belong to a trigger."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.clauses import (
    BE,
    DETERMINERS,
    FINITE,
    PREPOSITIONS,
    FoundWeapon,
    Sentence,
)
from geomap.events.frame import ATTACK_ROLES, CASUALTY_ROLES, INTERCEPT_ROLES, Count, Frame

if TYPE_CHECKING:
    from geomap.events.quantities import Quantity


def with_weapon(sentence: Sentence, frame: Frame) -> Frame:
    """Return the frame with its weapons, and the kind of attack that they make it."""
    near = _weapons_near(sentence, frame)
    if not near:
        return frame
    names = tuple(dict.fromkeys(w.weapon.name for w in near))
    kind = frame.kind
    if kind is None and frame.role in ATTACK_ROLES | CASUALTY_ROLES | {"destroy"}:
        if frame.role in ATTACK_ROLES:
            kind = near[0].weapon.kind
    return replace(frame, weapons=names, kind=kind)


def _weapons_near(sentence: Sentence, frame: Frame) -> list[FoundWeapon]:
    """Return the weapons of a frame: before it as modifier, else in its clause, nearest first."""
    found = frame.trigger
    weapons = [w for w in sentence.weapons if w.start in frame.clause]
    if found.trigger.pos == "n":
        touching = [w for w in weapons if 0 <= found.start - w.end <= 1]
        volley = [w for w in weapons if 0 <= w.start - found.end <= 9]
        return touching or volley or weapons
    if not weapons and sentence.lower[frame.clause.start] in {"that", "which"}:
        # "117 drones that Russia sent": the weapon is what the relative clause speaks of
        return [w for w in sentence.weapons if 0 <= frame.clause.start - w.end <= 1]
    after = [w for w in weapons if w.start >= found.end]
    before = [w for w in weapons if w.end <= found.start]
    return after + before[::-1] if frame.role == "launch" else before[::-1][:1] + after


def with_counts(sentence: Sentence, frame: Frame) -> Frame:
    """Return the frame with the numbers that belong to its trigger."""
    if frame.role in CASUALTY_ROLES:
        return _with_casualties(sentence, frame)
    if frame.role in INTERCEPT_ROLES or frame.role == "destroy":
        return _with_downed(sentence, frame)
    if frame.role in {"launch", "volley", "attack", "overflight", "attacked"}:
        counts = _weapon_counts(sentence, frame)
        return replace(frame, counts=counts)
    return frame


def _with_casualties(sentence: Sentence, frame: Frame) -> Frame:
    fields = {"killed": ("killed",), "died": ("killed",), "toll": ("killed",),
              "injured": ("injured",), "bodies": ("killed",), "casualties": ("killed", "injured")}[frame.role]  # fmt: skip
    quantity = _casualty_quantity(sentence, frame)
    if frame.role == "casualties" and (quantity is None or quantity.value != 0):
        return frame
    if quantity is not None:
        counts = tuple(Count(field=f, value=quantity.value, text=quantity.text) for f in fields)
        return replace(frame, counts=counts)
    people = _indefinite_people(sentence, frame)
    if people:
        return replace(frame, counts=(Count(field=fields[0], value=people),))
    victim = _named_victim(sentence, frame)
    return replace(frame, victims=(victim,)) if victim else frame


def _is_active(sentence: Sentence, frame: Frame) -> bool:
    found = frame.trigger
    if found.trigger.pos != "v" or frame.passive or found.trigger.role == "died":
        return False
    if found.end >= frame.clause.stop:
        return False
    following = sentence.lower[found.end]
    if any(q.start == found.end for q in sentence.quantities) or following in DETERMINERS:
        return True
    return (
        following not in PREPOSITIONS
        and following not in {",", "."}
        and not _left_people(sentence, frame)
    )


def _casualty_quantity(sentence: Sentence, frame: Frame) -> Quantity | None:
    if frame.role == "toll":
        return next((q for q in sentence.quantities if q.start >= frame.trigger.end), None)
    left = _left_behind(sentence, frame)
    if left is not None:
        return left
    if frame.trigger.trigger.role == "bodies":
        return _beside(sentence, frame)
    if _is_active(sentence, frame):
        for quantity in sentence.quantities:
            if frame.trigger.end <= quantity.start < frame.trigger.end + 6 and _counts_people(
                sentence, quantity, frame.clause.stop
            ):
                return quantity
        return None
    if _of_whom(sentence, frame):
        return _beside(sentence, frame)
    people = _left_people(sentence, frame)
    if people is None and frame.trigger.trigger.pos == "n":
        return next((q for q in sentence.quantities if 0 <= frame.trigger.start - q.end <= 1), None)
    return people


def _left_behind(sentence: Sentence, frame: Frame) -> Quantity | None:
    """The number in "left at least 33 patients, carers and staff dead and 76 injured"."""
    start = frame.trigger.start
    for i in range(start - 1, max(-1, start - 14), -1):
        if sentence.lower[i] in {"left", "leaving", "leaves"}:
            between = [q for q in sentence.quantities if i < q.start and q.end <= start]
            return between[-1] if between else None
        if sentence.lower[i] in {".", ";"} or sentence.lower[i] in FINITE:
            return None
    return None


def _of_whom(sentence: Sentence, frame: Frame) -> bool:
    """Whether "of" after a noun brings in the victims: "the killing of two traders"."""
    end = frame.trigger.end
    return (
        frame.role == "killed"
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
    for quantity in reversed(sentence.quantities):
        if quantity.end > frame.trigger.start or sentence.clause_of[quantity.start] != clause:
            continue
        if _counts_people(sentence, quantity, frame.trigger.start):
            return quantity
    return None


def _counts_people(sentence: Sentence, quantity: Quantity, stop: int) -> bool:
    """Whether the quantity counts people: a person word follows, or nothing that it could count."""
    end = quantity.end
    if end >= len(sentence.lower):
        return True
    if any(w.start in range(end, end + 3) for w in sentence.weapons):
        return False
    if sentence.found("person", quantity.start, min(end + 6, len(sentence.lower))):
        return True
    following = sentence.lower[end]
    if end >= stop or following in BE or following in PREPOSITIONS or not following[0].isalpha():
        return True
    # "two infiltrators were gunned down": whoever is killed or hurt is somebody, things are not
    return not any(w in _THINGS for w in sentence.lower[end : min(end + 4, stop)])


_THINGS = frozenset(
    """house houses home homes building buildings apartment apartments flat flats block blocks
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


def _indefinite_people(sentence: Sentence, frame: Frame) -> int:
    """Count "a man and a woman", "a 60-year-old driver"; 0 when there is none."""
    return _persons_named(sentence, frame) or _single_victim(sentence, frame)


def _single_victim(sentence: Sentence, frame: Frame) -> int:
    """Count the one that "a"/"an" brings in right beside the verb, whatever its word."""
    of_whom = _of_whom(sentence, frame)
    if frame.trigger.trigger.pos != "v" and not of_whom:
        return 0
    if of_whom or _is_active(sentence, frame):
        start = frame.trigger.end + of_whom
        stop = min(frame.clause.stop, start + 5)
    else:
        stop = _verb_group(sentence, frame)
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
    head = []
    for word in words[1:]:
        if word in PREPOSITIONS or not word[0].isalpha() or word in {"and", "who", "that"}:
            break
        head.append(word)
    triggers = any(t.start in range(start, stop) for t in sentence.triggers)
    weapons = any(w.start in range(start, stop) for w in sentence.weapons)
    if not head or triggers or weapons or any(w in _THINGS for w in head):
        return 0
    return 1


def _persons_named(sentence: Sentence, frame: Frame) -> int:
    """Count the persons of known words that "a", "another" or a single "the" brings in."""
    if _is_active(sentence, frame):
        span = range(frame.trigger.end, min(frame.clause.stop, frame.trigger.end + 12))
    else:
        span = range(frame.clause.start, frame.trigger.start)
    count = 0
    for i in span:
        if sentence.lower[i] not in {"a", "an", "another", "the"}:
            continue
        if sentence.lower[i] == "the" and not _is_one_person(sentence, i + 1):
            continue
        person = sentence.found("person", i + 1, min(i + 7, span.stop))
        between = range(i + 1, person[0].start) if person else range(0)
        if person and not any(sentence.lower[k] in PREPOSITIONS | {",", "a"} for k in between):
            count += 1
    return count


_SINGULAR = frozenset(
    """driver pilot victim gunman attacker bomber man woman boy girl child soldier officer guard
    priest imam teacher doctor nurse farmer shepherd passenger worker journalist mayor
    baby""".split()
)


def _is_one_person(sentence: Sentence, index: int) -> bool:
    """Whether "the" speaks of one person: "the driver died"."""
    return index < len(sentence.lower) and sentence.lower[index] in _SINGULAR


_TITLES = frozenset(
    "gen lt col maj capt sgt general colonel major captain commander mr mrs ms dr".split()
)


def _named_victim(sentence: Sentence, frame: Frame) -> str | None:
    """Return the name of the one person that a passive clause says was killed."""
    if frame.role not in {"killed", "died"} or not (
        frame.passive or frame.role == "died" or _has_be(sentence, frame)
    ):
        return None
    runs = _name_runs(sentence, frame)
    titled = [r for r in runs if sentence.lower[r.start].rstrip(".") in _TITLES]
    for run in titled + runs[::-1]:
        bare = [i for i in run if sentence.lower[i].rstrip(".") not in _TITLES]
        if len(bare) >= 2 and (titled or run.stop == _verb_group(sentence, frame)):
            return sentence.said(bare[0], run.stop)
    return None


def _name_runs(sentence: Sentence, frame: Frame) -> list[range]:
    """Return the runs of capitalised words before the trigger that name neither place nor party."""
    barred = {i for p in sentence.places for i in range(p.start, p.end)}
    barred |= {i for a in sentence.actors for i in range(a.start, a.end)}
    runs: list[range] = []
    start = None
    for i in range(frame.clause.start, frame.trigger.start + 1):
        word = sentence.words[i]
        inside = i < frame.trigger.start and word.is_word and word.text[0].isupper()
        if inside and i not in barred and sentence.lower[i] not in DETERMINERS:
            start = i if start is None else start
        elif start is not None and not (sentence.lower[i] == "." and i < frame.trigger.start):
            runs.append(range(start, i))
            start = None
    return runs


def _verb_group(sentence: Sentence, frame: Frame) -> int:
    """Return where the auxiliaries before the trigger begin, a comma before them left out."""
    at = frame.trigger.start
    while at > frame.clause.start and sentence.lower[at - 1] in BE | _BETWEEN_AUXILIARIES:
        at -= 1
    return at


_BETWEEN_AUXILIARIES = frozenset("has have had also confirmed reportedly ,".split())


def _has_be(sentence: Sentence, frame: Frame) -> bool:
    return any(sentence.lower[i] in BE for i in range(frame.clause.start, frame.trigger.start))


def _with_downed(sentence: Sentence, frame: Frame) -> Frame:
    field = "jammed" if frame.role == "jam" else "downed"
    found = frame.trigger
    if found.trigger.pos == "v" and not frame.passive:
        pool = [q for q in sentence.quantities if 0 <= q.start - found.end <= 3]
    elif found.trigger.pos == "n":
        pool = [q for q in sentence.quantities if 0 <= q.start - found.end <= 2]
    else:
        pool = [
            q
            for q in sentence.quantities
            if q.end <= found.start
            and sentence.clause_of[q.start] == sentence.clause_of[found.start]
        ][-1:]
        pool = pool or _relative_antecedent(sentence, frame)
    for quantity in pool:
        if not _counts_weapons(sentence, quantity):
            continue
        counts = [Count(field=field, value=quantity.value, text=quantity.text)]
        whole = _whole_of(sentence, quantity)
        if whole is not None:
            counts.append(Count(field="launched", value=whole.value, text=whole.text))
        return replace(frame, counts=tuple(counts))
    return frame


def _relative_antecedent(sentence: Sentence, frame: Frame) -> list[Quantity]:
    """The quantity that a relative clause speaks of: "30 of the drones that were destroyed"."""
    start = frame.clause.start
    if sentence.lower[start] not in {"that", "which"}:
        return []
    return [q for q in sentence.quantities if 0 <= start - q.end <= 4][-1:]


def _whole_of(sentence: Sentence, part: Quantity) -> Quantity | None:
    """The launched total in "28 of the 63 drones"."""
    if part.end < len(sentence.lower) and sentence.lower[part.end] == "of":
        for quantity in sentence.quantities:
            if 0 < quantity.start - part.end <= 2 and _counts_weapons(sentence, quantity):
                return quantity
    return None


_AFTER_BARE = frozenset(", . of over in and more overnight while others".split())


def _counts_weapons(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether the quantity counts things that fly: a weapon follows, or nothing at all."""
    end = quantity.end
    if any(0 <= w.start - end <= 4 and w.weapon.flies for w in sentence.weapons):
        return True
    if end >= len(sentence.lower):
        return True
    following = sentence.lower[end]
    return following in BE or following in _AFTER_BARE


def _weapon_counts(sentence: Sentence, frame: Frame) -> tuple[Count, ...]:
    """Sum the coordinated quantities of weapons: "315 drones and seven missiles" is 322."""
    found = frame.trigger
    pairs = []
    for quantity in sentence.quantities:
        weapon = next((w for w in sentence.weapons if 0 <= w.start - quantity.end <= 3), None)
        if weapon is not None and not any(
            quantity.end <= t.start < weapon.start for t in sentence.triggers
        ):
            pairs.append((quantity, weapon))
    right = [p for p in pairs if p[0].start >= found.end and p[0].start in frame.clause]
    chosen = _coordinated(right, found.end)
    if not chosen and frame.role != "attack":
        left = [p for p in pairs if p[1].end <= found.start]
        same = [
            p for p in left if sentence.clause_of[p[0].start] == sentence.clause_of[found.start]
        ]
        relative = sentence.lower[frame.clause.start] in {"that", "which"}
        chosen = same or (left[-1:] if relative or frame.passive else [])
    elif not chosen and frame.role == "attack":
        # "30 drones hit Odesa": the subject of an attack verb is what was launched at it
        if found.trigger.pos == "v" and not frame.passive:
            chosen = [p for p in pairs if p[1].end <= found.start and p[0].start in frame.clause][
                -1:
            ]
    if not chosen:
        return ()
    values = [q.value for q, _ in chosen]
    texts = [q.text for q, _ in chosen if q.text]
    if any(v is None for v in values):
        known = [v for v in values if v is not None]
        return (Count(field="launched", value=sum(known) if known and len(known) > 1 else None,
                      text="; ".join(texts) or None),)  # fmt: skip
    return (
        Count(
            field="launched",
            value=sum(v for v in values if v is not None),
            text="; ".join(texts) or None,
        ),
    )


def _coordinated(
    pairs: list[tuple[Quantity, FoundWeapon]], after: int
) -> list[tuple[Quantity, FoundWeapon]]:
    """Return the run of pairs that begins near ``after`` and goes on with commas and "and"."""
    run: list[tuple[Quantity, FoundWeapon]] = []
    for quantity, weapon in pairs:
        gap = quantity.start - (run[-1][1].end if run else after)
        if gap <= (2 if run else 4):
            run.append((quantity, weapon))
        else:
            break
    return run
