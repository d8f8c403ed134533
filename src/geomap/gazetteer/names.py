"""Names that people write for the same place: forms of regions, transliterations, cases.

Each function takes a name and returns others, in the order of how usual they are; the index is
built with them, so nothing of this runs when a name is looked up.
"""

from __future__ import annotations

import re

from geomap.text import fold

_UKRAINIAN = dict(
    zip(
        "абвгґдежзиіклмнопрстуфхцчшщь’'ё",
        ["a", "b", "v", "h", "g", "d", "e", "zh", "z", "y", "i", "k", "l", "m", "n", "o", "p", "r",
         "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "", "", "e"],
        strict=True,
    )
)  # fmt: skip
_UKRAINIAN_INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_UKRAINIAN_INNER = {"є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia"}
_RUSSIAN = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюя",
        ["a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s",
         "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"],
        strict=True,
    )
) | {"ё": "yo", "і": "i"}  # fmt: skip


def ukrainian_latin(name: str) -> str:
    """Write a Ukrainian name in Latin letters by the national system of 2010.

    >>> ukrainian_latin("Запоріжжя"), ukrainian_latin("Згурівка"), ukrainian_latin("Їжаківка")
    ('Zaporizhzhia', 'Zghurivka', 'Yizhakivka')
    """
    out = []
    for at, char in enumerate(name):
        low = char.lower()
        starts = at == 0 or not (name[at - 1].isalpha() or name[at - 1] in "'’ʼ")
        if low == "г" and at and name[at - 1].lower() == "з":
            latin = "gh"
        elif low in _UKRAINIAN_INITIAL:
            latin = (_UKRAINIAN_INITIAL if starts else _UKRAINIAN_INNER)[low]
        else:
            latin = _UKRAINIAN.get(low, "" if char == "ʼ" else char)
        out.append(_cased(latin, char))
    return "".join(out)


def russian_latin(name: str) -> str:
    """Write a Russian name in Latin letters as English-language news does (BGN, simplified).

    >>> russian_latin("Белгород"), russian_latin("Подъельники"), russian_latin("Энгельс")
    ('Belgorod', 'Podyelniki', 'Engels')
    """
    out = []
    for at, char in enumerate(name):
        low = char.lower()
        latin = _RUSSIAN.get(low, char)
        before = name[at - 1].lower() if at else " "
        if low in "её" and (before in "ъь"):
            latin = "ye" if low == "е" else "yo"
        elif low == "ё" and before in "жчшщ":
            latin = "e"
        out.append(_cased(latin, char))
    return "".join(out)


def _cased(latin: str, like: str) -> str:
    return latin[:1].upper() + latin[1:] if like.isupper() else latin


_RUSSIFY = [
    (r"іївк(а|у|и|ою)\b", r"еевк\1"),
    (r"ївк(а|у|и|ою)\b", r"евк\1"),
    (r"([жчшщц])івк(а)\b", r"\1евк\2"),
    (r"івк(а)\b", r"овк\1"),
    (r"івка", "овка"),
    (r"ське\b", "ское"),
    (r"ївсь?к", "евск"),
    (r"івсь?к", "овск"),
    (r"цьке\b", "цкое"),
    (r"ський\b", "ский"),
    (r"ськ", "ск"),
    (r"цьк", "цк"),
    (r"([жчшщ])еве\b", r"\1ево"),
    (r"ове\b", "ово"),
    (r"еве\b", "ево"),
    (r"єве\b", "ево"),
    (r"ине\b", "ино"),
    (r"їне\b", "ино"),
    (r"не\b", "ное"),
    (r"ове(?= )", "овое"),
    (r"ерть\b", "ерть"),
    (r"їв\b", "ев"),
    (r"ів\b", "ов"),
    (r"ці\b", "цы"),
    (r"ці", "цы"),
    (r"ець\b", "ец"),
    (r"иця\b", "ица"),
    (r"ця\b", "ца"),
    (r"івні\b", "овни"),
    (r"\bНове\b", "Новое"),
    (r"\bСтаре\b", "Старое"),
    (r"\bВелике\b", "Великое"),
    (r"\bОлекс", "Алекс"),
    (r"\bОлен", "Елен"),
    (r"\bМикол", "Никол"),
    (r"\bДмитр", "Дмитр"),
    (r"\bКостянтин", "Константин"),
    (r"\bПавл", "Павл"),
    (r"\bГригор", "Григор"),
    (r"\bЯким", "Аким"),
    (r"\bОвд", "Авд"),
    (r"\bІван", "Иван"),
    (r"\bЮ", "Ю"),
    (r"\bЗелене", "Зеленое"),
    (r"\bВелик(ий|а|і)\b", r"Велик\1"),
]
_RUSSIFY_RULES = [(re.compile(pattern), to) for pattern, to in _RUSSIFY]
_RUSSIFY_LETTERS = str.maketrans({
    "і": "и", "ї": "и", "є": "е", "ґ": "г", "'": "ъ", "’": "ъ", "ʼ": "ъ",
    "І": "И", "Ї": "И", "Є": "Е", "Ґ": "Г",
})  # fmt: skip


def russified(name: str) -> str:
    """Return the Russian name of a Ukrainian place, by the endings that change regularly.

    >>> russified("Олексіївка"), russified("Петрівське"), russified("Роботине")
    ('Алексеевка', 'Петровское', 'Работино')
    """
    for pattern, to in _RUSSIFY_RULES:
        name = pattern.sub(to, name)
    name = re.sub(r"\bРобот", "Работ", name)
    return name.translate(_RUSSIFY_LETTERS)


# ── forms of regions ─────────────────────────────────────────────────────────────────────────

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
_SUFFIXED = re.compile(rf"^(.+?) (?:autonomous )?(?:{_TYPE})s?$")
_PREFIXED = re.compile(
    rf"^(?:the )?(?:autonomous )?(?:{_TYPE}|ostan|ostan e|muhafazat|wilayat|wilaya|provincia|"
    r"departamento|estado|oblast|respublika|avtonomna respublika|wojewodztwo|provinsi|viloyati)"
    r"(?: of| de| del| di| da| do)? (.+)$"
)
_ADJECTIVE = re.compile(r"(?:ska|skaya|skaia|skaja|zka|tska)$")

_SOVIET = frozenset("UA RU BY KZ KG UZ TJ TM BG MD".split())
_ARAB = frozenset("SY IQ JO LB EG YE PS TN OM KW BH SA AE QA LY SD DZ MA".split())
_STATES = frozenset("US MX BR IN AU NG MY MM VE DE AT SD SS MO".split())
_FORM_OF_COUNTRY = (
    (_SOVIET, ("oblast", "krai")),
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
        core = region_core(name)
        cores[core or name] = None
    words = ["region", "province"]
    for countries, own in _FORM_OF_COUNTRY:
        if country in countries:
            words += own
    own_word = fold(kind_word)
    if own_word and own_word.isascii() and own_word not in words and own_word != "oblast":
        words.append(own_word)
    forms: dict[str, None] = {}
    for core in cores:
        if " of " in core or core.split()[-1] in _TYPE_WORDS:
            continue
        endings = ["region", "oblast"] if _ADJECTIVE.search(core) else words
        forms.update((f"{core} {word}", None) for word in endings)
        if not _ADJECTIVE.search(core):
            forms.update((f"{word} of {core}", None) for word in words)
    return list(forms)


def region_cores(names: list[str]) -> list[str]:
    """Return the bare folded names of a region: "kherson oblast" gives "kherson"."""
    cores: dict[str, None] = {}
    for name in names:
        core = region_core(name)
        if core and not _ADJECTIVE.search(core) and core.isascii() and "of " not in core:
            cores[core] = None
    return list(cores)


def district_forms(names: list[str]) -> list[str]:
    """Return the folded forms of a district or raion: "pokrovsk raion", "pokrovskyi district".

    >>> district_forms(["pokrovskyi raion"])[:3]
    ['pokrovskyi raion', 'pokrovskyi rayon', 'pokrovskyi district']
    """
    forms: dict[str, None] = {}
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


# ── saints, Arabic and Persian, cases ────────────────────────────────────────────────────────

_SAINTS = ((re.compile(r"\bSaint\b"), "St."), (re.compile(r"\bSt\.?(?= )"), "Saint"),
           (re.compile(r"\bSainte\b"), "Ste."), (re.compile(r"\bFort\b"), "Ft."),
           (re.compile(r"\bFt\.?(?= )"), "Fort"), (re.compile(r"\bMount\b"), "Mt."),
           (re.compile(r"\bMt\.?(?= )"), "Mount"))  # fmt: skip


def saint_forms(name: str) -> list[str]:
    """Return the name with "Saint", "Fort" and "Mount" written short or in full.

    >>> saint_forms("Saint Petersburg"), saint_forms("St. Louis"), saint_forms("Bristol")
    (['St. Petersburg'], ['Saint Louis'], [])
    """
    forms = [pattern.sub(to, name) for pattern, to in _SAINTS if pattern.search(name)]
    return [form for form in forms if form != name]


_ARTICLE = re.compile(r"\b(?:al|el|ad|ar|as|ash|at|az|an|ed|er|es|esh|et|ez|en|adh|ath)[ -]")


def arabic_variants(name: str) -> list[str]:
    """Return folded spellings of an Arabic or Persian name that news uses for the same letters.

    The article comes and goes and changes its vowel; long vowels are written once or twice; a
    final "ah" loses its h.

    >>> arabic_variants("Al Ḩudaydah")
    ['el hudaydah', 'hudaydah', 'al hudayda', 'al hudaidah', 'al hudaida']
    """
    folded = fold(name)
    forms: dict[str, None] = {}
    if _ARTICLE.search(folded):
        forms[_ARTICLE.sub("al ", folded)] = None
        forms[_ARTICLE.sub("el ", folded)] = None
        bare = _ARTICLE.sub("", folded, count=1) if _ARTICLE.match(folded) else folded
        if len(bare) > 3:
            forms[bare] = None
    for old, new in ((r"ah\b", "a"), (r"ayd", "aid"), (r"ay(?=[^aeiouy ])", "ai"),
                     (r"aw(?=[^aeiouy ])", "au"), (r"aa", "a"), (r"ee", "i"), (r"oo", "u"),
                     (r"ou", "u"), (r"iyya", "iya"), (r"ī", "i")):  # fmt: skip
        for form in (folded, *([list(forms)[-1]] if new == "aid" and forms else [])):
            changed = re.sub(old, new, form)
            if changed != form:
                forms[changed] = None
    if folded.endswith("ah") and "ay" in folded:
        forms[re.sub(r"ay(?=[^aeiouy ])", "ai", folded)] = None
    forms.pop(folded, None)
    return list(forms)


_HARD = "бвгдзклмнпрстфх"
_HUSH = "жшчщц"


def inflected(name: str) -> list[str]:
    """Return the oblique cases of a Ukrainian or Russian name in Cyrillic, folded, by its ending.

    The letters tell the language; where they do not, the forms of both are given.

    >>> {"харкові", "харкова", "харковом"} <= set(inflected("Харків"))
    True
    >>> {"белгороде", "белгорода"} <= set(inflected("Белгород"))
    True
    """
    low = name.lower().replace("ʼ", "'").replace("’", "'")
    words = low.split()
    if not words or len(words) > 3 or len(words[-1]) < 3:
        return []
    if len(words) > 1:
        heads = [_adjective_forms(word) for word in words[:-1]]
        last = _noun_forms(words[-1])
        if not all(heads):
            return list(dict.fromkeys(fold(" ".join([*words[:-1], form])) for form in last))
        return list(dict.fromkeys(_agree(heads, last)))
    return list(dict.fromkeys(fold(form) for form in _noun_forms(low) if form != low))


def _agree(heads: list[list[str]], last: list[str]) -> list[str]:
    first = [" ".join(combo) for combo in zip(*heads, strict=False)]
    return [fold(f"{adjective} {noun}") for adjective in first for noun in last]


_ADJECTIVES = (
    ("ий", ("ого", "ому", "им")), ("ый", ("ого", "ом", "ым", "ому")), ("ой", ("ого", "ом", "ым")),
    ("ая", ("ой", "ую")), ("яя", ("ей", "юю")), ("ое", ("ого", "ом", "ым", "ому")),
    ("ее", ("его", "ем", "им")),
)  # fmt: skip


def _adjective_forms(word: str) -> list[str]:
    for ending, others in _ADJECTIVES:
        if word.endswith(ending):
            return [word[: -len(ending)] + other for other in others]
    if word.endswith(("ова", "ева", "ина", "а")):
        return [word[:-1] + other for other in ("ої", "ій", "у", "ою")]
    if word.endswith(("ове", "еве", "не", "ке")):
        return [word[:-1] + other for other in ("ого", "ому", "им")]
    if word.endswith("і"):
        return [word[:-1] + other for other in ("их", "им", "ими")]
    return []


def _noun_forms(word: str) -> list[str]:
    stem, end = word[:-1], word[-1]
    for ending, others in _ADJECTIVES:
        if word.endswith(ending) and len(word) > 4:
            return [word[: -len(ending)] + other for other in others]
    if word.endswith(("івка", "ївка")) or end == "а":
        soft = {"к": "ц", "г": "з", "х": "с"}.get(stem[-1:], "")
        locative = stem[:-1] + soft + "і" if soft else stem + "і"
        return [stem + "и", stem + "ы", locative, stem + "е", stem + "у", stem + "ою", stem + "ой"]
    if end == "я":
        return [stem + "і", stem + "ї", stem + "и", stem + "е", stem + "ю", stem + "ею", stem + "ей"]
    if end in "оé":
        return [stem + other for other in ("а", "у", "ом", "е", "і")]
    if end == "е":
        adjective = [stem + other for other in ("ого", "ому", "им")]
        return adjective if stem[-1:] in "нвк" else [stem + o for o in ("я", "ю", "ем", "і", "і")]
    if end in "иы":
        return [*_plural_genitive(stem), stem + "ам", stem + "ами", stem + "ах"]
    if end == "і":
        return [stem + "ів", stem + "ям", stem + "ями", stem + "ях", stem + "ам", stem + "ах"]
    if end == "ь":
        base = stem[:-2] + stem[-1] if stem.endswith("ец") and len(stem) > 3 else stem
        return [base + other for other in ("я", "ю", "ем", "і", "е", "и", "ью")]
    if end == "й":
        return [stem + other for other in ("я", "ю", "єм", "ем", "ї", "е")]
    if word.endswith(("їв", "ів")):
        base = stem[:-1] + ("є" if word.endswith("їв") else "о") + "в"
        return [base + other for other in ("а", "у", "ом", "і", "е")]
    if word.endswith("ец") and len(word) > 4:
        base = word[:-2] + "ц"
        return [base + other for other in ("а", "у", "ом", "ем", "е", "і")]
    if end in _HARD + _HUSH:
        return [word + other for other in ("а", "у", "ом", "ем", "е", "і")]
    return []


def _plural_genitive(stem: str) -> list[str]:
    if stem.endswith("к") and len(stem) > 2:
        return [stem, stem[:-1] + "ок", stem[:-1] + "ек"]
    return [stem, stem + "ов", stem + "ів"]
