"""Pages, mails, office files and tables as they are found, with what they say of themselves."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from geomap.documents import iter_documents, read
from geomap.errors import EmptyInputError, FormatError, InputError
from geomap.model import Document, Role

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2025, 6, 12)
SAVED = date(2025, 6, 13)
TITLE = "Drones kill three in Odesa"
STORY = (
    "Russian drones struck the city of Odesa overnight, killing three people and injuring 12, "
    "the regional governor, Oleh Kiper, said on Thursday."
)
MORE = "Ukraine's air force said Russia launched 85 drones, of which 40 were shot down in flight."
PARAGRAPHS = f"<p>{STORY}</p><p>{MORE}</p><p>The mayor said that repairs would take days.</p>"


def one(path: Path, data: str | bytes, published: date | None = SAVED) -> Document:
    """Read a file of one document."""
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    (document,) = read(path, published=published)
    return document


def roles(document: Document, number: int = 0) -> dict[str, str]:
    """Map the text of each block of an article to its role."""
    return {
        block.span.of(document.text): block.role.value for block in document.articles[number].blocks
    }


# ── HTML ─────────────────────────────────────────────────────────────────────────────────────


def linked(*items: object) -> str:
    """Make the linked data of a page."""
    return f'<script type="application/ld+json">{json.dumps({"@graph": items})}</script>'


def page(head: str = "", body: str = f"<h1>{TITLE}</h1>{PARAGRAPHS}") -> str:
    """Make a page as a news site serves it, with a cookie notice, menus and teasers around."""
    return f"""<!doctype html><html><head><title>{TITLE}</title>{head}</head><body>
    <div class="cookie-consent"><p>We and our 842 partners store cookies on your device.</p></div>
    <nav><ul><li>Home</li><li>Israel-Gaza war</li></ul></nav><main><article>{body}</article></main>
    <section class="most-read"><h2>Most read</h2><ol><li>Bomb kills 20 in Kabul</li></ol></section>
    <footer>© 2025 The Paper</footer></body></html>"""


def test_the_linked_data_of_the_article_is_believed_before_that_of_the_page(
    tmp_path: Path,
) -> None:
    head = linked(
        {"@type": "Organization", "@id": "#us", "name": "The Daily Example"},
        {"@type": "WebPage", "datePublished": "2019-01-01"},
        {
            "@type": ["NewsArticle"],
            "datePublished": "2025-06-12T08:14Z",
            "publisher": {"@id": "#us"},
        },
    )
    (article,) = one(tmp_path / "a.html", page(head)).articles
    assert (article.published, article.outlet) == (DAY, "The Daily Example")


def test_the_caption_of_a_picture_is_kept_and_marked(tmp_path: Path) -> None:
    caption = "Firefighters at the site of a drone attack in Mykolaiv on June 10, 2025."
    figure = f"<figure><img src='x'><figcaption>{caption}</figcaption></figure>"
    body = f"<h1>{TITLE}</h1><p>{STORY}</p>{figure}<p>{MORE}</p><p>Repairs would take days.</p>"
    found = roles(one(tmp_path / "a.html", page(body=body)))
    assert found[caption] == "caption"
    assert list(found).index(caption) == list(found).index(STORY) + 1
    assert not any("cookies" in text or "Kabul" in text for text in found)


def post(title: str, words: str, stamp: str) -> str:
    """Make a post of a live page."""
    time = f'<time datetime="{stamp}">09:14 BST</time>'
    return f"<article><h2>{title}</h2>{time}<p>{words}</p></article>"


POSTS = (
    post("Three killed in Odesa", "Drones killed three people in the city, its mayor said.",
         "2025-06-12T08:14Z")
    + post("What happened on Wednesday", "Shelling killed one person in Kherson, officials said.",
           "2025-06-11T20:30Z")
)  # fmt: skip


@pytest.mark.parametrize("outer", [POSTS, f"<article><h1>War live</h1>{POSTS}</article>"])
def test_the_posts_of_a_live_page_are_articles_of_their_days(outer: str, tmp_path: Path) -> None:
    head = linked({"@type": "LiveBlogPosting", "datePublished": "2025-06-12T05:00Z"})
    document = one(tmp_path / "a.html", f"<html><head>{head}</head><body>{outer}</body></html>")
    assert [(a.title, a.published) for a in document.articles] == [
        ("Three killed in Odesa", DAY),
        ("What happened on Wednesday", date(2025, 6, 11)),
    ]
    assert roles(document)["09:14 BST"] == "furniture"


def test_posts_that_stand_in_the_linked_data_alone_are_read(tmp_path: Path) -> None:
    updates = [
        {
            "headline": "Three killed",
            "articleBody": "<p>In Odesa.</p>",
            "datePublished": "2025-06-12",
        },
        {"headline": "One killed", "articleBody": "In Kherson.", "datePublished": "2025-06-11"},
    ]
    head = linked({"@type": "LiveBlogPosting", "liveBlogUpdate": updates})
    document = one(tmp_path / "a.html", page(head))
    assert [(a.title, a.published) for a in document.articles] == [
        ("Three killed", DAY),
        ("One killed", date(2025, 6, 11)),
    ]


def test_teasers_of_other_articles_are_none(tmp_path: Path) -> None:
    teasers = "".join(post(f"Teaser number {n}", "A few words.", "2025-01-01") for n in range(4))
    html = page().replace("</main>", f"</main><section>{teasers}</section>")
    assert len(one(tmp_path / "a.html", html).articles) == 1


# ── mail ─────────────────────────────────────────────────────────────────────────────────────


def message(subject: str = f"Fwd: {TITLE}") -> EmailMessage:
    """Make an e-mail without a body."""
    mail = EmailMessage()
    mail["From"] = "News Desk <desk@example.org>"
    mail["Subject"] = subject
    mail["Date"] = "Thu, 12 Jun 2025 09:14:00 +0300"
    return mail


def test_a_mail_gives_title_sender_day_and_text(tmp_path: Path) -> None:
    mail = message()
    mail.set_content(f"{STORY} – “so far”.\n\n-- \nNews Desk, London\n", cte="quoted-printable")
    mail.add_alternative(f"<html><body>{PARAGRAPHS}</body></html>", subtype="html")
    document = one(tmp_path / "a.eml", mail.as_bytes())
    (article,) = document.articles
    assert (article.title, article.outlet, article.published) == (TITLE, "News Desk", DAY)
    assert "dated by the e-mail" in article.published_reason
    assert "– “so far”" in document.text
    assert "London" not in document.text


def test_a_mail_of_html_alone_is_read_as_a_page(tmp_path: Path) -> None:
    mail = message("")
    mail.set_content(page(), subtype="html", charset="utf-16")
    document = one(tmp_path / "a.eml", mail.as_bytes())
    assert document.articles[0].title == TITLE
    assert STORY in document.text


def test_what_a_mail_quotes_and_forwards(tmp_path: Path) -> None:
    mail = message("Re: please read")
    mail.set_content(f"{STORY}\n{MORE}\n{MORE}\n\n> Two people were killed in Sumy.\n")
    assert "Sumy" not in one(tmp_path / "a.eml", mail.as_bytes()).text
    mail = message("Fwd: please read")
    mail.set_content("> Two people were killed in Sumy.\n> Please confirm.\n")
    assert "\nTwo people were killed in Sumy.\n" in one(tmp_path / "b.eml", mail.as_bytes()).text
    outer = message("Fwd: attached")
    outer.set_content("See below.")
    inner = message(TITLE)
    inner.set_content(STORY)
    outer.add_attachment(inner)
    path = tmp_path / "c.eml"
    path.write_bytes(outer.as_bytes())
    first, second = read(path)
    assert (first.id, second.id) == ("c.eml", "c.eml~2")
    assert second.articles[0].title == TITLE


def test_a_mail_from_standard_input_is_known() -> None:
    mail = message()
    mail.set_content(STORY)
    (document,) = read("-", stdin=io.BytesIO(b"Return-Path: <a@b.example>\n" + mail.as_bytes()))
    assert document.articles[0].title == TITLE


@pytest.mark.parametrize(
    "data", [b"Subject: x\n\n", b"MIME-Version: 1.0\nContent-Type: image/png\n\nx"]
)
def test_a_mail_without_text_is_told(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(EmptyInputError, match="no text"):
        one(tmp_path / "a.eml", data)


# ── PDF and Word ─────────────────────────────────────────────────────────────────────────────


def pdf(*pages: list[str], made: str = "D:20250612091400Z") -> bytes:
    """Write a PDF file by hand: lines of text, a page each list."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
    ]
    objects.append(f"<</CreationDate({made})>>".encode())
    kids = []
    for lines in pages:
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        stream = f"BT /F1 12 Tf 72 720 Td {shown}ET".encode()
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % len(objects)
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    out, places = b"%PDF-1.4\n", []
    for number, data in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, data)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    tail = b"trailer<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF"
    return out + tail % (size, out.rindex(b"xref\n"))


LINES = [
    "UPDATE OF THE OFFICE",
    TITLE,
    "",
    "Russian drones struck the city of Odesa overnight, kill-",
    "ing three people and injuring 12, the governor said on",
    "Thursday.",
]


def test_a_pdf_file_gives_running_text_without_page_furniture(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    head, second = "UPDATE OF THE OFFICE", ["The mayor said repairs would", "take days.", ""]
    data = pdf([*LINES, "1"], [head, *second, "2"], [head, "Nobody else was hurt.", "", "3"])
    document = one(tmp_path / "a.pdf", data, None)
    assert "overnight, killing three people" in document.text
    assert head not in document.text
    assert not {"1", "2", "3"} & set(document.text.split("\n"))
    (article,) = document.articles
    assert article.published == DAY
    assert article.published_reason == "the day the PDF file was made"
    assert one(tmp_path / "a.pdf", data).articles[0].published == SAVED


def test_a_word_file_gives_its_paragraphs_and_tables(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    for text in (TITLE, "By Jane Roe", "12 June 2025", STORY):
        made.add_paragraph(text)
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Odesa", "3 killed"
    made.add_paragraph(MORE)
    made.save(str(tmp_path / "a.docx"))
    document = one(tmp_path / "a.docx", (tmp_path / "a.docx").read_bytes())
    assert (document.articles[0].title, document.articles[0].published) == (TITLE, DAY)
    assert list(roles(document))[-3:] == [STORY, "Odesa | 3 killed", MORE]


@pytest.mark.parametrize(
    ("name", "data", "error", "told"),
    [
        ("x.pdf", b"%PDF-1.4 and no more", FormatError, "not a PDF file"),
        ("x.pdf", pdf([]), EmptyInputError, "text recognition"),
        ("x.docx", b"PK\x03\x04 and no more", FormatError, "not a DOCX file"),
        ("x.docx", b"\xd0\xcf\x11\xe0", FormatError, "old .doc"),
    ],
)
def test_a_broken_office_file_is_told(
    name: str, data: bytes, error: type[Exception], told: str, tmp_path: Path
) -> None:
    pytest.importorskip("pypdf")
    pytest.importorskip("docx")
    with pytest.raises(error, match=told):
        one(tmp_path / name, data)


@pytest.mark.parametrize(("name", "package"), [("x.pdf", "pypdf"), ("x.docx", "docx")])
def test_without_the_extra_its_name_is_told(
    name: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(InputError, match=r"pip install 'geomap\[documents\]'"):
        one(tmp_path / name, b"%PDF-1.4")


# ── tables ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "names",
    [
        "id,title,text,published,source,url",
        "Article ID,Headline,Article Text,Publication Date,Source Name,Article URL",
        "uuid,title,maintext,date_publish,source_domain,url",
        "GKGRECORDID,Heading,Text,DATE,SourceCommonName,DocumentIdentifier",
        "message_id,subject,Message,datetime,channel,permalink",
        "_id,headline,description,pubDate,publisher,link",
    ],
)
@pytest.mark.parametrize(
    ("encoding", "separator"), [("utf-8-sig", ","), ("cp1251", ";"), ("utf-16", "\t")]
)
def test_tables_are_read_whatever_their_columns_are_called(
    names: str, encoding: str, separator: str, tmp_path: Path
) -> None:
    out = io.StringIO()
    table = csv.writer(out, delimiter=separator)
    table.writerow(names.split(","))
    table.writerow(
        ["7", TITLE, f"{STORY} Одеса", "2025-06-12 09:14:00", "Пример", "https://e.example"]
    )
    document = one(tmp_path / "a.csv", out.getvalue().encode(encoding), None)
    (article,) = document.articles
    assert document.text == f"{STORY} Одеса"
    assert (document.id, article.title, article.outlet) == ("7", TITLE, "Пример")
    assert (article.published, article.url) == (DAY, "https://e.example")


@pytest.mark.parametrize(
    "written",
    [
        "20250612091400",
        "Thu Jun 12 09:14:00 +0000 2025",
        "1749719640",
        "12 червня 2025 р.",
        "12.06.2025",
    ],
)
def test_dates_of_records_in_many_styles(written: str, tmp_path: Path) -> None:
    row = json.dumps({"text": STORY, "date": written})
    assert one(tmp_path / "a.jsonl", row, None).articles[0].published == DAY


def test_a_chat_export_is_read(tmp_path: Path) -> None:
    pieces = ["Drones hit ", {"type": "bold", "text": "Odesa"}, " overnight."]
    chat = {
        "name": "A channel",
        "messages": [{"id": 1, "date": "2025-06-12T09:14:00", "text": pieces}],
    }
    document = one(tmp_path / "a.json", json.dumps(chat), None)
    assert (document.text, document.articles[0].published) == ("Drones hit Odesa overnight.", DAY)


def test_a_headline_alone_is_a_text(tmp_path: Path) -> None:
    assert one(tmp_path / "a.jsonl", json.dumps({"title": TITLE})).text == TITLE


def test_front_matter_with_plus_signs_is_read(tmp_path: Path) -> None:
    text = f'+++\ntitle = "{TITLE}"\ndate = 2025-06-12\n+++\n\n![a photo](x.jpg)\n\n{STORY}\n'
    document = one(tmp_path / "a.md", text)
    (article,) = document.articles
    assert (article.title, article.published) == (TITLE, DAY)
    assert [b.role for b in article.blocks] == [Role.BODY]


def test_every_reader_keeps_its_offsets(tmp_path: Path) -> None:
    mail = message()
    mail.set_content(f"{STORY}\n\n{MORE}\n")
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    (tmp_path / "b.html").write_text(page(), encoding="utf-8")
    (tmp_path / "c.tsv").write_text(f"id\ttext\n1\t{STORY}\n", encoding="utf-8")
    for document in iter_documents([tmp_path]):
        assert isinstance(document, Document)
        for block in document.articles[0].blocks:
            assert document.text[block.span.start : block.span.end].strip()
