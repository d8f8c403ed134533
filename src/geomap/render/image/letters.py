"""Letters: text made safe to draw, fonts that have its signs, its width, its lines."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.textpath import TextToPath

MM_PER_POINT = 25.4 / 72.0
_MISSING = "\u25a1"
_LONGEST = 600
"""Signs: no line of a picture is longer, whatever an article says."""
_MOST_FONTS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a text is set. ``size`` is in points."""

    size: float
    bold: bool = False
    italic: bool = False
    serif: bool = False


def clean(text: str) -> str:
    r"""Return a text as it can be drawn and stored: one line, no control signs, no lone halves.

    >>> clean("a\x00b\u202ec\nd")
    'abc d'
    """
    kept = []
    for sign in text:
        kind = unicodedata.category(sign)
        if sign.isspace() or kind in ("Zl", "Zp"):
            kept.append(" ")
        elif kind == "Cs" or sign in "\ufffe\uffff":
            kept.append("\ufffd")
        elif kind not in ("Cc", "Cf", "Cn") or sign in "\u200c\u200d":
            kept.append(sign)
    return " ".join("".join(kept).split())


def drawable(text: str) -> str:
    """Return a cleaned text in which each sign that no font here has is a hollow square."""
    text = clean(text[: 4 * _LONGEST])
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1].rstrip() + "…"
    if text.isascii():
        return text
    return "".join(sign if _has(sign) else _MISSING for sign in text)


def _has(sign: str) -> bool:
    return sign.isascii() or _in_own_font(sign) or _further_font(sign) is not None


def properties(text: str, style: Style) -> FontProperties:
    """Return the font for a drawable text: matplotlib's own, with help where it lacks a sign."""
    further = () if text.isascii() else _further_fonts(frozenset(text))
    return _properties(further, style)


@lru_cache(maxsize=256)
def _properties(further: tuple[str, ...], style: Style) -> FontProperties:
    if not further:
        return FontProperties(fname=_own_file(style), size=style.size)
    return FontProperties(
        family=["DejaVu Serif" if style.serif else "DejaVu Sans", *further],
        weight="bold" if style.bold else "normal",
        style="italic" if style.italic else "normal",
        size=style.size,
    )


def _own_file(style: Style) -> str:
    """Return the file of the font that ships with matplotlib."""
    slant = "Italic" if style.serif else "Oblique"
    cut = ("Bold" if style.bold else "") + (slant if style.italic else "")
    name = "DejaVuSerif" if style.serif else "DejaVuSans"
    return str(Path(mpl.get_data_path(), "fonts", "ttf", f"{name}{'-' if cut else ''}{cut}.ttf"))


@cache
def _in_own_font(sign: str) -> bool:
    """Tell whether every cut of the own fonts has a sign."""
    cuts = [Style(size=1, bold=bold, italic=it) for bold in (False, True) for it in (False, True)]
    cuts += [Style(size=1, serif=True, bold=bold) for bold in (False, True)]
    cuts += [Style(size=1, serif=True, italic=True)]
    return all(get_font(_own_file(cut)).get_char_index(ord(sign)) for cut in cuts)


def _further_fonts(signs: frozenset[str]) -> tuple[str, ...]:
    lacking = sorted(sign for sign in signs if not sign.isascii() and not _in_own_font(sign))
    found = (_further_font(sign) for sign in lacking)
    return tuple(dict.fromkeys(name for name in found if name is not None))


@cache
def _further_font(sign: str) -> str | None:
    """Return the family of a font of this machine that has a sign; the first by name."""
    for family, file in _families():
        try:
            if get_font(file).get_char_index(ord(sign)):
                return family
        except (OSError, RuntimeError):
            continue
    return None


@cache
def _families() -> tuple[tuple[str, str], ...]:
    """Return (family, file) of the upright text fonts of this machine, own families first."""
    rows = {
        (not entry.name.startswith("DejaVu Sans"), entry.name, str(entry.fname))
        for entry in fontManager.ttflist
        if entry.style == "normal"
        and str(entry.weight) in ("400", "normal", "regular")
        and not entry.name.startswith(("STIX", "cm", "Last Resort"))
    }
    return tuple((name, file) for _, name, file in sorted(rows)[:_MOST_FONTS])


@lru_cache(maxsize=8192)
def width(text: str, style: Style) -> float:
    """Return the width of a drawable text in millimetres."""
    if not text:
        return 0.0
    wide, _, _ = TextToPath().get_text_width_height_descent(
        text, properties(text, style), ismath=False
    )
    return float(wide) * MM_PER_POINT


def leading(style: Style) -> float:
    """Return the distance of two lines in millimetres."""
    return style.size * MM_PER_POINT * 1.22


def fitted(text: str, style: Style, room: float) -> str:
    """Return a text, cut with an ellipsis where it is wider than ``room`` millimetres."""
    text = drawable(text)
    if width(text, style) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + "…", style) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def wrapped(text: str, style: Style, room: float, *, most: int = 99) -> list[str]:
    """Return the lines of a text, at most ``most``, none wider than ``room`` millimetres."""
    lines: list[str] = []
    line = ""
    words = [part for word in drawable(text).split() for part in _pieces(word, style, room)]
    for number, word in enumerate(words):
        longer = f"{line} {word}" if line else word
        if width(longer, style) <= room:
            line = longer
            continue
        if len(lines) == most - 1:
            rest = " ".join(words[number:])
            return [*lines, fitted(f"{line} {rest}".strip(), style, room)]
        if line:
            lines.append(line)
        line = word
    return [*lines, line] if line else lines


def _pieces(word: str, style: Style, room: float) -> list[str]:
    """Break a word that is wider than the room, as scripts without blanks are."""
    pieces = []
    while width(word, style) > room and len(word) > 1:
        cut = max(1, len(fitted(word, style, room)) - 1)
        pieces.append(word[:cut])
        word = word[cut:]
    return [*pieces, word]


def balanced(text: str, style: Style, room: float, *, most: int = 99) -> list[str]:
    """Return the lines of a text, as few as ``wrapped`` gives but of about the same width."""
    lines = wrapped(text, style, room, most=most)
    if len(lines) < 2 or lines[-1].endswith("…"):
        return lines
    low, high = room / 2, room
    while high - low > 0.5:
        middle = (low + high) / 2
        tried = wrapped(text, style, middle, most=most + 1)
        if len(tried) <= len(lines):
            lines, high = tried, middle
        else:
            low = middle
    return lines
