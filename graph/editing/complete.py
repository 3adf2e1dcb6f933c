"""What an entry says beyond what is there, and where it says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..entries.entry import Named
from ..errors import Conflicting
from ..model.vocabulary import ALT_LABEL, PREF_LABEL, PREFIXES, expand
from .describe import single_valued

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

    from ..entries.entry import Entry
    from .describe import Terms

_KEPT = frozenset({expand("adms:status"), expand("dcterms:created"), expand("owl:differentFrom")})


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
        if not new or (predicate in _KEPT and known):
            continue
        if predicate == PREF_LABEL:
            new = _further_names(there, more, known, new)
        elif predicate in single and known:
            raise Conflicting(
                f"{where}: {_word(predicate)} is {_shown(known[0])} there, not {_shown(new[0])}; "
                "correct one of the two" + _hint(entry)
            )
        if new:
            more[predicate] = [*more.get(predicate, []), *new]
    return more


def _further_names(
    there: Terms, more: Terms, known: list[NamedNode | Literal], new: list[NamedNode | Literal]
) -> list[NamedNode | Literal]:
    """Keep one name a language: a second one becomes an alias."""
    languages = {getattr(term, "language", None) for term in known}
    second = [t for t in new if getattr(t, "language", None) in languages]
    aliases = [t for t in second if t not in there.get(ALT_LABEL, ())]
    if aliases:
        more[ALT_LABEL] = [*more.get(ALT_LABEL, []), *aliases]
    return [t for t in new if t not in second]


def _hint(entry: Entry) -> str:
    return ", or add it as another thing with --anyway" if isinstance(entry, Named) else ""


def _word(predicate: str) -> str:
    cut = max(predicate.rfind("#"), predicate.rfind("/")) + 1
    prefix = next((p for p, ns in PREFIXES.items() if ns == predicate[:cut]), "")
    return f"{prefix}:{predicate[cut:]}"


def _shown(term: NamedNode | Literal) -> str:
    return repr(term.value.rsplit("#", 1)[-1])
