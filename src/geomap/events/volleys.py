"""How many weapons: what was launched, brought down and jammed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.frame import (
    Count,
    Frame,
)
from geomap.events.quantities import Quantity
from geomap.events.sentence import BE, FoundWeapon, Sentence, asked_once

if TYPE_CHECKING:
    from geomap.model import EventKind


def most_numerous(sentence: Sentence, frame: Frame) -> EventKind | None:
    """The kind of attack by what most of a volley is: "a missile and 126 drones" is of drones."""
    if frame.role not in {"launch", "use"}:
        return None
    ranked = [
        (q.value, -w.start, w.weapon.kind)
        for q in sentence.quantities
        for w in sentence.weapons
        if w.weapon.name != "bombs"
        and q.value
        and 0 <= w.start - q.end <= 3
        and (w.start in frame.clause or q.value > 1)
    ]
    return max(ranked, key=lambda row: row[:2])[2] if len(ranked) > 0 else None


def with_downed(sentence: Sentence, frame: Frame) -> Frame:
    """Return the frame with how many its trigger says were brought down or jammed."""
    field = "jammed" if frame.role == "jam" else "downed"
    found = frame.trigger
    if "number" in sentence.lower[max(0, found.start - 6) : found.start]:
        # "the number of drones destroyed was given as 337"
        given = [
            q
            for q in sentence.quantities
            if q.start > found.end and sentence.lower[q.start - 1] in {"as", "at", "to", "was"}
        ]
        if given:
            frame.counts = (Count(field=field, value=given[0].value),)
            return frame
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
        ]
        pool = _parts_first(sentence, _without_asides(sentence, pool))[-1:]
        pool = pool or _relative_antecedent(sentence, frame) or _all_of_which(sentence, frame)
    if not pool and found.trigger.pos == "v":
        # "27 drones were launched and 16 of those shot down"
        pool = [
            q
            for q in sentence.quantities
            if q.end <= found.start and found.start - q.end <= 4 and _is_bare_share(sentence, q)
        ][-1:]
    for quantity in pool:
        if not _counts_weapons(sentence, quantity):
            continue
        if sentence.lower[max(0, quantity.start - 2) : quantity.start] == ["all", "but"]:
            said = sentence.said(quantity.start - 2, quantity.end).lower()
            frame.counts = (Count(field=field, value=None, text=said),)
            return frame
        summed = _with_further(sentence, quantity)
        counts = [Count(field=field, value=summed, text=quantity.text)]
        shares = _shares(sentence, quantity)
        if len(shares) > 1:
            counts = [Count(field=field, value=sum(part for part, _ in shares))]
            counts.append(Count(field="launched", value=sum(whole for _, whole in shares)))
            frame.counts = tuple(counts)
            return frame
        whole = _whole_of(sentence, quantity) or _whole_at_head(sentence, quantity)
        if whole is not None:
            counts.append(Count(field="launched", value=whole.value, text=whole.text))
        frame.counts = tuple(counts)
        return frame
    if _one_weapon(sentence, frame):
        frame.counts = (Count(field=field, value=1),)
    return frame


def _without_asides(sentence: Sentence, pool: list[Quantity]) -> list[Quantity]:
    """Leave out what a comma brings in as a share: "three jets, two of them Su-34s, were"."""
    return [
        q
        for q in pool
        if q is pool[0]
        or sentence.lower[q.start - 1] != ","
        or sentence.lower[q.end : q.end + 1] != ["of"]
    ]


def _parts_first(sentence: Sentence, pool: list[Quantity]) -> list[Quantity]:
    """Leave out the wholes whose parts are told: in "13 of 15 missiles" the 15."""
    wholes = [w for q in pool if (w := _whole_of(sentence, q)) is not None]
    return [q for q in pool if q not in wholes]


def _with_further(sentence: Sentence, first: Quantity) -> int | None:
    """Add what "and" joins: "two missiles and 158 drones" are 160."""
    total, end = first.value, first.end
    while total is not None:
        weapon = next((w for w in sentence.weapons if 0 <= w.start - end <= 3), None)
        # "three HIMARS rockets" are one weapon in two words
        weapon = next((w for w in sentence.weapons if weapon and w.start == weapon.end), weapon)
        if weapon is None or sentence.lower[weapon.end : weapon.end + 1] not in (["and"], [","]):
            break
        more = next((q for q in sentence.quantities if 1 <= q.start - weapon.end <= 2), None)
        flies = more and any(
            0 <= w.start - more.end <= 3 and w.weapon.flies for w in sentence.weapons
        )
        if more is None or not flies or more.value is None:
            break
        if sentence.lower[more.end : more.end + 1] == ["of"]:
            break  # "three jets, two of the Su-34 type"
        total, end = total + more.value, more.end
    return total


def _is_bare_share(sentence: Sentence, quantity: Quantity) -> bool:
    after = sentence.lower[quantity.end : quantity.end + 2]
    return after[:1] == ["of"] and after[1:] != [] and after[1] in {"those", "them", "these", "the"}


def _one_weapon(sentence: Sentence, frame: Frame) -> bool:
    """Whether "a drone" alone is what was brought down."""
    found = frame.trigger
    active = found.trigger.pos == "v" and not frame.passive
    if frame.passive and (_is_it(sentence, frame) or _is_antecedent(sentence, frame)):
        return True
    for weapon in sentence.weapons:
        gap = weapon.start - found.end if active else found.start - weapon.end
        if not weapon.weapon.flies or not 0 <= gap <= 6 or weapon.start not in frame.clause:
            continue
        before = sentence.lower[max(0, weapon.start - 3) : weapon.start]
        if {"a", "an", "one", "another"} & set(before) and not sentence.lower[
            weapon.end - 1
        ].endswith("s"):
            return True
    return False


def _is_antecedent(sentence: Sentence, frame: Frame) -> bool:
    """Whether it is one of which a relative clause told: "a drone that came from A was downed"."""
    start = frame.clause.start
    if sentence.lower[start] not in {"that", "which"}:
        return False
    return any(
        0 <= start - w.end <= 1
        and w.weapon.flies
        and not {"a", "an", "one", "another"}.isdisjoint(
            sentence.lower[max(0, w.start - 3) : w.start]
        )
        for w in sentence.weapons
    )


def _is_it(sentence: Sentence, frame: Frame) -> bool:
    """Whether "it" is a single weapon named before: "a missile was fired at X; it was downed"."""
    start = frame.clause.start
    subject = [w for w in sentence.lower[start : frame.trigger.start] if w not in {";", ","}]
    if subject[:1] != ["it"]:
        return False
    before = [w for w in sentence.weapons if w.end <= start and w.weapon.flies]
    last = before[-1] if before else None
    return last is not None and not sentence.lower[last.end - 1].endswith("s")


def _relative_antecedent(sentence: Sentence, frame: Frame) -> list[Quantity]:
    """The quantity that a relative clause speaks of: "30 of the drones that were destroyed"."""
    start = frame.clause.start
    if sentence.lower[start] not in {"that", "which"}:
        return []
    return [q for q in sentence.quantities if 0 <= start - q.end <= 4][-1:]


def _all_of_which(sentence: Sentence, frame: Frame) -> list[Quantity]:
    """The number of what was launched, all of it: "two missiles, both of which were downed"."""
    window = sentence.lower[max(0, frame.trigger.start - 8) : frame.trigger.start]
    bare = len(window) > 1 and window[-2] in {"both", "all"} and window[-1] in BE
    if not bare and not (
        {"both", "all"} & set(window) and {"which", "them", "these"} & set(window)
    ):
        return []  # "fired two missiles, and both were downed"
    return [
        q
        for q in sentence.quantities
        if q.end <= frame.trigger.start
        and any(0 <= w.start - q.end <= 3 and w.weapon.flies for w in sentence.weapons)
    ][-1:]


def _shares(sentence: Sentence, part: Quantity) -> list[tuple[int, int]]:
    """Return parts and wholes in a row: "442 of the 476 drones and 41 of the 48 missiles"."""
    found: list[tuple[int, int]] = []
    following: Quantity | None = part
    while following is not None:
        whole = _whole_of(sentence, following)
        if whole is None or whole.value is None or following.value is None:
            break
        found.append((following.value, whole.value))
        weapon = next((w for w in sentence.weapons if 0 <= w.start - whole.end <= 3), None)
        at = weapon.end if weapon is not None else whole.end
        while sentence.lower[at : at + 1] in ([","], ["and"]):
            at += 1
        following = next((q for q in sentence.quantities if q.start == at), None)
    return found


def _whole_of(sentence: Sentence, part: Quantity) -> Quantity | None:
    """The launched total in "28 of the 63 drones"."""
    if sentence.lower[part.end : part.end + 1] == ["of"] or (
        sentence.lower[part.end : part.end + 2] == ["out", "of"]
    ):
        for quantity in sentence.quantities:
            if 0 < quantity.start - part.end <= 3 and _counts_weapons(sentence, quantity):
                return quantity
    return None


def _whole_at_head(sentence: Sentence, part: Quantity) -> Quantity | None:
    """The launched total in "Of the 38 missiles, 30 were shot down", "Out of 99 ..."."""
    for quantity in sentence.quantities:
        if quantity.start >= part.start or quantity.start > _HEAD:
            return None
        before = [w for w in sentence.lower[: quantity.start] if w not in {"the", "those", "its"}]
        if before in (["of"], ["out", "of"]) and _counts_weapons(sentence, quantity):
            return quantity
    return None


_HEAD = 4
"""Tokens before which a sentence is still at its head."""

_AFTER_BARE = frozenset("had have has , . of out over in and more overnight while others".split())


def _counts_weapons(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether the quantity counts things that fly: a weapon follows, or nothing at all."""
    end = quantity.end
    if any(0 <= w.start - end <= 4 and w.weapon.flies for w in sentence.weapons):
        return True
    if end >= len(sentence.lower):
        return True
    following = sentence.lower[end]
    return following in BE or following in _AFTER_BARE or not following[0].isalnum()


def weapon_counts(sentence: Sentence, frame: Frame) -> tuple[Count, ...]:
    """Sum the coordinated quantities of weapons: "315 drones and seven missiles" is 322."""
    found = frame.trigger
    pairs = _counted_weapons(sentence)
    if not pairs:
        return ()
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
        # "the 145 drones with which Russia attacked"
        lead = sentence.lower[frame.clause.start - 1 : frame.clause.start + 1]
        if (
            "with" in lead
            and "which" in sentence.lower[frame.clause.start : frame.clause.start + 2]
        ):
            chosen = [p for p in pairs if 0 <= frame.clause.start - p[1].end <= 2][-1:]
        # "30 drones hit Odesa": the subject of an attack verb is what was launched at it
        if not chosen and found.trigger.pos == "v" and not frame.passive:
            chosen = [p for p in pairs if p[1].end <= found.start and p[0].start in frame.clause][
                -1:
            ]
    if not chosen and frame.passive:  # "were hit on the ground, it said, by 117 drones"
        chosen = [p for p in right if sentence.lower[p[0].start - 1] == "by"][:1]
    chosen = [p for p in chosen if sentence.lower[p[0].end : p[0].end + 1] != ["times"]]
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


@asked_once
def _counted_weapons(sentence: Sentence) -> list[tuple[Quantity, FoundWeapon]]:
    """Return the numbers of a sentence that count weapons: "63 attack drones"."""
    pairs = []
    for quantity in sentence.quantities:
        weapon = next((w for w in sentence.weapons if 0 <= w.start - quantity.end <= 3), None)
        if sentence.lower[quantity.end : quantity.end + 1] == ["of"]:
            continue  # "one of the drones"
        if weapon is not None and not any(
            quantity.end <= t.start < weapon.start for t in sentence.triggers
        ):
            pairs.append((quantity, weapon))
            single = _and_one(sentence, weapon)
            if single is not None:
                pairs.append(single)
    return pairs


def _and_one(sentence: Sentence, weapon: FoundWeapon) -> tuple[Quantity, FoundWeapon] | None:
    """Return the one that "and a" adds: "eighteen missiles and a drone"."""
    at = weapon.end
    if sentence.lower[at : at + 2] not in (["and", "a"], ["and", "an"]):
        return None
    other = next((w for w in sentence.weapons if 0 <= w.start - at - 2 <= 2), None)
    if other is None or not other.weapon.flies:
        return None
    return Quantity(start=at + 1, end=at + 2, value=1, text=None), other


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
