"""Spellings of a name in Latin letters: from Ukrainian, Russian and Arabic, as news writes them.

The index is built with these, so nothing of this runs when a name is looked up.
"""

from __future__ import annotations

import re
from itertools import product

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


_INNER_SHORT_I = re.compile(r"(?<=[аоуеэюя])й(?=[бвгджзклмнпрстфхцчшщ])")

_END_IY = re.compile(r"(?:iy|yy)\b")


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
_RUSSIFY_RULES = [(re.compile(pattern), to) for pattern, to in _RUSSIFY]
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


_ARTICLE = re.compile(r"\b(?:al|el|ad|ar|as|ash|at|az|an|ed|er|es|esh|et|ez|en|adh|ath) ")
_LETTERS = (
    (re.compile(r"ay(?=[^aeiouy ])"), ("ay", "ei", "ai")),
    (re.compile(r"aw(?=[^aeiouy ])"), ("aw", "au", "ow")),
    (re.compile(r"iy+ah?\b"), ("iyah", "iya", "iyya")),
    (re.compile(r"(?<=[^i])ah\b"), ("ah", "a", "eh")),
    (re.compile(r"u(?=[^aeiouy ])"), ("u", "o")),
    (re.compile(r"aa"), ("aa", "a")),
    (re.compile(r"ee"), ("ee", "i")),
    (re.compile(r"oo|ou"), ("oo", "ou", "u")),
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


_SOFT_VOWELS = re.compile(r"iyi|yyi|yi|iy|yy|ii|ji|ij|y|j")


def skeleton(latin: str) -> str:
    """Return a Latin spelling with the letters i, y and j made alike, to compare two systems.

    >>> skeleton("Mykolayiv") == skeleton("Mykolaiv")
    True
    >>> skeleton("Kupyansk") == skeleton("Kupiansk"), skeleton("Lyman") == skeleton("Liman")
    (True, True)
    """
    return _SOFT_VOWELS.sub("i", fold(latin))


_LOOSE_ARABIC = (
    (re.compile(r"(?<=[a-z]) (?:al|el|ad|ar|as|ash|at|az|an|ed|er|es|esh|et|ez|en) "), " "),
    (re.compile(r" (?=[a-z]{3,}$)"), " al "),
    (re.compile(r"^(?=[a-z]{4})"), "al "),
    (re.compile(r"([b-df-hj-np-tv-z])\1(?=[a-z])"), r"\1"),
    (re.compile(r"ee|iy(?=[^aeiou])"), "i"),
    (re.compile(r"oo|ou"), "u"),
    (re.compile(r"aa"), "a"),
    (re.compile(r"ei|ai"), "ay"),
    (re.compile(r"o(?=[^aeiou])"), "u"),
    (re.compile(r"e(?=[^aeiou])"), "i"),
    (re.compile(r"eh?\b|ah\b"), "a"),
    (re.compile(r"a\b"), "ah"),
    (re.compile(r"^ei|^ai"), "ayt"),
    (re.compile(r"q"), "k"),
    (re.compile(r"k(?!h)"), "q"),
    (re.compile(r"dh"), "d"),
    (re.compile(r"ch"), "sh"),
    (re.compile(r"dj"), "j"),
    (re.compile(r"g(?!h)"), "j"),
)
_LOOSE_SLAVIC = (
    (re.compile(r" (?:on|upon)(?: the)? "), " na "),
    (re.compile(r"yo"), "e"),
    (re.compile(r"yo"), "o"),
    (re.compile(r"io"), "e"),
    (re.compile(r"(?<=[szlnrt])e(?=[lnrkvdtm])"), "yo"),
    (re.compile(r"(?<=[aeiou])y?e"), "ye"),
    (re.compile(r"ye"), "e"),
    (re.compile(r"ij\b|yj\b|ii\b|yi\b|iy\b|yy\b"), "y"),
    (re.compile(r"y\b"), "iy"),
    (re.compile(r"j"), "y"),
    (re.compile(r"y(?=[aou])"), "i"),
    (re.compile(r"(?<=[aeou])i(?=[^aeiou])"), "y"),
    (re.compile(r"(?<=[b-df-hj-np-tv-z])i(?=[aou])"), "y"),
    (re.compile(r"ch"), "kh"),
    (re.compile(r"x"), "kh"),
    (re.compile(r"h(?<![ksczt]h)"), "kh"),
    (re.compile(r"w"), "v"),
    (re.compile(r"cz"), "ch"),
    (re.compile(r"sz"), "sh"),
    (re.compile(r"shch"), "sch"),
    (re.compile(r"sch(?!ch)"), "shch"),
    (re.compile(r"yy|ii"), "i"),
    (re.compile(r"y"), "i"),
    (re.compile(r"e(?=v|y)"), "ie"),
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
