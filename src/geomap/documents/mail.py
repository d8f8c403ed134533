"""E-mails: subject, day and sender from the head, the text from the body, forwarded ones too."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes, policy
from email.utils import parseaddr
from typing import TYPE_CHECKING

from geomap.documents.dates import iso_date
from geomap.documents.decode import decode, one_for_one
from geomap.documents.markup import html
from geomap.documents.raw import Raw
from geomap.errors import EmptyInputError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from email.message import EmailMessage

__all__ = ["mail"]

_MOST = 20
"""Messages within messages that are followed."""
_PREFIX = re.compile(r"(?:(?:re|fwd?|aw|wg)(?:\[\d+\])?:\s*)+", re.IGNORECASE)
_FEWEST = 40
"""Words of one's own above a quoted mail, with which the quoted one is left out."""


def mail(data: bytes, origin: str, *, name: str, page: date | None) -> Iterator[Raw | InputError]:
    """Yield the text of an e-mail, then those of the e-mails attached to it.

    Quoted lines (">") of an earlier mail and the signature are left out.
    """
    if not data.strip():
        raise EmptyInputError(f"{origin}: there is no text in it; give an e-mail with a body")
    waiting = [message_from_bytes(data, policy=policy.default)]
    empty = True
    for number in range(_MOST):
        if number >= len(waiting):
            break
        message = waiting[number]
        made = _raw(message, origin, f"{name}~{number + 1}" if number else name, page)
        with suppress(Exception):  # whatever a broken structure makes of the parser
            waiting += [m for part in message.iter_attachments() if (m := _attached(part))]
        if made is not None:
            empty = False
            yield made
    if empty:
        raise EmptyInputError(
            f"{origin}: the e-mail has no text; save the article that it is about"
        )


def _attached(part: EmailMessage) -> EmailMessage | None:
    content = part.get_content() if part.get_content_type() == "message/rfc822" else None
    return content if hasattr(content, "get_body") else None


def _raw(message: EmailMessage, origin: str, name: str, page: date | None) -> Raw | None:
    body = _body(message, origin, name, page)
    if body is None or not body.text.strip():
        return None
    subject, written = _header(message, "Subject"), _header(message, "Date")
    title = _PREFIX.sub("", subject) or body.title
    day = iso_date(written.split(" (")[0])
    sender, address = parseaddr(_header(message, "From"))
    text = (
        body.text
        if not title or title in body.text[: len(title) + 400]
        else f"{title}\n{body.text}"
    )
    return replace(
        body,
        id=name,
        text=text,
        title=title,
        outlet=sender or body.outlet or address.partition("@")[2] or None,
        own=day or body.own,
        own_reason=f"dated by the e-mail: {written}" if day else body.own_reason,
        parts=() if text is not body.text else body.parts,
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        value = str(message[name] or "")
    except Exception:  # noqa: BLE001 - the parser raises what it likes on broken heads
        return ""
    return " ".join(one_for_one(value).split())


def _body(message: EmailMessage, origin: str, name: str, page: date | None) -> Raw | None:
    """Return the plain text of a message, else the text of its HTML."""
    plain = Raw(
        id=name,
        text="",
        origin=origin,
        page=page,
        page_reason="the page's date, given with the input" if page else "",
    )
    for kind in ("plain", "html"):
        data: object = None
        charset = None
        with suppress(Exception):  # the parser raises what it likes on broken parts
            part = message.get_body(preferencelist=(kind,))
            data = part.get_payload(decode=True) if part is not None else None
            charset = part.get_content_charset() if part is not None else None
        if not isinstance(data, bytes) or not data.strip():
            continue
        if data[:2] in (BOM_UTF16_LE, BOM_UTF16_BE):
            data = data[: len(data) // 2 * 2]  # the line end of the mail is no part of it
        if kind == "html":
            return html(data, origin, name=name, page=page)
        text = _own_words(_decoded(data, origin, charset))
        if text.strip():
            return replace(plain, text=text)
    return None


def _decoded(data: bytes, origin: str, charset: str | None) -> str:
    if charset and charset not in ("us-ascii", "utf-8"):
        with suppress(UnicodeDecodeError, LookupError):
            return one_for_one(data.decode(charset))
    return decode(data, origin)


def _own_words(text: str) -> str:
    """Leave out the signature, and what is quoted from an earlier mail unless that is all."""
    text = re.split(r"\r?\n-- ?\r?\n", text, maxsplit=1)[0]
    lines = text.splitlines()
    quoted = [line.startswith(">") for line in lines]
    if not any(quoted):
        return text
    own = [line for line, is_quoted in zip(lines, quoted, strict=True) if not is_quoted]
    if sum(len(line.split()) for line in own) >= _FEWEST:
        return "\n".join(own)
    return "\n".join(re.sub(r"^(?:> ?)+", "", line) for line in lines)
