"""Tables as text: aligned columns that wrap, or one block a row where it is too narrow."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from .terminal import clean, paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..query.table import Cell

_GAP = "  "
_CELL_LIMIT = 600
_NARROWEST = 9
_LINES_WITHOUT_AIR = 2
_WORD_SHARE = 0.45
_WORD_LIMIT = 14
_WORD_ROOM = 0.85


def cell_text(value: Cell) -> str:
    """Return a cell as people read it: clean, in one line, cut where it is very long."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6g}"
    text = clean(str(value)[: _CELL_LIMIT + 1]).strip()
    return text if len(text) <= _CELL_LIMIT else f"{text[:_CELL_LIMIT]}…"


def text_width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(_character_width(c) for c in text)


def _character_width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, width: int) -> list[str]:
    """Break a text between words, and inside a word that is longer than a line."""
    lines = [""]
    for word in text.split():
        rest = word
        if lines[-1] and text_width(lines[-1]) + 1 + text_width(rest) <= width:
            lines[-1] += f" {rest}"
            continue
        if lines[-1]:
            lines.append("")
        while text_width(rest) > width:
            cut = _break(rest, _fitting(rest, width))
            lines[-1] = rest[:cut]
            lines.append("")
            rest = rest[cut:]
        lines[-1] = rest
    return lines


def _fitting(text: str, width: int) -> int:
    """Return how many characters fit, at least one."""
    taken = 0
    for at, character in enumerate(text):
        taken += _character_width(character)
        if taken > width and at:
            return at
    return len(text)


def _break(text: str, most: int) -> int:
    """Return where to break a long word: behind a mark such as `/`, where one is near the end."""
    marks = [at + 1 for at in range(most // 2, most) if text[at] in "/-_:;,.#"]
    return marks[-1] if marks else most


def layout(columns: Sequence[str], rows: Sequence[Sequence[Cell]], width: int) -> str:
    """Lay a table out.

    Args:
        columns: the headings.
        rows: the cells; numbers stand to the right.
        width: columns of the terminal that a line may take.
    """
    cells = [[cell_text(value) for value in row] for row in rows]
    numeric = [
        any(row[i] is not None for row in rows)
        and all(row[i] is None or _is_number(row[i]) for row in rows)
        for i in range(len(columns))
    ]
    widths = _column_widths(columns, cells, width)
    if widths is None:
        return _blocks(columns, cells, width)
    head = _lines([wrap(name, w) for name, w in zip(columns, widths, strict=True)], widths, numeric)
    rule = _GAP.join("─" * w for w in widths)
    body = [
        _lines([wrap(c, w) for c, w in zip(row, widths, strict=True)], widths, numeric)
        for row in cells
    ]
    # Rows of many lines run into one another without air between them.
    airy = sum(map(len, body)) > _LINES_WITHOUT_AIR * len(body)
    text = ("\n\n" if airy else "\n").join("\n".join(lines) for lines in body)
    return "\n".join([*(paint(line, bold=True) for line in head), paint(rule, dim=True), text])


def _is_number(value: Cell) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _lines(
    parts: Sequence[Sequence[str]], widths: Sequence[int], numeric: Sequence[bool]
) -> list[str]:
    """Put the wrapped cells of one row side by side."""
    lines = []
    for at in range(max(map(len, parts))):
        line = []
        for part, width, right in zip(parts, widths, numeric, strict=True):
            text = part[at] if at < len(part) else ""
            blank = " " * (width - text_width(text))
            line.append(blank + text if right else text + blank)
        lines.append(_GAP.join(line).rstrip())
    return lines


def _column_widths(
    columns: Sequence[str], cells: Sequence[Sequence[str]], width: int
) -> list[int] | None:
    """Return the width of each column, the widest ones cut first; None where nothing fits."""
    texts = [[name, *(row[i] for row in cells)] for i, name in enumerate(columns)]
    wanted = [max(map(text_width, column)) for column in texts]
    words = [max(text_width(w) for text in c for w in (text.split() or [""])) for c in texts]
    room = width - len(_GAP) * (len(columns) - 1)
    if sum(wanted) <= room:
        return wanted
    # Whole words, where they leave enough to the other columns; else broken ones.
    for limit in (int(width * _WORD_SHARE), _WORD_LIMIT):
        least = [
            min(w, max(_NARROWEST, min(longest, limit)))
            for w, longest in zip(wanted, words, strict=True)
        ]
        if sum(least) <= room * (_WORD_ROOM if limit != _WORD_LIMIT else 1):
            return _fill(wanted, least, room)
    return None


def _fill(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Cut the widest columns until all fit, and give what is left to those that were cut."""
    low, high = 1, max(wanted)
    while low < high:
        cap = (low + high + 1) // 2
        fits = sum(max(m, min(w, cap)) for w, m in zip(wanted, least, strict=True)) <= room
        low, high = (cap, high) if fits else (low, cap - 1)
    widths = [max(m, min(w, low)) for w, m in zip(wanted, least, strict=True)]
    for i in sorted(range(len(widths)), key=lambda i: widths[i] - wanted[i]):
        widths[i] += min(room - sum(widths), wanted[i] - widths[i])
    return widths


def _blocks(columns: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> str:
    """Write one block a row: heading and cell on a line, empty cells left out."""
    margin = max(map(text_width, columns)) + len(_GAP)
    blocks = []
    for row in cells:
        lines = []
        for name, text in zip(columns, row, strict=True):
            if not text:
                continue
            head = paint(name, bold=True) + " " * (margin - text_width(name))
            first, *rest = wrap(text, max(width - margin, _NARROWEST))
            lines += [head + first, *(" " * margin + line for line in rest)]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)
