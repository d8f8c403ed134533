"""Bytes to text: the encoding is found, never asked for."""

from __future__ import annotations

import codecs

from geomap.errors import EmptyInputError, EncodingError
from geomap.patterns import late

__all__ = ["decode", "one_for_one"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_TEXT = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive (also .docx, .xlsx, .epub)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF file"),
)
_CONTROLS = late(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SURROGATES = late(r"[\ud800-\udfff]")
_ALLOWED = "text in UTF-8, UTF-16 or a common 8-bit encoding"


def decode(data: bytes, origin: str, *, hint: str | None = None) -> str:
    """Return the text of ``data``: by its byte order mark, as UTF-8, else by what fits best.

    ``hint`` is an encoding that the content names itself. Line ends stay as they are; a byte
    order mark is no part of the text. Raises ``EmptyInputError`` for no text at all and
    ``EncodingError`` for what is no text.

    >>> decode("Харків".encode("utf-16"), "page.txt")
    'Харків'
    """
    if not data.strip():
        raise EmptyInputError(f"{origin}: there is no text in it; give a file with at least a word")
    for start, what in _NOT_TEXT:
        if data.startswith(start):
            raise EncodingError(
                f"{origin}: this is {what}, not text; allowed: {_ALLOWED}. Save it as text first"
            )
    text = _decoded(data, origin, hint)
    if not text.strip("\ufeff\u200b \t\r\n\x00"):
        raise EmptyInputError(f"{origin}: there is no text in it; give a file with at least a word")
    controls = len(_CONTROLS.findall(text[:100_000]))
    if controls > 2 + len(text[:100_000]) // 200:
        raise _undecodable(origin, f"{controls} control characters at its beginning")
    return one_for_one(text)


def one_for_one(text: str) -> str:
    """Replace halves of surrogate pairs, which no output can hold; no offset moves."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def _undecodable(origin: str, why: str) -> EncodingError:
    return EncodingError(
        f"{origin}: its bytes are no text that geomap knows ({why}); "
        f"allowed: {_ALLOWED}. Save it as UTF-8"
    )


def _decoded(data: bytes, origin: str, hint: str | None) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name, origin)
    if b"\x00" in data[:4096]:
        return _strict(data, _wide(data[:4096], origin), origin)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _nearly_utf8(data):
            return data.decode("utf-8", "replace")
        wrong = f"byte {data[error.start]:#04x} at {error.start}"
    return _hinted(data, hint) or _guessed(data, origin, wrong)


def _strict(data: bytes, name: str, origin: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise _undecodable(origin, f"not {name} at byte {error.start}") from None


def _wide(head: bytes, origin: str) -> str:
    """Tell UTF-16 without a mark by where its zero bytes stand."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 0.3 * len(head) / 2 and even < 0.1 * odd + 1:
        return "utf-16-le"
    if even > 0.3 * len(head) / 2 and odd < 0.1 * even + 1:
        return "utf-16-be"
    raise _undecodable(origin, "zero bytes")


def _nearly_utf8(data: bytes) -> bool:
    """Tell whether a text is UTF-8 but for a few damaged bytes (a page cut in the middle)."""
    head = data[:1_000_000]
    text = head.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    good = sum(ord(c) > 127 for c in text) - damaged
    return good > 0 and damaged <= max(1, good // 20)


def _hinted(data: bytes, hint: str | None) -> str | None:
    if hint is None:
        return None
    try:
        return data.decode(hint)
    except (UnicodeDecodeError, LookupError):
        return None


def _guessed(data: bytes, origin: str, wrong: str) -> str:
    """Guess an 8-bit encoding from the letters that it would make."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only rare inputs need it

    sample = data[:200_000]
    likely = ["cp1251", "cp1252", "koi8_r", "koi8_u", "cp1250", "iso8859_5", "cp1256", "shift_jis"]
    best = from_bytes(sample, cp_isolation=likely).best() or from_bytes(sample).best()
    if best is None:
        raise _undecodable(origin, wrong)
    try:
        return data.decode(best.encoding)
    except UnicodeDecodeError:
        raise _undecodable(origin, wrong) from None
