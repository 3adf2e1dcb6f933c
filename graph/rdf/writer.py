"""The canonical Turtle writer: the same triples always give the same bytes.

Prefixes are sorted, subjects are sorted by IRI, `a` comes first, then the
labels, then the other predicates by IRI; one object stands on a line. A diff
then shows the change and nothing else.
"""

from __future__ import annotations

import os
import re
import tempfile
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.vocabulary import (
    ALT_LABEL,
    BASE,
    HIDDEN_LABEL,
    KINDS,
    PREF_LABEL,
    PREFIXES,
    RDF_TYPE,
    expand,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

_FIRST = {RDF_TYPE: 0, PREF_LABEL: 1, ALT_LABEL: 2, HIDDEN_LABEL: 3}
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_-])?")
_BARE = {
    expand("xsd:integer"): re.compile(r"[+-]?[0-9]+"),
    expand("xsd:decimal"): re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    expand("xsd:boolean"): re.compile(r"true|false"),
}


def kind_prefixes(base: str = BASE) -> dict[str, str]:
    """Return one prefix a kind of thing, such as `organisation:`, under a base."""
    return {kind: f"{base}{kind}/" for kind in KINDS}


def to_turtle(triples: Iterable[Triple], *, base: str = BASE) -> str:
    """Write triples as canonical Turtle.

    Args:
        triples: in any order; duplicates are written once.
        base: where the IRIs of the graph's things start; it gives the prefixes.

    Returns:
        The file's text, ending in a line end; only prefixes that it uses.
    """
    namespaces = {**PREFIXES, **kind_prefixes(base)}
    names = _Names(namespaces)
    rows = sorted(
        {(str(t.subject), str(t.predicate), str(t.object)): t for t in triples}.values(),
        key=lambda t: (
            str(t.subject),
            _FIRST.get(getattr(t.predicate, "value", ""), 4),
            str(t.predicate),
            str(t.object),
        ),
    )
    blocks = [
        _block(names, subject, list(group))
        for subject, group in groupby(rows, key=lambda t: str(t.subject))
    ]
    head = [f"@prefix {p}: <{namespaces[p]}> ." for p in sorted(names.used)]
    return "\n".join(head) + "\n\n" + "\n".join(blocks) if blocks else ""


def write_atomically(path: Path, text: str) -> None:
    """Replace a file's content in one step; a kill leaves the old file whole.

    A file that is there keeps its mode; a new one gets what the umask leaves.

    Raises:
        OSError: the folder is missing, or not to be written to.
    """
    handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(scratch).chmod(mode)
        Path(scratch).replace(path)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """Return the process's umask; it can only be read by setting it."""
    umask = os.umask(0)
    os.umask(umask)
    return umask


class _Names:
    """Shortens terms and remembers which prefixes it used."""

    def __init__(self, namespaces: dict[str, str]) -> None:
        self._by_namespace = {iri: prefix for prefix, iri in namespaces.items()}
        self.used: set[str] = set()

    def iri(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._by_namespace.get(iri[:cut])
        if prefix is None or not _LOCAL.fullmatch(iri[cut:]):
            return f"<{iri}>"
        self.used.add(prefix)
        return f"{prefix}:{iri[cut:]}"

    def term(self, term: object) -> str:
        text = str(term)
        if text.startswith("<"):
            return self.iri(text[1:-1])
        literal_type = getattr(getattr(term, "datatype", None), "value", None)
        if literal_type is None or text.endswith('"') or getattr(term, "language", None):
            return text
        value = str(getattr(term, "value", ""))
        bare = _BARE.get(literal_type)
        if bare and bare.fullmatch(value):
            return value
        return text[: text.rindex("^^")] + "^^" + self.iri(literal_type)


def _block(names: _Names, subject: str, triples: list[Triple]) -> str:
    """Write one subject with all that is said of it."""
    lines = []
    for predicate, group in groupby(triples, key=lambda t: t.predicate.value):
        objects = [names.term(t.object) for t in group]
        word = "a" if predicate == RDF_TYPE else names.iri(predicate)
        if len(objects) == 1:
            lines.append(f"    {word} {objects[0]}")
        else:
            lines.append(f"    {word}\n        " + " ,\n        ".join(objects))
    head = names.iri(subject[1:-1]) if subject.startswith("<") else subject
    return head + "\n" + " ;\n".join(lines) + " .\n"
