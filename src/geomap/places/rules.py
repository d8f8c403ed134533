"""What plain rules add to the log odds of a span, beside what the corpora teach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.places.lexicon import (
    AGENT_VERBS,
    ARABIC_ARTICLES,
    COMPASS_WORDS,
    CONNECTORS,
    INSTITUTIONS,
    NEVER,
    OFFICES,
    ORGANISATION_WORDS,
    PLACE_PREPOSITIONS,
    REGION_WORDS,
    TITLES,
    common_words,
    surnames,
)
from geomap.places.scan import LOWER, SIGN, TITLE, UPPER

if TYPE_CHECKING:
    from geomap.places.names import Name
    from geomap.places.scan import Scan
    from geomap.places.spans import Hit

__all__ = ["OUT", "by_rule"]

OUT = -99.0
"""Log odds of what is ruled out."""

_TAKEN = frozenset(
    "took captured seized retook recaptured liberated besieged shelled bombed pounded pummelled "
    "encircled overran stormed retaken recapture retake liberate storm shelling bombing evacuated "
    "fled flee entered entering reentered raided attacked targeted abandoned".split()
)
"""What is done to places, and seldom to people."""

_BEFALLS = frozenset(
    "shelled bombed captured recaptured retaken besieged encircled overrun".split()
)
_OWN = frozenset(
    """mayor residents outskirts suburbs streets siege shelling bombing bombardment capture fall
    liberation city town village north south east west port""".split()
)
"""What is a town's own: "the mayor of X", "the siege of X"."""

_MONTHS = frozenset(
    """january february march april may june july august september october november
    december""".split()
)
_BY_HABIT = frozenset("america britain england holland burma persia siam turkiye".split())
"""English names of countries beside the official ones, that people bear, too."""

_STRUCK = _TAKEN | frozenset("hit hits struck strikes rocked shook battered shelled".split())
_STRIKERS = frozenset(
    """drone drones missile missiles rocket rockets shell shells bomb bombs shahed shaheds strike
    strikes airstrike airstrikes artillery mortars explosion explosions blast blasts
    projectiles uavs jets warplanes forces troops army military militants fighters rebels
    insurgents jihadists paramilitaries""".split()
)
"""Words that, right before such a verb, leave it none but a place to strike."""


def by_rule(scan: Scan, hit: Hit) -> float:
    """Return what plain rules add: a person's two names, a name's second half, what is captured."""
    words, shapes, lowers = scan.words, scan.shapes, scan.lowers
    first, last, name = hit.first, hit.last, hit.name
    before = lowers[first - 1] if first else ""
    if before in ("-", "‐", "‑") and first > 1 and scan.glued(first) and scan.glued(first - 1):
        if lowers[first - 2] in ARABIC_ARTICLES:
            return OUT
    sited = _sited(scan, hit) if last + 1 < len(words) and lowers[last + 1] in _SITING else 0.0
    if first != last and name.kind == "C" and name.how == "m" and hit.written == "name":
        return _COUNTRY
    if name.kind == "D":
        return sited
    feast = before == "of" and first > 1 and lowers[first - 2] in ("feast", "festival")
    month = lowers[last] in _MONTHS and "".join(lowers[last + 1 : last + 2]).isdigit()
    bearing = first == last and name.folded in COMPASS_WORDS and not _state_follows(scan, last)
    road = name.kind == "C" and last + 1 < len(words) and lowers[last + 1] in _ROADS
    letters = before == "the" and first == last and _are_letters(scan, first)
    if feast or month or bearing or road or letters:
        # "in August 2015", "the feast of St John", "units of the South", "US Route 1", "the FAO"
        return OUT
    if name.kind == "C" and name.how == "a" and first == last and name.folded not in _BY_HABIT:
        if name.last or name.first:
            return -2.5  # what another tongue calls a country is a surname here: Rossi
    if first != last:
        told = name.pop_bin >= _TOWN and hit.written == "name" and not _goes_on(scan, hit)
        return _of_town(scan, hit, before) or sited if told else sited
    outlet = before == "the" and words[first - 1] == "The" and _is_outlet(scan, hit)
    if outlet or (first and shapes[first - 1] in (TITLE, SIGN) and _is_addressed(scan, first)):
        return OUT
    if _names_arms(scan, hit) or _names_make(scan, hit, before):
        return OUT
    ends_name = lowers[last] in ORGANISATION_WORDS and lowers[last] != "union"
    if ends_name and first and shapes[first - 1] == TITLE:
        return -2.5
    after = lowers[last + 1] if last + 1 < len(words) else ""
    if (
        name.first
        and shapes[last + 1 : last + 2] == [TITLE]
        and (
            after in surnames()
            or (name.kind == "C" and _are_two_names(scan, first, last + 1))
            or (name.kind != "C" and _is_full_name(scan, last + 1, before))
        )
        and after not in common_words()
        and after not in ORGANISATION_WORDS
        and after not in REGION_WORDS
        and after not in INSTITUTIONS
        and (before not in PLACE_PREPOSITIONS or before in ("between", "from"))
    ):
        return -2.5
    if name.common == "c" or _goes_on(scan, hit):
        return sited
    if name.pop_bin < _TOWN and not _is_taken(scan, hit, before):
        return sited
    return _of_town(scan, hit, before) or sited


_LANDS = frozenset(
    "us usa uk uae eu drc car ksa dprk rok prc png gdr ussr uar dpr lpr dnr lnr nsw act".split()
)
"""Lands known by their letters."""


def _are_letters(scan: Scan, at: int) -> bool:
    """Whether a word behind a small "the" is the letters of a body: "the IOM", "the FAO"."""
    word = scan.words[at]
    short = scan.shapes[at] == UPPER and len(word) <= 5 and "." not in word
    return short and scan.words[at - 1] == "the" and scan.lowers[at] not in _LANDS


_ROADS = frozenset("route highway hwy interstate".split())
_ADDRESSES = frozenset(
    """mr mrs ms dr prof professor president premier chancellor minister king queen prince princess
    lord lady sir dame gen general lt lieutenant col colonel maj capt captain sgt sergeant adm
    admiral sen senator rep representative congressman congresswoman gov governor mayor judge
    justice sheriff detective coach""".split()
)


def _is_addressed(scan: Scan, first: int) -> bool:
    """Whether a title stands before it, with or without a full stop: "Senator Lincoln"."""
    at = first - 1
    if scan.words[at] == "." and at and len(scan.words[at - 1]) < 5:
        at -= 1
    return scan.shapes[at] == TITLE and scan.lowers[at] in _ADDRESSES


def _state_follows(scan: Scan, last: int) -> bool:
    """Whether a comma and a name in capitals follow, as behind a town."""
    return scan.words[last + 1 : last + 2] == [","] and scan.shapes[last + 2 : last + 3] in (
        [TITLE],
        [UPPER],
    )


def _is_taken(scan: Scan, hit: Hit, before: str) -> bool:
    """Whether a village, that nobody is called after, is what was captured or shelled."""
    name = hit.name
    return _is_free(name) and before in _TAKEN and not _describes(scan, hit)


def _describes(scan: Scan, hit: Hit) -> bool:
    """Whether a noun follows that the name only describes: "captured Arab east Jerusalem"."""
    behind = hit.last + 1
    if scan.shapes[behind : behind + 1] != [LOWER]:
        return False
    word = scan.lowers[behind]
    return word not in PLACE_PREPOSITIONS and word not in _BEHIND_TOWN


_BEHIND_TOWN = frozenset(
    """and or but as when while after before from with by on last late early this yesterday today
    town village city district area was were is are has have had without during since until for
    where which that who overnight""".split()
)


def _goes_on(scan: Scan, hit: Hit) -> bool:
    """Whether a further capital follows, as a surname does."""
    return scan.shapes[hit.last + 1 : hit.last + 2] == [TITLE]


def _of_town(scan: Scan, hit: Hit, before: str) -> float:
    """Return what a town gains by what befalls it, or by what is its own: "the mayor of X"."""
    lowers, first, last, name = scan.lowers, hit.first, hit.last, hit.name
    second = lowers[first - 2] if first > 1 else ""
    gained = 0.0
    if before in _STRUCK and (first != last or second in _STRIKERS):  # "drones hit Lyman"
        gained = _STRICKEN if first == last else _TAKING
    elif before in _TAKEN and not name.first:
        gained = _TAKING
    elif before == "of" and second in _OWN:
        gained = _STRICKEN
    elif lowers[last + 1 : last + 2] in (["was"], ["came"]) and not name.first | name.last:
        befell = lowers[last + 2 : last + 4]
        by = lowers[last + 3 : last + 4] == ["by"]
        by = by and not _STRIKERS.isdisjoint(lowers[last + 4 : last + 8])
        if befell[:1] and (
            befell[0] in _BEFALLS
            or befell in (["under", "fire"], ["under", "attack"])
            or (by and befell[0] in _STRUCK)
        ):
            gained = _TAKING
    elif name.seat and "".join(lowers[last + 1 : last + 2]) in AGENT_VERBS:  # "Riga said"
        gained = 0.0 if first == last and (name.first or name.last) else _STRICKEN
    elif not first and lowers[last + 1 : last + 2] == [":"]:  # a line of a list: "Nikopol: ..."
        gained = 0.0 if first == last and (name.first or name.last) else _TAKING
    if first != last and lowers[first] in ARABIC_ARTICLES:  # no given name
        gained += _ARTICLE
    return gained


_ARMS = frozenset(
    """missile missiles rocket rockets torpedo torpedoes howitzer howitzers helicopter helicopters
    drone drones jet jets bomber bombers tank tanks launcher launchers rifle rifles""".split()
)
_BLOWS = frozenset("attack attacks strike strikes raid raids fire crash hit unit units".split())
_TOWN = 4
"""Step of population up to which a name before a weapon is its make: "Tomahawk missiles"."""


def _names_arms(scan: Scan, hit: Hit) -> bool:
    """Whether a small town's name is that of a weapon: "Tomahawk missiles", "a Hermes drone"."""
    lowers, last = scan.lowers, hit.last
    if lowers[last + 1 : last + 2] == [] or lowers[last + 1] not in _ARMS:
        return False
    small = hit.name.kind == "s" and hit.name.pop_bin < _TOWN and not hit.name.listed
    return small and "".join(lowers[last + 2 : last + 3]) not in _BLOWS


_MAKES = frozenset("mercedes toyota ford lada opel chevrolet mazda peugeot hyundai seat".split())
_FIRMS = frozenset("firm company contractor brand carmaker".split())
_OWNED = frozenset("a an his her their the my our parked stolen white black".split())


def _names_make(scan: Scan, hit: Hit, before: str) -> bool:
    """Whether a name is that of a car or a firm: "his Mercedes", "the US firm Blackwater"."""
    if hit.name.kind != "s":
        return False
    if before in _FIRMS and hit.name.pop_bin < _CITY:
        return True
    owned = before in _OWNED or (before.endswith("ed") and scan.shapes[hit.first - 1] == LOWER)
    return owned and scan.lowers[hit.first] in _MAKES


_CITY = 6
"""Step of population from which on a name is a city before anything else."""

_TAKING, _STRICKEN, _ARTICLE = 1.2, 1.5, 0.8
"""What a town gains as the object of such verbs, and of forces or drones that strike it: Lyman."""

_SITING = frozenset("( , refugee displacement idp camp camps checkpoint".split())
_SIDES = frozenset(COMPASS_WORDS) | {"near", "outside", "just", "about", "some"}
_CAMPS = frozenset("camp camps".split())
_COUNTRY = 2.0
"""What a country of several words gains, even one whose words are people's names: Hong Kong."""
_LIES, _CAMP, _MERE_CAMP = 2.0, 3.0, 1.2


def _sited(scan: Scan, hit: Hit) -> float:
    """Return what "X (north of Y)", "X refugee camp" and "X checkpoint" add."""
    lowers, last, name = scan.lowers, hit.last, hit.name
    word, second = lowers[last + 1], "".join(lowers[last + 2 : last + 3])
    if name.common == "c" or name.kind == "D" or hit.written != "name":
        return 0.0
    if word == ",":
        whole = not hit.first or scan.shapes[hit.first - 1] not in (TITLE, UPPER)
        return _apposed(scan, last, free=whole and _is_free(name))
    if word == "(":
        third = "".join(lowers[last + 3 : last + 4])
        lies = second in _SIDES and (second == "near" or third in ("of", "near", "north", "south"))
        return _LIES if lies or (second.isdigit() and third in ("km", "miles")) else 0.0
    if word in _CAMPS or word == "checkpoint":
        if name.first and name.last and word == "camp":  # a politician's
            return -_MERE_CAMP
        return 0.0 if name.last or name.first or name.kind == "C" else _MERE_CAMP
    return _CAMP if second in _CAMPS else 0.0


_SETTLED = frozenset(
    """village town city suburb hamlet settlement township commune municipality district port
    neighbourhood neighborhood""".split()
)
_BEHIND_NOUN = frozenset(
    """, . ; ) ( in of on near outside along by at close about some just with where that which from
    between north south east west northeast northwest southeast southwest""".split()
)
_AWAY = frozenset("km kilometers kilometres miles".split())
_APPOSED, _BESIDE = 3.0, 1.5


def _is_free(name: Name) -> bool:
    """Whether it is nobody's name and no word."""
    return name.common == "n" and not name.first and not name.last


def _apposed(scan: Scan, last: int, *, free: bool) -> float:
    """Return what ", a town in" adds to a name, and ", near" or ", 20 km" to one nobody bears."""
    lowers = scan.lowers[last + 2 : last + 9]
    if len(lowers) < 3:
        return 0.0
    if lowers[0] in ("a", "an", "the"):
        for at in range(1, len(lowers) - 1):
            if lowers[at] in _SETTLED:
                closed = lowers[at + 1] in _BEHIND_NOUN or lowers[at + 1].isdigit()
                return _APPOSED if closed else 0.0
            if scan.shapes[last + 2 + at] not in (LOWER, TITLE) and lowers[at] != "-":
                return 0.0
        return 0.0
    if not free:
        return 0.0
    near = lowers[0] in ("near", "outside") or (lowers[0] in _SIDES and lowers[1] == "of")
    border = lowers[0] in ("at", "on", "along") and "border" in lowers[1:4]
    inside = last + 3 + (lowers[1] == "the")  # ", in the Philippines"
    within = lowers[0] == "in" and scan.shapes[inside : inside + 1] == [TITLE]
    return _BESIDE if near or border or within or lowers[1] in _AWAY or lowers[2] in _AWAY else 0.0


_TELLS = frozenset(
    "said says told tells reported reports wrote writes quoted cited learned ( :".split()
)
_TOLD = frozenset("told tells by with".split())


def _is_outlet(scan: Scan, hit: Hit) -> bool:
    """Tell "The Irrawaddy:" and "told The Irrawaddy", an outlet, from the river and The Hague."""
    words, lowers, first = scan.words, scan.lowers, hit.first
    if hit.name.kind in "CaKf" or hit.written != "name":
        return False
    after = "".join(words[hit.last + 1 : hit.last + 2])
    if after in _TELLS:
        return True
    inside = first > 1 and scan.shapes[first - 2] == LOWER and lowers[first - 2] in _TOLD
    return inside and not after[:1].isupper()


def _is_full_name(scan: Scan, last: int, before: str) -> bool:
    """Tell a given name and an unlisted family name from a town's: "Vladimir Putin", no "the"."""
    word = scan.lowers[last]
    if before in ("the", "a", "an") or word in OFFICES or word in TITLES:
        return False
    alone = scan.shapes[last + 1 : last + 2] not in ([TITLE], [UPPER])
    return alone and word.isalpha() and not word.endswith("s")


def _are_two_names(scan: Scan, first: int, last: int) -> bool:
    """Tell "met Jordan Bardella" from "Georgia Democrats said" and from words of a headline."""
    lowers, shapes = scan.lowers, scan.shapes
    word = lowers[last]
    if word.endswith("s") or word in NEVER or word in AGENT_VERBS or word in OFFICES:
        return False
    if first and shapes[first - 1] != LOWER and scan.words[first - 1] not in ",.":
        return False
    if last + 1 < len(shapes) and shapes[last + 1] in (TITLE, UPPER):
        return False
    if lowers[last + 1 : last + 2] == [","] and lowers[last + 2 : last + 3] in (["a"], ["an"]):
        return True
    before, after = lowers[first - 1 : first], lowers[last + 1 : last + 2]
    return any(
        word[0].isalpha() and word not in CONNECTORS and word not in PLACE_PREPOSITIONS
        for word in (*before, *after)
    )
