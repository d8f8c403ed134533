"""The grammatical cases of Ukrainian and Russian place names, made from their endings.

Only rules: a name gets the forms that its ending takes regularly. Forms are aligned by case
(genitive, dative, instrumental, locative, accusative), so that an adjective agrees with its noun:
"Великий Бурлук" gives "Великому Бурлуку" and not "Великого Бурлуком".
"""

from __future__ import annotations

import re

from geomap.patterns import late
from geomap.text import fold

Forms = tuple[str, str, str, str, str]
"""Endings, or words, in the genitive, dative, instrumental, locative and accusative."""

_UKRAINIAN_ONLY = late(r"[іїєґ'’ʼ]", re.IGNORECASE)
_RUSSIAN_ONLY = late(r"[ыэёъ]", re.IGNORECASE)


def _table(text: str) -> list[tuple[str, Forms]]:
    """Read lines of an ending and its five replacements; "=" is the ending itself, "0" nothing."""
    rows = []
    for line in text.split("\n"):
        cells = line.split()
        if cells:
            forms = [cells[0] if c == "=" else "" if c == "0" else c for c in cells[1:]]
            gen, dat, ins, loc, acc = forms
            rows.append((cells[0], (gen, dat, ins, loc, acc)))
    return rows


_NOUNS = {
    "uk": _table("""
        ський ського ському ським ському =
        ий ого ому им ому =
        ове ового овому овим овому =
        еве евого евому евим евому =
        єве євого євому євим євому =
        не ного ному ним ному =
        ке кого кому ким кому =
        ще ща щу щем щі =
        е я ю ем і =
        ка ки ці кою ці ку
        га ги зі гою зі гу
        ха хи сі хою сі ху
        ія ії ії ією ії ію
        'я 'ї 'ї 'єю 'ї 'ю
        я і і ею і ю
        а и і ою і у
        ріг рогу рогу рогом розі =
        чук чука чуку чуком чуці =
        брід броду броду бродом броді =
        яр яру яру яром ярі =
        район району району районом районі =
        край краю краю краєм краї =
        острів острова острову островом острові =
        міст мосту мосту мостом мості =
        ів ова ову овом ові =
        їв єва єву євом єві =
        ець ця цю цем ці =
        ой оя ою оєм ої =
        й я ю єм ї =
        ь я ю ем і =
        х ха ху хом сі =
        о а у ом і =
        ки ок кам ками ках =
        и 0 ам ами ах =
        ці ців цям цями цях =
        і ів ям ями ях =
        ж жа жу жем жі =
        ч ча чу чем чі =
        ш ша шу шем ші =
        щ ща щу щем щі =
    """),
    "ru": _table("""
        ский ского скому ским ском =
        ый ого ому ым ом =
        ий ого ому им ом =
        ой ого ому ым ом =
        ое ого ому ым ом =
        ее его ему им ем =
        ая ой ой ой ой ую
        яя ей ей ей ей юю
        ия ии ии ией ии ию
        ье ья ью ьем ье =
        е я ю ем е =
        ка ки ке кой ке ку
        га ги ге гой ге гу
        ха хи хе хой хе ху
        жа жи же жей же жу
        ша ши ше шей ше шу
        ца цы це цей це цу
        я и е ей е ю
        а ы е ой е у
        ец ца цу цом це =
        ёл ла лу лом ле =
        берег берега берегу берегом берегу =
        й я ю ем е =
        ь я ю ем е =
        о а у ом е =
        ки ок кам ками ках =
        цы цев цам цами цах =
        ы 0 ам ами ах =
        и 0 ам ами ах =
        ж жа жу жем же =
        ч ча чу чем че =
        ш ша шу шем ше =
        щ ща щу щем ще =
    """),
}
_CONSONANT: dict[str, Forms] = {"uk": ("а", "у", "ом", "і", ""), "ru": ("а", "у", "ом", "е", "")}
_FEMININE_SOFT: dict[str, Forms] = {
    "uk": ("і", "і", "ю", "і", "ь"),
    "ru": ("и", "и", "ью", "и", "ь"),
}
_ADJECTIVES = {
    "uk": _table("""
        ий ого ому им ому =
        ій ього ьому ім ьому =
        ів ового овому овим овому =
        а ої ій ою ій у
        я ьої ій ьою ій ю
        е ого ому им ому =
        є ього ьому ім ьому =
        і их им ими их =
    """),
    "ru": _table("""
        ый ого ому ым ом =
        ний него нему ним нем =
        ий ого ому им ом =
        ой ого ому ым ом =
        ая ой ой ой ой ую
        яя ей ей ей ей юю
        ое ого ому ым ом =
        ее его ему им ем =
        ов ова ову овым овом =
        ев ева еву евым евом =
        ин ина ину иным ином =
        ые ых ым ыми ых =
        ие их им ими их =
    """),
}
_NOT_INFLECTED = frozenset("аэс гэс тэц тэс нпз аес гес тец тес нпз".split())
_MOST_WORDS = 3


def languages(name: str) -> tuple[str, ...]:
    """Tell which languages a Cyrillic name may be in, by the letters that only one of them has.

    >>> languages("Київ"), languages("Грозный"), languages("Белгород")
    (('uk',), ('ru',), ('uk', 'ru'))
    """
    if _UKRAINIAN_ONLY.search(name):
        return ("uk",)
    if _RUSSIAN_ONLY.search(name):
        return ("ru",)
    return ("uk", "ru")


_OBLAST = late(r"(.{2,})(ская|ська|цька) область", re.IGNORECASE)


def land_name(oblast: str) -> str | None:
    """Return what people call the land of an oblast, None for a name of another form.

    >>> land_name("Белгородская область"), land_name("Воронежская область")
    ('Белгородщина', 'Воронежчина')
    """
    match = _OBLAST.fullmatch(oblast)
    if match is None:
        return None
    stem, ending = match.groups()
    if ending == "цька":
        return stem + "ччина"
    return stem + ("чина" if stem.endswith("ж") else "щина")


_RUSSIAN_OBLAST = late(r"(.{2,}?)(жская|цкая|ская) область", re.IGNORECASE)


def ukrainian_oblast(name: str) -> list[str]:
    """Return what a Russian oblast is called in Ukrainian, with its letters read in two ways.

    >>> ukrainian_oblast("Воронежская область"), ukrainian_oblast("Пензенская область")
    (['Воронезька область'], ['Пензенська область'])
    >>> ukrainian_oblast("Ленинградская область")
    ['Ленинградська область', 'Ленінградська область']
    """
    match = _RUSSIAN_OBLAST.fullmatch(name)
    if match is None:
        return []
    stem, ending = match.groups()
    ending = {"жская": "зька", "цкая": "цька", "ская": "ська"}[ending.lower()]
    spelt = [stem.translate(_UKRAINIAN_Y), stem.translate(_UKRAINIAN_I)]
    return list(dict.fromkeys(f"{each}{ending} область" for each in spelt))


_UKRAINIAN_Y = str.maketrans("ыэИ", "иеІ")
_UKRAINIAN_I = str.maketrans("ыэИи", "иеІі")


def inflected(name: str, language: str) -> list[str]:
    """Return the oblique cases of a name ("uk" or "ru"), folded, the name itself left out.

    >>> inflected("Харків", "uk")
    ['харкова', 'харкову', 'харковом', 'харкові']
    >>> inflected("Белгородская область", "ru")[:2]
    ['белгородскои области', 'белгородскои областью']
    >>> "великому бурлуку" in inflected("Великий Бурлук", "uk")
    True
    """
    words = name.lower().replace("ʼ", "'").replace("’", "'").split()
    if not words or len(words) > _MOST_WORDS or len(words[-1]) < 2:
        return []
    head, dash, tail = words[-1].partition("-на-")
    first, _, second = words[-1].partition("-")
    after = _adjective(second, language) if second.endswith(("ский", "ський")) else None
    if len(words) == 1 and after:  # Каменск-Шахтинский
        pairs = zip(_noun(first, language), after, strict=True)
        cases = [f"{noun} {adjective}" for noun, adjective in pairs]
    elif len(words) == 1 and dash:
        cases = [form + dash + tail for form in _noun(head, language)]
    elif len(words) == 1:
        cases = [*_noun(words[0], language)]
        if language == "ru" and words[0].endswith("ь"):  # Казань is feminine, Севастополь is not
            cases += _noun(words[0], language, feminine=True)
    else:
        cases = _phrase(words, language)
    original = fold(name)
    return [form for form in dict.fromkeys(map(fold, cases)) if form and form != original]


def _phrase(words: list[str], language: str) -> list[str]:
    """Inflect adjectives with the noun they stand before; other words stay."""
    heads = [_adjective(word, language) for word in words[:-1]]
    feminine = any(word.endswith(("а", "я")) for word in words[:-1])
    noun = _noun(words[-1], language, feminine=feminine)
    found = []
    for case, form in enumerate(noun):
        parts = [h[case] if h else word for h, word in zip(heads, words[:-1], strict=True)]
        found.append(" ".join([*parts, form]))
    return found


def _adjective(word: str, language: str) -> Forms | None:
    if len(word) < 4:
        return None
    for ending, forms in _ADJECTIVES[language]:
        if word.endswith(ending):
            return _joined(word[: -len(ending)], forms)
    return None


def _noun(word: str, language: str, *, feminine: bool = False) -> Forms:
    if word in _NOT_INFLECTED:
        return (word,) * 5
    if feminine and word.endswith("ь"):
        return _joined(word[:-1], _FEMININE_SOFT[language])
    for ending, forms in _NOUNS[language]:
        if word.endswith(ending) and (len(word) > len(ending) + 1 or word == ending):
            return _joined(word[: -len(ending)], forms)
    if word[-1] in "аеєиіїоуюяыэё":
        return (word,) * 5
    return _joined(word, _CONSONANT[language])


def _joined(stem: str, forms: Forms) -> Forms:
    gen, dat, ins, loc, acc = (stem + form for form in forms)
    return gen, dat, ins, loc, acc


_DIRECTION = late(
    r"(.{3,}?)(?:(с)(?:ко[мгй]у?|кая|кое)|([сцз]?ь)(?:ко(?:му|го|ї)|кий|кім|ким)) "
    r"(?:напрям(?:ку|ок|ком|у)?|направлени(?:и|е|ю|я|ем))",
    re.IGNORECASE,
)


def of_direction(phrase: str) -> list[str]:
    """Return the towns that a direction of the front may be named after, the surest first.

    >>> of_direction("Покровському напрямку")[0], of_direction("Бахмутському напрямку")[1]
    ('Покровськ', 'Бахмут')
    >>> of_direction("Купянском направлении")[0], of_direction("Харків")
    ('Купянск', [])
    """
    match = _DIRECTION.fullmatch(phrase)
    if match is None:
        return []
    stem = match.group(1)
    if match.group(2):
        whole = [f"{stem}ск", stem]
    else:
        ending = match.group(3)
        whole = [f"{stem}{ending}к", stem]
    if stem.endswith(("піль", "поль")):  # Гуляйполе
        whole.append(f"{stem[:-4]}поле")
    return [*whole, f"{stem}ка", f"{stem}е", f"{stem}о", f"{stem}ье", f"{stem}а"]
