"""The words of the model's closed lists in other languages, out of the ontology."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from pyoxigraph import Literal, NamedNode

from ..model.vocabulary import PREF_LABEL
from ..rdf.reader import read_rdf
from ..resources import folder


@cache
def labels() -> dict[str, dict[str, str]]:
    """Return the label of each term of a closed list, by IRI and language."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for triple in read_rdf(folder("ontology") / "stancegraph.ttl").triples:
        term, label = triple.subject, triple.object
        if (
            triple.predicate.value == PREF_LABEL
            and isinstance(term, NamedNode)
            and isinstance(label, Literal)
        ):
            found[term.value][label.language or ""] = label.value
    return found


@cache
def closed_list_words(lang: str) -> dict[str, str]:
    """Return the words of the closed lists, from English to a language.

    Words that the ontology does not have in the language stay out.
    """
    return {word["en"]: word[lang] for word in labels().values() if "en" in word and lang in word}
