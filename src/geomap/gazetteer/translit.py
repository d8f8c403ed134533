"""Spellings of a name in Latin letters: from Ukrainian, Russian and Arabic, as news writes them.

The index is built with these, so nothing of this runs when a name is looked up.
"""

from __future__ import annotations

import re
from itertools import product

from geomap.patterns import late
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


def russian_latin(name: str, *, ye: bool = False) -> str:
    """Write a Russian name in Latin letters as English-language news does (BGN, simplified).

    ``ye`` writes "ye" for е after a vowel and at the start, as the full system does.

    >>> russian_latin("Белгород"), russian_latin("Подъельники"), russian_latin("Николаев", ye=True)
    ('Belgorod', 'Podyelniki', 'Nikolayev')
    """
    out = []
    for at, char in enumerate(name):
        low = char.lower()
        latin = _RUSSIAN.get(low, char)
        before = name[at - 1].lower() if at else " "
        if low in "её" and before in "ъь":
            latin = "ye" if low == "е" else "yo"
        elif low == "ё" and before in "жчшщ":
            latin = "e"
        elif low == "е" and ye and before in "аеёиоуыэюяй -":
            latin = "ye"
        out.append(_cased(latin, char))
    return "".join(out)


_INNER_SHORT_I = late(r"(?<=[аоуеэюя])й(?=[бвгджзклмнпрстфхцчшщ])")

_END_IY = late(r"(?:iy|yy)\b")


def russian_spellings(name: str) -> list[str]:
    """Return the Latin spellings of a Russian name that news uses, the simplest first.

    >>> russian_spellings("Алексеевка"), russian_spellings("Грозный")
    (['Alekseevka', 'Alekseyevka'], ['Groznyy', 'Grozny'])
    """
    plain = [russian_latin(name), russian_latin(name, ye=True)]
    if _INNER_SHORT_I.search(name):
        plain.append(russian_latin(_INNER_SHORT_I.sub("и", name)))
    if "ё" in name.lower():
        plain.append(russian_latin(name.replace("ё", "е").replace("Ё", "Е")))
    return list(dict.fromkeys([*plain, *(_END_IY.sub("y", form) for form in plain)]))


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
    (r"(?<=[сз])іл(?=к|л|ь)", "ел"),
    (r"\bБіл(?=[аео]|ь?ц|г|к|я)", "Бел"),
    (r"піль(?=\b|с)", "поль"),
    (r"(?<=[Рр])іг\b", "ог"),
    (r"оріж", "орож"),
    (r"\bКривий\b", "Кривой"),
    (r"\bЦерква\b", "Церковь"),
    (r"\b(Верхн|Нижн|Ближн|Дальн)я\b", r"\1яя"),
    (r"(?i:ліс)(?=\b|о|н|к)", "лес"),
    (r"\bСвітл", "Светл"),
    (r"(?<=[Рр])іч(?=\b|к)", "еч"),
    (r"\bКам['’ʼ]?ян", "Камен"),
    (r"([жлнтдсзшч])\1я\b", r"\1ье"),
    (r"\bВільх", "Ольх"),
    (r"\bВільн", "Вольн"),
    (r"\bХутір", "Хутор"),
    (r"\bСніг", "Снег"),
    (r"([кгхнрлвтдз])а(?= [А-ЯІЇЄҐ])", r"\1ая"),
    (r"(?<!к)ий(?= [А-ЯІЇЄҐ])", "ый"),
    (r"([кгх])і(?= [А-ЯІЇЄҐ])", r"\1ие"),
    (r"і(?= [А-ЯІЇЄҐ])", "ые"),
]
_RUSSIFY_RULES = [(late(pattern), to) for pattern, to in _RUSSIFY]
_RUSSIFY_LETTERS = str.maketrans({
    "і": "и", "ї": "и", "є": "е", "ґ": "г", "'": "ъ", "’": "ъ", "ʼ": "ъ",
    "І": "И", "Ї": "И", "Є": "Е", "Ґ": "Г",
})  # fmt: skip


def russified(name: str) -> str:
    """Return the Russian name of a Ukrainian place, by the endings that change regularly.

    >>> russified("Олексіївка"), russified("Петрівське"), russified("Роботине")
    ('Алексеевка', 'Петровское', 'Работино')
    >>> russified("Велика Новосілка"), russified("Кривий Ріг"), russified("Запоріжжя")
    ('Великая Новоселка', 'Кривой Рог', 'Запорожье')
    """
    for pattern, to in _RUSSIFY_RULES:
        name = pattern.sub(to, name)
    name = re.sub(r"\bРобот", "Работ", name)
    return name.translate(_RUSSIFY_LETTERS)


_ARTICLE = late(r"\b(?:al|el|ad|ar|as|ash|at|az|an|ed|er|es|esh|et|ez|en|adh|ath) ")
_LETTERS = (
    (late(r"ay(?=[^aeiouy ])"), ("ay", "ei", "ai")),
    (late(r"aw(?=[^aeiouy ])"), ("aw", "au", "ow")),
    (late(r"iy+ah?\b"), ("iyah", "iya", "iyya")),
    (late(r"(?<=[^i])ah\b"), ("ah", "a", "eh")),
    (late(r"u(?=[^aeiouy ])"), ("u", "o")),
    (late(r"aa"), ("aa", "a")),
    (late(r"ee"), ("ee", "i")),
    (late(r"oo|ou"), ("oo", "ou", "u")),
)
_MOST_VARIANTS = 36


def arabic_variants(name: str) -> list[str]:
    """Return folded spellings of an Arabic or Persian name that news uses for the same letters.

    The article comes and goes and changes its vowel; long vowels are written once or twice;
    "ay" is also "ei", a short "u" also "o", a final "ah" also "a".

    >>> {"hodeidah", "al hudayda", "el hudaydah"} <= set(arabic_variants("Al Ḩudaydah"))
    True
    >>> "deir al balah" in arabic_variants("Dayr al Balaḩ")
    True
    """
    folded = fold(name)
    if not folded.isascii():
        return []
    spelt = [folded]
    for pattern, choices in _LETTERS:
        if pattern.search(folded):
            spelt = [pattern.sub(to, form) for form, to in product(spelt, choices)]
    forms: dict[str, None] = {}
    for form in spelt[:_MOST_VARIANTS]:
        forms[form] = None
        if _ARTICLE.search(form):
            forms[_ARTICLE.sub("al ", form)] = None
            forms[_ARTICLE.sub("el ", form)] = None
            bare = _ARTICLE.sub("", form, count=1) if _ARTICLE.match(form) else ""
            if len(bare) > 3:
                forms[bare] = None
    forms.pop(folded, None)
    return list(forms)


_SOFT_VOWELS = late(r"iyi|yyi|yi|iy|yy|ii|ji|ij|y|j")


def skeleton(latin: str) -> str:
    """Return a Latin spelling with the letters i, y and j made alike, to compare two systems.

    >>> skeleton("Mykolayiv") == skeleton("Mykolaiv")
    True
    >>> skeleton("Kupyansk") == skeleton("Kupiansk"), skeleton("Lyman") == skeleton("Liman")
    (True, True)
    """
    return _SOFT_VOWELS.sub("i", fold(latin))


_LOOSE_ARABIC = (
    (late(r"(?<=[a-z]) (?:al|el|ad|ar|as|ash|at|az|an|ed|er|es|esh|et|ez|en) "), " "),
    (late(r" (?=[a-z]{3,}$)"), " al "),
    (late(r"^(?=[a-z]{4})"), "al "),
    (late(r"([b-df-hj-np-tv-z])\1(?=[a-z])"), r"\1"),
    (late(r"ee|iy(?=[^aeiou])"), "i"),
    (late(r"oo|ou"), "u"),
    (late(r"aa"), "a"),
    (late(r"ei|ai"), "ay"),
    (late(r"o(?=[^aeiou])"), "u"),
    (late(r"e(?=[^aeiou])"), "i"),
    (late(r"eh?\b|ah\b"), "a"),
    (late(r"a\b"), "ah"),
    (late(r"^ei|^ai"), "ayt"),
    (late(r"q"), "k"),
    (late(r"k(?!h)"), "q"),
    (late(r"dh"), "d"),
    (late(r"ch"), "sh"),
    (late(r"dj"), "j"),
    (late(r"g(?!h)"), "j"),
)
_LOOSE_SLAVIC = (
    (late(r" (?:on|upon)(?: the)? "), " na "),
    (late(r"yo"), "e"),
    (late(r"yo"), "o"),
    (late(r"io"), "e"),
    (late(r"(?<=[szlnrt])e(?=[lnrkvdtm])"), "yo"),
    (late(r"(?<=[aeiou])y?e"), "ye"),
    (late(r"ye"), "e"),
    (late(r"ij\b|yj\b|ii\b|yi\b|iy\b|yy\b"), "y"),
    (late(r"y\b"), "iy"),
    (late(r"j"), "y"),
    (late(r"y(?=[aou])"), "i"),
    (late(r"(?<=[aeou])i(?=[^aeiou])"), "y"),
    (late(r"(?<=[b-df-hj-np-tv-z])i(?=[aou])"), "y"),
    (late(r"ch"), "kh"),
    (late(r"x"), "kh"),
    (late(r"h(?<![ksczt]h)"), "kh"),
    (late(r"w"), "v"),
    (late(r"cz"), "ch"),
    (late(r"sz"), "sh"),
    (late(r"shch"), "sch"),
    (late(r"sch(?!ch)"), "shch"),
    (late(r"yy|ii"), "i"),
    (late(r"y"), "i"),
    (late(r"e(?=v|y)"), "ie"),
)


def loose_variants(name: str, *, arabic: bool) -> list[str]:
    """Return folded spellings that a Latin name of another system may have in the index.

    One or two changes of the kind that systems of transliteration differ by, the smallest first.

    >>> "aytarun" in loose_variants("aytaroun", arabic=True)
    True
    >>> "velikaya novoselka" in loose_variants("velikaya novosyolka", arabic=False)
    True
    """
    rules = _LOOSE_ARABIC if arabic else _LOOSE_SLAVIC
    once: dict[str, int] = {}
    for number, (pattern, to) in enumerate(rules):
        once.setdefault(pattern.sub(to, name), number)
    once.pop(name, None)
    twice = {
        pattern.sub(to, other): None
        for other, number in once.items()
        for later, (pattern, to) in enumerate(rules)
        if later != number
    }
    return list(dict.fromkeys([*once, *(form for form in twice if form != name)]))
