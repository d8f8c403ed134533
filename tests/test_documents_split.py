"""A page into articles, an article into blocks, and the day of each."""

from __future__ import annotations

import csv
from datetime import date
from importlib.resources import files

import pytest

from factories import SHARED
from geomap.documents import from_text, mark_copies, read
from geomap.documents.credits import find_credits
from geomap.documents.datelines import dateline_end
from geomap.documents.dates import age, date_line
from geomap.documents.units import is_byline
from geomap.documents.vocabulary import furniture
from geomap.model import Article, Document, Role

PAGE_DAY = date(2025, 6, 13)
BODY = "Six people were injured in the city when drones struck several districts, police said."
MORE = "The mayor told reporters that repairs of the power line would take at least two days."


def page(*lines: str, published: date | None = PAGE_DAY) -> Document:
    """Read lines as a page."""
    return from_text("\n".join(lines), published=published)


def roles(document: Document, number: int = 0) -> list[tuple[str, str]]:
    """List the blocks of an article: role and text."""
    return [(b.role.value, b.span.of(document.text)) for b in document.articles[number].blocks]


# ── the tables: every row has a line that it matches ─────────────────────────────────────────


def rows(name: str) -> list[dict[str, str]]:
    """Read a table of the package."""
    table = files("geomap.documents").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(table.splitlines()))


@pytest.mark.parametrize("row", rows("furniture.csv"), ids=lambda row: row["pattern"])
def test_every_pattern_matches_its_example(row: dict[str, str]) -> None:
    assert furniture(row["example"]) is not None
    assert row["then"] in ("", "list", "rest")


def test_no_pattern_stands_twice() -> None:
    patterns = [row["pattern"] for row in rows("furniture.csv")]
    assert len(patterns) == len(set(patterns))


@pytest.mark.parametrize("row", rows("agencies.csv"), ids=lambda row: row["name"])
def test_every_agency_is_a_credit(row: dict[str, str]) -> None:
    text = f"Smoke rises over a town {row['example']}"
    (credit,) = find_credits(text, 0, len(text))
    assert text[credit.start : credit.end] == row["example"]
    assert row["signs"] in ("photo", "wire")


@pytest.mark.parametrize(
    "line",
    [
        "Kyiv was hit.",
        "Home to thousands, the town was shelled.",
        "Video of the attack was shared by the governor.",
        "Comments by the minister drew criticism from the opposition.",
        "Share of the vote fell to 40 percent.",
        "More than 100 drones were launched.",
        "Related to this, two people were arrested.",
        "News of the strike spread quickly.",
        "Live fire was heard near the border.",
        "Search teams found two bodies.",
        "",
    ],
)
def test_sentences_are_no_furniture(line: str) -> None:
    assert furniture(line) is None


# ── datelines, bylines, credits, dates ───────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "dateline",
    [
        "MOSCOW, October 6. /TASS/.",
        "MOSCOW, October 6. /TASS/ -",
        "KYIV, Ukraine (AP) —",
        "KYIV, June 12 (Reuters) -",
        "TEHRAN (Tasnim) -",
        "BEIRUT —",
        "UNITED NATIONS (AP) —",
        "JERUSALEM, June 13 (Xinhua) --",
        "WASHINGTON/KYIV (Reuters) -",
        "TEL AVIV, Israel —",
        "GENEVA/KYIV, 12 June 2025 –",
        "CHARLESTON, W.Va. (AP) --",
        "DUBAI, United Arab Emirates (AP) —",
        "Kyiv (AFP) –",
        "(CNN) --",
        "LOUISVILLE, KY--(Marketwire - December 23, 2010) -",
        "ISLE OF PALMS —",
        "KYIV (Frontier Wire) —",
    ],
)
def test_datelines_are_cut_off(dateline: str) -> None:
    line = f"{dateline} Russia launched drones at Ukraine."
    assert line[: dateline_end(line, opening=False)].rstrip() == dateline


@pytest.mark.parametrize(
    "dateline",
    [
        "BEIRUT:",
        "NEW DELHI:",
        "Beirut, Lebanon –",
        "CNN —",
        "Port Sudan -",
        "Port Sudan (Nile Wire) -",
    ],
)
def test_weaker_datelines_count_in_the_first_paragraph(dateline: str) -> None:
    line = f"{dateline} The army said it had struck."
    assert line[: dateline_end(line, opening=True)].rstrip() == dateline
    body = page("A title of words", BODY, line)
    if dateline != "CNN —":
        assert roles(body)[-1] == ("body", line)


@pytest.mark.parametrize(
    "line",
    [
        "Russia launched drones — and missiles.",
        "NATO — the alliance of 32 — met.",
        "UPDATE: Two people were killed.",
        "WATCH: Drones over the city",
        "US-Iran talks - what we know",
        "A - B",
        "KYIV was hit (AP) — twice",
        "The Palestinian Authority (PA) - said no.",
    ],
)
def test_text_is_no_dateline(line: str) -> None:
    assert dateline_end(line, opening=True) == 0


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Jane Roe", True),
        ("By JANE ROE, Associated Press", True),
        ("By Jane Roe and John Doe in Kyiv", True),
        ("by Jane Roe | The Paper", True),
        ("(Reporting by Jane Roe; Editing by John Doe)", True),
        ("Jane Roe in Beirut contributed to this report.", True),
        ("By Monday the fire had spread.", False),
        ("By Monday", False),
        ("By land and sea, the army advanced", False),
        ("Byron was a poet", False),
        ("By A" + "-A" * 50 + "!", False),
    ],
)
def test_bylines(line: str, expected: object) -> None:
    assert is_byline(line) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Smoke (AP)", ["(AP)"]),
        ("Smoke (Ukrainian emergency services via AP/PA)", ["via"]),
        ("He spoke (AP Photo/Virginia Mayo)", ["Virginia"]),
        ("Smoke (Reuters/Jane Roe) and (Carl Court/Getty Images)", ["Reuters", "Getty"]),
        ("Smoke (Photo: Jane Roe)", ["Photo"]),
        ("Smoke (File photo)", ["File"]),
        ("the Palestinian Authority (PA) said", []),
        ("the Associated Press (AP) reported", []),
        ("a village (population 300)", []),
        ("the AP (which reported it)", []),
        ("he said (in an interview with Reuters on Monday)", []),
    ],
)
def test_credits_are_told_from_other_parentheses(text: str, expected: list[str]) -> None:
    found = [text[c.start : c.end] for c in find_credits(text, 0, len(text))]
    assert len(found) == len(expected)
    assert all(part in credit for part, credit in zip(expected, found, strict=True))


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("June 12, 2025", "2025-06-12"),
        ("12 June 2025", "2025-06-12"),
        ("2025-06-12", "2025-06-12"),
        ("2025-06-12T10:00:00Z", "2025-06-12"),
        ("Published: June 12, 2025 10:05 AM EDT", "2025-06-12"),
        ("Updated 14:05 BST, Thursday 12 June 2025", "2025-06-12"),
        ("Thu, 12 Jun 2025 08:00:00 GMT", "2025-06-12"),
        ("Sept. 3rd, 2024", "2024-09-03"),
        ("12.06.2025", "2025-06-12"),
        ("13/06/2025", "2025-06-13"),
        ("06/12/2025", None),
        ("12 червня 2025", "2025-06-12"),
        ("12 июня 2025", "2025-06-12"),
        ("February 30, 2025", None),
        ("since the invasion on February 24 2022", None),
        ("June 12", None),
        ("2025", None),
    ],
)
def test_lines_of_a_date(line: str, day: str | None) -> None:
    found = date_line(line)
    assert (found.day.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("4 hours ago", 0),
        ("an hour ago", 0),
        ("30 hours ago", 1),
        ("Updated 2 days ago", 2),
        ("yesterday", 1),
        ("5h ago", 0),
        ("3d", 3),
        ("a week ago", 7),
        ("4 hours ago, two people were killed", None),
        ("63 drones", None),
    ],
)
def test_ages(line: str, days: int | None) -> None:
    assert age(line) == days


# ── pages of several articles ────────────────────────────────────────────────────────────────

STAMPED = [
    "First title of the page",
    BODY,
    "Hashtags",
    "Comments",
    "No comments yet...",
    "Related Articles",
    "",
    "Evening Standard",
    "4 hours ago",
    "- Evening Standard",
    "Second title of the page",
    MORE,
]


def test_furniture_and_stamps_part_two_articles() -> None:
    document = page(*STAMPED)
    first, second = document.articles
    assert (first.id, first.title, first.outlet) == ("text#1", "First title of the page", None)
    assert (second.id, second.title, second.outlet) == (
        "text#2",
        "Second title of the page",
        "Evening Standard",
    )
    assert roles(document, 0) == [("title", "First title of the page"), ("body", BODY)]
    assert roles(document, 1) == [
        ("credit", "Evening Standard"),
        ("furniture", "4 hours ago"),
        ("credit", "- Evening Standard"),
        ("title", "Second title of the page"),
        ("body", MORE),
    ]


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(["Second title of the page", "By Jane Roe"], id="byline"),
        pytest.param(["Second title of the page", "June 12, 2025"], id="date"),
        pytest.param(["Second title of the page", "Reuters | June 12, 2025"], id="outlet and date"),
        pytest.param(["The Paper", "2 hours ago", "Second title of the page"], id="age first"),
        pytest.param(["Second title of the page", "2 hours ago"], id="age after"),
        pytest.param(
            ["Second title of the page", "A standfirst says more.", "By Jane Roe"], id="standfirst"
        ),
        pytest.param(["=====", "", "Second title of the page", "12 June 2025"], id="rule"),
        pytest.param(["Document 2 of 2", "Second title of the page"], id="archive"),
    ],
)
def test_a_header_opens_an_article(header: list[str]) -> None:
    document = page("First title of the page", BODY, "", *header, MORE)
    assert [article.title for article in document.articles] == [
        "First title of the page",
        "Second title of the page",
    ]


def test_datelines_under_titles_part_dispatches() -> None:
    document = page(
        "Drones strike Kharkiv overnight",
        "KYIV, June 12 (Reuters) - Russia launched drones at Kharkiv.",
        "",
        "Israel strikes south Lebanon",
        "BEIRUT, June 13 (Reuters) - Israel struck two villages.",
    )
    days = [(article.title, article.published) for article in document.articles]
    assert days == [
        ("Drones strike Kharkiv overnight", date(2025, 6, 12)),
        ("Israel strikes south Lebanon", date(2025, 6, 13)),
    ]


@pytest.mark.parametrize(
    "middle",
    [
        pytest.param(["What we know so far"], id="subheading"),
        pytest.param(["- Kharkiv", "- Odesa"], id="list"),
        pytest.param(["June 12, 2025"], id="timeline"),
        pytest.param(["Read more: Drones hit a refinery"], id="link in the text"),
        pytest.param(["Advertisement", "Story continues below"], id="advertisement"),
        pytest.param(["***"], id="rule"),
        pytest.param(["Smoke over the city", "Photograph: Jane Roe/AFP"], id="picture"),
        pytest.param(["— Ministry (@ministry) June 12, 2025"], id="post"),
        pytest.param(["Related Articles", "Another title of a story", "A third title"], id="links"),
    ],
)
def test_what_stands_inside_an_article_does_not_split_it(middle: list[str]) -> None:
    document = page("Title of the only article", BODY, *middle, MORE)
    assert len(document.articles) == 1
    assert roles(document)[-1] == ("body", MORE)


def test_headlines_of_other_articles_are_furniture() -> None:
    links = ["Most read", "Another title here", "2 hours ago", "A third one"]
    document = page("Title of the article", BODY, *links)
    assert roles(document) == [("title", "Title of the article"), ("body", BODY)]


def test_readers_comments_are_furniture() -> None:
    document = page("Title of the article", BODY, "2 comments", "This is terrible news, he died.")
    assert roles(document)[-1] == ("body", BODY)


def test_a_record_is_split_on_the_strongest_signs_only(tmp_path: object) -> None:
    text = f"First title of it\n{BODY}\n\nSecond title of it\nBy Jane Roe\n{MORE}"
    assert len(from_text(text).articles) == 2
    import json
    from pathlib import Path

    path = Path(str(tmp_path)) / "rows.jsonl"
    path.write_text(json.dumps({"text": text}), encoding="utf-8")
    assert len(read(path)[0].articles) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Explosions in Kharkiv", [("body", "Explosions in Kharkiv")]),
        ("Kharkiv was hit.", [("body", "Kharkiv was hit.")]),
        (
            "Explosions in Kharkiv\nMore to follow",
            [("title", "Explosions in Kharkiv"), ("body", "More to follow")],
        ),
        ("Вибухи у Харкові.", [("body", "Вибухи у Харкові.")]),
    ],
)
def test_short_posts_are_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert roles(from_text(text)) == expected


def test_nothing_but_furniture_is_no_article() -> None:
    assert page("Menu", "Home", "Subscribe", "---").articles == ()


def test_a_hard_wrapped_text_has_paragraphs() -> None:
    text = (
        "Strikes on two towns\n\n"
        "Six people were injured on Monday when drones struck the city\n"
        "and several villages around it, the governor of the region and\n"
        "Mayor Ihor Terekhov said in statements on Telegram.\n\n"
        "Repairs of the power line would take at least two days, they\n"
        "said, and asked people not to use more than they need to.\n"
    )
    found = roles(from_text(text))
    assert [role for role, _ in found] == ["title", "body", "body"]
    assert found[1][1].count("\n") == 2


def test_front_matter_of_markdown_is_read() -> None:
    text = (
        '---\ntitle: "Drones hit Kharkiv"\ndate: 2025-06-12T08:00:00Z\nsource: The Paper\n'
        f"url: https://paper.example/1\n---\n\n# Drones hit Kharkiv\n\n{BODY}\n"
    )
    (article,) = from_text(text, published=PAGE_DAY).articles
    assert (article.title, article.outlet, article.url, article.published) == (
        "Drones hit Kharkiv",
        "The Paper",
        "https://paper.example/1",
        date(2025, 6, 12),
    )
    assert article.blocks[0].role is Role.TITLE


def test_the_head_of_an_e_mail_gives_title_and_day() -> None:
    document = page(
        "From: Press Office <press@example.org>",
        "To: list@example.org",
        "Subject: Shelling in Kherson region",
        "Date: Thu, 12 Jun 2025 10:00:00 +0300",
        "",
        "Two people were killed in the Kherson region when Russia shelled",
        "Bilozerka on Wednesday evening, the military administration",
        "said.",
    )
    (article,) = document.articles
    assert (article.title, article.published) == (
        "Shelling in Kherson region",
        date(2025, 6, 12),
    )
    assert [role for role, _ in roles(document)] == ["title", "furniture", "body"]


def test_lines_around_a_title_do_not_split_it() -> None:
    document = page(
        "The Washington Paper",
        "World",
        "Russia launches barrage at Kyiv",
        "The strikes damaged several buildings.",
        "By Jane Roe and John Doe",
        "June 12, 2025 at 4:05 p.m. EDT",
        "4 min",
        "KYIV — Russia launched drones at Kyiv on Thursday, officials said.",
    )
    (article,) = document.articles
    assert article.title == "Russia launches barrage at Kyiv"
    assert article.published == date(2025, 6, 12)


def test_the_agency_of_a_dateline_is_the_outlet_where_none_is_named() -> None:
    document = page("Title of the article", "MOSCOW, June 12. /TASS/. " + BODY)
    assert document.articles[0].outlet == "TASS"
    document = page("The Paper", "4 hours ago", "Title of the article", "KYIV (AP) — " + BODY)
    assert document.articles[0].outlet == "The Paper"


def test_keywords_under_an_article_are_not_its_text() -> None:
    document = page("Title of the article", BODY, "War", "Kharkiv", "Russian attack")
    assert roles(document)[-1] == ("body", BODY)


# ── captions and quotes ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "A worker helps a woman in Kharkiv (Emergency services via AP/PA)",
            [
                ("caption", "A worker helps a woman in Kharkiv"),
                ("credit", "(Emergency services via AP/PA)"),
            ],
        ),
        (
            "A building burns in Odesa, Ukraine. (Emergency Services via AP)",
            [
                ("caption", "A building burns in Odesa, Ukraine."),
                ("credit", "(Emergency Services via AP)"),
            ],
        ),
        (
            "The attack was large. Officers died in the strikes (AP) Hours later, it went on.",
            [
                ("body", "The attack was large."),
                ("caption", "Officers died in the strikes"),
                ("credit", "(AP)"),
                ("body", "Hours later, it went on."),
            ],
        ),
        (
            "Two died. Six were hurt. The mayor came, and the police said more. (ANI)",
            [
                ("body", "Two died. Six were hurt. The mayor came, and the police said more."),
                ("credit", "(ANI)"),
            ],
        ),
        (
            "FILE - Smoke rises over Kyiv, June 1, 2025. (AP Photo/Jane Roe, File)",
            [
                ("caption", "FILE - Smoke rises over Kyiv, June 1, 2025."),
                ("credit", "(AP Photo/Jane Roe, File)"),
            ],
        ),
        ("FILE PHOTO: Smoke rises over Kyiv", [("caption", "FILE PHOTO: Smoke rises over Kyiv")]),
        ("Photo: Jane Roe/AFP", [("credit", "Photo: Jane Roe/AFP")]),
        (
            "Warehouses in Kherson show the damage, Oct. 31, 2023. Three people died there.",
            [
                ("caption", "Warehouses in Kherson show the damage, Oct. 31, 2023."),
                ("body", "Three people died there."),
            ],
        ),
        (
            "He was born in Kyiv on Oct. 31, 1973. He studied law.",
            [("body", "He was born in Kyiv on Oct. 31, 1973. He studied law.")],
        ),
        (
            "The Palestinian Authority (PA) President spoke of the strikes on Monday.",
            [("body", "The Palestinian Authority (PA) President spoke of the strikes on Monday.")],
        ),
        (
            "Ukraine said so. (Reporting by Jane Roe; Editing by John Doe)",
            [
                ("body", "Ukraine said so."),
                ("byline", "(Reporting by Jane Roe; Editing by John Doe)"),
            ],
        ),
    ],
)
def test_captions_and_credits(line: str, expected: list[tuple[str, str]]) -> None:
    document = page("Title of the article", BODY, line)
    assert roles(document)[2:] == expected


def test_an_embedded_post_is_a_quote_and_its_line_a_credit() -> None:
    document = page(
        "Title of the article",
        BODY,
        "It posted this:",
        "Losses have passed one million.",
        "This is a cost. pic.twitter.com/abc",
        "— Ministry 🇬🇧 (@ministry) June 12, 2025",
        MORE,
    )
    assert [role for role, _ in roles(document)][2:] == ["body", "quote", "quote", "credit", "body"]


# ── dates ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lines", "published", "day", "reason"),
    [
        (["Title of it", "12 June 2025", BODY], PAGE_DAY, "2025-06-12", "dated in the text: 12 J"),
        (
            ["Title of it", "Updated: June 13, 2025", "Published: June 11, 2025", BODY],
            PAGE_DAY,
            "2025-06-11",
            "Published: June 11",
        ),
        (["MOSCOW, June 6. /TASS/. " + BODY], PAGE_DAY, "2025-06-06", "dateline: MOSCOW"),
        (["MOSCOW, December 30. /TASS/. " + BODY], PAGE_DAY, "2024-12-30", "dateline"),
        (["MOSCOW, October 6. /TASS/. " + BODY], None, None, "names no year"),
        (["KYIV, 12 June 2025 (UN News) - " + BODY], None, "2025-06-12", "dateline"),
        (["Title of it", BODY, "— A (@a) June 12, 2025"], PAGE_DAY, "2025-06-12", "the post"),
        (["Title of it", BODY, "— A (@a) June 12, 2025"], None, "2025-06-12", "the post"),
        (["Title of it", BODY, "— A (@a) June 12, 2019"], PAGE_DAY, "2025-06-13", "page's date"),
        (["Title of it", BODY, "— A (@a) June 20, 2025"], PAGE_DAY, "2025-06-13", "page's date"),
        (["Title of it", "4 hours ago", BODY], PAGE_DAY, "2025-06-13", '"4 hours ago"'),
        (["Title of it", "2 days ago", BODY], PAGE_DAY, "2025-06-11", '"2 days ago"'),
        (["Title of it", "3 weeks ago", BODY], PAGE_DAY, None, "no exact day"),
        (["Title of it", "4 hours ago", BODY], None, None, "none is given"),
        (["Title of it", "June 20, 2025", BODY], PAGE_DAY, "2025-06-13", "later than the page"),
        (["Title of it", "5 June", BODY], PAGE_DAY, "2025-06-05", "5 June"),
        (["Title of it", "5 June", BODY], None, None, "no date in the text"),
        (["Campaign assessment, June 12, 2025", BODY], PAGE_DAY, "2025-06-12", "its title"),
        (["The Bucha massacre, March 31, 2022", BODY], PAGE_DAY, "2025-06-13", "page's date"),
        (["Title of it", BODY], PAGE_DAY, "2025-06-13", "the page's date"),
        (["Title of it", BODY], None, None, "no date in the text"),
        (
            ["Title of it", "The war began on February 24, 2022. " + BODY],
            None,
            None,
            "no date in the text",
        ),
        (
            ["Title of it", "Smoke over Kyiv, Oct. 31, 2023. (AP Photo/A)", BODY],
            PAGE_DAY,
            "2025-06-13",
            "the page's date",
        ),
    ],
)
def test_the_day_of_an_article_and_why(
    lines: list[str], published: date | None, day: str | None, reason: str
) -> None:
    (article,) = page(*lines, published=published).articles
    assert (article.published.isoformat() if article.published else None) == day
    assert reason in article.published_reason


@pytest.mark.parametrize(
    ("line", "page_day", "day"),
    [
        ("Issued on: 12/06/2025 - 09:14", "2025-06-13", "2025-06-12"),  # 6 December is to come
        ("06/12/2025", "2025-06-13", "2025-06-12"),
        ("Issued on: 12/06/2025", "2026-01-10", None),  # both are past: the page's day is kept
        ("June 12, 2025 / 8:14 AM EDT / AP", "2025-06-20", "2025-06-12"),
        ("Четвер, 12 червня 2025, 09:14", "2025-06-20", "2025-06-12"),
        ("четверг, 12 июня 2025 г. 09:14", "2025-06-20", "2025-06-12"),
        ("JANE ROE — 12 JUNE, 09:14", "2025-06-20", "2025-06-12"),
        ("8 hours ago Share Save", "2025-06-20", "2025-06-20"),
        ("Published: 12 June 2025 | Updated: 13 June 2025", "2025-06-20", "2025-06-12"),
        ("Updated June 13, 2025 | Published June 12, 2025", "2025-06-20", "2025-06-12"),
    ],
)
def test_stamps_of_many_sites(line: str, page_day: str, day: str | None) -> None:
    document = page(
        "Drones hit Odesa in the night", line, BODY, published=date.fromisoformat(page_day)
    )
    (article,) = document.articles
    assert article.published == date.fromisoformat(day or page_day)
    assert [role for role, text in roles(document) if text == line] == ["furniture"]


def test_an_address_dates_an_article() -> None:
    made = from_text(BODY, url="https://paper.example/2025/06/12/drones", published=PAGE_DAY)
    assert made.articles[0].published == date(2025, 6, 12)


# ── copies ───────────────────────────────────────────────────────────────────────────────────

STORY = (
    "Israel attacked several sites in Iran early on Friday, and Iran sent drones in return. "
    "Senior officers were killed in the strikes, state television reported from Tehran. "
    "Black smoke could be seen over the enrichment plant, people who live near it said. "
    "The army said that it had begun to shoot down drones outside of its own airspace. "
)


DAILY = (
    "Russia launched {} drones at Ukraine overnight, the air force said. Air defences shot down "
    "{} of the drones and {} were jammed over {} regions of the country in the night before."
)


def copies(*texts: str, days: tuple[str, ...] = ()) -> list[str | None]:
    """Mark the copies among texts; each is a document with its number as its id."""
    given = [date.fromisoformat(day) for day in days] or [PAGE_DAY] * len(texts)
    documents = [
        from_text(text, id=str(number), published=day)
        for number, (text, day) in enumerate(zip(texts, given, strict=True))
    ]
    return [document.articles[0].copy_of for document in mark_copies(documents)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param([STORY, STORY], [None, "0"], id="the same text"),
        pytest.param([STORY, STORY.upper()], [None, "0"], id="in capitals"),
        pytest.param([STORY, "A new title\n" + STORY], [None, "0"], id="another title"),
        pytest.param([STORY + MORE, STORY], [None, "0"], id="one sentence less"),
        pytest.param([STORY, STORY + MORE], [None, "0"], id="one sentence more"),
        pytest.param([STORY, BODY + " " + MORE, STORY], [None, None, "0"], id="one between"),
        pytest.param([STORY, STORY, STORY], [None, "0", "0"], id="the first, not the second"),
        pytest.param([BODY, MORE], [None, None], id="other texts"),
        pytest.param(
            [STORY, "Israel attacked several sites in Iran early on Friday. " + BODY + MORE],
            [None, None],
            id="a sentence in common",
        ),
        pytest.param([BODY, BODY + " " + STORY], [None, None], id="a report that has grown"),
        pytest.param(
            [
                DAILY.format(63, 28, 21, 7),
                DAILY.format(90, 55, 12, 9),
            ],
            [None, None],
            id="a daily report with other numbers",
        ),
    ],
)
def test_copies(texts: list[str], expected: list[str | None]) -> None:
    assert copies(*texts) == expected


def test_the_same_alert_on_another_day_is_no_copy() -> None:
    text = "Air raid alert in Kharkiv and in the district of Chuhuiv, take shelter."
    assert copies(text, text, days=("2025-06-10", "2025-06-13")) == [None, None]
    assert copies(text, text, days=("2025-06-13", "2025-06-13")) == [None, "0"]


def test_fast_and_slow_find_the_same_copies() -> None:
    """The index gives what comparing all pairs of articles gives."""
    import random

    draw = random.Random(7)  # noqa: S311 - a fixed series
    words = [f"w{n}" for n in range(400)]
    texts: list[list[str]] = []
    for _ in range(120):
        if texts and draw.random() < 0.5:
            text = list(draw.choice(texts))
            for _ in range(draw.choice([0, 1, 3, 40])):
                text[draw.randrange(len(text))] = draw.choice(words)
        else:
            text = [draw.choice(words) for _ in range(draw.choice([30, 90, 300]))]
        texts.append(text)

    def shingles(text: list[str]) -> set[tuple[str, ...]]:
        return {tuple(text[n : n + 5]) for n in range(len(text) - 4)}

    originals: list[int] = []
    expected = []
    for number, text in enumerate(texts):
        mine = shingles(text)
        is_copy = any(len(mine & shingles(texts[o])) >= 0.7 * len(mine) for o in originals)
        expected.append(is_copy)
        if not is_copy:
            originals.append(number)
    found = copies(*(" ".join(text) for text in texts))
    assert [copy is not None for copy in found] == expected


# ── real pages beside the checkout ───────────────────────────────────────────────────────────

SEED = SHARED / "seeds" / "000_6b974652a62947d2.txt"


def described(article: Article) -> tuple[str | None, str | None]:
    """Say what is known of an article."""
    day = article.published
    return article.outlet, day.isoformat() if day else None


@pytest.mark.skipif(not SEED.exists(), reason="the source document is not beside the checkout")
def test_the_source_document_is_two_articles_one_of_them_three_times() -> None:
    (document,) = read(SEED, published=PAGE_DAY)
    first, *others = document.articles
    assert [described(article) for article in document.articles] == [
        (None, "2025-06-12"),
        ("Glasgow Times", "2025-06-13"),
        ("South Wales Argus", "2025-06-13"),
        ("Western Telegraph", "2025-06-13"),
    ]
    assert len({article.title for article in others}) == 1
    assert [a.copy_of for a in document.articles] == [None, None, others[0].id, others[0].id]
    captions = [b for a in document.articles for b in a.blocks if b.role is Role.CAPTION]
    assert len(captions) == 4 + 3 * 3
    kept = "".join(b.span.of(document.text) for a in document.articles for b in a.blocks)
    assert "Try Our AI Features" not in kept
    assert first.span.end == 5795


@pytest.mark.skipif(not SEED.exists(), reason="the source document is not beside the checkout")
def test_without_a_page_s_date_only_the_first_article_has_one() -> None:
    (document,) = read(SEED)
    assert [described(article)[1] for article in document.articles] == [
        "2025-06-12",
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    "name", ["voa_2023-11-02_kherson", "voa_2023-12-04_downs18", "voa_2025-03-13_kherson"]
)
def test_plain_articles_stay_whole(name: str) -> None:
    path = SHARED / "articles" / f"{name}.txt"
    if not path.exists():
        pytest.skip("the articles are not beside the checkout")
    (document,) = read(path)
    (article,) = document.articles
    assert article.blocks[0].role is Role.TITLE
    text = sum(b.span.end - b.span.start for b in article.blocks if b.role.is_text)
    assert text > 0.85 * len(document.text.strip())
