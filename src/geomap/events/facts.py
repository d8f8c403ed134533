"""Fact or not: whether a trigger tells what happened, as against what may, will or did not."""

from __future__ import annotations

from itertools import pairwise

from geomap.events.everyday import in_collision, is_everyday
from geomap.events.frame import ATTACK_ROLES, CASUALTY_ROLES, CREWED, INTERCEPT_ROLES
from geomap.events.nowhere import is_won_or_shown
from geomap.events.past import HOURS, MEASURES, is_past
from geomap.events.sentence import (
    BE,
    PAST,
    Found,
    FoundTrigger,
    Sentence,
    asked_once,
    sentence_modals,
    tokens_timed,
)
from geomap.model import Role


def is_factual(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Tell whether a trigger reports something that happened."""
    return not doubt(sentence, trigger)


def doubt(sentence: Sentence, trigger: FoundTrigger) -> str:
    """Say why a trigger reports nothing that happened; an empty text where it does."""
    clause = sentence.clause(trigger.start)
    if _is_hypothetical(sentence, trigger, clause):
        return "it may, will or was meant to happen, or was called off"
    if is_past(sentence, trigger, clause):
        return "it is history, or a sum over a long time"
    if _is_only_described(sentence, trigger, clause):
        return "it is a habit, a state, a plan, a game, or what a picture shows"
    if is_everyday(sentence, trigger):
        return "it is traffic, work, a film or a drill"
    told = trigger.trigger.role in CASUALTY_ROLES | {"evacuate", "lives", "crash"} and (
        _is_accident(sentence) or _is_of_gas(sentence) or in_collision(sentence)
    )
    blown = trigger.trigger.role == "explosion" or (
        trigger.trigger.role in ATTACK_ROLES and trigger.trigger.pos == "v"
    )
    if told or (blown and _is_of_gas(sentence)):
        return "it is an accident, a disaster or an illness"
    return "it is denied" if _is_negated(sentence, trigger, clause) else ""


@asked_once
def _is_accident(sentence: Sentence) -> bool:
    """Whether a sentence tells of an accident or a force of nature, and of no violence."""
    if "accident" not in sentence.classes:
        return False
    if any(w.weapon.name not in CREWED for w in sentence.weapons):
        return False
    if any(
        one.trigger.role == "debris" and two.trigger.role == "crash" and two.start - one.end <= 1
        for one, two in pairwise(sentence.triggers)
    ):
        return False  # "when debris crashed onto the roof"
    return not any(
        t.trigger.role
        in (ATTACK_ROLES | INTERCEPT_ROLES | {"explosion", "clash", "mine"}) - {"crash", "launch"}
        and not is_everyday(sentence, t)
        for t in sentence.triggers
    )


@asked_once
def _is_of_gas(sentence: Sentence) -> bool:
    """Whether gas is what exploded, and no blow is told of with it."""
    if _FUELS.isdisjoint(sentence.lower) or sentence.weapons:
        return False
    blows = (t for t in sentence.triggers if t.trigger.role in ATTACK_ROLES - {"damage", "crash"})
    if any(t.trigger.pos == "n" or sentence.actors for t in blows):
        return False  # but "a gas explosion flattened a house"
    return _names_gas(sentence)


def explains_as_accident(sentence: Sentence) -> bool:
    """Whether a sentence gives an accident as the cause of what was told: a gas leak, a stove.

    So it says no more of weapons or attacks.
    """
    lower = sentence.lower
    if _CAUSES.isdisjoint(lower) or sentence.weapons or sentence.actors:
        return False
    if any(t.trigger.role in ATTACK_ROLES - {"damage"} for t in sentence.triggers):
        return False
    if not (_FAULTS & set(lower) or "accident" in sentence.classes or _names_gas(sentence)):
        return False
    return {"not", "no", "ruled", "denied"}.isdisjoint(lower)


def _names_gas(sentence: Sentence) -> bool:
    return any(pair in _GAS for pair in pairwise(sentence.lower))


_CAUSES = frozenset("blame cause caused causes due".split())
_FAULTS = frozenset(
    "stove boiler generator malfunction negligence wiring cylinder cylinders fault faulty".split()
)
_FUELS = frozenset("gas fireworks firecracker boiler".split())
_GAS = frozenset(
    {("gas", "leak"), ("gas", "explosion"), ("gas", "cylinder"), ("gas", "blast"), ("gas", "leaks")}
    | {("fireworks", w) for w in ("factory", "warehouse", "explosion", "depot", "shop", "plant")}
    | {("firecracker", "factory"), ("boiler", "explosion"), ("boiler", "exploded")}
)


def _is_hypothetical(sentence: Sentence, trigger: FoundTrigger, clause: range) -> bool:
    """Whether it may, will or was meant to happen, or was called off."""
    before = range(max(clause.start, trigger.start - 14), trigger.start)
    modals = sentence_modals(sentence)
    if modals and any(sentence.lower[i] in modals and not _is_month(sentence, i) for i in before):
        return True
    if trigger.trigger.role in _GAINS and _is_purpose(sentence, trigger):
        return True
    if "how" in sentence.lower and _is_asked(sentence, trigger):
        return True
    if trigger.trigger.role == "evacuate" and _WARNED & set(
        sentence.lower[max(0, trigger.start - 3) : trigger.start]
    ):
        return True
    if trigger.trigger.role == "toleave":
        return any(sentence.lower[i] in modals for i in before)
    told_after = sentence.lower[clause.start] in _TELLS and clause.start < trigger.start
    reach = before.start if told_after and before.start == clause.start else before.start - 3
    for found in sentence.found("hypothetical", max(0, reach), trigger.start):
        if _is_guess_at_who(sentence, found):
            continue
        if not _is_left_behind(sentence, trigger, found):
            return True
    if trigger.trigger.pos != "n":
        return False
    before_noun = sentence.lower[max(clause.start, trigger.start - 3) : trigger.start]
    if trigger.trigger.role == "visit" and {"short", "off"} & set(before_noun):
        return True  # "cut short a visit", "broke off a visit"
    if _DROPPED & set(before_noun):
        return True
    after = range(trigger.end, min(clause.stop, trigger.end + 3))
    if any(pair in _ENDING for pair in pairwise(sentence.lower[trigger.end : trigger.end + 10])):
        return True  # "the attacks on ships had to stop"
    return (
        not modals.isdisjoint(sentence.lower[after.start : after.stop])
        or _is_intended(sentence, trigger, clause)
        or bool(sentence.found("called_off", trigger.end, clause.stop))
    )


_ENDING = frozenset({("to", "stop"), ("to", "cease"), ("to", "end")})


def _is_asked(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether a number was left open: "did not say how many drones had been launched"."""
    before = sentence.lower[max(0, trigger.start - 7) : trigger.start]
    return any(pair in {("how", "many"), ("how", "much")} for pair in pairwise(before))


_GAINS = frozenset({"capture", "regain"})
_ACHIEVING = frozenset(
    """managed able succeeded went continued helped enabled allowed reported said claimed
    claims claim""".split()
)


def _is_purpose(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether land is only what somebody was out for: "attacked to seize X", "a push to take X"."""
    lower, start = sentence.lower, trigger.start
    if trigger.trigger.pos != "v" or start < 2 or lower[start - 1] != "to":
        return False
    return not _ACHIEVING & set(lower[max(0, start - 4) : start - 1])


_TELLS = frozenset("after when as because".split())
"""Clauses that tell facts, whatever their main clause wants: "ordered a probe after drones hit"."""


def _is_guess_at_who(sentence: Sentence, found: Found) -> bool:
    """Whether only the doers are in doubt: "suspected rebels", "men believed to be bandits"."""
    end, word = found.end, sentence.lower[found.start]
    if word in {"believed", "thought", "suspected"}:
        named = end - 1 if sentence.lower[end - 1] == "to" else end
        after = sentence.lower[named : named + 5]
        if after[:2] == ["to", "be"] and after[2:3] != ["behind"]:
            return True
        if after[:2] == ["to", "have"] and not _BONDS.isdisjoint(after):
            return True
    return word == "suspected" and (
        any(a.start - end in {0, 1} for a in sentence.actors)
        or any(sentence.found(name, end, end + 2) for name in ("person", "ground_force", "band"))
    )


_BONDS = frozenset("links ties connections".split())
_DROPPED = frozenset("cancelled canceled postponed scrapped shelved delayed".split())


_WARNED = frozenset("warning warnings warned call calls appeal appeals".split())


def _is_left_behind(sentence: Sentence, trigger: FoundTrigger, found: Found) -> bool:
    """Whether words of intent govern another verb: "trying to reach food ... and wounded 15"."""
    if sentence.lower[found.end - 1] != "to" or trigger.trigger.pos != "v":
        return False
    between = sentence.lower[found.end : trigger.start]
    past = sentence.lower[trigger.start].endswith("ed") or sentence.lower[trigger.start] in PAST
    return past and len(between) > 1 and not {"be", "being", "been", "have"} & set(between)


_GATHERED = frozenset({"protest", "riot", "talks", "sign", "visit"})
_ABOUT = frozenset(
    """against over about denounce denouncing condemn condemning decry decrying mourn mourning
    mark marking commemorate commemorating oppose opposing focused focusing discuss discussing
    protest protesting""".split()
)
_TURNS = frozenset(", ; and but after as when while before".split())


@asked_once
def _first_gathering(sentence: Sentence) -> int:
    """Return where the first word for a gathering ends; behind the sentence where there is none."""
    ends = (t.end for t in sentence.triggers if t.trigger.role in _GATHERED)
    return min(ends, default=len(sentence.words) + 1)


def _is_subject_of_gathering(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether people only met about it: "marched against the strikes", "to denounce the raid"."""
    lower, start = sentence.lower, trigger.start
    if _first_gathering(sentence) > start or trigger.trigger.role in _GATHERED:
        return False
    for i in range(start - 1, max(-1, start - 8), -1):
        if lower[i] in _ABOUT:
            return True
        if lower[i] in _TURNS:
            return False
    return False


_MEANS = frozenset("with by using from".split())
_DESTROYING = frozenset({"destroy", "damage"})


def is_destroyed(sentence: Sentence, start: int, since: int = 0) -> bool:
    """Whether what stands at a token is what was destroyed: "one strike destroyed a mortar"."""
    for trigger in sentence.triggers:
        if trigger.trigger.role not in _DESTROYING or trigger.trigger.pos != "v":
            continue
        if since <= trigger.start and trigger.end <= start:
            between = sentence.lower[trigger.end : start]
            if _MEANS.isdisjoint(between) and sentence.lower[trigger.start - 1] not in BE:
                return True
    return False


def is_reference(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether a word only points at an event: it is judged, claimed or measured, not told.

    "condemned the strike", "claimed the bombing", "it was the first attack since", "those killed".
    """
    if trigger.trigger.pos == "v":
        return _verb_points(sentence, trigger)
    return (
        _is_measured(sentence, trigger)
        or is_answered(sentence, trigger)
        or _is_judged(sentence, trigger)
        or _came_after(sentence, trigger)
    )


def _came_after(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether a known deed only dates another: "the blast came hours after ..."."""
    lower, end = sentence.lower, trigger.end
    known = lower[trigger.start - 1 : trigger.start] in (["the"], ["this"])
    if not known or lower[end : end + 1] not in (["came"], ["comes"], ["happened"], ["follows"]):
        return False
    return not {"after", "before"}.isdisjoint(lower[end + 1 : end + 6])


def _verb_points(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether a verb only points: "the first time that X struck Y", "those killed"."""
    lower, start = sentence.lower, trigger.start
    if trigger.trigger.role not in CASUALTY_ROLES and _is_reason_given(sentence, trigger):
        return True
    before = lower[max(0, start - 4) : start]
    opening = sentence.clause(start).start
    if lower[opening] == "that" and lower[max(0, opening - 2) : opening] == ["first", "time"]:
        return True  # "it was the first time that Israel struck Yemen"
    if "being" in before and is_answered(sentence, trigger):
        return True  # "in response to rockets being fired at X"
    if lower[opening] in {"who", "that"} and not _HONOURS.isdisjoint(lower[:opening][-6:]):
        return True  # "thanked the soldiers who liberated Kherson"
    word = lower[start]
    participle = word.endswith("ed") or word in {"hurt", "shot dead", "slain"}
    loose = participle and not set(before) & BE and not {"have", "has", "had"} & set(before)
    if not loose or trigger.trigger.role not in CASUALTY_ROLES or not before:
        return False
    if before[-1] == "those":
        return True
    if "number" in before:
        return False  # "the number of people killed rose to 34"
    people = any(f.end == start for f in sentence.classes.get("person", ()))
    return people and bool({"the", "those", "these"} & set(before))


def _is_measured(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether a noun is claimed, measured or remembered: "it was the first attack since"."""
    lower, start = sentence.lower, trigger.start
    before = lower[max(0, start - 5) : start]
    opening = sentence.clause(start).start
    claimed = lower[opening : opening + 3] in _HAD_CLAIMED  # "which had claimed a bombing in X"
    if claimed or (trigger.trigger.role in CASUALTY_ROLES and "among" in before[-3:]):
        return True
    if MEASURES & set(before) or any(w.endswith("est") and len(w) > 5 for w in before):
        if {"it", "was", "is", "were"} & set(lower[max(0, start - 12) : start]):
            return True
    if not _SURVIVORS.isdisjoint(before):
        return True  # "a survivor of the massacre at X spoke"
    if trigger.trigger.role in _OF_LAND and "cost" in lower[trigger.end : trigger.end + 4]:
        return True  # "the capture of X cost thousands of lives"
    if before[-1:] == ["of"] and "after" in before and not _SPANS.isdisjoint(before):
        return True  # "after a week of fighting along the border"
    return before[-1:] == ["such"] or _is_subject_of_gathering(sentence, trigger)


def is_answered(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether a noun is what something else answers: "in response to the attack on X"."""
    start = trigger.start
    return any(
        f.end <= start and start - f.end <= 6 and not _is_first_told(sentence, f, start)
        for f in sentence.classes.get("reason", ())
    )


def _is_judged(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether a noun is judged: "condemned the strike", "the attack was condemned in Berlin"."""
    lower, start = sentence.lower, trigger.start
    of_land = trigger.trigger.role in _OF_LAND  # "confirmed the loss of X" tells of it
    judging = [
        f
        for f in sentence.classes.get("judging", ())
        if not of_land or lower[f.start] not in _ADMITTING
    ]
    after = range(trigger.end, min(trigger.end + 6, len(lower)))
    if trigger.trigger.role != "evacuate" and any(lower[i] in BE for i in after):
        if any(f.start in after and lower[f.start - 1] in BE for f in judging):
            return True
    for f in judging:
        if f.end <= start and start - f.end <= 6 and lower[f.end] != "that":
            between = reversed(lower[max(f.end, start - 5) : start])
            if next((w for w in between if w in _ARTICLES), "") in _POINTERS:
                return True
    return False


_HONOURS = frozenset(
    "thanked thanks honoured honored praised decorated awarded hailed congratulated saluted".split()
)
_SPANS = frozenset("day days week weeks month months year years night nights".split())
_SURVIVORS = frozenset("survivor survivors veteran veterans".split())
_HAD_CLAIMED = (["which", "had", "claimed"], ["that", "had", "claimed"])


def _is_first_told(sentence: Sentence, found: Found, start: int) -> bool:
    """Whether a cause is news itself: "left without power because of a combined attack"."""
    causes = sentence.lower[found.end - 1] == "of" and sentence.lower[found.start] in _BECAUSE
    return causes and not {"a", "an"}.isdisjoint(sentence.lower[found.end : start])


_BECAUSE = frozenset({"because", "account"})


def _is_reason_given(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether a relative clause tells what was answered: "a reply to a gunman who opened fire"."""
    clause = sentence.clause(trigger.start)
    if "reason" not in sentence.classes or sentence.lower[clause.start] not in {"who", "that"}:
        return False
    return any(0 <= clause.start - f.end <= _NOUN_REACH for f in sentence.classes["reason"])


_NOUN_REACH = 4
_OF_LAND = frozenset({"capture", "regain", "fallof"})
_ADMITTING = frozenset("confirmed acknowledged admitted claimed announced declared".split())
_POINTERS = frozenset("the this that these those 's its their his".split())


_ARTICLES = _POINTERS | {"a", "an"}


def _is_only_described(sentence: Sentence, trigger: FoundTrigger, clause: range) -> bool:
    """Whether it is a state, a habit, a plan, a picture or a game."""
    role = trigger.trigger.role
    return (
        (role == "capture" and _is_state(sentence, trigger, clause))
        or (role == "inhands" and sentence.lower[trigger.start - 1] in _STILL)
        or (role == "visit" and _is_announced(sentence, trigger))
        or (sentence.role is Role.CAPTION and _describes_picture(sentence, trigger))
        or bool(sentence.found("habitual", clause.start, clause.stop))
        or (role in _SPORTING and _is_sport(sentence))
        or is_won_or_shown(sentence, trigger.start, trigger.end)
        or _goes_on_for_long(sentence, trigger)
    )


def _goes_on_for_long(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether it has been so for a long time: "where the army has fought rebels for two years"."""
    lower, end = sentence.lower, trigger.end
    if trigger.trigger.pos != "v" or _PERFECT.isdisjoint(lower[max(0, trigger.start - 4) :][:4]):
        return False
    for i in range(end, min(end + 10, len(lower) - 1)):
        if lower[i] in {",", ";"}:
            return False
        if lower[i] == "for":
            return not _LONG_TIMES.isdisjoint(lower[i + 1 : i + 6])
        if lower[i] == "since":
            since = lower[i + 1 : i + 5]
            return not any(w.endswith("day") for w in since) and HOURS.isdisjoint(since)
    return False


_PERFECT = frozenset("has have had".split())
_LONG_TIMES = frozenset("weeks months month years year decade decades".split())


def _is_sport(sentence: Sentence) -> bool:
    """Whether a sentence tells of a game: its words, and nobody hurt by a weapon."""
    words = sentence.found("sport", 0, len(sentence.words))
    hurt = any(t.trigger.role in CASUALTY_ROLES for t in sentence.triggers)
    return len(words) > 1 or (bool(words) and not (sentence.weapons and hurt))


_SPORTING = frozenset({"clash", "attack", "capture", "launch", "regain", "fall", "take", "march"})
"""What teams do to each other, too."""


def _is_intended(sentence: Sentence, trigger: FoundTrigger, clause: range) -> bool:
    """Whether a noun depends on an infinitive: "to start direct talks", "to carry out a strike"."""
    for i in range(max(clause.start, trigger.start - 6), trigger.start - 1):
        if sentence.lower[i] == "to" and sentence.lower[i + 1] in _INTENDED:
            return True
    return False


_INTENDED = frozenset(
    """start begin hold resume carry launch conduct stage continue host open attend join organise
    organize arrange schedule stop end halt avoid pursue avert make mount mediate restart""".split()
)


def _is_state(sentence: Sentence, trigger: FoundTrigger, clause: range) -> bool:
    """Whether "is occupied" tells how things stand, as against what happened."""
    before = sentence.lower[max(clause.start, trigger.start - 4) : trigger.start]
    if before[-2:] == ["to", "have"]:
        return False  # "are said to have captured"
    if "now" in before:
        return False  # "is now fully under their control"
    return not _STATES.isdisjoint(before)


_STILL = frozenset("still remains remained".split())
_STATES = _STILL | frozenset("is are partly partially".split())


def _is_announced(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether a visit in the present tense is one to come ("when he travels to"), no headline."""
    return sentence.role is not Role.TITLE and sentence.lower[trigger.start].endswith("s")


def _describes_picture(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether a caption's verb only says what the picture shows: "a soldier fires at"."""
    word = sentence.lower[trigger.start]
    return (
        trigger.trigger.pos == "v" and word.endswith("s") and trigger.trigger.role in ATTACK_ROLES
    )


def _is_month(sentence: Sentence, index: int) -> bool:
    return index in tokens_timed(sentence)


_DENIES = frozenset(
    "denied denies deny denying dismissed refuted rejected debunks debunked".split()
)
_CONTENT = frozenset("that reports report claims claim having any rumours rumors".split())


def _is_denied(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether somebody denies it: "denies reports that units retook the village"."""
    if _DENIES.isdisjoint(sentence.lower[: trigger.start]):
        return False
    for i in range(trigger.start - 1, -1, -1):
        if sentence.lower[i] in {";", "but"}:
            return False
        if sentence.lower[i] in _DENIES:
            reach = 7 if sentence.lower[i].startswith("debunk") else 4
            return bool(_CONTENT & set(sentence.lower[i + 1 : i + reach]))
    return False


def _is_of_lack(sentence: Sentence, found: Found, trigger: FoundTrigger) -> bool:
    """Whether "without" names what was lost, no deed: "without power after a raid".

    So it does before a comma: "unarmed and without a guard, he was shot".
    """
    if sentence.lower[found.start] != "without":
        return False
    if "," in sentence.lower[found.end : trigger.start]:
        return True
    return not _BEFORE_CAUSE.isdisjoint(sentence.lower[found.end : trigger.start])


_BEFORE_CAUSE = frozenset("after following by when as from since because amid during".split())


def says_without(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether a blow left nobody hurt: "without anyone being injured", "without hurting anyone"."""
    for i in range(trigger.start - 1, max(-1, trigger.start - 5), -1):
        word = sentence.lower[i]
        if word == "without":
            near = sentence.lower[i + 1 : trigger.start] + sentence.lower[trigger.end :][:1]
            return trigger.trigger.pos == "n" or not _ANYONE.isdisjoint(near)
        if word not in _ANYONE and word not in _NO_MORE:
            return False
    return False


_ANYONE = frozenset("anyone anybody any people civilians person single".split())
_NO_MORE = frozenset("being a causing reported further serious human loss of reported".split())


def _is_negated(sentence: Sentence, trigger: FoundTrigger, clause: range) -> bool:
    """Whether the trigger is denied; "no one was hurt" counts as zero, not as denied."""
    if trigger.trigger.role in CASUALTY_ROLES and any(
        q.value == 0 and clause.start <= q.start < clause.stop for q in sentence.quantities
    ):
        return False
    if trigger.trigger.role in CASUALTY_ROLES and says_without(sentence, trigger):
        return False
    start = max(clause.start, trigger.start - 5)
    if any(
        not _is_of_lack(sentence, f, trigger)
        for f in sentence.found("negation", start, trigger.start)
    ):
        return True
    if _is_denied(sentence, trigger):
        return True
    # "damage or casualties were not reported"
    after = sentence.lower[trigger.end : min(clause.stop, trigger.end + 6)]
    return ("not" in after or "never" in after) and any(
        a in BE and b in {"not", "never"} for a, b in pairwise(after)
    )
