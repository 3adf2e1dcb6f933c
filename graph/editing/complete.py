"""What an entry says beyond what is there, and where it says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..entries.entry import Named
from ..errors import Conflicting
from ..model.vocabulary import ALT_LABEL, HIDDEN_LABEL, PREF_LABEL, PREFIXES, expand
from .describe import single_valued

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

    from ..entries.entry import Entry
    from .describe import Terms

DEFAULT_STATUS = "reviewed"
"""The status of entries that tell none."""

_KEPT = frozenset({expand("dcterms:created"), expand("owl:differentFrom")})
_OTHER_NAMES = frozenset({ALT_LABEL, HIDDEN_LABEL})
_TITLE = expand("dcterms:title")
_STATUS = expand("adms:status")


def completed(entry: Entry, there: Terms, said: Terms, where: str) -> Terms:
    """Return what is to be added to a thing that is there.

    Args:
        entry: what was handed in.
        there: what is said of the thing.
        said: what the entry says of it.
        where: what an error names as the place of the fault.

    Raises:
        Conflicting: of a property that has one value, the two have different ones.
    """
    single = single_valued(type(entry))
    more: Terms = {}
    for predicate, terms in said.items():
        known = there.get(predicate, [])
        new = [term for term in terms if term not in known]
        if not new or (predicate in _KEPT and known) or _is_left_open(entry, predicate, known):
            continue
        if predicate == PREF_LABEL:
            new = _further_names(there, more, known, new)
        elif predicate in _OTHER_NAMES:
            new = [term for term in new if term not in there.get(PREF_LABEL, ())]
        elif predicate in single or predicate == _TITLE:
            _refuse_another(entry, predicate, known, new, where)
        if new:
            more[predicate] = [*more.get(predicate, []), *new]
    return more


def contradicted(entry: Entry, there: Terms, said: Terms) -> Terms:
    """Return what is there and has to go where an entry says something else instead.

    Of texts only those in the same language are among it. What makes a statement
    the one that it is never is, nor is its status, which has a verb of its own.
    """
    found: Terms = {}
    for predicate in {*single_valued(type(entry)), _TITLE} - {_STATUS}:
        known = there.get(predicate, [])
        if not _is_left_open(entry, predicate, known):
            spoken = {language(t) for t in said.get(predicate, ()) if t not in known}
            found[predicate] = [term for term in known if language(term) in spoken]
    return {predicate: terms for predicate, terms in found.items() if terms}


def _further_names(
    there: Terms, more: Terms, known: list[NamedNode | Literal], new: list[NamedNode | Literal]
) -> list[NamedNode | Literal]:
    """Keep one name a language: a second one becomes an alias."""
    languages = {language(term) for term in known}
    second = [t for t in new if language(t) in languages]
    aliases = [t for t in second if t not in there.get(ALT_LABEL, ())]
    if aliases:
        more[ALT_LABEL] = [*more.get(ALT_LABEL, []), *aliases]
    return [t for t in new if t not in second]


def _is_left_open(entry: Entry, predicate: str, known: list[NamedNode | Literal]) -> bool:
    """Tell whether an entry says something only because nothing else was said."""
    if predicate == _STATUS:
        return bool(known) and getattr(entry, "status", "") == DEFAULT_STATUS
    return predicate == _TITLE and bool(known) and not getattr(entry, "title", "")


def _refuse_another(
    entry: Entry,
    predicate: str,
    known: list[NamedNode | Literal],
    new: list[NamedNode | Literal],
    where: str,
) -> None:
    """Refuse a second value of what has one, or one in each language."""
    for term in new:
        other = next((k for k in known if language(k) == language(term)), None)
        if other is not None:
            raise Conflicting(
                f"{where}: {_word(predicate)} is {_shown(other)} there, not {_shown(term)}; "
                + _todo(entry, predicate)
            )


def _todo(entry: Entry, predicate: str) -> str:
    if predicate == _STATUS:
        return "to change it, use stancegraph status"
    named = isinstance(entry, Named) or entry.KIND == "document"
    return "correct one of the two, here or there with --replace" + (
        ", or add it as another thing with --anyway" if named else ""
    )


def language(term: NamedNode | Literal) -> str:
    """Return the language tag of a text, empty for any other term."""
    return getattr(term, "language", None) or ""


def _word(predicate: str) -> str:
    cut = max(predicate.rfind("#"), predicate.rfind("/")) + 1
    prefix = next((p for p, ns in PREFIXES.items() if ns == predicate[:cut]), "")
    return f"{prefix}:{predicate[cut:]}"


def _shown(term: NamedNode | Literal) -> str:
    return repr(term.value.rsplit("#", 1)[-1])
