"""What is looked for in RDF/XML and JSON-LD before a parser sees them.

An entity of 800 bytes can become gigabytes, and 50,000 brackets can overflow a
stack. Ordinary namespace entities, as ontology editors write them, pass.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.parsers import expat

DEPTH_LIMIT = 100


class Problem(NamedTuple):
    """Why a file must not be parsed, and where; line and column are 0 where not known."""

    line: int
    column: int
    reason: str


_ENTITY_LENGTH = 500
_ENTITY_COUNT = 200
_JSON_PART = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]')


class _Reject(Exception):
    """Carries the reason out of the parser's callbacks."""


def xml_problem(data: bytes) -> Problem | None:
    """Return why RDF/XML must not be parsed, or None.

    Refused are entities that are external, nested, long or many, and elements
    nested more than 100 deep. The Document Type Definition is read by expat,
    which expands nothing before the first element and fetches nothing at all.
    """
    parser = expat.ParserCreate()
    count = depth = 0

    def entity(*declaration: object) -> None:
        nonlocal count
        name, is_parameter, value, _base, system, public, _notation = declaration
        count += 1
        if system or public:
            raise _Reject(f"entity {name!r} is external and is never fetched; remove it")
        text = str(value or "")
        if is_parameter or "&" in text or "%" in text or len(text) > _ENTITY_LENGTH:
            raise _Reject(f"entity {name!r} would expand; write its text out")
        if count > _ENTITY_COUNT:
            raise _Reject(f"more than {_ENTITY_COUNT} entities; write them out")

    def start(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH_LIMIT:
            raise _Reject(f"nested too deeply (more than {DEPTH_LIMIT} elements); flatten it")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.EntityDeclHandler = entity
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes it by position only
    except _Reject as reason:
        return Problem(parser.CurrentLineNumber, 0, str(reason))
    except expat.ExpatError as exc:
        message = expat.errors.messages[exc.code]
        return Problem(exc.lineno, exc.offset + 1, f"{message}; mend the file")
    except (ValueError, LookupError) as exc:
        return Problem(0, 0, f"not readable as XML ({exc}); save it as UTF-8")
    return None


def json_depth_problem(data: bytes) -> Problem | None:
    """Return why JSON must not be parsed, or None: more than 100 levels deep."""
    depth = 0
    for match in _JSON_PART.finditer(data):
        mark = match.group()
        if mark in b"[{":
            depth += 1
            if depth > DEPTH_LIMIT:
                line = data.count(b"\n", 0, match.start()) + 1
                return Problem(line, 0, f"nested too deeply (more than {DEPTH_LIMIT}); flatten it")
        elif mark in b"]}":
            depth -= 1
    return None
