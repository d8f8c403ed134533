"""PDF and Word files: their text, by packages that come with the extra ``documents``."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import TYPE_CHECKING

from geomap.documents.decode import one_for_one
from geomap.documents.raw import Raw
from geomap.errors import EmptyInputError, FormatError, InputError

if TYPE_CHECKING:
    from datetime import date

__all__ = ["docx", "pdf"]

_ZIP = b"PK\x03\x04"
_NUMBER = re.compile(r"(?:page\s)?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?", re.IGNORECASE)


def _missing(origin: str, what: str, package: str) -> InputError:
    return InputError(
        f"{origin}: to read {what} files, geomap needs the package {package}; "
        "install it with: pip install 'geomap[documents]', or save the text as .txt"
    )


def pdf(data: bytes, origin: str, *, name: str, page: date | None) -> Raw:
    """Return the text of a PDF file, without the lines that run along its pages.

    Without ``page``, the day the file was made is the page's. Raises ``InputError`` where the
    package for it is missing, ``FormatError`` for a broken or locked file, ``EmptyInputError``
    for one of pictures only.
    """
    try:
        import pypdf  # noqa: PLC0415 - an extra
    except ImportError:
        raise _missing(origin, "PDF", "pypdf") from None
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else [one.extract_text() for one in reader.pages]
        made = reader.metadata.creation_date if reader.metadata and not locked else None
    except Exception as error:  # noqa: BLE001 - it raises what it likes on broken files
        raise FormatError(
            f"{origin}: not a PDF file that can be read ({str(error)[:120]}); "
            "allowed: a whole PDF file. Save the text as .txt"
        ) from None
    if locked:
        raise FormatError(f"{origin}: the PDF file is locked by a password; save it without")
    text = one_for_one(_flowing(pages))
    if not text.strip():
        raise EmptyInputError(
            f"{origin}: the PDF file holds pictures of pages, no text; run text recognition first"
        )
    day = page or (made.date() if made else None)
    reason = "the page's date, given with the input" if page else "the day the PDF file was made"
    return Raw(id=name, text=text, origin=origin, page=day, page_reason=reason if day else "")


def _flowing(pages: list[str]) -> str:
    """Join pages without their numbers and running heads, and words parted at a line's end."""
    split = [[line.rstrip() for line in page.replace("\x00", "").splitlines()] for page in pages]
    ends = Counter(line for lines in split for line in {*lines[:2], *lines[-2:]} if line.strip())
    running = {line for line, times in ends.items() if times >= 3}
    kept = [
        line
        for lines in split
        for number, line in enumerate(lines)
        if not (
            (number < 2 or number >= len(lines) - 2)
            and (line in running or _NUMBER.fullmatch(line.strip()))
        )
    ]
    return re.sub(r"(?<=[a-z])[-\u00ad]\n(?=[a-z])", "", "\n".join(kept)).strip()


def docx(data: bytes, origin: str, *, name: str, page: date | None) -> Raw:
    """Return the text of a Word file: a paragraph or a row of a table a line.

    Raises ``InputError`` where the package for it is missing, ``FormatError`` for a broken file.
    """
    try:
        import docx as word  # noqa: PLC0415 - an extra
    except ImportError:
        raise _missing(origin, "DOCX", "python-docx") from None
    if not data.startswith(_ZIP):
        raise FormatError(f"{origin}: not a DOCX file; an old .doc file must be saved as .docx")
    lines = []
    try:
        for part in word.Document(io.BytesIO(data)).iter_inner_content():
            if hasattr(part, "rows"):
                # A cell that spans columns stands once for each.
                cells = (dict.fromkeys(cell.text for cell in row.cells) for row in part.rows)
                lines += [" | ".join(" ".join(text.split()) for text in row) for row in cells]
            else:
                lines.append(part.text)
    except Exception as error:  # noqa: BLE001 - it raises what it likes on broken files
        raise FormatError(
            f"{origin}: not a DOCX file that can be read ({str(error)[:120]}); "
            "allowed: a whole Word file. Save the text as .txt"
        ) from None
    text = one_for_one("\n".join(lines)).strip()
    if not text:
        raise EmptyInputError(f"{origin}: there is no text in it; give a file with at least a word")
    return Raw(
        id=name,
        text=text,
        origin=origin,
        page=page,
        page_reason="the page's date, given with the input" if page else "",
    )
