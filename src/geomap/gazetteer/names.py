"""Names that people write for the same place: forms of regions and districts, saints in short.

Each function takes a name and returns others, in the order of how usual they are; the index is
built with them, so nothing of this runs when a name is looked up.
"""

from __future__ import annotations

import re

from geomap.patterns import late
from geomap.text import fold

_TYPE_WORDS = (
    "oblast",
    "region",
    "province",
    "governorate",
    "krai",
    "kray",
    "republic",
    "state",
    "county",
    "district",
    "raion",
    "rayon",
    "department",
    "prefecture",
    "voivodeship",
    "canton",
    "division",
    "emirate",
    "voblast",
    "voblasts",
    "municipality",
    "muhafazah",
    "territory",
    "parish",
)
_TYPE = "|".join(_TYPE_WORDS)
_SUFFIXED = late(rf"^(.+?) (?:autonomous )?(?:{_TYPE})s?$")
_PREFIXED = late(
    rf"^(?:the )?(?:autonomous )?(?:{_TYPE}|ostan|ostan e|muhafazat|wilayat|wilaya|provincia|"
    r"departamento|estado|oblast|respublika|avtonomna respublika|wojewodztwo|provinsi|viloyati)"
    r"(?: of| de| del| di| da| do)? (.+)$"
)
_ADJECTIVE = late(r"(?:ska|skaya|skaia|skaja|zka|tska)$")

_SOVIET = frozenset(["UA", "RU", "BY", "KZ", "KG", "UZ", "TJ", "TM", "BG", "MD"])
_ARAB = frozenset(
    [
        "SY",
        "IQ",
        "JO",
        "LB",
        "EG",
        "YE",
        "PS",
        "TN",
        "OM",
        "KW",
        "BH",
        "SA",
        "AE",
        "QA",
        "LY",
        "SD",
        "DZ",
        "MA",
    ]
)
_STATES = frozenset(
    ["US", "MX", "BR", "IN", "AU", "NG", "MY", "MM", "VE", "DE", "AT", "SD", "SS", "MO"]
)
_ARTICLE = late(r"^(?:al|ad|ar|as|ash|at|az|an) ")
_FORM_OF_COUNTRY = (
    (_SOVIET, ("oblast",)),
    (frozenset({"BY"}), ("voblast",)),
    (_ARAB, ("governorate",)),
    (_STATES, ("state",)),
    (frozenset({"PL"}), ("voivodeship",)),
    (frozenset({"JP"}), ("prefecture",)),
    (frozenset({"CH"}), ("canton",)),
    (frozenset({"KE", "IE", "RO", "HR", "HU", "EE", "NO", "SE", "GB"}), ("county",)),
    (frozenset({"FR", "CO", "BO", "PE", "SV", "GT", "HN", "NI", "UY", "PY"}), ("department",)),
    (frozenset({"AE"}), ("emirate",)),
)


def region_core(name: str) -> str | None:
    """Return the bare name inside a folded region name, None when no type word is there.

    >>> region_core("donetsk oblast"), region_core("province of quebec"), region_core("alberta")
    ('donetsk', 'quebec', None)
    """
    for pattern in (_SUFFIXED, _PREFIXED):
        match = pattern.match(name)
        if match and len(match.group(1)) > 2:
            return match.group(1)
    return None


def region_forms(names: list[str], country: str | None, kind_word: str = "") -> list[str]:
    """Return the folded forms of a first-order division: "donetsk region", "kherson oblast".

    ``names`` are its folded names; ``kind_word`` is its own type ("Krai", "Republic").
    """
    cores: dict[str, None] = {}
    for name in names:
        if not name.isascii() or len(name) < 3:
            continue
        core = region_core(name) or name
        cores[core] = None
        bare = _ARTICLE.sub("", core)
        if country in _ARAB and len(bare) > 3:
            cores[bare] = None
    words = ["region", "province"]
    for countries, own in _FORM_OF_COUNTRY:
        if country in countries:
            words += own
    own_word = fold(kind_word)
    if own_word == "krai" or any(name.endswith(" krai") for name in names):
        words.append("krai")
        words.append("territory")
    if own_word and own_word.isascii() and own_word not in words and own_word != "oblast":
        words.append(own_word)
    forms: dict[str, None] = {}
    for core in cores:
        if " of " in core or core.split()[-1] in _TYPE_WORDS:
            continue
        adjectival = ["region", "oblast", *(["voblast"] if country == "BY" else [])]
        endings = adjectival if _ADJECTIVE.search(core) else words
        forms.update((f"{core} {word}", None) for word in endings)
        if not _ADJECTIVE.search(core):
            fitting = [word for word in words if word not in ("region", "krai", "oblast")]
            forms.update((f"{word} of {core}", None) for word in fitting)
    return list(forms)


def region_cores(names: list[str]) -> list[str]:
    """Return the bare folded names of a region: "kherson oblast" gives "kherson"."""
    cores: dict[str, None] = {}
    for name in names:
        core = region_core(name)
        if core and not _ADJECTIVE.search(core) and core.isascii() and "of " not in core:
            cores[core] = None
    return list(cores)


def district_forms(names: list[str], country: str | None) -> list[str]:
    """Return the folded forms of a district or raion: "pokrovsk raion", "pokrovskyi district".

    >>> district_forms(["pokrovskyi raion"], "UA")[:3]
    ['pokrovskyi raion', 'pokrovskyi rayon', 'pokrovskyi district']
    """
    forms: dict[str, None] = {}
    if country in _OTHER_DISTRICTS:
        cores = (re.sub(r" (?:district|agency|tehsil|nahiya)$", "", name) for name in names[:1])
        return [f"{core} district" for core in cores if core]
    if country not in _SOVIET:
        return []
    for name in names:
        match = re.match(r"^([a-z ]+?) (?:raion|rayon|rajon|district|county)$", name)
        if not match:
            continue
        core = match.group(1)
        endings = ["county"] if name.endswith("county") else ["raion", "rayon", "district"]
        bases = [core]
        adjective = re.match(r"^(.+?)(s|z|ts)?k(yi|iy|yy|y|ii|ij|yj)$", core)
        if adjective:
            stem = core[: adjective.start(3)]
            bases += [stem, f"{stem}y", f"{stem}iy", f"{stem}yi"]
        forms.update((f"{base} {word}", None) for base in bases for word in endings)
    return list(forms)


_OTHER_DISTRICTS = frozenset("PK AF YE IQ SY SO SD LB".split())
_FACILITIES = (
    (late(r"(?i)\bair ?base\b"), ("air base", "airbase", "airfield", "military airfield")),
    (late(r"(?i)\bnuclear power plant\b"), ("NPP", "nuclear plant", "nuclear power station")),
    (late(r"(?i)\bthermal power plant\b"), ("TPP", "power plant", "thermal power station")),
    (late(r"(?i)\boil refinery\b"), ("refinery",)),
    (late(r"(?i)(?<!oil )\brefinery\b"), ("oil refinery",)),
    (late(r"(?i)(?<!border )\bcrossing\b"), ("border crossing", "checkpoint")),
    (late(r"(?i)\brefugee camp\b"), ("camp",)),
    (late(r"(?i)^port of (.+)$"), (r"\1 port", r"port of \1")),
    (late(r"(?i)^(.+) port$"), (r"port of \1",)),
)


def facility_forms(name: str) -> list[str]:
    """Return what else a facility's name may call it: "Engels airfield" for "Engels air base".

    >>> facility_forms("Kursk Nuclear Power Plant")[0]
    'Kursk NPP'
    >>> facility_forms("Odesa port"), facility_forms("Azovstal")
    (['port of Odesa'], [])
    """
    forms = [p.sub(to, name) for p, others in _FACILITIES if p.search(name) for to in others]
    return [form for form in dict.fromkeys(forms) if form != name]


_SAINTS = ((late(r"\bSaint\b"), "St."), (late(r"\bSt\.?(?= )"), "Saint"),
           (late(r"\bSainte\b"), "Ste."), (late(r"\bFort\b"), "Ft."),
           (late(r"\bFt\.?(?= )"), "Fort"), (late(r"\bMount\b"), "Mt."),
           (late(r"\bMt\.?(?= )"), "Mount"))  # fmt: skip


def saint_forms(name: str) -> list[str]:
    """Return the name with "Saint", "Fort" and "Mount" written short or in full.

    >>> saint_forms("Saint Petersburg"), saint_forms("St. Louis"), saint_forms("Bristol")
    (['St. Petersburg'], ['Saint Louis'], [])
    """
    forms = [pattern.sub(to, name) for pattern, to in _SAINTS if pattern.search(name)]
    return [form for form in forms if form != name]
