"""HTML pages: the main text, and what the markup says of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.documents.dates import iso_date
from geomap.documents.decode import decode, one_for_one
from geomap.documents.linked import Linked, linked
from geomap.documents.raw import Part, Raw
from geomap.errors import EmptyInputError, FormatError
from geomap.model import Span
from geomap.patterns import late

if TYPE_CHECKING:
    from datetime import date

    from lxml.html import HtmlElement

__all__ = ["clean", "fragment", "html"]

_CHARSET = late(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w-]+)""", re.IGNORECASE
)
_DATES = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dc.date",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "cxenseparse:recs:publishtime",
    "date",
    "article.published",
    "citation_publication_date",
    "datecreated",
)
_DROPPED = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "nav",
    "aside",
    "form",
    "button",
    "iframe",
    "select",
    "object",
    "canvas",
    "head",
    "dialog",
)
_BREAKING = frozenset(
    (
        *("address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption"),
        *("figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main"),
        *("ol", "p", "pre", "section", "table", "td", "th", "tr", "ul", "time"),
    )
)
_TITLES = ("h1", "h2", "h3")
_FEWEST = 40
"""Words of an <article> that is one; a shorter one is a teaser."""
_FEWEST_LIVE = 8
"""Words of a post of a live page."""
_CAPTION = (15, 600)
"""Characters of a caption that tells something."""


# ── HTML ─────────────────────────────────────────────────────────────────────────────────────


def html(data: bytes, origin: str, *, name: str, page: date | None) -> Raw:
    """Return the main text of an HTML page with the title, outlet, date and address it names.

    The text is the one extracted; offsets count in it. Where the page marks several articles as
    such, each is kept apart.
    """
    from lxml import html as parser  # noqa: PLC0415 - costs a tenth of a second

    hint = _CHARSET.search(data[:4096])
    source = decode(data, origin, hint=hint[1].decode("ascii") if hint else None)
    try:
        # A declared encoding has been used; lxml refuses it in text.
        tree = parser.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", source).replace("\x00", ""))
    except Exception as error:  # noqa: BLE001 - lxml raises what it likes on broken markup
        raise FormatError(f"{origin}: not HTML ({error}); allowed: a saved web page") from None
    meta = _meta(tree)
    own = next((day for key in _DATES if (day := iso_date(meta.get(key, "")))), None)
    said = linked(tree)
    own = own or said.day or _only_time(tree)
    text, parts = _articles(tree, live=said.live)
    if not parts:
        text, parts = _updates(said)
    title = clean(meta.get("og:title") or meta.get("twitter:title")) or _heading(tree)
    captions = _captions(_bare(tree))
    if not parts:
        text = _with_captions(_main_text(source, tree, title), captions)
    if not text.strip():
        raise EmptyInputError(f"{origin}: no article text in it; save the page with its text")
    url = meta.get("og:url") or _canonical(tree)
    return Raw(
        id=name,
        text=text,
        origin=origin,
        title=title,
        outlet=clean(meta.get("og:site_name") or said.outlet) or _title_tail(tree, title),
        url=url if url and url.startswith(("http://", "https://")) else None,
        own=own,
        own_reason=f"dated in the page's markup: {own}" if own else "",
        page=page,
        page_reason="the page's date, given with the input" if page else "",
        parts=parts,
        captions=frozenset(caption for _, caption in captions),
    )


def clean(value: str | None) -> str | None:
    """Return a name on one line; None for an empty one."""
    return (" ".join(one_for_one(value).split()) or None) if value else None


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Collect the names and contents of meta tags and itemprops; the first of a name wins."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        value = tag.get("content") or ""
        if key and value.strip():
            found.setdefault(key.strip().casefold(), value.strip())
    return found


def _only_time(tree: HtmlElement) -> date | None:
    """Return the day of the page's only dated <time>, or of the one marked as publication."""
    days = []
    for tag in tree.iter("time"):
        day = iso_date(tag.get("datetime") or "")
        if day and (tag.get("pubdate") is not None or tag.get("itemprop") == "datePublished"):
            return day
        days += [day] if day else []
    return days[0] if len(set(days)) == 1 else None


def _canonical(tree: HtmlElement) -> str | None:
    for tag in tree.iter("link"):
        if (tag.get("rel") or "").casefold() == "canonical":
            href: str | None = tag.get("href")
            return href
    return None


def _heading(tree: HtmlElement) -> str | None:
    found = [clean(tag.text_content()) for tag in tree.iter("h1")]
    titles = [title for title in found if title]
    if len(titles) == 1:
        return titles[0]
    head = next(tree.iter("title"), None)
    line = clean(head.text_content()) if head is not None else None
    return re.split(r"\s+[|–—·-]\s+(?=[^|–—·]*$)", line)[0] if line else None


def _title_tail(tree: HtmlElement, title: str | None) -> str | None:
    """Read the outlet behind the title: "Drones hit Kharkiv | The Paper"."""
    head = next(tree.iter("title"), None)
    line = clean(head.text_content()) if head is not None else None
    if not line or not title or not line.startswith(title):
        return None
    tail = re.fullmatch(r"\s+[|–—·-]\s+([^|–—]{2,40})", line[len(title) :])
    return tail[1] if tail else None


def _main_text(source: str, tree: HtmlElement, title: str | None) -> str:
    """Extract the main text, one paragraph a line, under its title."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - costs half a second

    try:
        found = bare_extraction(source, include_comments=False, with_metadata=False)
    except Exception:  # noqa: BLE001 - a page that breaks the extraction still has its text
        found = None
    text = (
        str((found if isinstance(found, dict) else found.as_dict()).get("text") or "")
        if found
        else ""
    )
    own = _lines(_bare(tree))
    # On small pages the extraction runs all paragraphs together, or finds none.
    if "\n" not in text.strip() and own.count("\n") > text.count("\n"):
        text = own
    if title and title not in text[: len(title) + 400]:
        text = f"{title}\n{text}"
    return one_for_one(text).strip()


def _bare(tree: HtmlElement) -> HtmlElement:
    body = next(tree.iter("body"), tree)
    main = [*body.iter("main"), *body.iter("article")]
    return main[0] if main else body


def _lines(root: HtmlElement) -> str:
    """Return the visible text under an element, one block a line."""
    pieces: list[str] = []
    # An explicit stack: pages nest deeper than Python recurses.
    stack: list[tuple[HtmlElement, bool]] = [(root, False)]
    while stack:
        tag, leaving = stack.pop()
        breaking = tag.tag in _BREAKING
        if leaving:
            pieces.append("\n" if breaking else "")
            pieces.append(tag.tail or "" if tag is not root else "")
            continue
        if not isinstance(tag.tag, str) or tag.tag in _DROPPED or tag.get("hidden") is not None:
            pieces.append(tag.tail or "" if tag is not root else "")
            continue
        pieces.append("\n" if breaking else "")
        pieces.append(tag.text or "")
        stack.append((tag, True))
        stack += [(child, False) for child in reversed(tag)]
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _articles(tree: HtmlElement, *, live: bool) -> tuple[str, tuple[Part, ...]]:
    """Return the articles that a page marks as such, if it marks several: their text and parts.

    Of a ``live`` page these are its posts, which may be short and stand in an outer article.
    """
    found = []
    outer = [
        tag for tag in tree.iter("article") if next(tag.iterancestors("article"), None) is None
    ]
    inner = list(outer[0].iterdescendants("article")) if live and len(outer) == 1 else []
    for tag in inner or outer:
        heading = next((h for h in tag.iter(*_TITLES) if clean(h.text_content())), None)
        words = sum(len(p.text_content().split()) for p in tag.iter("p"))
        if heading is not None and words >= (_FEWEST_LIVE if live else _FEWEST):
            found.append((clean(heading.text_content()), _lines(tag), _only_time(tag)))
    return _joined(found)


def _updates(said: Linked) -> tuple[str, tuple[Part, ...]]:
    """Return the posts of a live page that only its linked data keeps apart."""
    return _joined(
        [
            (post.title, "\n".join(filter(None, (post.title, fragment(post.text)))), post.day)
            for post in said.posts
        ]
    )


def _joined(found: list[tuple[str | None, str, date | None]]) -> tuple[str, tuple[Part, ...]]:
    """Join articles (title, text, day) into one text with its parts; a lone one is no part."""
    if len(found) < 2:
        return "", ()
    parts, at = [], 0
    for title, text, own in found:
        reason = f"dated in the article's markup: {own}" if own else ""
        span = Span(start=at, end=at + len(text))
        parts.append(Part(span=span, title=title, own=own, own_reason=reason))
        at += len(text) + 2
    return "\n\n".join(one_for_one(text) for _, text, _ in found), tuple(parts)


# ── captions ─────────────────────────────────────────────────────────────────────────────────


def _captions(root: HtmlElement) -> list[tuple[str, str]]:
    """List the captions of a page's pictures, each with the paragraph that stands before it."""
    found, before = [], ""
    for tag in root.iter("p", "figcaption"):
        if next(tag.iterancestors(*_DROPPED), None) is not None:
            continue
        shown = " ".join(_lines(tag).split())
        if tag.tag == "figcaption" and _CAPTION[0] <= len(shown) <= _CAPTION[1]:
            found.append((before, shown))
        elif next(tag.iterancestors("figcaption"), None) is None:
            before = shown or before
    return found


def _with_captions(text: str, captions: list[tuple[str, str]]) -> str:
    """Put captions that the extraction left out back where they stood, else under the title."""
    lines = text.split("\n")
    for before, caption in captions:
        if caption in lines:
            continue
        at = next((n for n, line in enumerate(lines) if before and line == before), 0)
        lines.insert(at + 1, one_for_one(caption))
    return "\n".join(lines)


def fragment(markup: str) -> str:
    """Return the text of a fragment of HTML, one block a line."""
    if "<" not in markup and "&" not in markup:
        return one_for_one(markup).strip()
    from lxml import html as parser  # noqa: PLC0415 - costs a tenth of a second

    try:
        return one_for_one(_lines(parser.fromstring(f"<div>{markup}</div>")))
    except Exception:  # noqa: BLE001 - lxml raises what it likes on broken markup
        return one_for_one(re.sub(r"<[^>]*>", " ", markup)).strip()
