"""Rewritten copies: the same report in other words, and other reports on the same subject."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from geomap.documents import from_text, mark_copies, read

DAY = date(2025, 6, 12)
QUALITY = Path(__file__).parent / "quality"

AGENCY = (
    "Russian drones struck the southern Ukrainian city of Odesa overnight, killing three "
    "people and injuring 12, regional Governor Oleh Kiper said on Thursday. The attack "
    "damaged a maternity hospital and several residential buildings in the Primorskyi "
    "district, he wrote on Telegram. Firefighters worked through the night to put out fires "
    "that broke out in two high-rise blocks. Ukraine's air force said Russia launched 85 "
    "drones, of which 40 were shot down and another 20 were jammed. President Volodymyr "
    "Zelenskyy called the strike an act of terror and urged partners to send more air "
    "defence systems. Russia did not immediately comment on the attack."
)
PARAPHRASED = (
    "At least three people were killed and 12 others injured in an overnight Russian drone "
    "attack on Ukraine's southern port city of Odesa, according to regional governor Oleh "
    "Kiper. Writing on Telegram on Thursday, Kiper said a maternity hospital and several "
    "residential buildings were damaged in the city's Primorskyi district. Two high-rise "
    "blocks caught fire, and firefighters worked through the night to put the blazes out. "
    "The Ukrainian air force reported that 85 drones had been launched by Russia; 40 of "
    "them were shot down and 20 more jammed. Zelenskyy urged partners to send more air "
    "defence systems, calling the strike an act of terror. There was no immediate comment "
    "from Russia."
)
EDITED = (
    "Russian drones hit the southern Ukrainian city of Odesa overnight, killing three "
    "people and wounding 12, the regional governor, Oleh Kiper, said on Thursday. The "
    "attack damaged a maternity hospital and several apartment buildings in the Primorskyi "
    "district, Kiper wrote on Telegram. Firefighters worked all night to put out fires that "
    "had broken out in two high-rise blocks. Ukraine's air force said that Russia had "
    "launched 85 drones, of which 40 were downed and 20 were jammed. President Zelenskyy "
    "called the strike an act of terror and urged allies to send more air defences. Russia "
    "did not immediately comment."
)
ANOTHER_NIGHT = (
    "Russian drones struck the southern Ukrainian city of Odesa overnight for the second "
    "night running, killing one person and injuring seven, regional Governor Oleh Kiper "
    "said on Friday. The attack damaged a school and several garages in the Kyivskyi "
    "district, he wrote on Telegram. Firefighters worked through the night to put out a "
    "fire at a warehouse. Ukraine's air force said Russia launched 63 drones, of which 28 "
    "were shot down and another 21 were jammed. Russia did not immediately comment on the "
    "attack."
)
ANOTHER_CITY = (
    "Russian drones struck the north-eastern Ukrainian city of Kharkiv overnight, injuring "
    "18 people, regional Governor Oleh Syniehubov said on Thursday. The attack damaged a "
    "kindergarten and several residential buildings in the Saltivskyi district, he wrote on "
    "Telegram. Firefighters put out fires in two private houses. Ukraine's air force said "
    "Russia launched 85 drones, of which 40 were shot down and another 20 were jammed. "
    "Russia did not immediately comment."
)
OWN_STORY = (
    "Olena Petrenko was asleep on the fourth floor when the first drone came over the port. "
    "By dawn on Thursday her building in the Primorskyi district of Odesa had lost its top "
    "two storeys, and three of her neighbours were dead. Twelve people were taken to "
    "hospital, the governor, Oleh Kiper, said. Doctors at the maternity hospital next door "
    "had moved mothers and newborns into the cellar minutes before the blast blew out the "
    "windows. Russia launched 85 drones in the night, according to the air force."
)


def original(text: str, day: date = DAY, first: str = AGENCY) -> str | None:
    """Return the id of what a text is a copy of, after the agency's report of 12 June."""
    documents = [from_text(first, id="0", published=DAY), from_text(text, id="1", published=day)]
    return mark_copies(documents)[1].articles[0].copy_of


@pytest.mark.parametrize(
    "text",
    [AGENCY, PARAPHRASED, EDITED, AGENCY[: AGENCY.index("Firefighters")]],
    ids=["word for word", "paraphrased", "edited", "shortened"],
)
@pytest.mark.parametrize("headline", ["", "Night of terror on the coast\n"])
def test_a_copy_is_known_in_other_words(text: str, headline: str) -> None:
    assert original(headline + text) == "0"


@pytest.mark.parametrize(
    "text",
    [ANOTHER_NIGHT, ANOTHER_CITY, OWN_STORY],
    ids=["another night", "another city", "a reporter's own story"],
)
def test_another_report_on_the_subject_is_no_copy(text: str) -> None:
    assert original(text) is None
    assert original(AGENCY, first=text) is None


def test_a_rewritten_report_of_another_week_is_no_copy() -> None:
    assert original(PARAPHRASED, date(2025, 6, 19)) is None
    assert original(PARAPHRASED, date(2025, 6, 13)) == "0"


def test_the_evaluation_articles_are_no_copies_of_each_other() -> None:
    """Some 90 articles on the same wars: a few wars, many stories."""
    paths = sorted(QUALITY.glob("articles*/*.txt"))
    documents = [document for path in paths for document in read(path, published=DAY)]
    marked = [a for one in mark_copies(documents) for a in one.articles if a.copy_of]
    assert len(documents) > 50
    assert [a.id for a in marked if not a.id.startswith(str(a.copy_of).split("#")[0])] == []
