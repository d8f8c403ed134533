"""Everyday life in the words of war: traffic, fires that are fought, footage that is shot, drills.

What each check reads is said by its example; none of it is told where weapons or fighters are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.frame import ATTACK_ROLES, CASUALTY_ROLES
from geomap.events.readings import is_laid_at
from geomap.events.sentence import BE, PREPOSITIONS, asked_once

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

    from geomap.events.sentence import FoundTrigger, Sentence

_VEHICLES = frozenset(
    """car cars vehicle vehicles truck trucks lorry bus buses van vans motorcycle motorcycles bike
    suv jeep ford toyota honda scooter bicycle train trains tram taxi driver motorist trailer
    tractor ship ferry barge yacht freighter vessel""".split()
)
_NATURE = frozenset(
    """earthquake earthquakes quake quakes tremor tremors aftershock aftershocks tsunami typhoon
    hurricane cyclone tornado storm storms thunderstorm lightning flood floods landslide mudslide
    avalanche blizzard drought heatwave wildfire wildfires tree virus disease outbreak recession
    tragedy crisis ebola covid covid-19 coronavirus monsoon""".split()
)
_DRIVEN = _VEHICLES | {"wheel", "ball", "himself", "herself", "plane", "aircraft", "boat"}
_ELEMENTS = frozenset(
    """blaze blazes fire fires flame flames wildfire wildfires bushfire inferno flood floods
    flooding floodwaters storm cancer disease diseases illness virus pandemic epidemic corruption
    poverty crime inflation recession hunger drought racism addiction depression cold
    traffic""".split()
)
_EFFORTS = frozenset("effort efforts chance spirit fund words retreat fit".split())
_FILMS = frozenset(
    """footage film films movie movies scene scenes documentary video videos commercial series
    episode photo photos photographs pictures stars location""".split()
)
_COURTS = frozenset(
    """court courts lawsuit election elections charges eviction critics criticism""".split()
)
_STAGED = frozenset("held hold staged stage called call began begun joined join ended".split())
_LABOUR = frozenset(
    """pay wage wages salary salaries unpaid pensions union unions workers doctors nurses teachers
    lecturers drivers allowances layoffs overtime bargaining strikers walkout""".split()
)
_STORES = frozenset(
    "reserves savings funds fridge coffers pensions pension archives pantry wallet budget".split()
)
_INDECENT = frozenset("sexual indecent aggravated domestic common simple sexually".split())
_CHARGES = frozenset(
    "charge charges case cases allegation allegations conviction rifle rifles survivors".split()
)
_BEFORE_LOOKS = frozenset("whose a the most more very such his her its their visually".split())
_LEADING = frozenset({"leading", "lead"})
_TIPS = frozenset("information reward rewards tip tips clues".split())
_HAVING = frozenset("have has had having".split())
_DEGREES = frozenset(
    """adverse negative positive economic environmental significant lasting profound social
    financial political emotional its their his her big huge greatest""".split()
)
_DRILLS = frozenset(
    """exercise exercises drill drills manoeuvres maneuvers wargames test-fired test-fire
    test-firing test-launched""".split()
)
_ONLINE = (["on", "social"], ["on", "twitter"], ["on", "facebook"], ["on", "telegram"])


def is_everyday(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether a trigger tells of traffic, work, a film or a drill, and of no violence."""
    check = _BY_WORD.get(trigger.trigger.word) or _BY_ROLE.get(trigger.trigger.role)
    if check is not None and check(sentence, trigger):
        return True
    if _is_tried(sentence, trigger):
        return True
    return trigger.trigger.role in _DRILLED and _is_drill(sentence)


@asked_once
def in_collision(sentence: Sentence) -> bool:
    """Whether a car or a quake is what struck in a sentence: its dead are no victims of war."""
    return any(
        t.trigger.word in _STRIKING and _is_collision(sentence, t) for t in sentence.triggers
    )


_STRIKING = frozenset({"strike", "hit", "plunge into"})


def _near(sentence: Sentence, start: int, stop: int, words: AbstractSet[str]) -> bool:
    return not words.isdisjoint(sentence.lower[max(0, start) : stop])


def _object(sentence: Sentence, trigger: FoundTrigger, words: AbstractSet[str]) -> bool:
    """Whether one of some words is in what stands right behind a trigger: its object."""
    for word in sentence.lower[trigger.end : trigger.end + 4]:
        if word in words:
            return True
        if word in _ENDS or word in PREPOSITIONS:
            return False
    return False


_ENDS = frozenset(", . ; : and or but as when while that which".split())


def _is_armed(sentence: Sentence) -> bool:
    """Whether weapons or fighters are named."""
    return bool(sentence.weapons) or any(
        name in sentence.classes for name in ("ground_force", "forces", "band")
    )


def _is_tried(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Read "sentenced to 12 years for arson", "convicted of killing two": it is of long ago."""
    lower, start = sentence.lower, trigger.start
    deed = trigger.trigger.pos == "n" or lower[start].endswith("ing")
    if not deed or _TRIED.isdisjoint(lower):
        return False
    before = lower[max(0, start - 3) : start]
    tried = next((i for i in range(start - 1, max(-1, start - 12), -1) if lower[i] in _TRIED), -1)
    if tried >= 0 and lower[tried] == "accused" and is_laid_at(sentence, start):
        return False
    return tried >= 0 and not {"for", "of", "with", "over"}.isdisjoint(before)


_TRIED = frozenset(
    "sentenced convicted charged guilty jailed indicted acquitted prosecuted accused".split()
)


def _is_in_words(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Read "attacked the opposition's plan"."""
    spoken = trigger.trigger.pos == "v" and not sentence.weapons
    return spoken and _object(sentence, trigger, _VIEWS)


_VIEWS = frozenset(
    """plan plans policy policies decision proposal proposals reform reforms idea ideas speech
    remarks critics argument arguments credibility""".split()
)


def _is_of_vehicle(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Read "lost control of his car"."""
    return _object(sentence, trigger, _DRIVEN)


def _is_collision(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Read "the car struck a wall", "was hit by a truck", "two quakes struck Iran"."""
    fought = "ground_force" in sentence.classes or "band" in sentence.classes
    if fought or sentence.weapons or trigger.trigger.pos != "v" or _is_attacked(sentence, trigger):
        return False
    lower, start = sentence.lower, trigger.start
    looks = lower[start] == "striking"  # "whose striking portraits"
    if looks and _near(sentence, start - 1, start, _BEFORE_LOOKS):
        return True
    what = _VEHICLES | _NATURE
    if _near(sentence, start - 3, start, BE):  # what was hit is no driver
        by = lower[trigger.end : trigger.end + 1] == ["by"]
        return by and _near(sentence, trigger.end + 1, trigger.end + 5, what)
    subject = max(sentence.clause(start).start, start - 4)
    return _near(sentence, subject, start, what)


def _is_attacked(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Whether the sentence tells of a mine, a blast or another attack beside the trigger."""
    return any(
        t is not trigger
        and (t.trigger.role in {"mine", "explosion"} or t.trigger.role in ATTACK_ROLES - {"damage"})
        and t.trigger.word not in _STRIKING
        for t in sentence.triggers
    )


def _is_no_strike(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Read "doctors began a seven-day strike over unpaid salaries"; the verb is of collisions."""
    if trigger.trigger.pos != "n":
        return _is_collision(sentence, trigger)
    lower, start, end = sentence.lower, trigger.start, trigger.end
    hurt = any(t.trigger.role in CASUALTY_ROLES | {"damage"} for t in sentence.triggers)
    if _is_armed(sentence) or hurt:
        return False
    over = lower[end : end + 1] == ["over"]
    lasts = start > 0 and lower[start - 1].endswith(("-day", "-hour", "-week", "wildcat", "token"))
    lasts = lasts or (not sentence.actors and _near(sentence, start - 4, start, _STAGED))
    paid = not _LABOUR.isdisjoint(lower)
    return paid and (over or lasts)


def _is_effect(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Read "has an adverse impact on trade", "impact fees"."""
    if sentence.weapons or sentence.lower[trigger.start] != "impact":
        return False
    after = sentence.lower[trigger.end : trigger.end + 1]
    described = _near(sentence, trigger.start - 4, trigger.start, _HAVING | _DEGREES)
    return after not in (["on"], ["in"], ["at"], ["near"], ["of"]) or described


def _is_against_element(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Read "battled a blaze", "flood fighting", "a fighting chance"."""
    start, end = trigger.start, trigger.end
    if _is_armed(sentence):
        return False
    return (
        _object(sentence, trigger, _ELEMENTS)
        or _near(sentence, end, end + 1, _EFFORTS)
        or _near(sentence, start - 1, start, _ELEMENTS)
    )


def _is_contest(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Read "fought the project in court", "came under fire in the election campaign"."""
    return not _is_armed(sentence) and not _COURTS.isdisjoint(sentence.lower[trigger.end :][:8])


def _is_of_stores(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Read "raided its reserves"."""
    return _object(sentence, trigger, _STORES)


def _is_crime(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Read "a sexual assault charge", "assault rifles"."""
    return _near(sentence, trigger.start - 1, trigger.start, _INDECENT) or _near(
        sentence, trigger.end, trigger.end + 1, _CHARGES
    )


def _is_filming(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Read "spent three days shooting footage"."""
    return _object(sentence, trigger, _FILMS)


def _is_no_arrest(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Read "an arrest warrant", "information leading to the arrest", "house arrest"."""
    if trigger.trigger.pos != "n":
        return False
    start, after = trigger.start, sentence.lower[trigger.end : trigger.end + 1]
    wanted = _near(sentence, start - 3, start, _LEADING) and not _TIPS.isdisjoint(sentence.lower)
    own = _near(sentence, start - 1, start, {"house", "cardiac", "citizen", "citizen's"})
    return after in (["warrant"], ["warrants"]) or wanted or own


def _is_flight(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Read "a jet with 242 aboard crashed into a hostel after take-off"."""
    manned = {"aboard", "passengers", "airliner", "take-off", "takeoff", "pilot", "crew"}
    return not manned.isdisjoint(sentence.lower) and not any(
        t is not trigger and t.trigger.role in {"intercept", "explosion", "attack"}
        for t in sentence.triggers
    )


def _is_mishap(sentence: Sentence) -> bool:
    """Read "a gas cylinder exploded", "a methane blast", "a petrol tanker exploded"."""
    if _MISHAPS.isdisjoint(sentence.lower) or _is_armed(sentence):
        return False
    return not any(
        t.trigger.role == "attack" and not _near(sentence, t.start - 4, t.start, {"out", "no"})
        for t in sentence.triggers
    )  # "ruling out an attack"


_MISHAPS = frozenset("cylinder methane overturned firedamp gasworks short-circuit".split())


def _is_simulated(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Read "a drill simulating a missile strike"."""
    return _near(sentence, trigger.start - 4, trigger.start, _SIMULATED)


_SIMULATED = frozenset("simulating simulated simulates mock".split())


def _is_test(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Read "test-fired a missile into the sea"."""
    return _near(sentence, trigger.start - 4, trigger.start, _DRILLS)


def _is_flop(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Read "the show bombed in Denver": what planes bomb has a name."""
    if trigger.trigger.pos != "v" or _is_armed(sentence) or sentence.actors:
        return False
    start = trigger.start
    return not _near(sentence, start - 3, start, BE) and (
        sentence.lower[trigger.end : trigger.end + 1] in (["in"], ["at"], ["with"], ["on"])
    )


def _is_disaster(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Read "heavy rain killed 12", "ten died in a flood": nature alone did it."""
    if _is_armed(sentence) or _is_attacked(sentence, trigger):
        return False
    subject = max(sentence.clause(trigger.start).start, trigger.start - 4)
    if _near(sentence, subject, trigger.start, _WEATHER):
        return True
    after = sentence.lower[trigger.end : trigger.end + 6]
    cause = next((i for i, word in enumerate(after) if word in {"by", "in", "when", "as"}), -1)
    return cause >= 0 and not _WEATHER.isdisjoint(after[cause + 1 : cause + 5])


_WEATHER = _NATURE | frozenset(
    """rain rains rainfall downpour downpours flooding floodwaters landslides mudslides cloudburst
    storms tornadoes avalanches cyclones frost snowstorm sandstorm lava eruption cholera measles
    dengue""".split()
)


def _is_of_bill(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Read "killed a bill", "killed the peace deal"."""
    return _object(sentence, trigger, _BILLS)


_BILLS = frozenset(
    """bill bills deal deals amendment proposal proposals plan plans legislation project projects
    motion reform reforms measure story stories idea mood""".split()
)


def _is_of_book(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Read "the novel tells of the battle of X", "a play about the siege of X"."""
    lower, start = sentence.lower, trigger.start
    work = next((i for i in range(start) if lower[i] in _WORKS), -1)
    return work >= 0 and any(
        lower[i] in {"of", "about", "depicts", "portrays", "recounts", "retells"}
        for i in range(work + 1, min(start, work + 6))
    )


_WORKS = frozenset(
    """novel novels book books memoir play opera film movie documentary painting poem exhibition
    series podcast game""".split()
)


def _is_study(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Read "a study of landmines", "the treaty against mines"."""
    start = trigger.start
    return _near(sentence, start - 1, start, {"of", "on", "against"}) and _near(
        sentence, start - 3, start - 1, _STUDIES
    )


_STUDIES = frozenset("study ban treaty use clearance danger threat campaign convention".split())


def _is_clearance(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Read "deminers destroyed 40 shells": it is their work."""
    start = trigger.start
    return _near(sentence, start - 4, start, _SAPPERS)


_SAPPERS = frozenset("deminers sappers de-miners".split())


def _is_celebration(sentence: Sentence) -> bool:
    """Read "fans took to the streets to celebrate"."""
    glad = not _GLAD.isdisjoint(sentence.lower)
    return glad and not any(t.trigger.role == "riot" for t in sentence.triggers)


_GLAD = frozenset("celebrate celebrating celebrated cheered cheering".split())


def _is_online(sentence: Sentence, trigger: FoundTrigger) -> bool:
    """Read "protested on social media"."""
    return sentence.lower[trigger.end : trigger.end + 2] in _ONLINE


def _is_drill(sentence: Sentence) -> bool:
    """Read "held exercises near X, firing 40 missiles"; what hits a drill is none."""
    if _DRILLS.isdisjoint(sentence.lower):
        return False
    return not any(t.trigger.role in CASUALTY_ROLES for t in sentence.triggers)


_DRILLED = frozenset({"launch"})
_BY_WORD: dict[str, Callable[[Sentence, FoundTrigger], bool]] = {
    "attack": _is_in_words,
    "bomb": _is_flop,
    "destroy": _is_clearance,
    "crash into": _is_flight,
    "lose control": _is_of_vehicle,
    "battle": lambda s, t: _is_against_element(s, t) or _is_of_book(s, t),
    "weapon into": _is_test,
    "combat": _is_against_element,
    "fighting": _is_against_element,
    "fight": lambda s, t: _is_against_element(s, t) or _is_contest(s, t),
    "come under fire": _is_contest,
    "strike": _is_no_strike,
    "hit": _is_collision,
    "plunge into": _is_collision,
    "impact": _is_effect,
    "assault": _is_crime,
    "abandon": _is_of_vehicle,
    "raid": _is_of_stores,
    "shooting": _is_filming,
    "shoot people": _is_filming,
}
_BY_ROLE: dict[str, Callable[[Sentence, FoundTrigger], bool]] = {
    "attack": _is_simulated,
    "explosion": lambda s, t: _is_mishap(s) or _is_simulated(s, t),
    "arrest": _is_no_arrest,
    "protest": lambda s, t: _is_online(s, t) or _is_celebration(s),
    "clash": _is_of_book,
    "died": _is_disaster,
    "injured": _is_disaster,
    "killed": lambda s, t: _is_disaster(s, t) or _is_of_bill(s, t),
    "mine": _is_study,
    "minenoun": _is_study,
}
