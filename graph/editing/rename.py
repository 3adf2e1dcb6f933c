"""Giving a thing another name; the former one stays as an alias."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ..entries.agents import Organization
from ..entries.field import Text, specifications
from ..errors import Conflicting, Similar
from ..model.vocabulary import ALT_LABEL, PREF_LABEL, expand
from . import values
from .namesakes import DIFFERENT, Namesakes
from .outcome import Outcome
from .present import Present, described

if TYPE_CHECKING:
    from ..records.opened import OpenGraph
    from .editor import Editor

_TITLE = expand("dcterms:title")


def rename_thing(
    kg: OpenGraph, editor: Editor, thing: str, name: str, *, lang: str, anyway: bool = False
) -> Outcome:
    """Give a thing another name in a language; its IRI stays what it is.

    Raises:
        NotFound: there is no such thing.
        Similar: something else has a name like the new one.
        Conflicting: a document's title was exact; add the right one instead.
    """
    iri = kg.names.resolve(thing)
    kind = kg.names.kind(iri)
    said = described(kg.store, iri)
    predicate = _TITLE if kind == "document" else PREF_LABEL
    spec = specifications(Organization)["name"]
    new = values.term(spec, Text(name, lang), lang, f"{kind} {kg.names.label(iri)!r}: name")
    old = [t for t in said.get(predicate, ()) if getattr(t, "language", None) == lang]
    if new in old:
        return Outcome(iri, kind, new.value, "unchanged")
    if kind == "document" and old:
        raise Conflicting(f"{kg.names.curie(iri)}: a title is exact and is not changed")
    near = Namesakes(kg.names, Present(kg.store), kg.base).near(kind, {predicate: [new]}, iri)
    if near and not anyway:
        first = f"{kg.names.label(near[0])!r} ({kg.names.curie(near[0])})"
        message = f"{kind} {name!r}: named like {first}; choose another name, or add --anyway"
        raise Similar(message, candidates=near)
    aliases = [t for t in said.get(ALT_LABEL, ()) if t != new]
    kept = [t for t in said.get(predicate, ()) if t not in old]
    editor.unsay(iri, predicate)
    if new in said.get(ALT_LABEL, ()):
        editor.unsay(iri, ALT_LABEL)
        editor.say(iri, {ALT_LABEL: [*aliases]})
    former: list[NamedNode | Literal] = [Literal(t.value, language=lang) for t in old]
    editor.say(iri, {predicate: [*kept, new], **({ALT_LABEL: former} if former else {})})
    if near:
        editor.say(iri, {DIFFERENT: [NamedNode(other) for other in near]})
    return Outcome(iri, kind, new.value, "changed")
