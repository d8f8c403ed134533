"""Where nothing happened: toponyms that are a seat, an origin, a source or a party, no scene."""

from __future__ import annotations

from geomap.events.frame import (
    ATTACK_ROLES,
    CASUALTY_ROLES,
    DIPLOMATIC_ROLES,
    GATHERINGS,
    INTERCEPT_ROLES,
    LEAVING,
    Frame,
)
from geomap.events.sentence import FINITE, PREPOSITIONS, FoundPlace, Sentence
from geomap.events.standing import (
    HOUSES,
    LOCATIVE,
    NATIONAL,
    SEATS,
    WARS,
    governor,
    in_border_clause,
    named_behind,
    office_of,
    owns_next,
    remembered,
    spoken_at,
)
from geomap.events.ties import owns_what_was_hit
from geomap.events.vicinity import tells_where
from geomap.model import PlaceKind, Usage

AIMED = frozenset("on at against towards toward into of".split())
"""Prepositions before what a blow is meant for."""
_SECTORS = frozenset("sector direction axis".split())
_ORIGIN = frozenset("from".split())
_GOAL = frozenset("to towards toward into".split())
_BORDERS = frozenset({"borders", "bordering"})
_SPOKEN_AT = frozenset({"in", "at", "from"})
_ELSEWHERE = NATIONAL | HOUSES
"""Offices that speak from a place, of what happened in others."""
_ALOFT = INTERCEPT_ROLES | {"overflight", "sight"}


@remembered
def is_no_scene(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a toponym is no place where anything happens: by what it is, or stands for."""
    if _only_marks(sentence, place):
        return True
    if place.resolution.location is None and not sentence.by_name:
        return True
    resolved = place.resolution.place
    if resolved is not None and resolved.kind is PlaceKind.CONTINENT:
        return True
    if owns_next(sentence, place) or _names_war(sentence, place) or tells_where(sentence, place):
        return True  # "Iraq's capital": the capital, not Iraq
    if resolved is not None and resolved.kind is PlaceKind.COUNTRY:
        if _names_body(sentence, place) or _says_whose(sentence, place):
            return True
    preposition, at = governor(sentence, place)
    if (at > 0 and sentence.lower[at - 1] in _BORDERS) or in_border_clause(sentence, place):
        return True
    if preposition == "in" and (
        _is_seat_of_speaker(sentence, place, at) or _is_of_source(sentence, place, at)
    ):
        return True  # "..., the general staff in Kyiv said"
    # "the agency said Thursday in Vienna"
    return preposition in _SPOKEN_AT and spoken_at(sentence, at)


def _is_seat_of_speaker(sentence: Sentence, place: FoundPlace, at: int) -> bool:
    """Whether a verb of speech right behind has the noun before "in X" for its subject."""
    verbs = {f.start for f in sentence.classes.get("speech", ())}
    if not verbs or place.end not in verbs or at < 1 or not sentence.words[at - 1].is_word:
        return False
    start = at
    while start and sentence.words[start - 1].is_word:
        start -= 1
    return not any(start <= t.start < at for t in sentence.triggers)


def _is_of_source(sentence: Sentence, place: FoundPlace, at: int) -> bool:
    """Whether a place is where the source sits: "according to a military source in X, ..."."""
    clause = sentence.clause(place.start)
    return (
        sentence.lower[clause.start : clause.start + 2] == ["according", "to"]
        and not _SOURCES.isdisjoint(sentence.lower[max(clause.start, at - 3) : at])
        and sentence.lower[place.end : place.end + 1] == [","]
    )


_SOURCES = frozenset(
    "source sources correspondent reporter activist activists official officials doctor".split()
)


def _is_river(place: FoundPlace) -> bool:
    """Whether a toponym is a river: what lies on it does not happen in it."""
    resolved = place.resolution.place
    return (
        resolved is not None
        and resolved.kind is PlaceKind.WATER
        and ("river" in resolved.name.lower() or resolved.feature in {"river", "STM"})
    )


def _says_whose(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a country only says whose thing or people it is: "a U.S. Chinook", "US troops"."""
    lower, start, end = sentence.lower, place.start, place.end
    if end >= len(lower):
        return False
    if start and lower[start - 1] in {"a", "an"}:
        return lower[end] not in _SPOTS  # "an explosion in a Myanmar town"
    if place.resolution.mention.usage is Usage.LITERAL:
        return False
    if lower[end] in {"-", "‐", "‑"} or "-" in lower[end - 1]:
        return True
    return sentence.words[end].is_word and lower[end] not in _NO_NOUN


_SPOTS = frozenset(
    """town village city district suburb region province border neighborhood neighbourhood market
    hospital school mosque church village resort island port highway""".split()
)
_NO_NOUN = PREPOSITIONS | FINITE | {"and", "or", "but", "that", "which", "who", "as", "'s", "’s"}


def _only_marks(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a name is half of a compound: "a Moscow-flagged tanker", "Rwanda-backed rebels"."""
    last = sentence.lower[place.end - 1]
    if last.rpartition("-")[2] in _MARKED and "-" in last:
        return True
    after = sentence.lower[place.end : place.end + 2]
    return len(after) == 2 and after[0] in {"-", "‑"} and after[1] in _MARKED


_MARKED = frozenset(
    """flagged backed linked bound made owned registered based built supplied trained aligned
    installed appointed born led sponsored""".split()
)


def _names_body(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a country begins the name of a body: "Pakistan Railways said"."""
    end = place.end
    if end >= len(sentence.words) or not sentence.words[end].text[0].isupper():
        return False
    if any(t.start <= end < t.end for t in sentence.times):
        return False
    return any(0 <= f.start - end <= 2 for f in sentence.classes.get("reporting", ()))


def is_barred(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether its preposition and company say that this did not happen there.

    An origin, a seat, the war that talks are about.
    """
    found, lower = frame.trigger, sentence.lower
    preposition, at = governor(sentence, place)
    before = lower[at - 1] if at > 0 else ""
    gathering = frame.role in GATHERINGS
    office = office_of(sentence, place)
    if not gathering and office in _ELSEWHERE and not is_office_hit(sentence, frame, at):
        return True
    spread = preposition == "to" and "spread" in lower[found.end : at]
    led = preposition == "of" and frame.role in {"talks", "sign"}  # "the leaders of France"
    standing = preposition in LOCATIVE or preposition in {"of", "into"} or spread
    standing = standing or (gathering and goes_there(sentence, frame, at))
    standing = standing or is_of_police(sentence, frame, place)
    protested = frame.role in {"protest", "riot"} and before in _FOUGHT and at > found.end
    if protested or (gathering and (led or not standing)):
        return True  # "protested against the war on Iraq"
    if preposition == "for" and not office:
        # bound for it, meant for it, speaking for it; but what was shot down on the way there
        return not (frame.role in INTERCEPT_ROLES and before in _BOUND)
    going = preposition in _GOAL and frame.role == "withdraw" and at >= found.end
    origin = preposition in _ORIGIN or _is_of_origin(sentence, at)
    if going or (origin and frame.role not in LEAVING):
        return True  # "retreated towards X": not from there
    if _is_measured(sentence, place, at) or (
        place.end <= found.start and _is_home(sentence, place)
    ):
        return True
    if frame.role not in _ALOFT and _is_river(place):
        return True
    if preposition == "of" and _is_only_near(sentence, at):
        return True
    if place.end < len(lower) and lower[place.end] in _SECTORS:
        return True  # "in the Kharkiv sector": a stretch of the front, named after a town
    hit = before in _PRESS and frame.role in ATTACK_ROLES and found.end <= at
    if before in SEATS and not hit and not found.start <= at - 1 < found.end:
        return True
    if not office and _is_of_speaker(sentence, place):
        return True
    made = frame.role == "sign" and before in _PEACES and at - found.end <= _MADE
    about = before in WARS and at > found.end and preposition == "in" and not made
    if about and frame.role in DIPLOMATIC_ROLES:
        return not _is_of_third_party(sentence, frame, place)  # "talks on the war in Ukraine"
    if frame.role in CASUALTY_ROLES and (
        lower[max(0, at - 1)] in {"war", "conflict"} or _takes_in(sentence, place)
    ):
        return True
    return _only_acts(sentence, frame, place)


def goes_there(sentence: Sentence, frame: Frame, at: int) -> bool:
    """Whether a crowd went along or to a place: "marched down X's main avenue", "marched on X"."""
    end = frame.trigger.end
    if frame.trigger.trigger.word not in _MARCHED or not end - 1 <= at <= end + _WAY:
        return False
    return sentence.lower[max(at, end)] in _WAYS


_MARCHED = frozenset({"march", "rally"})
_WAYS = frozenset("down up to towards toward on".split())
_WAY = 3


def is_of_police(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether the police of a town made the arrest: "Kabul police arrested five suspects"."""
    behind = sentence.lower[place.end : place.end + 1] == ["police"] and not frame.passive
    return behind and frame.role == "arrest" and place.end < frame.trigger.start


def _is_of_origin(sentence: Sentence, at: int) -> bool:
    """Whether "in" goes on to say where somebody is from: "a cook from Chester in England"."""
    if at < 1 or sentence.lower[at] != "in":
        return False
    inner = next((p for p in sentence.places if p.end == at), None)
    return inner is not None and governor(sentence, inner)[0] in _ORIGIN


_PEACES = frozenset("ceasefire truce peace".split())
_MADE = 4
_FOUGHT = WARS | frozenset(
    """aggression attack attacks strike strikes airstrikes offensive campaign war raid raids assault
    bombing bombings bombardment occupation incursion blockade siege sanctions crackdown""".split()
)


def _is_measured(sentence: Sentence, place: FoundPlace, at: int) -> bool:
    """Whether a clause only says how far it is: "the road to X, which is 235 km north of Y"."""
    relation = place.resolution.mention.relation
    told = relation is not None and relation.kind == "distance"
    told = told and sentence.lower[at - 1] in {"is", "are", "lies", "lie", "located"}
    return told and not {"which", "that"}.isdisjoint(sentence.lower[max(0, at - 3) : at])


@remembered
def _is_home(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a place says where somebody is from: "Ali Hassan, 28, of Yatta near Hebron, hit"."""
    lower, start = sentence.lower, place.start
    at = next((i for i in range(start - 1, max(0, start - 8), -1) if lower[i] == ","), 0)
    if at < 3 or lower[at + 1] not in {"of", "from"} or lower[place.end : place.end + 1] != [","]:
        return False
    age = lower[at - 1]
    named = sentence.words[at - 1].text[0].isupper() and sentence.words[at - 2].text[0].isupper()
    return (age.isdigit() and lower[at - 2] == ",") or named


def _is_of_third_party(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether two others signed there: "Thailand and Cambodia signed a truce in Malaysia"."""
    resolved = place.resolution.place
    states = {a.actor.country for a in sentence.actors if a.end <= frame.trigger.start}
    return (
        frame.role == "sign"
        and len(states) > 1
        and (resolved is not None and resolved.country not in states)
    )


def _is_only_near(sentence: Sentence, at: int) -> bool:
    """Whether "of X" says whose, on whose border, or from which side: "a resident of Hebron".

    So it does in "launched 97 drones from the directions of Bryansk and Kursk".
    """
    before = sentence.lower[at - 1] if at > 0 else ""
    if before in _DIRECTIONS:
        return "from" in sentence.lower[max(0, at - 4) : at - 1]
    return before in _BELONGING


_PRESS = frozenset("media press newspapers outlets".split())
"""Those who speak from a seat, unless they are what was attacked."""
_BOUND = frozenset({"heading", "headed", "bound"})
_DIRECTIONS = frozenset({"direction", "directions"})
_BELONGING = frozenset(
    "resident native border embassy embassies consulate consulates flag flags".split()
)


def is_office_hit(sentence: Sentence, frame: Frame, at: int) -> bool:
    """Whether the house of an office is what was attacked: "hit the Defence Ministry in X"."""
    start, end = frame.trigger.start, frame.trigger.end
    if frame.role not in ATTACK_ROLES or at < 1:
        return False
    if frame.passive:
        told = sentence.found("reporting", frame.clause.start, start)
        return at in frame.clause and at < start and not told
    if not 0 <= at - end <= _OFFICE_REACH or at not in frame.clause:
        return False
    if frame.trigger.trigger.pos == "n" and sentence.lower[end] not in AIMED:
        return False
    return _OFFICE_ENDS.isdisjoint(sentence.lower[end + 1 : at])


def are_caught(frame: Frame, at: int) -> bool:
    """Whether those of an office are who was caught: "captured six special police in the town"."""
    active = frame.role in {"arrest", "capture"} and not frame.passive
    return active and 0 <= at - frame.trigger.end <= _OFFICE_REACH and at in frame.clause


_OFFICE_REACH = 7
_OFFICE_ENDS = FINITE | frozenset(", ; by that as after who which".split())


def _is_of_speaker(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a place only owns those who speak: "Seoul's Joint Chiefs of Staff said"."""
    end = place.end
    if end >= len(sentence.lower) or sentence.lower[end] not in {"'s", "’s"}:
        return False
    verb = next(
        (f.start for f in sentence.classes.get("reporting", ()) if end < f.start <= end + 7), None
    )
    if verb is None or any(end < t.start < verb for t in sentence.triggers):
        return False
    between = sentence.lower[end + 1 : verb]
    return not {",", "in", "at", "on", "near"} & set(between)


def _takes_in(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a hospital only received those hurt elsewhere."""
    resolved = place.resolution.place
    if resolved is None or resolved.kind is not PlaceKind.FACILITY:
        return False
    if "hospital" not in place.resolution.mention.text.lower():
        if sentence.lower[place.end : place.end + 1] != ["hospital"]:
            return False
    if any(t.trigger.role in ATTACK_ROLES for t in sentence.triggers):
        return False
    if not _RECEIVING.isdisjoint(sentence.lower):
        return True
    told = sentence.found("reporting", place.end, place.end + _TELLS)
    source = {"according", "by"} & set(sentence.lower[max(0, place.start - _TELLS) : place.start])
    speaks = any(f.start > place.end or sentence.lower[f.start] != "according" for f in told)
    inmates = not _INMATES.isdisjoint(sentence.lower)
    return bool(source) or (speaks and not inmates)


_TELLS = 6
_INMATES = frozenset("patients patient staff medics nurses companions visitors".split())
_RECEIVING = frozenset(
    """received receive receives admitted arrived reached taken brought rushed treated transferred
    treating""".split()
)


def _names_war(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a toponym only names the war that something belongs to: "in Syria's war"."""
    lower, end = sentence.lower, place.end
    after = lower[end : end + 2]
    if after and after[0] in {"'s", "\u2019s"}:
        del after[0]
    return bool(after) and after[0] in _CAUSES


_CAUSES = frozenset("war wars conflict truce ceasefire crisis".split())


def _only_acts(sentence: Sentence, frame: Frame, place: FoundPlace) -> bool:
    """Whether a name stands for those who act, and nothing in its clause aims at it."""
    if place.resolution.mention.usage is Usage.LITERAL:
        return False
    found = frame.trigger
    preposition, at = governor(sentence, place)
    aimed = preposition in AIMED and at >= found.end and at - found.end <= 14
    leaving = frame.role in LEAVING and preposition == "from"
    same = sentence.clause_of[place.start] == sentence.clause_of[found.start]
    if same and is_of_police(sentence, frame, place):
        return False
    if same and (owns_what_was_hit(sentence, frame, place) or _bears_site(sentence, place)):
        return False
    return not (same and (aimed or leaving or is_object(sentence, frame, place, at)))


_SITES = frozenset(
    """university campus center centre hotel stadium theatre theater museum mall compound courthouse
    jail prison college hall zoo hospital mosque market church school square""".split()
)


def _bears_site(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether it was at what bears a town's name: "in Kabul's Conference Centre"."""
    resolved, end = place.resolution.place, place.end
    if resolved is None or resolved.kind is not PlaceKind.SETTLEMENT:
        return False
    last = ""
    for word in sentence.lower[end : end + 6]:
        if word in PREPOSITIONS or not (word[0].isalpha() or word in {"'s", "’s"}):
            return False
        if word in _SITES or (word in {"station", "headquarters"} and last in _STATIONS):
            return governor(sentence, place)[0] in LOCATIVE
        last = word
    return False


_STATIONS = frozenset("police bus train railway metro subway radio television petrol gas".split())


def is_object(sentence: Sentence, frame: Frame, place: FoundPlace, at: int) -> bool:
    """Whether a toponym follows an active verb as its object."""
    found = frame.trigger
    if found.trigger.pos != "v" or place.start < found.end or at != found.end - 1:
        return False
    if _is_part_of_name(sentence, place):
        return False
    if "," not in sentence.lower[found.end : place.start]:
        return True
    return named_behind(sentence, found.end, place) or _lists_names(
        sentence, found.end, place.start
    )


def _lists_names(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether a name stands before every comma: "shelled the villages of A (twice), B, X"."""
    for i in range(start, stop):
        if sentence.lower[i] != ",":
            continue
        last = i - 1
        if sentence.lower[last] == ")" and "(" in sentence.lower[start:last]:
            last = max(n for n in range(start, last) if sentence.lower[n] == "(") - 1
        text = sentence.words[last].text
        if last < start or not (text[0].isupper() or "-" in text):
            return False
    return True


def _is_part_of_name(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a site named after a place stands elsewhere: "the Stavropol plant at Budyonnovsk"."""
    end, resolved = place.end, place.resolution.place
    if resolved is not None and resolved.kind is PlaceKind.FACILITY:
        return False
    for other in sentence.places:
        gap = sentence.lower[end : other.start]
        if 2 <= len(gap) <= 4 and gap[-1] in {"at", "in"} and gap[0].isalpha():
            return gap[0] not in PREPOSITIONS and gap[0] not in _NO_NOUN and "," not in gap
    return False
