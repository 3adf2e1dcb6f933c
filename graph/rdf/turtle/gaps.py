"""The white space and the comments between statements: cutting and joining them.

Nothing here drops a comment, and nothing lets one swallow a statement.
"""

from __future__ import annotations

import re

from .lexing import COMMENT

_TRAILING = re.compile(r"[ \t]*+(?:#[^\r\n]*+)?")
_LINE_END = r"(?>\r\n|\n|\r)"
_BLANK_LINE = re.compile(rf"{_LINE_END}[ \t]*+(?:{_LINE_END}[ \t]*+)++")
_INDENT = re.compile(r"[ \t]++\Z")


def same_line(gap: str) -> tuple[str, str]:
    """Cut a gap where the line of the statement before it ends.

    Returns:
        A comment with the space before it, or nothing; and the rest.
    """
    match = _TRAILING.match(gap)
    end = match.end() if match else 0
    trailing = gap[:end]
    return (trailing, gap[end:]) if "#" in trailing else ("", gap)


def attached(gap: str) -> tuple[str, str]:
    """Cut a gap before the comments that stand right above the statement after it."""
    end = 0
    for match in _BLANK_LINE.finditer(gap):
        end = match.end()
    return gap[:end], gap[end:]


def starts_blank(gap: str) -> bool:
    """Tell whether a gap starts with a blank line."""
    return _BLANK_LINE.match(gap) is not None


def top(gap: str, line_end: str, *, last: bool) -> tuple[str, str]:
    """Cut the first gap of a text: what stays above a new block, and what comes below it."""
    above, below = (gap, "") if last else attached(gap)
    bare = above.rstrip(" \t\r\n")
    lead = f"{bare}{line_end * 2}" if "#" in above else ""
    return lead, line_end if last else f"{line_end * 2}{below}"


def groups(gap: str) -> list[list[str]]:
    """Return the comments of a gap, those with no blank line between them together."""
    found = [COMMENT.findall(part) for part in _BLANK_LINE.split(gap)]
    return [group for group in found if group]


def closed(gap: str, line_end: str) -> str:
    """Return a gap that ends where a line starts, so that a block of ours may follow.

    An empty gap is taken for the start of the text.
    """
    if "#" in gap.rpartition("\n")[2]:
        return gap + line_end
    bare = _INDENT.sub("", gap)
    return bare if not gap or bare.endswith(("\n", "\r")) else bare + line_end


def opened(gap: str, line_end: str) -> str:
    """Return a gap behind a block of ours: it starts a new line or with a comment."""
    trailing, rest = same_line(gap)
    rest = rest if rest.startswith(("\n", "\r")) else line_end + rest.lstrip(" \t")
    return trailing + rest


def with_comments(gap: str, comments: list[str], line_end: str) -> str:
    """Put comments at the end of a gap, each on a line of its own."""
    if not comments:
        return gap
    return closed(gap, line_end) + "".join(f"{comment}{line_end}" for comment in comments)


def joined(before: str, comments: list[str], after: str, line_end: str) -> str:
    """Return one gap in place of a statement that goes and the two gaps beside it.

    Args:
        before: the gap before the statement; empty at the start of the text.
        comments: those inside the statement.
        after: the gap behind it.
        line_end: how lines end here.
    """
    trailing, rest = same_line(after)
    kept = [*comments, *([trailing.strip(" \t")] if trailing else [])]
    if not kept and "#" not in before:
        return opened(after, line_end) if before else after.lstrip(" \t\r\n")
    left = with_comments(before, kept, line_end).rstrip(" \t\r\n")
    return left + opened(rest, line_end)
