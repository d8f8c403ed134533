"""Which names of a source people write, and the spellings that follow from them by rule.

The shipped index and those that users build from dumps are made with these.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from geomap.gazetteer.cases import inflected, languages
from geomap.gazetteer.codes import NameCode
from geomap.gazetteer.names import district_forms, saint_forms
from geomap.gazetteer.translit import (
    arabic_variants,
    russian_spellings,
    russified,
    skeleton,
    ukrainian_latin,
)
from geomap.model import PlaceKind
from geomap.patterns import late
from geomap.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SLAVIC = frozenset({"UA", "RU", "BY"})
"""Countries whose names are written in Cyrillic and in several Latin systems."""

ARABIC = frozenset("SY IQ JO LB EG YE PS TN OM KW BH SA AE QA LY SD DZ MA IR AF".split())
"""Countries whose names are written in Arabic letters."""

CYRILLIC = late(r"[А-Яа-яІіЇїЄєҐґЁё' ’ʼ-]+")

_CODE = late(r"[A-Z]{2,4}\d?|\d+|[A-Z]\d+")
_LATIN = late(r"[A-Za-zÀ-ɏ]")


def usable(name: str) -> bool:
    """Tell whether an alternate name is one that people write.

    Codes ("HRK"), bare numbers, and names in Latin letters without a capital are not: the last
    are machine transliterations of other scripts.

    >>> usable("Kharkov"), usable("HRK"), usable("hrqwb")
    (True, False, False)
    """
    if _CODE.fullmatch(name) or not name.strip() or len(name) > 80:
        return False
    if "\ud800" <= max(name) <= "\udfff" or "http" in name:
        return False
    return not (_LATIN.search(name) and name == name.lower())


def plain(name: str) -> str:
    """Return a name without the marks of a scholarly transliteration.

    >>> plain("Rafaḩ")
    'Rafah'
    """
    base = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub("[‘’ʻʿʾ`']", "", base)


def latin_spellings(name: str, country: str | None) -> list[str]:
    """Return what a Cyrillic name is in Latin letters, and in Russian where it is Ukrainian."""
    if country != "UA" or "uk" not in languages(name):
        return russian_spellings(name)
    russian = russified(name)
    return [ukrainian_latin(name), russian, *russian_spellings(russian)]


def ukrainian_name(main: str, names: Iterable[str]) -> str | None:
    """Return the name by the national system that news writes: "Mykolaiv" for "Mykolayiv".

    ``names`` are its names in Cyrillic; None when none of them is the main one.
    """
    possible = [n for n in names if not re.search("[ыэъё]", n)]
    certain = [n for n in possible if languages(n) == ("uk",)]
    for name in [*certain, *possible]:
        latin = ukrainian_latin(name)
        if skeleton(latin) == skeleton(main):
            return None if latin.endswith("iia") else latin
    return None


def shown_name(main: str, alternates: Iterable[str], country: str | None) -> str:
    """Return the name that a place of a source is shown by."""
    if country == "UA":
        cyrillic = [name for name in alternates if CYRILLIC.fullmatch(name)]
        return ukrainian_name(main, cyrillic) or main
    return plain(main) if country in ARABIC else main


def spellings(
    main: str, alternates: Sequence[str], country: str | None, kind: PlaceKind
) -> dict[str, NameCode]:
    """Return the folded names that follow by rule from those of a place, with what they are."""
    found: dict[str, NameCode] = {}
    for name in saint_forms(main):
        found[fold(name)] = NameCode.ALIAS
    if kind is PlaceKind.ADMIN2:
        for form in district_forms([fold(n) for n in (main, *alternates)], country):
            found.setdefault(form, NameCode.FORM)
    if kind is not PlaceKind.SETTLEMENT:
        return found
    if country in ARABIC:
        for name in arabic_variants(main):
            found.setdefault(name, NameCode.TRANSLITERATED)
    if country in SLAVIC:
        cyrillic = [name for name in alternates if CYRILLIC.fullmatch(name)]
        for name in cyrillic:
            for other in latin_spellings(name, country):
                found.setdefault(fold(other), NameCode.TRANSLITERATED)
        for name in cyrillic:
            for language in languages(name):
                for form in inflected(name, language):
                    found.setdefault(form, NameCode.INFLECTED)
    return found
