"""Pages of several articles, as people save and copy them: where each begins, and its day."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from geomap.documents import from_text
from geomap.model import Role

SAVED = date(2025, 6, 13)
T1, T2, T3 = (
    "Russian drones kill three in Odesa",
    "Israeli strike kills four in Khan Younis",
    "Fourteen killed in shelling of el-Fasher",
)
B1 = (
    "Russian drones struck the southern Ukrainian city of Odesa overnight, killing three people "
    "and injuring 12, regional Governor Oleh Kiper said Thursday. A hospital was damaged.\n"
    "Ukraine's air force said Russia launched 85 drones, of which 40 were shot down."
)
B2 = (
    "An Israeli air strike killed four people in Khan Younis in the southern Gaza Strip on "
    "Tuesday, medics said. The strike hit a tent that sheltered displaced people.\n"
    "The Israeli military said it was looking into the report."
)
B3 = (
    "Sudan's paramilitary Rapid Support Forces shelled the city of el-Fasher on Monday, killing 14 "
    "civilians, a local committee said.\n"
    "The army did not comment at once. The city has been under siege for more than a year."
)


class Page(NamedTuple):
    """A page and what it holds: title, day in June, outlet of each article."""

    name: str
    text: str
    articles: tuple[tuple[str, int, str | None], ...]


ONE, TWO, THREE = (T1, 12, None), (T2, 11, None), (T3, 10, None)
PAGES = [
    Page(
        "rules between them",
        f"{T1}\nBy Jane Roe\nJune 12, 2025\n\n{B1}\n\n-----\n\n"
        f"{T2}\nBy John Doe\nJune 11, 2025\n\n{B2}\n",
        (ONE, TWO),
    ),
    Page(
        "headings of Markdown",
        f"# World briefing\n\n## {T1}\n\n*12 June 2025*\n\n{B1}\n\n"
        f"## {T2}\n\n*11 June 2025*\n\n{B2}",
        (ONE, TWO),
    ),
    Page(
        "dispatches by their datelines",
        f"{T1}\n\nKYIV, June 12 (Reuters) - {B1}\n\n{T2}\n\nCAIRO, June 11 (Reuters) - {B2}\n\n"
        f"{T3}\n\nKHARTOUM, June 10 (Reuters) - {B3}\n",
        ((T1, 12, "Reuters"), (T2, 11, "Reuters"), (T3, 10, "Reuters")),
    ),
    Page(
        "dispatches of TASS",
        f"{T1}\n\nMOSCOW, June 12. /TASS/. {B1}\n\n{T2}\n\nCAIRO, June 11. /TASS/. {B2}\n",
        ((T1, 12, "TASS"), (T2, 11, "TASS")),
    ),
    Page(
        "outlet, age, title",
        f"BBC News\n3 hours ago\n{T1}\n{B1}\n\nAl Jazeera\n5 hours ago\n{T2}\n{B2}\n\n"
        f"Sudan Tribune\n2 days ago\n{T3}\n{B3}\n",
        ((T1, 13, "BBC News"), (T2, 13, "Al Jazeera"), (T3, 11, "Sudan Tribune")),
    ),
    Page(
        "outlet and day under the title",
        f"{T1}\nThe Guardian | 12 June 2025\n{B1}\n\n{T2}\nHaaretz | 11 June 2025\n{B2}\n",
        ((T1, 12, "The Guardian"), (T2, 11, "Haaretz")),
    ),
    Page(
        "an archive's documents",
        f"Document 1 of 2\n\nThe Example Times\nJune 12, 2025 Thursday\n{T1}\nBYLINE: Jane Roe\n"
        f"SECTION: WORLD; Pg. 4\nLENGTH: 312 words\n\n{B1}\n\nLOAD-DATE: June 13, 2025\n\n"
        f"Document 2 of 2\n\nThe Daily Sample\nJune 11, 2025 Wednesday\n{T2}\nBYLINE: John Doe\n"
        f"LENGTH: 250 words\n\n{B2}\n",
        ((T1, 12, "The Example Times"), (T2, 11, "The Daily Sample")),
    ),
    Page(
        "writer and day without its year",
        f"{T1}\nOLEH ROE — 12 JUNE, 09:14\n{B1}\nSource: Kiper on Telegram\n\n"
        f"{T2}\nTETYANA DOE — 11 JUNE, 20:03\n{B2}\n",
        (ONE, TWO),
    ),
    Page(
        "published and updated",
        f"{T1}\nPublished 12 June 2025 09:14 BST\nUpdated 13 June 2025 10:00 BST\n\n{B1}\n\n"
        f"{T2}\nPublished 11 June 2025 20:03 BST\n\n{B2}\n",
        (ONE, TWO),
    ),
    Page(
        "mails forwarded one under the other",
        "".join(
            "---------- Forwarded message ---------\nFrom: News Desk <desk@example.org>\n"
            f"Date: {day} Jun 2025 at 09:14\nSubject: {title}\nTo: <list@example.org>\n\n{body}\n\n"
            for title, day, body in ((T1, "Thu, 12", B1), (T2, "Wed, 11", B2))
        ),
        (ONE, TWO),
    ),
    Page(
        "the day behind the title",
        f"{T1} - June 12, 2025\n\n{B1}\n\n{T2} - June 11, 2025\n\n{B2}\n",
        ((f"{T1} - June 12, 2025", 12, None), (f"{T2} - June 11, 2025", 11, None)),
    ),
    Page(
        "one article with headings of sections",
        f"{T1}\nBy Jane Roe\nJune 12, 2025\n\n{B1}\n\nWhat else happened\n\n{B2}\n\n"
        f"The situation in Sudan\n\n{B3}\n",
        (ONE,),
    ),
    Page(
        "copies in three papers",
        "\n".join(
            f"{T1}\n- {paper}\n{hours} hours ago\n{B1}\nHashtags\n#Odesa\n"
            "Related Articles\nKing opens\n"
            for paper, hours in (("Glasgow Times", 4), ("Evening Star", 5), ("Bury Times", 6))
        ),
        ((T1, 13, "Glasgow Times"), (T1, 13, "Evening Star"), (T1, 13, "Bury Times")),
    ),
    Page(
        "fields saved with the text",
        f"Title: {T1}\nSource: Reuters\nDate: 2025-06-12\nURL: https://e.example/a\n\n{B1}\n\n"
        f"Title: {T2}\nSource: AFP\nDate: 2025-06-11\nURL: https://e.example/b\n\n{B2}\n",
        ((T1, 12, "Reuters"), (T2, 11, "AFP")),
    ),
    Page(
        "time stamps above the titles",
        f"2025-06-12 09:14 UTC\n{T1}\n{B1}\n\n2025-06-11 20:03 UTC\n{T2}\n{B2}\n\n"
        f"2025-06-10 11:00 UTC\n{T3}\n{B3}\n",
        (ONE, TWO, THREE),
    ),
    Page(
        "writers, captions and datelines of an agency",
        f"{T1}\n\nBy JANE ROE, Associated Press\n\nFirefighters at the site of a drone attack in "
        "Mykolaiv, Ukraine, on Tuesday, June 10, 2025. (AP Photo/Jane Roe)\n\n"
        f"KYIV, Ukraine (AP) — {B1}\n\n___\n\n"
        "Follow AP's coverage of the war at https://apnews.com/hub\n\n"
        f"{T2}\n\nBy JOHN DOE, Associated Press\n\nDEIR AL-BALAH, Gaza Strip (AP) — {B2}\n",
        ((T1, 13, "AP"), (T2, 13, "AP")),
    ),
    Page(
        "days in Russian",
        f"{T1}\nчетверг, 12 июня 2025 г. 09:14\n{B1}\n\n{T2}\nсреда, 11 июня 2025 г. 20:03\n{B2}\n",
        (ONE, TWO),
    ),
    Page(
        "days in Ukrainian",
        f"{T1}\nЧетвер, 12 червня 2025, 09:14\n{B1}\n\n{T2}\nСереда, 11 червня 2025, 20:03\n{B2}\n",
        (ONE, TWO),
    ),
    Page(
        "posts copied from a chat",
        f"Odesa OVA, [12.06.2025 07:41]\n{B1}\n\nKhan Younis news, [11.06.2025 20:03]\n{B2}\n",
        ((None, 12, "Odesa OVA"), (None, 11, "Khan Younis news")),  # type: ignore[arg-type]
    ),
    Page(
        "posts of a live page",
        "Ukraine war live: Russia hits Odesa\nThu 12 Jun 2025 11.02 BST\n\n09.14 BST\n"
        f"{T1}\n{B1}\n\n08.30 BST\n{T2}\n{B2}\n\n07.45 BST\n{T3}\n{B3}\n",
        ((T1, 12, None), (T2, 12, None), (T3, 12, None)),
    ),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_is_split_where_a_reader_would(page: Page) -> None:
    document = from_text(page.text, id="page", published=SAVED)
    found = [(a.title, a.published, a.outlet) for a in document.articles]
    assert found == [
        (title, date(2025, 6, day), outlet or found[number][2])
        for number, (title, day, outlet) in enumerate(page.articles)
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_stamps_and_fields_of_a_page_are_not_its_text(page: Page) -> None:
    document = from_text(page.text, id="page", published=SAVED)
    told = [
        block.span.of(document.text)
        for article in document.articles
        for block in article.blocks
        if block.role in (Role.BODY, Role.CAPTION)
    ]
    assert not [line for line in told if len(line.split()) < 7 and any(c.isdigit() for c in line)]
    assert not [line for line in told if line.startswith(("URL:", "LENGTH:", "From:", "BYLINE"))]
