"""The rules that make names: transliteration, cases, forms of regions, phrases, shapes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.gazetteer.cases import inflected
from geomap.gazetteer.codes import NameCode
from geomap.gazetteer.fuzzy import near
from geomap.gazetteer.index import Gazetteer
from geomap.gazetteer.layout import open_image
from geomap.gazetteer.names import (
    district_forms,
    facility_forms,
    region_core,
    region_forms,
    saint_forms,
)
from geomap.gazetteer.phrases import bare, with_container
from geomap.gazetteer.shapes import decode, encode
from geomap.gazetteer.starts import Starts, noting
from geomap.gazetteer.translit import (
    arabic_variants,
    russian_latin,
    russian_spellings,
    russified,
    skeleton,
    ukrainian_latin,
)
from geomap.gazetteer.write import Row, build_index
from geomap.model import PlaceKind
from geomap.text import fold

UKRAINIAN = [
    ("Харків", "Kharkiv"), ("Київ", "Kyiv"), ("Запоріжжя", "Zaporizhzhia"),
    ("Згурівка", "Zghurivka"), ("Щастя", "Shchastia"), ("Юнаківка", "Yunakivka"),
    ("Мар'їнка", "Marinka"), ("Куп'янськ", "Kupiansk"), ("Єнакієве", "Yenakiieve"),
    ("Зелене Поле", "Zelene Pole"), ("Ґорґани", "Gorgany"), ("Йосипівка", "Yosypivka"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "latin"), UKRAINIAN)
def test_ukrainian_is_written_by_the_national_system(name: str, latin: str) -> None:
    """The table of 2010, with initial and inner iotated vowels."""
    assert ukrainian_latin(name) == latin


RUSSIAN = [
    ("Белгород", "Belgorod"), ("Тёткино", "Tyotkino"), ("Щигры", "Shchigry"),
    ("Подъельники", "Podyelniki"), ("Энгельс", "Engels"), ("Южный", "Yuzhnyy"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "latin"), RUSSIAN)
def test_russian_in_latin_letters(name: str, latin: str) -> None:
    """The simplified system of English-language news."""
    assert russian_latin(name) == latin


def test_russian_has_the_spellings_that_news_uses() -> None:
    """With and without ye, with ё as e, with a short final y."""
    assert {"Alekseevka", "Alekseyevka"} <= set(russian_spellings("Алексеевка"))
    assert {"Tyotkino", "Tetkino"} <= set(russian_spellings("Тёткино"))
    assert "Grozny" in russian_spellings("Грозный")


RUSSIFIED = [
    ("Олексіївка", "Алексеевка"), ("Петрівське", "Петровское"), ("Роботине", "Работино"),
    ("Андріївка", "Андреевка"), ("Миколаїв", "Николаев"), ("Харків", "Харков"),
    ("Зелене", "Зеленое"), ("Ласточкине", "Ласточкино"), ("Новгородське", "Новгородское"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "russian"), RUSSIFIED)
def test_regular_russian_names(name: str, russian: str) -> None:
    """Endings change regularly between the two languages."""
    assert russified(name) == russian


CASES = [
    ("Харків", "uk", "Харкові"), ("Київ", "uk", "Києві"), ("Миколаїв", "uk", "Миколаєва"),
    ("Донецьк", "uk", "Донецьку"), ("Бахмут", "uk", "Бахмуті"), ("Одеса", "uk", "Одесі"),
    ("Олексіївка", "uk", "Олексіївці"), ("Роботине", "uk", "Роботиному"),
    ("Дніпро", "uk", "Дніпрі"), ("Суми", "uk", "Сумах"), ("Чернівці", "uk", "Чернівцях"),
    ("Великий Бурлук", "uk", "Великому Бурлуку"), ("Часів Яр", "uk", "Часовому Яру"),
    ("Харківська область", "uk", "Харківській області"), ("Маріуполь", "uk", "Маріуполі"),
    ("Нова Каховка", "uk", "Новій Каховці"), ("Велика Новосілка", "uk", "Великій Новосілці"),
    ("Белгород", "ru", "Белгороде"), ("Москва", "ru", "Москве"), ("Курск", "ru", "Курском"),
    ("Белгородская область", "ru", "Белгородской области"), ("Грозный", "ru", "Грозном"),
    ("Шебекино", "ru", "Шебекине"), ("Казань", "ru", "Казани"), ("Сумы", "ru", "Сумах"),
    ("Ростов-на-Дону", "ru", "Ростове-на-Дону"), ("Чёрное", "ru", "Чёрном"),
    ("Великие Луки", "ru", "Великих Луках"), ("Россия", "ru", "Россией"),
    ("Воронеж", "ru", "Воронеже"), ("Орёл", "ru", "Орле"), ("Кременчук", "uk", "Кременчуці"),
    ("Кривий Ріг", "uk", "Кривому Розі"), ("Тростянеч", "uk", "Тростянечу"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_cases(name: str, language: str, form: str) -> None:
    """A regular name has its oblique cases; adjectives agree."""
    forms = inflected(name, language)
    assert fold(form) in forms
    assert fold(name) not in forms


ARABIC = [
    ("Al Ḩudaydah", "hodeidah"), ("Dayr al Balaḩ", "deir al balah"), ("Ar Raqqah", "raqqa"),
    ("Ar Raqqah", "al raqqa"), ("Al Qāmishlī", "qamishli"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "variant"), ARABIC)
def test_arabic_spellings(name: str, variant: str) -> None:
    """The article comes and goes; vowels are written in several ways."""
    assert variant in arabic_variants(name)


def test_skeleton_joins_two_systems() -> None:
    """BGN and the national system differ in i and y only."""
    for left, right in (
        ("Mykolayiv", "Mykolaiv"),
        ("Kupyansk", "Kupiansk"),
        ("Avdiyivka", "Avdiivka"),
    ):
        assert skeleton(left) == skeleton(right)
    assert skeleton("Kharkiv") != skeleton("Kherson")


def test_forms_of_regions() -> None:
    """A region answers to oblast, region and province, and to its own word."""
    forms = region_forms(["donetsk oblast"], "UA", "Region")
    assert {"donetsk region", "donetsk oblast", "donetsk province"} <= set(forms)
    assert "krasnodar krai" in region_forms(["krasnodar krai"], "RU", "Krai")
    assert "krasnodar territory" in region_forms(["krasnodar krai"], "RU", "Krai")
    assert "homel voblast" in region_forms(["homel"], "BY", "Voblast")
    assert "hasakah province" in region_forms(["al hasakah"], "SY", "Governorate")
    assert "homs governorate" in region_forms(["homs"], "SY", "Governorate")
    assert region_core("kherson oblast") == "kherson"
    assert region_core("texas") is None


def test_forms_of_districts() -> None:
    """A raion answers to raion and district, with the town's name too."""
    forms = district_forms(["pokrovskyi raion"], "UA")
    assert {"pokrovsk raion", "pokrovsk district", "pokrovskyi district"} <= set(forms)
    assert district_forms(["thunder bay district"], "CA") == []


def test_forms_of_facilities() -> None:
    """News calls one base an airfield, one plant an NPP."""
    assert {"Engels airfield", "Engels airbase"} <= set(facility_forms("Engels air base"))
    assert "Kursk NPP" in facility_forms("Kursk Nuclear Power Plant")
    assert facility_forms("Kremenchuk oil refinery") == ["Kremenchuk refinery"]
    assert facility_forms("White House") == []


def test_saints() -> None:
    """Saint and St. stand for each other, as do Fort and Ft., Mount and Mt."""
    assert saint_forms("Saint Petersburg") == ["St. Petersburg"]
    assert saint_forms("Fort Worth") == ["Ft. Worth"]
    assert saint_forms("Stavropol") == []


PHRASES = [
    ("у Харкові", "Харкові"), ("the Kharkiv area", "Kharkiv"), ("в Белгороде", "Белгороде"),
    ("the Pokrovsk direction", "Pokrovsk"), ("місто Київ", "Київ"),
    ("خرم\u200cآباد", "خرم آباد"),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "name"), PHRASES)
def test_words_around_a_name(phrase: str, name: str) -> None:
    """Articles, prepositions and "area" are not part of a name."""
    assert name in list(bare(phrase))


def test_container_after_a_comma() -> None:
    """Only a comma between two names makes a container."""
    assert with_container("Paris, Texas") == ("Paris", "Texas")
    assert with_container("Paris,") is None
    assert with_container(", Texas") is None


@given(st.text(max_size=60))
def test_any_text_is_bared_in_finite_time(text: str) -> None:
    """Whatever is asked, the search for a name in it ends and never gives the text itself."""
    assert text not in list(bare(text))


POLYGON = [[[(36.0, 50.0), (36.5, 50.0), (36.5, 50.4), (36.0, 50.0)]],
           [[(-180.0, -90.0), (180.0, -90.0), (0.0, 90.0), (-180.0, -90.0)],
            [(0.001, 0.0), (0.002, 0.001), (-0.001, 0.001), (0.001, 0.0)]]]  # fmt: skip


def test_outlines_come_back_as_they_went() -> None:
    """Encoding keeps thousandths of a degree, holes, and the closing point."""
    assert decode(encode(POLYGON)) == POLYGON


def _tiny() -> list[Row]:
    rows = []
    for name, lat, lon, population, country in (
        ("Alpha", 10.0, 20.0, 5_000_000, "AA"), ("Beta", 11.0, 21.0, 1_000, "AA"),
        ("Alpha", -10.0, -20.0, 900, "BB"),
    ):  # fmt: skip
        row = Row(
            name=name, lat=lat, lon=lon, kind=PlaceKind.SETTLEMENT, feature="PPL",
            source="geomap", score=len(str(population)), country=country, population=population,
        )  # fmt: skip
        row.names = {fold(name): NameCode.MAIN, f"{fold(name)}ville": NameCode.ALTERNATE}
        rows.append(row)
    return rows


def test_a_small_index_there_and_back(tmp_path) -> None:
    """What is written is read: order, fields, names; twice the same bytes."""
    meta = {"continents": {}, "demonyms": {"alphan": "AA"}, "sources": []}
    image = build_index(_tiny(), meta)
    assert image == build_index(_tiny()[::-1], meta)
    path = tmp_path / "tiny.gaz"
    path.write_bytes(image)
    tiny = Gazetteer.open(path)
    assert len(tiny) == 3
    assert [c.place.population for c in tiny.lookup("alpha")] == [5_000_000, 900]
    assert tiny.lookup("Betaville")[0].place.name == "Beta"
    assert tiny.lookup("Gamma") == ()
    assert [p.name for p in tiny.settlements((19, 9, 22, 12))] == ["Alpha", "Beta"]
    assert tiny.locate(10, 20) == (None, None)
    assert tiny.intact()


def test_a_changed_byte_is_noticed(tmp_path) -> None:
    """The hash in the header is that of the content."""
    image = bytearray(build_index(_tiny(), {"continents": {}, "demonyms": {}, "sources": []}))
    image[-1] ^= 1
    path = tmp_path / "bad.gaz"
    path.write_bytes(image)
    assert not open_image(path).intact()


def _slow_near(name: str, names: list[str]) -> set[str]:
    """Find names at one edit by trying each: the oracle of the fast search."""

    def apart(a: str, b: str) -> bool:
        if a == b or abs(len(a) - len(b)) > 1:
            return False
        if len(a) > len(b):
            a, b = b, a
        at = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
        if len(a) < len(b):
            return a[at:] == b[at + 1 :]
        return a[at + 1 :] == b[at + 1 :] or (
            a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :]
        )

    return {other for other in names if apart(name, other)}


@given(st.data())
def test_fast_near_misses_agree_with_the_slow_ones(data: st.DataObject) -> None:
    """The pruned search finds exactly the names at one edit."""
    import marisa_trie

    word = st.text(alphabet="abf ", min_size=4, max_size=7)
    word = data.draw(st.sampled_from([word, st.text(alphabet="абє", min_size=4, max_size=7)]))
    names = data.draw(st.lists(word, min_size=1, max_size=30, unique=True))
    asked = data.draw(word)
    starts = Starts("latin" if asked.isascii() else "cyrillic")
    trie = marisa_trie.Trie(noting(names, [starts]))
    packed = Starts(starts.script, starts.packed())
    for table in (starts, packed, Starts(starts.script, unknown=True)):
        found = {trie.restore_key(i) for distance, i in near(asked, trie, table) if distance == 1}
        assert found - {asked} == _slow_near(asked, names)
