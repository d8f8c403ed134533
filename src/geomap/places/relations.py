"""Spatial expressions: "western Iran", "20 km north of Kupiansk", "off the coast of Crimea".

``relation_of`` reads the words around a toponym; ``extents.moved`` turns that into a location.
"""

from __future__ import annotations

from geomap.model import Relation, Span
from geomap.places.lexicon import COMPASS_WORDS
from geomap.places.scan import BREAK, DIGIT, LOWER, POSSESSIVE, TITLE, UPPER, Scan

__all__ = ["relation_of"]

_KM = {
    "km": 1.0, "kms": 1.0, "kilometer": 1.0, "kilometers": 1.0, "kilometre": 1.0,
    "kilometres": 1.0, "mile": 1.609344, "miles": 1.609344, "mi": 1.609344, "m": 0.001,
    "meters": 0.001, "metres": 0.001, "yards": 0.0009144, "nautical": 1.852,
}  # fmt: skip
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "hundred": 100, "several": 5, "dozens": 50,
}  # fmt: skip
_PART_NOUNS = frozenset(
    "part parts area areas half side portion portions districts edge tip end corner suburbs suburb "
    "outskirts regions neighbourhoods neighborhoods".split()
)
_MIDDLE = frozenset("central downtown inner mid".split())
_BARE = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0, "northeast": 45.0,
         "southeast": 135.0, "southwest": 225.0, "northwest": 315.0}  # fmt: skip
_COASTS = frozenset("coast shore shores coastline".split())
_OFF_IT = frozenset("outside short shy upstream downstream upriver downriver inland".split())
_UTMOST = frozenset("far extreme deep remote".split())
_FILLERS = frozenset(
    "just about some roughly around approximately further farther up to a well immediately "
    "directly".split()
)


def _bearing(scan: Scan, index: int) -> tuple[float | None, int] | None:
    """Read a direction that ends at word ``index``: its bearing and its first word.

    "south-western" and "north east" are read as one direction.
    """
    if not 0 <= index < len(scan.words) or scan.shapes[index] == BREAK:
        return None
    word = scan.lowers[index]
    if word in _MIDDLE:
        return None, index
    if word not in COMPASS_WORDS:
        return None
    first = index
    bearing = COMPASS_WORDS[word]
    before = index - 1
    if before >= 0 and scan.words[before] in "-‐‑–":
        before -= 1
    if before >= 0 and before < index - 1 and scan.lowers[before] in _BARE and bearing % 90:
        # south-southwest: halfway between the two
        whole = _BARE[scan.lowers[before]]
        turn = (bearing - whole + 180.0) % 360.0 - 180.0
        if abs(turn) == 45.0:
            return (whole + turn / 2) % 360.0, before
    if before >= 0 and scan.lowers[before] in ("north", "south") and bearing in (90.0, 270.0):
        vertical = COMPASS_WORDS[scan.lowers[before]]
        bearing = {
            (0.0, 90.0): 45.0,
            (0.0, 270.0): 315.0,
            (180.0, 90.0): 135.0,
            (180.0, 270.0): 225.0,
        }[vertical, bearing]
        first = before
    return bearing, first


_POINTS = {"N": 0.0, "NNE": 22.5, "NE": 45.0, "ENE": 67.5, "E": 90.0, "ESE": 112.5, "SE": 135.0,
           "SSE": 157.5, "S": 180.0, "SSW": 202.5, "SW": 225.0, "WSW": 247.5, "W": 270.0,
           "WNW": 292.5, "NW": 315.0, "NNW": 337.5}  # fmt: skip


def _letters(scan: Scan, index: int) -> tuple[float, int] | None:
    """Read a direction written in letters behind a distance: "5 km NE of"."""
    bearing = _POINTS.get(scan.words[index])
    return None if bearing is None or _distance(scan, index - 1) is None else (bearing, index)


def _number(scan: Scan, index: int) -> float | None:
    if index < 0:
        return None
    word = scan.lowers[index]
    if scan.shapes[index] == DIGIT:
        digits = word.rstrip("kmstndrh").replace(",", "")
        try:
            return float(digits)
        except ValueError:
            return None
    value = _NUMBERS.get(word)
    if value is not None and value < 10 and index >= 2 and scan.words[index - 1] == "-":
        tens = _NUMBERS.get(scan.lowers[index - 2], 0)
        return float(tens + value) if tens >= 20 else float(value)
    return None if value is None else float(value)


def _distance(scan: Scan, index: int) -> tuple[float, int] | None:
    """Read "20 km", "20 kilometres (12 miles)" or "12 miles" that ends at word ``index``."""
    at = index
    if at >= 0 and scan.words[at] == ")":
        opened = at - 1
        while opened > 0 and at - opened < 8 and scan.words[opened] != "(":
            opened -= 1
        if scan.words[opened] != "(":
            return None
        at = opened - 1
    if at < 1:
        return None
    unit = scan.lowers[at]
    if scan.shapes[at] == DIGIT and unit.endswith("km"):
        value = _number(scan, at)
        return None if value is None else (value, at)
    if unit not in _KM:
        return None
    scale = _KM[unit]
    if unit in ("miles", "mile") and scan.lowers[at - 1] == "nautical":
        scale, at = _KM["nautical"], at - 1
    number_at = at - 1
    if scan.words[number_at] == "-":
        number_at -= 1
    value = _number(scan, number_at)
    if value is None:
        if scan.lowers[number_at] in ("few", "of"):
            return 5.0 * scale if scale >= 1 else 0.5, number_at
        return None
    return value * scale, number_at


def _is_name(scan: Scan, index: int) -> bool:
    return 0 <= index < len(scan.words) and scan.shapes[index] in (TITLE, UPPER)


def relation_of(scan: Scan, first: int, last: int) -> Relation | None:
    """Return the spatial expression around the name in words ``first`` to ``last``, if any.

    "In the north of Mali's Kidal region" speaks of the region, not of Mali.
    """
    return (
        _border(scan, first, last)
        or _road(scan, first, last)
        or _off_coast(scan, first, last)
        or _described(scan, first, last)
        or (None if _owns_name(scan, last) else _before(scan, _with_owner(scan, first), last))
        or _behind(scan, first, last)
    )


def _owns_name(scan: Scan, last: int) -> bool:
    """Tell whether a name follows that belongs to this one: "Mali's Kidal region"."""
    owns = last + 1 < len(scan.words) and scan.shapes[last + 1] == POSSESSIVE
    return owns and _is_name(scan, last + 2)


def _with_owner(scan: Scan, first: int) -> int:
    """Return the first word of the name whose own a name is, else that of the name itself."""
    if first < 2 or scan.shapes[first - 1] != POSSESSIVE or not _is_name(scan, first - 2):
        return first
    begin = first - 2
    while _is_name(scan, begin - 1) and first - begin < 6:
        begin -= 1
    return begin


_BORDERS = frozenset({"border", "borders", "frontier"})
_ROADS = frozenset("road highway motorway railway route".split())


def _border(scan: Scan, first: int, last: int) -> Relation | None:
    """Read "the Russian border", "Chad's eastern border", "the Ukraine-Russia border"."""
    lowers = scan.lowers
    at = last + 1
    if lowers[at : at + 1] and scan.shapes[at] == POSSESSIVE:
        at += 1
        if at < len(lowers) and lowers[at] in COMPASS_WORDS:
            at += 1
    if at < len(lowers) and lowers[at] in _BORDERS:
        return _made(scan, "border", first, at)
    if lowers[at : at + 1] in (["-"], ["–"]) and _is_name(scan, at + 1):
        end = at + 2
        while _is_name(scan, end) and end - at < 5:
            end += 1
        if end < len(lowers) and lowers[end] in _BORDERS:
            return _made(scan, "border", first, end)
    return None


def _road(scan: Scan, first: int, last: int) -> Relation | None:
    """Read "the road from Goma to Sake" and "the Kupiansk-Svatove road": between the two."""
    lowers, behind = scan.lowers, last + 1
    before = first - 1
    if lowers[behind : behind + 1] in (["-"], ["–"]) and _is_name(scan, behind + 1):
        end = behind + 1
        while _is_name(scan, end + 1) and end - behind < 3:
            end += 1
        road = _road_at(scan, end + 1)
        if road >= 0:
            return _made(scan, "between", first, road)
    if before > 0 and lowers[before] in ("-", "–") and lowers[behind : behind + 1]:
        road = _road_at(scan, behind)
        if road >= 0 and _is_name(scan, before - 1):
            begin = before - 1
            while _is_name(scan, begin - 1) and before - begin < 3:
                begin -= 1
            return _made(scan, "between", begin, road)
    if before > 0 and lowers[before] == "from" and lowers[before - 1] in _ROADS:
        if lowers[behind : behind + 1] == ["to"] and _is_name(scan, behind + 1):
            return _made(scan, "between", before - 1, behind + 1)
    if before > 2 and lowers[before] == "to" and _is_name(scan, before - 1):
        begin = before - 1
        while _is_name(scan, begin - 1) and before - begin < 4:
            begin -= 1
        if begin > 1 and lowers[begin - 1] == "from" and lowers[begin - 2] in _ROADS:
            return _made(scan, "between", begin - 2, last)
    return None


def _road_at(scan: Scan, at: int) -> int:
    """Return where a word for a road stands, "main" before it or not; -1 where none does."""
    at += scan.lowers[at : at + 1] in (["main"], ["national"])
    return at if at < len(scan.lowers) and scan.lowers[at] in _ROADS else -1


def _made(
    scan: Scan,
    kind: str,
    begin: int,
    end: int,
    bearing: float | None = None,
    distance: float | None = None,
) -> Relation:
    return Relation(
        kind=kind,
        span=Span(start=scan.starts[begin], end=scan.end(end)),
        bearing=bearing,
        distance_km=None if distance is None else round(distance, 3),
    )


def _off_coast(scan: Scan, first: int, last: int) -> Relation | None:
    """Read "off the Yemeni coast", "off Crimea's western coast"."""
    lowers = scan.lowers
    end = last + 1
    while end < len(lowers) and (scan.shapes[end] == POSSESSIVE or lowers[end] in COMPASS_WORDS):
        end += 1
    if end >= len(lowers) or lowers[end] not in _COASTS:
        return None
    begin = first - 1
    while begin > 0 and (lowers[begin] == "the" or lowers[begin] in COMPASS_WORDS):
        begin -= 1
    return _made(scan, "off", begin, end) if begin >= 0 and lowers[begin] == "off" else None


def _described(scan: Scan, first: int, last: int) -> Relation | None:
    """Read "western Iran" and "central Damascus": a direction right before the name."""
    lowers = scan.lowers
    at = first - 1
    found = _bearing(scan, at)
    if found is None or (scan.shapes[at] in (TITLE, UPPER) and _is_name(scan, at - 1)):
        return None
    bearing, begin = found
    if lowers[begin] in _BARE and lowers[at] in _BARE and _stands_for_place(scan, begin):
        return None
    return _made(scan, "part", begin, last, bearing)


def _before(  # noqa: PLR0911 - a wording a line
    scan: Scan, first: int, last: int
) -> Relation | None:
    lowers = scan.lowers
    at = first - 1
    if at < 0 or scan.shapes[at] == BREAK or _bearing(scan, at) is not None:
        return None
    at = _past_description(scan, at)
    word = lowers[at]
    if word == "of":
        return _of(scan, at, last)
    if word == "from":
        if lowers[max(0, at - 2) : at] == ["not", "far"]:
            return _made(scan, "near", at - 2, last)
        away = _distance(scan, at - 1)
        return None if away is None else _made(scan, "distance", away[1], last, None, away[0])
    if word in ("near", "nearby", "around", "beside"):
        if (
            word == "around"
            and at
            and lowers[at - 1]
            in ("areas", "area", "positions", "fighting", "territory", "districts", "villages")
        ) or word != "around":
            return _made(scan, "near", at, last)
        return None
    if word == "to" and at and lowers[at - 1] in ("close", "next", "adjacent", "closer"):
        return _made(scan, "near", at - 1, last)
    if word == "outside":
        away = _distance(scan, at - 1)
        if away is not None:
            return _made(scan, "distance", away[1], last, None, away[0])
        return _made(scan, "outside", at, last)
    if word == "off" and (
        at == 0
        or lowers[at - 1]
        not in ("cut", "set", "went", "hold", "called", "ward", "fight", "took", "lift")
    ):
        return _made(scan, "off", at, last)
    if word == "with" and at and lowers[at - 1] in _BORDERS:
        return _made(scan, "border", at - 1, last)
    if word in ("bordering", "borders"):
        return _made(scan, "border", at, last)
    if word == "between" or (word == "and" and _opens_between(scan, at)):
        begin = at if word == "between" else _opens_between(scan, at) - 1
        if word == "between" and not _closes_between(scan, last):
            return None
        return _made(
            scan,
            "border" if lowers[begin - 1 : begin] in (["border"], ["frontier"]) else "between",
            begin,
            last,
        )
    return None


_TOWNS = frozenset("city town village villages cities towns settlement capital port".split())
_DESCRIBING = _TOWNS | frozenset("the regional provincial main coastal border".split())


def _past_description(scan: Scan, at: int) -> int:
    """Return the word before what describes a town: "north | of the capital," Mogadishu."""
    lowers, shapes = scan.lowers, scan.shapes
    if lowers[at] == "," and lowers[at - 1 : at] == ["capital"]:
        at -= 1
    while at > 0:
        plain = shapes[at] == LOWER and lowers[at] in _DESCRIBING
        people = shapes[at] == TITLE and lowers[at + 1] in _TOWNS and lowers[at - 1] == "the"
        if not plain and not people and not (lowers[at] == "of" and lowers[at - 1] in _TOWNS):
            break
        at -= 1
    return at


def _stands_for_place(scan: Scan, begin: int) -> bool:
    """Tell whether "north X" reads as a move ("headed north") or as a plain adverb."""
    return begin > 0 and scan.lowers[begin - 1] in ("headed", "heading", "moved", "pushed", "up")


def _opens_between(scan: Scan, at: int) -> int:
    """Return one past the word "between" of "between A and", or 0."""
    back = at - 1
    while back >= 0 and at - back < 6:
        if scan.lowers[back] == "between":
            return back + 1
        if scan.shapes[back] == LOWER and scan.lowers[back] not in (
            "the",
            "of",
            "villages",
            "cities",
            "towns",
        ):
            return 0
        back -= 1
    return 0


def _closes_between(scan: Scan, last: int) -> bool:
    at = last + 1
    while at < len(scan.words) and at - last < 4:
        if scan.lowers[at] == "and":
            return _is_name(scan, at + 1) or scan.lowers[at + 1 : at + 2] == ["the"]
        if scan.shapes[at] not in (TITLE, UPPER):
            return False
        at += 1
    return False


def _of(  # noqa: PLR0911 - a wording a line
    scan: Scan, of: int, last: int
) -> Relation | None:
    """Read "north of", "20 km north of", "outskirts of", "off the coast of"."""
    lowers = scan.lowers
    at = of - 1
    if at < 0:
        return None
    head = lowers[at]
    found = _bearing(scan, at) or _letters(scan, at)
    if found is not None and found[0] is not None:
        bearing, begin = found
        before = begin - 1
        while before > 0 and lowers[before] in _FILLERS:
            before -= 1
        article = begin - 1
        if article > 0 and lowers[article] in _UTMOST:
            article -= 1
        if article >= 0 and lowers[article] == "the":
            # "in the far north of Syria" is a part; "to the north of Kharkiv" lies outside.
            if lowers[max(0, article - 1) : article] != ["to"]:
                return _made(scan, "part", begin, last, bearing)
            before = article - 2
        away = _distance(scan, before) if before >= 0 else None
        if away is not None:
            return _made(scan, "distance", away[1], last, bearing, away[0])
        return _made(scan, "near", begin, last, bearing)
    if head == "suburb" and (_is_name(scan, at - 1) or lowers[at - 1] in ("the", "'s")):
        return None  # "the Kyiv suburb of Bucha" is Bucha; "a suburb of Kyiv" lies near Kyiv
    if head in ("outskirts", "suburbs", "suburb", "edge", "vicinity", "environs"):
        direction = _bearing(scan, at - 1)
        if direction is not None and direction[0] is not None:
            return _made(scan, "part", direction[1], last, direction[0])
        return _made(scan, "near", at, last)
    if head in _PART_NOUNS:
        direction = _bearing(scan, at - 1)
        return None if direction is None else _made(scan, "part", direction[1], last, direction[0])
    if head in ("centre", "center", "heart", "middle"):
        return _made(scan, "part", at, last)
    if head in _COASTS:
        begin = at - 1
        while begin > 0 and (lowers[begin] in ("the", "-") or lowers[begin] in COMPASS_WORDS):
            begin -= 1
        if lowers[begin] == "off":
            return _made(scan, "off", begin, last)
        direction = _bearing(scan, at - 1)
        return None if direction is None else _made(scan, "part", direction[1], last, direction[0])
    if head in _OFF_IT:
        away = _distance(scan, at - 1)
        if away is not None:
            return _made(scan, "distance", away[1], last, None, away[0])
        return _made(scan, "outside", at, last) if head == "outside" else None
    away = _distance(scan, at)
    if away is not None:
        begin = away[1]
        return _made(scan, "distance", begin, last, None, away[0])
    return None


def _behind(scan: Scan, first: int, last: int) -> Relation | None:
    lowers = scan.lowers
    at = last + 1
    if at >= len(lowers):
        return None
    owned = lowers[at] in ("'s", "’s", "ʼs", "‘s")
    if owned:
        at += 1
    word = lowers[at] if at < len(lowers) else ""
    if word in ("outskirts", "suburb", "suburbs") and lowers[at + 1 : at + 2] != ["of"]:
        return _made(scan, "near", first, at)  # not "the Kyiv suburb of Bucha"
    if owned:
        end = at
        far = word == "far" and scan.shapes[at] == LOWER  # not "Cameroon's Far North region"
        if far and at + 1 < len(lowers) and lowers[at + 1] in _BARE:
            return _made(scan, "part", first, at + 1, _BARE[lowers[at + 1]])
        if lowers[at : at + 2] in (["north", "-"], ["south", "-"]) and at + 2 < len(lowers):
            end = at + 2
        found = _bearing(scan, end)
        if found is not None and found[1] == at:
            follows = lowers[end + 1] if end + 1 < len(lowers) else ""
            if (
                word in _BARE
                or follows in _PART_NOUNS
                or follows in ("coast", "province", "provinces")
            ):
                if follows in ("province", "provinces", "regions"):
                    return _made(scan, "part", first, end + 1, found[0])
                if not _is_name(scan, end + 1):
                    return _made(scan, "part", first, end, found[0])
    return None
