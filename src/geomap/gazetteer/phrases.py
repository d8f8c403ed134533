"""What stands around a name in a phrase: articles, prepositions, "area", "City, State"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEFORE = late(
    r"^(?:the|in|near|at|from|у|в|ў|во|на|до|від|из|из-за|із|зі|з|с|со|под|під|над|біля|поблизу|"
    r"возле|около|к|по|город|города|городе|місто|міста|місті|село|села|селі|селе)\s+",
    re.IGNORECASE,
)
_AFTER = late(
    r"['’]s$|\s+"
    r"(?:area|areas|direction|axis|sector|front|district area|metropolitan area|city area|"
    r"(?:territorial )?community|hromada|township|municipality|urban okrug|okrug|"
    r"city|town|village|salient|pocket|environs|suburbs?|outskirts|countryside|(?:refugee )?camp)$",
    re.IGNORECASE,
)
_DISTRICT = late(
    r"\s+(?:urban|municipal|city|rural|administrative) (?:district|okrug|raion)$", re.IGNORECASE
)
_HEBREW = late(r"^[בלמה](?=[א-ת]{2})")


_SHORTER = ((_DISTRICT, " district"), (_BEFORE, ""), (_AFTER, ""), (_HEBREW, ""))


def bare(name: str) -> Iterator[str]:
    """Yield what is left of a phrase without the words around the name, the longest first.

    >>> list(bare("у Харкові")), list(bare("the Kharkiv area"))
    (['Харкові'], ['Kharkiv area', 'the Kharkiv', 'Kharkiv'])
    """
    seen = {name}
    queue = [name.strip()]
    if "\u200c" in name:  # Persian joins the words of a name without a space
        queue.append(name.replace("\u200c", " ").strip())
        seen.add(queue[-1])
        yield queue[-1]
    while queue:
        phrase = queue.pop(0)
        for pattern, to in _SHORTER:
            shorter = pattern.sub(to, phrase, count=1).strip()
            if shorter and shorter not in seen:
                seen.add(shorter)
                queue.append(shorter)
                yield shorter


def with_container(name: str) -> tuple[str, str] | None:
    """Split "Springfield, Illinois" into the name and the place that holds it.

    >>> with_container("Springfield, Illinois"), with_container("Springfield")
    (('Springfield', 'Illinois'), None)
    """
    head, comma, tail = name.rpartition(",")
    if not comma or not head.strip() or not tail.strip():
        return None
    return head.strip(), tail.strip()


_DIVISIONS = "region|province|governorate|oblast|state|district|raion|rayon"
_SITES = (
    r"(?:sea ?)?port|(?:international )?airport|air ?base|airfield|naval base|military base|"
    r"training (?:ground|centre|center|range)|(?:oil )?refinery|oil (?:terminal|depot)|"
    r"gas (?:processing plant|storage|field)|dam|bridge|nuclear (?:power )?plant|npp|"
    r"(?:thermal )?power (?:plant|station)|tpp|(?:border )?crossing|prison|hospital"
)
_OF_TOWN = late(
    r"^(?P<before>port of |governorate of |province of |district of )?(?P<town>.+?)"
    rf"(?P<after> (?:{_SITES}|{_DIVISIONS}))?$",
    re.IGNORECASE,
)
_OF_DIVISION = late(rf"\b(?:{_DIVISIONS})\b", re.IGNORECASE)
_ADJECTIVE = late(r"^(?P<stem>.{3,}?)(?P<sk>sk|tsk|zk)(?:y|yi|yy|iy|ii|ij|yj|aya|aia|a|oye|oe)$")


def of_town(phrase: str) -> tuple[str, str, str] | None:
    """Split "Al Hudaydah port" into what stands before the town, the town, and after it.

    >>> of_town("Al Hudaydah port"), of_town("Port of Latakia"), of_town("Kharkiv")
    (('', 'Al Hudaydah', ' port'), ('Port of ', 'Latakia', ''), None)
    """
    match = _OF_TOWN.match(phrase)
    if match is None or not (match["before"] or match["after"]):
        return None
    return match["before"] or "", match["town"], match["after"] or ""


def of_site(before: str, after: str) -> bool:
    """Tell whether the words around a town make a site of it, not a division.

    >>> of_site("Port of ", ""), of_site("", " airport"), of_site("", " province")
    (True, True, False)
    """
    return not _OF_DIVISION.search(before + after)


def of_district(before: str, after: str) -> bool:
    """Tell whether the words around a town make a district of it.

    >>> of_district("", " raion"), of_district("", " province")
    (True, False)
    """
    return bool(re.search(r"\b(?:district|raion|rayon)\b", before + after, re.IGNORECASE))


def of_adjective(word: str) -> list[str]:
    """Return the towns that a Latin adjective of a district may be made from, the surest first.

    >>> of_adjective("berdyansky"), of_adjective("kharkiv")
    (['berdyansk', 'berdyan', 'berdyanka', 'berdyane', 'berdyana'], [])
    """
    match = _ADJECTIVE.match(word)
    if match is None:
        return []
    stem = match["stem"]
    return [stem + match["sk"], *(stem + ending for ending in ("", "ka", "e", "a"))]
