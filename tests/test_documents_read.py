"""Reading: inputs of every kind, their encodings, and what is said when one fails."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.documents import ENDINGS, from_text, iter_documents, read
from geomap.documents.decode import decode
from geomap.errors import EmptyInputError, EncodingError, FormatError, InputError
from geomap.model import Document, Role

if TYPE_CHECKING:
    from pathlib import Path

STORY = "Drones hit Kharkiv\nSix people were injured in Kharkiv on Monday, the mayor said.\n"
PUBLISHED = date(2025, 6, 13)


def holds(document: Document) -> None:
    """Check what holds of every document: offsets, order, roles."""
    text, at = document.text, 0
    for article in document.articles:
        assert at <= article.span.start < article.span.end <= len(text)
        at = article.span.start
        for block in article.blocks:
            assert at <= block.span.start < block.span.end <= article.span.end
            assert block.span.of(text) == block.span.of(text).strip()
            at = block.span.end
        covered = "".join(block.span.of(text) for block in article.blocks)
        assert "".join(covered.split()) == "".join(article.span.of(text).split())
        assert article.published_reason
        at = article.span.end


# ── properties ───────────────────────────────────────────────────────────────────────────────

LINES = st.sampled_from(
    [
        "By Jane Roe",
        "4 hours ago",
        "June 12, 2025",
        "- Glasgow Times",
        "Related Articles",
        "Comments",
        "KYIV, Ukraine (AP) — Russia struck.",
        "Smoke over Odesa (AP) Later it rained. (Reuters)",
        "— Ministry (@handle) June 12, 2025",
        "Photo: Jane Roe",
        "FILE - A view. (AP Photo/Jane Roe)",
        "-----",
        "A title of some words",
        "A sentence of the body, long enough to be one.",
        "",
        "\r",
    ]
)


@given(st.text())
def test_any_text_is_read_with_offsets_that_hold(text: str) -> None:
    holds(from_text(text))


@given(st.lists(LINES | st.text(max_size=60), max_size=25), st.dates())
def test_any_page_is_split_with_offsets_that_hold(lines: list[str], published: date) -> None:
    holds(from_text("\n".join(lines), published=published))


@settings(max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for item in iter_documents(["-"], stdin=io.BytesIO(data)):
        if isinstance(item, Document):
            holds(item)
            item.text.encode("utf-8")
        else:
            assert isinstance(item, InputError)


@given(st.text())
def test_any_html_is_read_or_refused(text: str) -> None:
    data = f"<html><body><p>{text}</p></body></html>".encode("utf-8", "replace")
    for item in iter_documents(["-"], stdin=io.BytesIO(data)):
        assert isinstance(item, Document | InputError)


# ── encodings ────────────────────────────────────────────────────────────────────────────────

UKRAINIAN = "Вибухи пролунали у Харкові вранці в понеділок, повідомив міський голова. " * 4


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfKyiv", "Kyiv"),
        ("Харків".encode(), "Харків"),
        ("Харків".encode("utf-16"), "Харків"),
        ("Kharkiv was hit".encode("utf-16-le"), "Kharkiv was hit"),
        ("Kharkiv was hit".encode("utf-16-be"), "Kharkiv was hit"),
        (UKRAINIAN.encode("cp1251"), UKRAINIAN),
        (
            "Le président a été reçu à Genève — c’était prévu, déclare-t-on à l’Élysée.".encode(
                "cp1252"
            ),
            "Le président a été reçu à Genève — c’était prévu, déclare-t-on à l’Élysée.",
        ),
        ("Харків і Київ, ".encode() * 9 + "х".encode()[:1], "Харків і Київ, " * 9 + "\ufffd"),
        (b"one\r\ntwo\rthree", "one\r\ntwo\rthree"),
    ],
    ids=[
        "utf-8 mark",
        "utf-8",
        "utf-16 mark",
        "utf-16-le bare",
        "utf-16-be bare",
        "cp1251",
        "cp1252",
        "cut in the middle of a letter",
        "line ends stay",
    ],
)
def test_encodings_are_found(data: bytes, text: str) -> None:
    assert decode(data, "page.txt") == text


@pytest.mark.parametrize(
    ("data", "error", "told"),
    [
        (b"", EmptyInputError, "no text"),
        (b" \r\n\t", EmptyInputError, "no text"),
        (b"\xef\xbb\xbf", EmptyInputError, "no text"),
        (b"%PDF-1.7 ...", EncodingError, "a PDF"),
        (b"PK\x03\x04....", EncodingError, "zip"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", EncodingError, "picture"),
        (bytes(range(256)) * 4, EncodingError, "no text that geomap knows"),
        (b"\xff\xfeK\x00y\x00i", EncodingError, "utf-16"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told) as caught:
        decode(data, "page.txt")
    assert str(caught.value).startswith("page.txt: ")


# ── files and folders ────────────────────────────────────────────────────────────────────────


def test_a_text_file_keeps_its_text(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(STORY.replace("\n", "\r\n").encode())
    (document,) = read(path)
    assert document.text == STORY.replace("\n", "\r\n")
    assert (document.id, document.origin) == ("page.txt", str(path))
    assert document.articles[0].id == "page.txt"
    holds(document)


def test_a_folder_is_read_with_all_below_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "a.md", "c.txt", ".hidden.txt", "picture.png", "b/events.geojson"):
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    assert [document.id for document in read(tmp_path)] == ["a.md", "b/2.txt", "c.txt"]


def test_a_failing_input_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    paths = [tmp_path / name for name in ("gone.txt", "good.txt", "empty.txt", "good.txt")]
    kinds = [type(item).__name__ for item in iter_documents(paths)]
    assert kinds == ["InputError", "Document", "EmptyInputError", "Document"]


def test_an_id_seen_before_gets_a_number(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.txt").write_text(STORY, encoding="utf-8")
    found = iter_documents([tmp_path / "a/page.txt", tmp_path / "b/page.txt"])
    ids = [(item.id, item.articles[0].id) for item in found if isinstance(item, Document)]
    assert ids == [("page.txt", "page.txt"), ("page.txt~2", "page.txt~2")]


@pytest.mark.parametrize(
    ("name", "content", "error", "told"),
    [
        ("x.rtf", b"text", FormatError, "'.rtf'"),
        ("x.odt", b"text", FormatError, ".txt .md"),
        ("x.json", b'{"a": ', FormatError, "x.json:1: not JSON"),
        ("x.json", b'{"type": "FeatureCollection"}', FormatError, "GeoJSON"),
        ("x.json", b'{"name": "a"}', FormatError, "x.json:1: no text among the fields name"),
        ("x.json", b"[" * 100_000, FormatError, "not JSON"),
        ("x.json", b"[]", EmptyInputError, "no article"),
        ("x.jsonl", b'{"text": "a"}\n{"text": 5}\n', FormatError, "x.jsonl:2: text is '5'"),
        ("x.jsonl", b'{"text": "a"}\n\n{oops\n', FormatError, "x.jsonl:3: not JSON"),
        ("x.jsonl", b"[1]\n", FormatError, "x.jsonl:1: '[1]' is no record"),
        ("x.jsonl", b'{"text": "\xff"}\n', EncodingError, "x.jsonl:1: byte 0xff"),
        ("x.csv", b"id,name\n1,a\n", FormatError, "x.csv:1: no column of text among id, name"),
        ("x.xml", b"<a><b>text</b></a>", FormatError, "not a feed"),
        ("x.xml", b"<rss version='2.0'><channel/></rss>", EmptyInputError, "no entries"),
        ("x.html", b"<html><body><script>1</script></body></html>", EmptyInputError, "no article"),
    ],
)
def test_a_broken_input_is_told_where_and_what(
    name: str, content: bytes, error: type[Exception], told: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(error) as caught:
        read(path)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_an_empty_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / "gone.txt")
    with pytest.raises(EmptyInputError, match=r"\.jsonl"):
        read(tmp_path)


def test_the_endings_are_those_that_are_promised() -> None:
    assert (
        *(".txt", ".md", ".html", ".htm", ".xml", ".eml", ".pdf", ".docx"),
        *(".jsonl", ".json", ".csv", ".tsv"),
    ) == ENDINGS


# ── records ──────────────────────────────────────────────────────────────────────────────────

ROWS = [
    {
        "id": "b",
        "text": "Kyiv was hit.",
        "title": "Strikes",
        "published": "2025-06-12",
        "source": "BBC",
        "url": "https://b.example/1",
    },
    {"id": 7, "text": "Odesa was hit."},
    {"doc": "c", "content": "", "date": "12 June 2025"},
]


def records(name: str) -> bytes:
    """Write the rows in a format."""
    if name == "jsonl":
        return "".join(json.dumps(row) + "\n" for row in ROWS).encode()
    if name == "json":
        return json.dumps({"articles": ROWS}).encode()
    lines = ["id,text,title,published,source,url"]
    lines += ["b,Kyiv was hit.,Strikes,2025-06-12,BBC,https://b.example/1", "7,Odesa was hit.,,,,"]
    return "\n".join([*lines, "c,,,12 June 2025,,"]).encode()


@pytest.mark.parametrize("name", ["jsonl", "json", "csv"])
def test_records_keep_ids_order_and_fields(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"rows.{name}"
    path.write_bytes(records(name))
    first, second, third = read(path, published=PUBLISHED)
    assert [first.id, second.id, third.id] == ["b", "7", "c"]
    article = first.articles[0]
    assert (article.title, article.outlet, article.url) == ("Strikes", "BBC", "https://b.example/1")
    assert (article.published, article.published_reason) == (
        date(2025, 6, 12),
        "the record's date (2025-06-12)",
    )
    assert second.articles[0].published == PUBLISHED
    assert (third.text, third.articles) == ("", ())


def test_a_csv_of_another_land_is_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(
        'ID;Text;Date\r\n1;"Zürich; ein Treffer\r\nin der Stadt";13.06.2025\r\n'.encode("cp1252")
    )
    (document,) = read(path)
    assert document.text == "Zürich; ein Treffer\r\nin der Stadt"
    assert document.articles[0].published == PUBLISHED


def test_a_date_that_is_none_gives_no_date(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "1", "text": "Kyiv was hit.", "date": "soon"}', encoding="utf-8")
    (document,) = read(path, published=PUBLISHED)
    assert document.articles[0].published is None
    assert "'soon'" in document.articles[0].published_reason


def test_halves_of_surrogate_pairs_are_replaced_one_for_one(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(rb'{"text": "a\ud800b \ud83d\ude00"}')
    assert read(path)[0].text == "a\ufffdb \U0001f600"


def test_records_stream() -> None:
    """The first document comes before the second line has been read."""

    class Lines(io.RawIOBase):
        def __init__(self) -> None:
            self.given = 0

        def readline(self, _: int | None = -1) -> bytes:  # type: ignore[override]
            self.given += 1
            return b'{"text": "Kyiv was hit."}\n'

        def __iter__(self) -> Lines:
            return self

        def __next__(self) -> bytes:
            return self.readline()

    lines = Lines()
    first = next(iter_documents(["-"], stdin=lines))  # type: ignore[arg-type]
    assert isinstance(first, Document)
    assert lines.given <= 2


def test_a_record_with_a_title_that_the_text_repeats_sets_it_apart(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    row = {"title": "Iraqi found dead in port", "text": "Iraqi found dead in port. BEIRUT: He was."}
    path.write_text(json.dumps(row), encoding="utf-8")
    (document,) = read(path)
    roles = [(b.role, b.span.of(document.text)) for b in document.articles[0].blocks]
    assert roles == [
        (Role.TITLE, "Iraqi found dead in port."),
        (Role.DATELINE, "BEIRUT:"),
        (Role.BODY, "He was."),
    ]


# ── HTML and feeds ───────────────────────────────────────────────────────────────────────────

PAGE = """<!DOCTYPE html><html><head><title>Drones hit Kharkiv | The Paper</title>
<meta property="og:url" content="https://paper.example/2025/drones">{meta}</head>
<body><nav><a>Home</a></nav><article><h1>Drones hit Kharkiv</h1><p>By Jane Roe</p>
<p>Eighteen people were injured by drones in Kharkiv overnight, the mayor said on Thursday.</p>
<p>Another paragraph <b>with bold &amp; a link</b> follows here, for people to read to its end.</p>
<script>alert(1)</script></article><footer>Copyright 2024</footer></body></html>"""


@pytest.mark.parametrize(
    ("meta", "day"),
    [
        ('<meta property="article:published_time" content="2025-06-12T23:30:00Z">', "2025-06-12"),
        ('<meta name="date" content="June 12, 2025">', "2025-06-12"),
        (
            (
                '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", '
                '"datePublished": "2025-06-12T08:00:00+03:00", "publisher": {"name": "The P"}}]}'
                "</script>"
            ),
            "2025-06-12",
        ),
        ('<script type="application/ld+json">{broken</script>', None),
        ("", None),
    ],
)
def test_html_gives_text_title_outlet_address_and_date(
    meta: str, day: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.replace("{meta}", meta), encoding="utf-8")
    (document,) = read(path)
    (article,) = document.articles
    holds(document)
    assert article.title == "Drones hit Kharkiv"
    assert article.outlet in ("The Paper", "The P")
    assert article.url == "https://paper.example/2025/drones"
    assert article.published == (date.fromisoformat(day) if day else None)
    roles = [(block.role, block.span.of(document.text)[:20]) for block in article.blocks]
    assert roles == [
        (Role.TITLE, "Drones hit Kharkiv"),
        (Role.BYLINE, "By Jane Roe"),
        (Role.BODY, "Eighteen people were"),
        (Role.BODY, "Another paragraph wi"),
    ]
    assert "alert" not in document.text
    assert "Copyright" not in document.text


def test_the_page_s_own_date_wins_over_the_one_given(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    meta = '<meta name="pubdate" content="2025-06-12">'
    path.write_text(PAGE.replace("{meta}", meta), encoding="utf-8")
    (document,) = read(path, published=PUBLISHED)
    assert document.articles[0].published == date(2025, 6, 12)


def test_a_page_that_marks_its_articles_is_split_by_them(tmp_path: Path) -> None:
    words = "Many people were injured by drones in the city overnight, the mayor said. " * 4
    page = "".join(
        f'<article><h2>Title number {n}</h2><time datetime="2025-06-1{n}">a day</time>'
        f"<p>{words}</p></article>"
        for n in (1, 2)
    )
    path = tmp_path / "page.html"
    path.write_text(f"<html><body>{page}<article><h2>Teaser</h2></article></body></html>")
    (document,) = read(path)
    holds(document)
    assert [(a.id, a.title, a.published) for a in document.articles] == [
        ("page.html#1", "Title number 1", date(2025, 6, 11)),
        ("page.html#2", "Title number 2", date(2025, 6, 12)),
    ]


def test_a_declared_encoding_is_used(tmp_path: Path) -> None:
    path = tmp_path / "page.htm"
    text = "<html><head><meta charset='koi8-u'></head><body><p>Вибухи у Харкові</p></body></html>"
    path.write_bytes(text.encode("koi8-u"))
    assert "Вибухи у Харкові" in read(path)[0].text


def test_nested_markup_does_not_exhaust_the_stack(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<div>" * 5000 + "Kyiv was hit." + "</div>" * 5000, encoding="utf-8")
    for item in iter_documents([path]):
        assert isinstance(item, Document | InputError)


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Paper</title>
<item><title>Drones hit Kharkiv</title><link>https://paper.example/1</link><guid>one</guid>
<pubDate>Thu, 12 Jun 2025 23:30:00 -0400</pubDate>
<description>&lt;p&gt;Six people were injured &amp;amp; two killed.&lt;/p&gt;</description></item>
<item><title>Second</title><description>Plain text.</description></item></channel></rss>"""


def test_a_feed_gives_an_article_an_entry(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(FEED, encoding="utf-8")
    first, second = read(path)
    assert first.text == "Drones hit Kharkiv\nSix people were injured & two killed."
    (article,) = first.articles
    assert (first.id, article.outlet, article.url) == (
        "one",
        "The Paper",
        "https://paper.example/1",
    )
    # The day as the outlet wrote it, not the day it was in Greenwich.
    assert article.published == date(2025, 6, 12)
    assert second.id == "feed.xml:2"


# ── standard input ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (STORY.encode(), ["stdin"]),
        (b'{"id": "1", "text": "a"}\n{"id": "2", "text": "b"}\n', ["1", "2"]),
        (b'[{"id": "1", "text": "a"}]', ["1"]),
        (b'{"articles": [{"id": "9", "text": "a"}]}', ["9"]),
        (FEED.encode(), ["one", "stdin:2"]),
        (PAGE.encode(), ["stdin"]),
        (b"{curly} is a word", ["stdin"]),
        (b"[1] is a footnote", ["stdin"]),
    ],
    ids=["text", "json lines", "json array", "json object", "feed", "html", "brace", "bracket"],
)
def test_standard_input_is_known_by_its_beginning(data: bytes, ids: list[str]) -> None:
    assert [document.id for document in read("-", stdin=io.BytesIO(data))] == ids
