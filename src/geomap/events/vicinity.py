"""Toponyms side by side: which are one list, and which only says where another lies."""

from __future__ import annotations

from operator import attrgetter

from geomap.events.sentence import FINITE, FoundPlace, Sentence, adjectives, tokens_placed
from geomap.events.standing import COMPASS, LOCATIVE, PLACE_NOUNS, SKIPPED
from geomap.model import Place, PlaceKind


def listed(sentence: Sentence, one: FoundPlace) -> tuple[FoundPlace, ...]:
    """Return the toponyms that stand in one list with ``one``: "Belgorod, Rostov and Kursk"."""
    run = [one]
    ordered = sorted(sentence.places, key=_START)
    if "from" in sentence.lower:  # "captured A and B from Egypt, C from Syria, and D"
        ordered = [p for p in ordered if p is one or not _is_loser(sentence, p)]
    position = ordered.index(one)
    last, aside = one, False
    for other in ordered[position + 1 :]:
        if not _joined(sentence, last, other):
            break
        # "near Netanya, 30 km from Tel Aviv"; "X near the A and B borders"
        aside = _measures(sentence, last, other) or (aside and _alike(last, other))
        last = other
        if not aside and not encloses(sentence, run[-1], other):  # "Belaya, in the Irkutsk region"
            run.append(other)
        else:
            aside = True
    first = one
    for at in range(position - 1, -1, -1):
        other = ordered[at]
        if not _joined(sentence, other, first):
            break
        first = other
        if encloses(sentence, other, run[0]):
            break
        if not (at and encloses(sentence, ordered[at - 1], other)):
            run.insert(0, other)
    return tuple(run)


def _measures(sentence: Sentence, inner: FoundPlace, outer: FoundPlace) -> bool:
    """Whether the second name only says how far off the first lies."""
    relation = outer.resolution.mention.relation
    far = relation is not None and relation.kind == "distance"
    return far and is_locator(sentence, inner, outer)


def _alike(one: FoundPlace, other: FoundPlace) -> bool:
    """Whether two names stand for countries: neighbours, behind a town near their borders.

    Or for the two ends of what a town lies between.
    """
    relation = one.resolution.mention.relation
    if relation is not None and relation.kind == "between":
        return True
    a, b = one.resolution.place, other.resolution.place
    return a is not None and b is not None and a.kind is b.kind is PlaceKind.COUNTRY


_RANK = {
    PlaceKind.SETTLEMENT: 0,
    PlaceKind.FACILITY: -1,
    PlaceKind.ADMIN2: 1,
    PlaceKind.ADMIN1: 2,
    PlaceKind.AREA: 2,
    PlaceKind.WATER: 2,
    PlaceKind.COUNTRY: 3,
    PlaceKind.CONTINENT: 4,
}


_START = attrgetter("start")


def encloses(sentence: Sentence, inner: FoundPlace, outer: FoundPlace) -> bool:
    """Whether ``outer`` only says where ``inner`` lies: "Sindian, Casamance", "Mika, in X"."""
    if heads(sentence, inner, outer):
        return False
    if _is_part_of(sentence, inner, outer):
        return True
    gap = sentence.lower[inner.end : outer.start]
    while gap and gap[0] in _SITES:  # "Sontyo village in Wukari", "the Sarsang field in Duhok"
        gap = gap[1:]
    if is_locator(sentence, inner, outer):
        return True
    if (
        gap[:1] in ([","], ["on"], ["at"])
        and gap[-1:] == ["of"]
        and set(gap) & _SIDES
        and "well" not in gap
        and len(gap) <= 8
    ):
        return True
    if gap[:1] == [","] and gap[1:2] in (["a"], ["an"]) and _is_apposed(gap):
        return True
    one, two = inner.resolution.place, outer.resolution.place
    if one is not None and two is None:
        return gap == ["in", "the"]  # "Zamalka in the East Ghouta"
    plain = [w for w in gap if w not in _QUARTERS] in ([",", "in"], ["in"])
    if one is not None and two is not None and plain and _is_town_of(two, one):
        return sentence.lower[outer.end : outer.end + 1] not in ([","], ["and"])
    if one is not None and two is not None and gap == [","] and _is_town_of(two, one):
        return _is_address(sentence, inner, outer)
    if one is not None and _rank(sentence, outer) <= _rank(sentence, inner):
        return False
    after = sentence.lower[outer.end : outer.end + 1]
    if one is None and gap == [","] and after == ["and"]:
        return False  # "Anadan, Huraytan and Kafr Hamra"
    if one is None and gap == [","] and after == [","] and two is not None:
        if two.kind is PlaceKind.SETTLEMENT and not _closes(sentence, outer):
            return False  # "Sukhna, Quraytayn, Mahsaa and Arak"
    if one is None and gap[:1] not in (["in"], ["of"]) and two is None:
        return False
    return bool(gap) and not _PARTING & set(gap) and gap[0] in {",", "in", "of"} and len(gap) <= 8


def _is_part_of(sentence: Sentence, inner: FoundPlace, outer: FoundPlace) -> bool:
    """Whether a noun makes the first a part of the second: "the Zor district on the edge of X"."""
    lower, at = sentence.lower, inner.end
    one, two = inner.resolution.place, outer.resolution.place
    if one is not None and two is not None and one.admin1_key != two.admin1_key:
        return False  # a quarter that bears the name of a far district
    if lower[at - 1] not in _PARTS:
        if lower[at : at + 1] == [] or lower[at] not in _PARTS:
            return False
        at += 1
    gap = lower[at : outer.start]
    while gap and gap[-1] in _QUARTERS | {"the", "greater", "city"}:
        gap = gap[:-1]
    return gap in _WITHIN


_PARTS = frozenset(
    """district neighbourhood neighborhood quarter suburb area village hamlet camp enclave
    shantytown slum commune township""".split()
)
_WITHIN = (
    ["of"],
    ["in"],
    ["on"],
    ["outside"],
    ["outside", "of"],
    ["near"],
    ["on", "the", "outskirts", "of"],
    ["on", "the", "edge", "of"],
    ["in", "the", "suburbs", "of"],
)


def _is_address(sentence: Sentence, inner: FoundPlace, outer: FoundPlace) -> bool:
    """Whether a comma joins a quarter to its town, "in Karrada, Baghdad", and opens no list."""
    after = sentence.lower[outer.end : outer.end + 1]
    if after in (["and"], ["or"]) or (after == [","] and not _closes(sentence, outer)):
        return False
    before = sentence.lower[max(0, inner.start - 1) : inner.start]
    return before not in ([","], ["and"])


def _closes(sentence: Sentence, outer: FoundPlace) -> bool:
    """Whether no further capital follows the comma behind a name, as in a list."""
    after = sentence.words[outer.end + 1 : outer.end + 2]
    return not (after and after[0].text[0].isupper())


def _is_apposed(gap: list[str]) -> bool:
    """Whether a noun between says what the first is: "X, a Sunni and Shiite quarter in Y"."""
    while gap and gap[-1] in _QUARTERS | {"the"}:
        gap = gap[:-1]
    if gap[-1:] in (["between"], ["near"], ["from"], ["to"]) and "and" not in gap:
        return len(gap) <= 10 and not PLACE_NOUNS.isdisjoint(gap[2:4])
    return len(gap) <= 9 and gap[-1:] in (["in"], ["of"]) and gap[-2] in PLACE_NOUNS


def _is_town_of(outer: Place, inner: Place) -> bool:
    """Whether a town holds the first: "Al Mawasi, in western Khan Younis", "Tafas, in Daraa".

    A quarter beside it, or a town of the region that bears its name.
    """
    part = inner.kind is PlaceKind.SETTLEMENT and inner.population * 5 <= outer.population
    if outer.kind is PlaceKind.SETTLEMENT and (part or inner.kind is PlaceKind.AREA):
        near = abs(outer.lat - inner.lat) < _TOWN_DEGREES
        if near and abs(outer.lon - inner.lon) < _TOWN_DEGREES:
            return True
    if outer.admin1_key is None or outer.admin1_key != inner.admin1_key or outer.admin1 is None:
        return False
    return outer.kind is PlaceKind.SETTLEMENT and outer.admin1.startswith(outer.name[:5])


_TOWN_DEGREES = 0.1


_SITES = PLACE_NOUNS | frozenset("field oilfield plant depot airfield terminal compound".split())
_SIDES = frozenset(
    """part suburb suburbs neighbor neighbour edge outskirts north south east west northern southern
    eastern western side capital km kilometres kilometers miles""".split()
)
_JOINING = frozenset({"and", "or", ";", "well"})
_PARTING = frozenset({"and", "or", ";", "to", "from"})


def heads(sentence: Sentence, outer: FoundPlace, inner: FoundPlace) -> bool:
    """Whether the first toponym only describes the second: "the West Bank city of Hebron".

    So it does in "southeast of Lyman near Yampil", in the manner of staffs and institutes.
    """
    if not 1 <= inner.start - outer.end <= 4:
        return False
    gap = sentence.lower[outer.end : inner.start]
    if gap in (["in"], [",", "in"]) and _stands_by_compass(sentence, outer):
        return True  # "West of the capital, Khartoum, in Omdurman"
    if gap == ["near"]:
        relation = outer.resolution.mention.relation
        return relation is not None and relation.kind == "near" and _by_compass(sentence, outer)
    named = len(gap) >= 2 and gap[-1] == "of" and gap[0] != "," and gap[-2] in _FINER
    named = named or (gap in _STATES and _rank(sentence, outer) >= _rank(sentence, inner) > 0)
    return named and not contains(inner, outer)  # "Bama town of Borno State"


_STATES = (["state", "of"], ["province", "of"], ["republic", "of"])


def _stands_by_compass(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a place only says from where: "west of X", "to the north of the capital, X"."""
    at = place.start - 1
    while at > 0 and sentence.lower[at] in _NAMING:
        at -= 1
    return at > 0 and sentence.lower[at] == "of" and sentence.lower[at - 1] in COMPASS


def tells_where(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a place says where the one before lies: "X, a city 150 km north of the capital"."""
    lower, placed, at = sentence.lower, tokens_placed(sentence), place.start - 1
    while at > 0 and (lower[at] in _NAMING or lower[at] == "'s" or at in placed):
        at -= 1
    if at < _NOUN_REACH or lower[at] != "of" or lower[at - 1] not in COMPASS:
        return False
    head = lower[at - _NOUN_REACH : at - 1]
    if "," not in head:
        return False
    comma = at - _NOUN_REACH + head.index(",")
    noun = any(w in PLACE_NOUNS or w in _FINER for w in lower[comma + 1 : at - 1])
    return noun and any(p.end == comma for p in sentence.places)


_NOUN_REACH = 8
_NAMING = frozenset("the , capital city town port".split())


def _by_compass(sentence: Sentence, place: FoundPlace) -> bool:
    return place.start > 1 and sentence.lower[place.start - 2] in COMPASS


_FINER = frozenset(
    """capital city town village suburb township port settlement camp hamlet island cities towns
    villages suburbs neighbourhood neighborhood resort resorts neighbourhoods neighborhoods
    townships ports hamlets""".split()
)


def _rank(sentence: Sentence, found: FoundPlace) -> int:
    """Return how wide a place is; "the region of X" is a region, whatever X was read as."""
    place = found.resolution.place
    before = sentence.lower[max(0, found.start - 2) : found.start]
    if before[-1:] == ["of"] and before[0] in {"region", "oblast", "province", "state"}:
        return _RANK[PlaceKind.ADMIN1]
    if before[-1:] == ["of"] and before[0] in {"district", "county", "governorate", "locality"}:
        return _RANK[PlaceKind.ADMIN2]
    if place is not None and place.kind is PlaceKind.SETTLEMENT:
        if sentence.lower[found.end : found.end + 1] and sentence.lower[found.end] in _LAND_NOUNS:
            return _RANK[PlaceKind.ADMIN2]  # "Mayba, in Lubero territory"
        if sentence.lower[found.end : found.end + 1] == ["countryside"]:
            return _RANK[PlaceKind.ADMIN1]  # "Beit Jinn in the Damascus countryside"
    return 0 if place is None else _RANK.get(place.kind, 0)


_LAND_NOUNS = frozenset(
    """territory district county township subdistrict prefecture locality raion
    governorate""".split()
)


def _is_coast(sentence: Sentence, inner: FoundPlace, outer: FoundPlace) -> bool:
    """Whether ``inner`` lies on ``outer``: "Tuapse, on Russia's Black Sea coast"."""
    place = outer.resolution.place
    gap = sentence.lower[inner.end : outer.start]
    after = sentence.lower[outer.end : outer.end + 2]
    if place is None or gap[:2] != [",", "on"] or len(gap) > 5:
        return False
    if place.kind is PlaceKind.WATER and "coast" in after:
        return True  # "Olenya, on the Kola Peninsula,": what a comma closes
    return place.kind in (PlaceKind.WATER, PlaceKind.AREA) and after[:1] in ([","], [])


def is_locator(sentence: Sentence, inner: FoundPlace, outer: FoundPlace) -> bool:
    """Whether ``outer`` only says where to find ``inner``: "Sinjil, north of Ramallah"."""
    relation = outer.resolution.mention.relation
    if relation is None or relation.kind == "part" or outer.start <= inner.start:
        return False
    gap = sentence.lower[inner.end : outer.start]
    while "," in gap and gap[0] in PLACE_NOUNS:
        gap = gap[1:]  # "the Al-Arroub camp, north of Hebron"
    if relation.kind == "distance" and "(" in gap:
        gap = _without_asides(gap)  # "X town, 350 kilometres (220 miles) north of the capital, Y"
    plain = relation.kind == "near" and all(w in _NEAR_BY for w in gap)
    plain = plain or (relation.kind == "near" and gap in _IN_SUBURBS)
    if (gap[:1] not in ([","], ["("]) and not plain) or len(gap) > 8:
        return False
    if not _JOINING.isdisjoint(gap):
        return False
    one, two = inner.resolution.place, outer.resolution.place
    wider = one is not None and two is not None and _RANK.get(one.kind, 0) > _RANK.get(two.kind, 0)
    between = range(inner.end, outer.start)
    told = any(t.start in between for t in sentence.triggers)
    return not wider and not told and not FINITE & set(gap)


def with_siblings(
    sentence: Sentence, best: FoundPlace, allowed: set[int]
) -> tuple[FoundPlace, ...]:
    """Return the list that ``best`` stands in, less a place that only contains the others."""
    if len(sentence.places) == 1:
        return (best,)
    before = [p for p in sentence.places if p.end <= best.start and p.start in allowed]
    if before and (
        is_locator(sentence, before[-1], best)
        or _is_coast(sentence, before[-1], best)
        or _is_at_side(sentence, before[-1], best)
        or _is_part_of(sentence, before[-1], best)
        or (_hangs_on(sentence, before[-1], best) and encloses(sentence, before[-1], best))
    ):
        best = before[-1]
    kept = [p for p in listed(sentence, best) if p is best or p.start in allowed]
    relation = best.resolution.mention.relation
    if relation is not None and relation.kind == "between":
        kept = [best]  # one spot between two places, not both
    finest = [
        p
        for p in kept
        if not any(contains(p, q) or heads(sentence, p, q) for q in kept if q is not p)
    ]
    return tuple(finest or [best])


def _is_at_side(sentence: Sentence, inner: FoundPlace, outer: FoundPlace) -> bool:
    """Whether an aside says on which side of the second the first lies: "X, on the edge of Y"."""
    gap = sentence.lower[inner.end : outer.start]
    return (
        gap[:2] in ([",", "on"], [",", "at"])
        and gap[-1] == "of"
        and len(gap) <= 7
        and not _SIDES.isdisjoint(gap)
    )


def _hangs_on(sentence: Sentence, inner: FoundPlace, outer: FoundPlace) -> bool:
    """Whether the second name can only say where the first lies, which has no other position."""
    return inner.resolution.place is None or _joined(sentence, inner, outer)


_LISTING = frozenset(", and or as region regions".split())


_OPENS_LIST = _LISTING | {"in"}
_WITHIN_LIST = SKIPPED | _LISTING | {"well", "in", "over"}
_IN_SUBURBS = (["in", "the", "suburbs", "of"], ["on", "the", "outskirts", "of"])
_NEAR_BY = PLACE_NOUNS | COMPASS | {"near", "the", "of"}


def _listing_gap(sentence: Sentence, left: FoundPlace, right: FoundPlace) -> list[str]:
    """Return the words between two toponyms, less those that only describe the second."""
    placed, peoples = tokens_placed(sentence), adjectives(sentence)
    begin = _behind_clause(sentence, left, right)
    # behind a comma: further members of a list that no gazetteer knows
    names = sentence.lower[begin] == ","
    words = [
        word
        for i, word in enumerate(sentence.lower[begin : right.start], begin)
        if i not in placed
        and i not in peoples
        and not (names and sentence.words[i].text[0].isupper())
    ]
    if ";" in words and all(
        goes_on_listing(sentence, i) for i in range(begin, right.start) if sentence.lower[i] == ";"
    ):
        words = ["," if w == ";" else w for w in words]
    at = next((n for n in range(len(words) - 2) if words[n : n + 3] == _AS_WELL), None)
    if at is not None:  # "X, as well as on Y" is "X and Y"
        rest = words[at + 3 :]
        words = [*words[:at], "and", *(rest[1:] if rest[:1] and rest[0] in _AGAIN else rest)]
    words = [w for w in _without_asides(words) if w not in _NO_PART]
    if words[:2] == ["from", ","]:
        words = words[1:]
    if words[:1] == [","] and words[1:2] and words[1] in COMPASS and words[2:4] == ["of", "the"]:
        words = words[5:]  # ", south of the city, and the ports of"
    return [w for n, w in enumerate(words) if w != "," or words[n + 1 : n + 2] not in _STEPS]


def _behind_clause(sentence: Sentence, left: FoundPlace, right: FoundPlace) -> int:
    """Return where a list goes on behind a clause about its member: "in X, where Y burned, and"."""
    lower, start = sentence.lower, left.end
    if lower[start] != "," or lower[start + 1] not in _RELATIVES:
        return start
    ends = (i for i in range(start + 2, right.start) if lower[i : i + 2] == [",", "and"])
    return next(ends, start)


_RELATIVES = frozenset({"where", "which", "whose"})


def member_told_of(sentence: Sentence, index: int) -> FoundPlace | None:
    """Return the member of a list of whose own clause a word is: "hit X, where two died, and Y"."""
    left = next((p for p in reversed(sentence.places) if p.end <= index), None)
    right = next((p for p in sentence.places if p.start > index), None)
    if left is None or right is None or sentence.lower[left.end + 1] != "where":
        return None
    return left if left.end < index < _behind_clause(sentence, left, right) else None


def _is_loser(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether a toponym is a country that something was taken from."""
    land = place.resolution.place
    country = land is not None and land.kind is PlaceKind.COUNTRY
    return country and sentence.lower[place.start - 1 : place.start] == ["from"]


def _without_asides(words: list[str]) -> list[str]:
    """Leave out what stands in brackets: "A (twice), B (three times) and C"."""
    while "(" in words and ")" in words[words.index("(") :]:
        start = words.index("(")
        words = words[:start] + words[words.index(")", start) + 1 :]
    return words


def goes_on_listing(sentence: Sentence, at: int) -> bool:
    """Whether a semicolon only parts the members of a list: "near A; north of A near B"."""
    stop = next(
        (i for i in range(at + 1, len(sentence.lower)) if sentence.lower[i] == ";"),
        len(sentence.lower),
    )
    return not FINITE & set(sentence.lower[at:stop]) and not any(
        at < t.start < stop for t in sentence.triggers
    )


_AS_WELL = ["as", "well", "as"]
_AGAIN = frozenset("on in at of".split())
_NO_PART = frozenset("itself - held run controlled administered ( )".split())
_STEPS = ([","], ["and"])


def _tells_anew(sentence: Sentence, left: FoundPlace, right: FoundPlace) -> bool:
    """Whether the second toponym opens a clause with an event of its own."""
    if sentence.clause_of[left.start] == sentence.clause_of[right.start]:
        return False
    clause = sentence.clause(right.start)
    return any(t.start in clause and t.start > right.start for t in sentence.triggers)


_LONGEST_GAP = 11


def _joined(sentence: Sentence, left: FoundPlace, right: FoundPlace) -> bool:
    if heads(sentence, left, right) or is_locator(sentence, left, right):
        return True
    if _is_fronted(sentence, left, right):
        return False
    gap = _listing_gap(sentence, left, right)
    if len(gap) > _LONGEST_GAP or not gap or ";" in gap:
        return False
    if set(gap) & LOCATIVE and _tells_anew(sentence, left, right):
        return False
    begin = _behind_clause(sentence, left, right)
    if any(t.start in range(begin, right.start) for t in sentence.triggers):
        return False
    bare = gap
    while bare and (bare[-1] == "the" or bare[-1] in _QUARTERS):
        bare = bare[:-1]
    if bare and bare[-1] in {"at", "in", "near", "on"} and "and" in bare[:4]:
        return True  # "Tehran, and the enrichment plant at Natanz"
    gap = [w for w in gap if not (w.endswith("ly") and w.isalpha())]
    if len(gap) > 5 or not gap:
        return False
    return gap[0] in _OPENS_LIST and all(w in _WITHIN_LIST for w in gap)


_QUARTERS = frozenset(
    """northern southern eastern western central northeastern northwestern southeastern
    southwestern downtown nearby neighbouring neighboring""".split()
)


def _is_fronted(sentence: Sentence, left: FoundPlace, right: FoundPlace) -> bool:
    """Whether the first opens the sentence as its scene: "In X District, the village of Y was"."""
    gap = sentence.lower[left.end : right.start]
    if sentence.lower[:1] != ["in"] or left.start > 2 or gap[:1] != [","] or "and" in gap:
        return False
    after = sentence.lower[right.end : right.end + 1]
    return bool(after) and after[0] in FINITE


def contains(outer: FoundPlace, inner: FoundPlace) -> bool:
    """Whether a country or region holds another place."""
    a, b = outer.resolution.place, inner.resolution.place
    if a is None or b is None or a.key == b.key:
        return False
    if a.kind == "country":
        return b.country == a.country and b.kind != "country"
    return a.kind == "admin1" and b.admin1_key == a.key and b.kind != "admin1"
