"""Where the words of a sentence put what it tells, whether or not a gazetteer lists the name."""

from __future__ import annotations

import pytest

from geomap import events, pipeline
from geomap.documents import from_text
from geomap.events import frames, story
from geomap.events.frame import STRONG
from geomap.events.unlisted import by_name
from geomap.gazetteer import Gazetteer

SCENES = {
    "an unlisted village": (
        "Gunmen killed six people in the village of Zorbakent on Monday.",
        ["Zorbakent"],
    ),
    "an unlisted name before a noun for places": (
        "A bomb exploded near the Zorba crossing on Monday, killing two people.",
        ["Zorba"],
    ),
    "what was stormed is a place": ("Gunmen stormed Zorbakent on Monday.", ["Zorbakent"]),
    "the listed name only says where the unlisted one lies": (
        "Gunmen attacked Zorbakent village in Borno state on Monday.",
        ["Zorbakent"],
    ),
    "a list with unlisted members": (
        "Warplanes bombed the towns of Zorbakent, Kharshum and Dohuk on Monday.",
        ["Zorbakent", "Kharshum", "Dohuk"],
    ),
    "a name with particles after the first word": (
        "Near Al Zorbaddi, one strike destroyed a fighting position.",
        ["Al Zorbaddi"],
    ),
    "a name with signs in it": (
        "The army captured the Al-Zorbadiyah district on Monday.",
        ["Al-Zorbadiyah"],
    ),
    "west of an unlisted place": (
        "The army launched an attack west of the Z-4 Military Airport on Monday.",
        ["Z-4 Military Airport"],
    ),
    "a person is no place": ("Gunmen shot at Zorban supporters in Mosul on Monday.", ["Mosul"]),
    "a compound is no place": (
        "A bomb killed two people in a Zorban-held area in Mosul on Monday.",
        ["Mosul"],
    ),
    "describing words do not hide the preposition": (
        "A car bomb exploded near an upscale Baghdad restaurant on Monday.",
        ["Baghdad"],
    ),
    "the second of two names is the finer": (
        "Two men were shot dead in a cottage near the West Bank city of Hebron on Monday.",
        ["Hebron"],
    ),
    "the first of two names is the finer": (
        "A bomb exploded in the Zorba district of Mosul on Monday.",
        ["Zorba district"],
    ),
    "the owner of a quarter is no place of its own": (
        "A bomb exploded in Baghdad's northern neighbourhood of Zorbamiyah on Monday.",
        ["Zorbamiyah"],
    ),
    "the capital of a province": (
        "A truck bomb exploded in Lashkar Gah, the capital of Helmand, on Monday.",
        ["Lashkar Gah"],
    ),
    "a police station is no office": (
        "Gunmen shot at Mosul police station on Monday.",
        ["Mosul"],
    ),
    "where a victim comes from is no scene": (
        "A cook from Leeds in England was killed in the village of Zorbakent on Monday.",
        ["Zorbakent"],
    ),
    "a people is no place": ("Nine Kurds were killed in Mosul on Monday.", ["Mosul"]),
    "an attribute behind an article is no place": (
        "A bomb went off in a Zorbanite church in Mosul on Monday.",
        ["Mosul"],
    ),
    "a faith before a name is no part of it": (
        "A bomb exploded in the mostly Shiite al-Zorba district on Monday.",
        ["al-Zorba"],
    ),
    "an age tells that a name is a person's": (
        "In Mosul, Hassan Zorban, 28, was shot dead on Monday.",
        ["Mosul"],
    ),
    "a body with a town's name for its last word": (
        "Rebels listed by the European Union set off a bomb in northern Spain on Monday.",
        ["Spain"],
    ),
    "half a name is none": (
        "On Monday a baker of the Village of Zorbakent set off a bomb in Mosul.",
        ["Mosul"],
    ),
    "a listed name goes on behind an article": (
        "A shell hit the quarter of Mosul al-Zorba on Monday.",
        ["Mosul al-Zorba"],
    ),
    "a quarter on the edge of a town": (
        "Gunmen killed six people in the Zorba neighbourhood outside of Mosul on Monday.",
        ["Zorba"],
    ),
    "a state named by its coast": (
        "Police in the Pacific Coast state of Oaxaca arrested six gunmen on Monday.",
        ["Oaxaca"],
    ),
    "a war's name is no place": ("Dozens were killed in Syria's war on Monday.", []),
    "a war that has killed thousands has no scene": (
        "The war in Sudan has killed tens of thousands of people.",
        [],
    ),
    "those killed in violence of a day have one": (
        "Six people have been killed in violence in Mosul on Monday.",
        ["Mosul"],
    ),
    "a title is captured at no place": ("She captured the gold medal in Nairobi on Monday.", []),
    "what a camera captured is no capture": (
        "The scuffle in Nairobi was captured on video on Monday.",
        [],
    ),
    "a thing demonstrated is no protest": (
        "The rescue in Nairobi demonstrated the skill of the divers.",
        [],
    ),
}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def named(text: str, gazetteer: Gazetteer) -> list[str]:
    document = from_text(text)
    resolutions = pipeline.resolved(document, gazetteer)
    shared = events.setting(gazetteer)
    (sentence,) = story.analysed(document, document.articles[0], resolutions, shared)
    told = frames.frames_of(by_name(sentence))
    sure = [f for f in told if f.places and f.place_score >= STRONG]
    return [p.resolution.mention.text for p in sure[0].places] if sure else []


@pytest.mark.parametrize("name", SCENES)
def test_the_words_say_where(name, gazetteer) -> None:
    text, wanted = SCENES[name]
    assert named(text, gazetteer) == wanted


def test_an_unlisted_scene_is_told_and_not_drawn(gazetteer) -> None:
    document = from_text("News\n\nGunmen killed six people in Zorbakent on Monday.")
    (event,) = events.extract(pipeline.locate([document], gazetteer), gazetteer)
    assert event.where.location is None
    assert event.where.text == "Zorbakent"
    assert "not in the gazetteer" in event.where.reason
