"""What people see: clean text, colour where it is wanted, results apart from remarks."""

from __future__ import annotations

import sys
import unicodedata

import click

from ..settings import colour_wanted, line_width

_JOINERS = "\u200c\u200d"


def clean(text: str) -> str:
    """Return a text in one line, without control and direction characters.

    A label can hold terminal escapes, or turn the direction of what follows.
    Joiners stay: Persian and emoji need them.

    Example:
        >>> clean("a" + chr(27) + "[31mb" + chr(10) + "c" + chr(0x202E))
        'a[31mb c'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_clean_character, text))


def _clean_character(character: str) -> str:
    if character in "\n\t\r\v\f\u0085\u2028\u2029":
        return " "
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    return "" if category in {"Cc", "Cf"} and character not in _JOINERS else character


def paint(text: str, *, err: bool = False, **style: object) -> str:
    """Return a text with colours or weight, where its stream is a terminal that wants them."""
    stream = sys.stderr if err else sys.stdout
    if colour_wanted(terminal=stream.isatty()):
        return click.style(text, **style)  # type: ignore[arg-type]
    return text


def width() -> int:
    """Return how many columns a line of the result may take."""
    return line_width(terminal=sys.stdout.isatty())


def emit(text: str) -> None:
    """Write a result to stdout, with a line end; what its encoding lacks becomes `?`."""
    encoding = sys.stdout.encoding or "utf-8"
    emit_bytes(f"{text}\n".encode(encoding, "replace"))


def emit_bytes(data: bytes) -> None:
    """Write bytes to stdout exactly as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def complain(message: str) -> None:
    """Write an error to stderr, in red where colour is wanted."""
    _remark(message, fg="red")


def warn(message: str) -> None:
    """Write a warning to stderr."""
    _remark(f"warning: {message}", fg="yellow")


def note(message: str) -> None:
    """Write a remark to stderr, dim where that is wanted."""
    _remark(message, dim=True)


def _remark(message: str, **style: object) -> None:
    text = "\n".join(clean(line) for line in message.split("\n"))
    sys.stdout.flush()
    sys.stderr.write(paint(text, err=True, **style) + "\n")
    sys.stderr.flush()
