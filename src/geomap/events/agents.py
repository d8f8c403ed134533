"""Who: the party that a trigger names as the doer, and for interceptions the defender."""

from __future__ import annotations

from itertools import pairwise

from geomap.events.frame import CASUALTY_ROLES, INTERCEPT_ROLES, Frame
from geomap.events.sentence import BE, DETERMINERS, PREPOSITIONS, Found, FoundActor, Sentence


def with_actor(sentence: Sentence, frame: Frame) -> Frame:
    """Return the frame with the party that did it, where its sentence names one."""
    if frame.role in INTERCEPT_ROLES:
        return _with_launcher(sentence, frame)
    frame.doers = _named_as(sentence, frame, "band")
    frame.of_state = _named_as(sentence, frame, "state_force") is not None
    found = _agent(sentence, frame)
    if found is not None:
        frame.actor, frame.actor_at = found.actor, found.start
        frame.actor_of_state = not _STATE.isdisjoint(sentence.lower[found.end : found.end + 3])
        return frame
    owner = _owner_of_weapon(sentence, frame)
    if owner is not None:
        frame.actor, frame.actor_at = owner.actor, owner.start
        return frame
    before = sentence.lower[frame.clause.start : frame.trigger.start]
    within = sentence.lower[frame.trigger.start : frame.trigger.end]
    named = not frame.passive and not _THEY.isdisjoint(before) and not _is_weapon(sentence, frame)
    frame.actor_is_pronoun = named or not _THEY.isdisjoint(within)  # "in their hands"
    return frame


def _is_weapon(sentence: Sentence, frame: Frame) -> bool:
    """Whether "it" is a weapon: "one drone got as far as X, where it wrecked a house"."""
    start = frame.clause.start
    if not {"it", "they"} & set(sentence.lower[start : frame.trigger.start]):
        return False
    weapons = [w.start for w in sentence.weapons if w.end <= start]
    parties = [a.start for a in sentence.actors if a.end <= start]
    return bool(weapons) and weapons[-1] > max(parties, default=-1)


_THEY = frozenset("it its they their".split())


def _owner_of_weapon(sentence: Sentence, frame: Frame) -> FoundActor | None:
    """Return whose weapons they were: "died under shells of the paramilitary RSF"."""
    for weapon in sentence.weapons:
        if weapon.start not in frame.clause or weapon.weapon.name not in frame.weapons:
            continue
        before = [a for a in sentence.actors if a.adjective and 0 <= weapon.start - a.end <= 1]
        if before and (frame.passive or frame.role == "attacked"):
            return before[-1]  # "was the target of an Israeli drone"
        if sentence.lower[weapon.end : weapon.end + 1] not in (["of"], ["from"]):
            continue
        for actor in sentence.actors:
            if 0 < actor.start - weapon.end <= 4:
                return actor
    return None


_STATE = frozenset(
    """army military security police government troops soldiers forces navy regime authorities junta
    warplanes jets helicopters""".split()
)


def _named_as(sentence: Sentence, frame: Frame, name: str) -> str | None:
    """Return the plain word of a class for those who did it, as subject or behind "by"."""
    found = frame.trigger
    groups = sentence.classes.get(name)
    if not groups:
        return None
    carried = found.trigger.pos == "n" and _verb_between(sentence, frame.clause.start, found.start)
    if carried or (found.trigger.pos == "v" and not frame.passive):
        start = frame.clause.start
        if sentence.lower[start] == "whose":  # "the army, whose warplanes bombed X"
            start = max(0, start - _OWNER_REACH)
        before = [
            f
            for f in groups
            if start <= f.start and f.end <= found.start and not _is_governed(sentence, f.start)
            if not f.start or sentence.lower[f.start - 1] != "whom"
        ]
        return _phrase(sentence, before[-1]) if before else None
    reach = range(found.end, min(len(sentence.lower), found.end + 12))
    by = next((i for i in reach if sentence.lower[i] == "by"), None)
    if by is None:
        return None
    after = [f for f in groups if by < f.start <= by + 4]
    return _phrase(sentence, after[0]) if after else None


_OWNER_REACH = 4


def _is_governed(sentence: Sentence, start: int) -> bool:
    """Whether a preposition stands before a noun: "outside a police building"; "of" may count."""
    for i in range(start - 1, max(-1, start - 4), -1):
        word = sentence.lower[i]
        if word in PREPOSITIONS:
            return word not in {"of", "by"}
        if not sentence.words[i].is_word or word in {"and", "as", "when", "that"}:
            return False
    return False


def _phrase(sentence: Sentence, found: Found) -> str:
    return " ".join(sentence.lower[found.start : found.end])


def _agent(sentence: Sentence, frame: Frame) -> FoundActor | None:
    found, clause = frame.trigger, frame.clause
    if frame.role not in {"died", "toll", "casualties"}:
        by = _after_by(sentence, frame)
        if by is not None:
            return by
    actors = [a for a in sentence.actors if a.start in clause]
    if found.trigger.pos == "n":
        suffered = frame.role in CASUALTY_ROLES - {"killed"}  # "Israel's dead" are its own
        return None if suffered else _noun_agent(sentence, frame, actors)
    if frame.passive or frame.role in {"died", "attacked"}:
        return None
    if frame.role == "fall":
        return next((a for a in actors if a.start >= found.end), None)
    before = [
        a
        for a in actors
        if a.end <= found.start
        and not is_object(sentence, a)
        and not _is_acted_on(sentence, a)
        and not _is_of_joined_verb(sentence, frame, a)
        and _can_act(sentence, frame, a)
    ]
    if before:
        joined = found.start and sentence.lower[found.start - 1] == "and"
        if joined and before[-1].adjective and _opens_with_pronoun(sentence, clause):
            return None  # "its troops pushed Russian forces back and regained X"
        return before[-1]
    return _main_subject(sentence, frame)


def _opens_with_pronoun(sentence: Sentence, clause: range) -> bool:
    first = [sentence.lower[i] for i in clause[:2] if sentence.lower[i] != "that"]
    return bool(first) and first[0] in {"it", "its", "they", "their"}


def _can_act(sentence: Sentence, frame: Frame, actor: FoundActor) -> bool:
    """Whether a people's adjective stands with those who fight: not "Russian cities"."""
    if not actor.adjective or frame.role in {"visit", "talks", "sign"}:
        return True
    after = range(actor.end, actor.end + 4)
    return (
        any(
            sentence.found(name, after.start, after.stop)
            for name in ("forces", "ground_force", "band")
        )
        or not _UNITS.isdisjoint(sentence.lower[actor.end : actor.end + 2])
        or any(w.start in after for w in sentence.weapons)
        or any(
            t.start in after and (t is not frame.trigger or t.start - actor.end <= 1)
            for t in sentence.triggers
        )
        or sentence.lower[actor.end : actor.end + 1] in ([","], ["and"], ["president"])
    )


_UNITS = frozenset("force patrol unit commando commandos bulldozers vehicles".split())


def _after_by(sentence: Sentence, frame: Frame) -> FoundActor | None:
    end = frame.trigger.end
    if _BY.isdisjoint(sentence.lower[end : end + 12]):
        return None
    active = frame.trigger.trigger.pos == "v" and not frame.passive and not frame.loose
    for i in range(end, min(len(sentence.lower), end + 12)):
        from_whom = frame.role in {"attack", "killed", "injured", "launch"}
        if sentence.lower[i] == "from" and {"who", "in", "trying"} & set(
            sentence.lower[frame.trigger.end : i]
        ):
            continue  # "killed 33 militants who sneaked in from Afghanistan"
        if active and sentence.lower[i] == "by" and i > end and _is_told_of_object(sentence, i):
            continue  # "bombed a camp used by Hamas"
        if sentence.lower[i : i + 3] == ["from", "the", "direction"]:
            return None
        if sentence.lower[i] == "by" or (sentence.lower[i] == "from" and from_whom):
            for actor in sentence.actors:
                if i < actor.start <= i + 4:
                    if not {"in", "at", "near"}.isdisjoint(sentence.lower[i + 1 : actor.start]):
                        return None  # "killed by a bomb in Moscow"
                    told = sentence.lower[actor.end : actor.end + 1]
                    return None if told and told[0] in _ACCOUNTS else actor
            if sentence.lower[i] == "by":
                return None
        if sentence.lower[i] in {".", ";"}:
            return None
    return None


def _is_told_of_object(sentence: Sentence, at: int) -> bool:
    """Whether "by" belongs to a participle behind what was hit: "used by", "held by"."""
    word = sentence.lower[at - 1]
    return word in {
        "used",
        "run",
        "held",
        "owned",
        "operated",
        "controlled",
        "inhabited",
        "occupied",
    }


_BY = frozenset({"by", "from"})
_ACCOUNTS = frozenset(
    "account accounts media report reports estimate estimates count figures officials".split()
)


def _noun_agent(sentence: Sentence, frame: Frame, actors: list[FoundActor]) -> FoundActor | None:
    start = frame.trigger.start
    for actor in reversed(actors):
        gap = range(actor.end, start)
        if actor.end > start or len(gap) > 4:
            continue
        adjective = actor.adjective or (
            actor.end < len(sentence.lower) and sentence.lower[actor.end] == "'s"
        )
        attributive = len(gap) <= 2 and actor.end - actor.start <= 2 and len(actor.actor.name) > 2
        if (adjective or attributive) and _APART.isdisjoint(sentence.lower[gap.start : gap.stop]):
            return actor
    # "Russia carried out a strike": the subject of the clause, when it is no object
    verbal = [a for a in actors if a.end <= start and not is_object(sentence, a)]
    return verbal[0] if verbal and _verb_between(sentence, verbal[0].end, start) else None


_APART = PREPOSITIONS | {","}
_LIGHT_VERBS = frozenset(
    """carried conducted launched made announced held staged mounted carried began resumed
    continued unleashed executed staged carries launches responded""".split()
)


def _verb_between(sentence: Sentence, start: int, end: int) -> bool:
    return not _LIGHT_VERBS.isdisjoint(sentence.lower[start:end])


def is_object(sentence: Sentence, actor: FoundActor) -> bool:
    """Whether a preposition governs the name of a party ("fighters of X" are X)."""
    if actor.start > 1 and sentence.lower[actor.start - 1] in {"of", "the"}:
        of = actor.start - 1 if sentence.lower[actor.start - 1] == "of" else actor.start - 2
        if sentence.lower[of] == "of" and sentence.found("forces", of - 1, of):
            return False
    for i in range(actor.start - 1, max(-1, actor.start - 4), -1):
        if sentence.lower[i] == "by" and i and sentence.lower[i - 1] in _HEADED:
            return False  # "fighters led by X" are X
        if sentence.lower[i] in PREPOSITIONS:
            return not (i and sentence.lower[i] == "in" and sentence.lower[i - 1] in _SEATED)
        if sentence.lower[i] not in DETERMINERS and not sentence.words[i].is_word:
            return False
        if sentence.lower[i] not in DETERMINERS and i != actor.start - 1:
            return False
    return False


_HEADED = frozenset({"led", "commanded", "headed"})
_SEATED = frozenset({"ministry", "government"})
"""What a capital behind "in" names the country of: "the defence ministry in Moscow"."""


def _is_acted_on(sentence: Sentence, actor: FoundActor) -> bool:
    """Whether a party directly follows an active verb of the tables: its object, no subject."""
    return any(
        t.trigger.pos == "v" and t.end == actor.start and not actor.adjective
        for t in sentence.triggers
    )


def _is_of_joined_verb(sentence: Sentence, frame: Frame, actor: FoundActor) -> bool:
    """Whether a party is the object of the verb before: "killed 50 Palestinians and wounded"."""
    start = frame.trigger.start
    if not start or sentence.lower[start - 1] != "and":
        return False
    return any(
        t.trigger.pos == "v" and t.start in frame.clause and t.end <= actor.start
        for t in sentence.triggers
    )


def _main_subject(sentence: Sentence, frame: Frame) -> FoundActor | None:
    """For ", killing three": the subject of the clause before."""
    word = sentence.lower[frame.trigger.start]
    if not word.endswith("ing") or frame.clause.start == 0:
        return None
    before = [a for a in sentence.actors if a.end <= frame.clause.start]
    accused = next((i for i, w in enumerate(sentence.lower) if w in _ACCUSING), len(sentence.lower))
    blamed = [a for a in before if a.start == accused + 1]
    if blamed:
        return blamed[0]  # "accused Ukraine of shelling X, killing three"
    before = [a for a in before if not is_object(sentence, a)]
    return before[0] if before else None


_ACCUSING = frozenset("accused accuses accusing".split())


def _with_launcher(sentence: Sentence, frame: Frame) -> Frame:
    """For interceptions: the actor is who launched; who shot down is the defender."""
    launcher = None
    for weapon in sentence.weapons:
        for actor in sentence.actors:
            gap = range(actor.end, weapon.start)
            close = 0 <= len(gap) <= 3 and actor.end <= weapon.start
            if (
                close
                and (actor.adjective or (gap and sentence.lower[gap[0]] == "'s"))
                and not any(t.start in gap for t in sentence.triggers)
                and not sentence.found("reporting", actor.end, weapon.start)
            ):
                launcher = launcher or actor
            if 0 <= actor.start - weapon.end <= 2 and sentence.lower[actor.start - 1] == "from":
                launcher = launcher or actor
    launcher = launcher or _subject_of_launch(sentence)
    defender = None
    candidates = [a for a in sentence.actors if launcher is None or a.start != launcher.start]
    if frame.passive:
        defender = _after_by(sentence, frame)
    else:
        before = [a for a in candidates if a.end <= frame.trigger.start]
        defender = before[-1] if before else None
    if defender is None and candidates:
        outside = [a for a in candidates if not is_object(sentence, a)]
        defender = outside[0] if outside else None
    if launcher is not None and defender is not None and launcher.actor == defender.actor:
        defender = None
    frame.actor = launcher.actor if launcher else None
    frame.defender = defender.actor if defender else None
    return frame


def _subject_of_launch(sentence: Sentence) -> FoundActor | None:
    """The party that the same sentence says launched: "117 drones that Russia sent"."""
    for trigger in sentence.triggers:
        if trigger.trigger.role == "launch":
            clause = sentence.clause(trigger.start)
            if sentence.lower[trigger.end : trigger.end + 1] in (["by"], ["from"]):
                # "shot down 88 of 112 drones launched by Russia"
                return next((a for a in sentence.actors if 1 <= a.start - trigger.end <= 3), None)
            before = [a for a in sentence.actors if a.start in clause and a.end <= trigger.start]
            if before:
                return before[-1]
    return None


_BLAMES = frozenset("blamed blames accused accuses".split())
_OWNS = (
    ("claimed", "responsibility"),
    ("claims", "responsibility"),
    ("took", "responsibility"),
    ("was", "behind"),
    ("carried", "it", "out"),
    ("were", "behind"),
    ("claimed", "it"),
    ("claimed", "them"),
    ("fired", "by"),
    ("launched", "by"),
)


_ATTRIBUTES = _BLAMES | {phrase[0] for phrase in _OWNS}


_CONTRADICTS = frozenset(
    "denied denies deny denying rejected rejects reject disputed disputes dispute refuted".split()
)
_WHAT_WAS_SAID = frozenset(
    """it this that claim claims accusation accusations charge charges report reports
    involvement""".split()
)


def contradicts(sentence: Sentence) -> bool:
    """Whether a sentence denies what was told before: "Ukraine's military rejected the claim"."""
    if _CONTRADICTS.isdisjoint(sentence.lower):
        return False
    for i, word in enumerate(sentence.lower):
        if word in _CONTRADICTS:
            after = sentence.lower[i + 1 : i + 4]
            said = next((k for k, w in enumerate(after) if w in _WHAT_WAS_SAID), None)
            if said is None:
                continue
            end = i + 2 + said
            alone = end >= len(sentence.lower) or sentence.lower[end] in {".", ",", ";", "on", "as"}
            if alone or after[said] in {"involvement", "accusation", "accusations"}:
                return True
    return False


def _whose_it_was(sentence: Sentence, end: int) -> FoundActor | None:
    """Return who fired what was told of: "it was a rocket of Iranian make, fired by Hezbollah"."""
    points_back = any(
        pair in (("it", "was"), ("that", "it"), ("was", "it")) for pair in pairwise(sentence.lower)
    )
    return next((a for a in sentence.actors if a.start == end), None) if points_back else None


def attributed(sentence: Sentence) -> FoundActor | None:
    """Return the party that a sentence blames for what was told, or that owns up to it."""
    if _ATTRIBUTES.isdisjoint(sentence.lower):
        return None
    for i, word in enumerate(sentence.lower):
        if word not in _ATTRIBUTES:
            continue
        if (
            word in _BLAMES
            and sentence.lower[i - 1] in BE
            and sentence.lower[i + 1 :][:1] == ["for"]
        ):
            before = [a for a in sentence.actors if a.end <= i and not is_object(sentence, a)]
            return before[-1] if before else None  # "Israel, which is blamed for it"
        if word in _BLAMES and "which" in sentence.lower[max(0, i - 3) : i]:
            continue  # "..., for which he blames X": of what its own sentence speaks of
        if word in _BLAMES:
            return next((a for a in sentence.actors if i < a.start <= i + 6), None)
        for phrase in _OWNS:
            end = i + len(phrase)
            if tuple(sentence.lower[i:end]) == phrase:
                if phrase[1] == "by":
                    return _whose_it_was(sentence, end)
                if phrase[0] == "claimed" and phrase[1] != "responsibility":
                    if sentence.lower[end : end + 1] not in ([], ["."], [","], [";"]):
                        continue  # "claimed it had ..."
                before = [a for a in sentence.actors if a.end <= i and not is_object(sentence, a)]
                return before[-1] if before else None
    return None
