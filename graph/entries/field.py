"""How the attributes of an entry are written as RDF: one specification each.

The same specification makes the triples, the options of the command line and
the columns of tables, so that a new attribute is added in one place.
"""

from __future__ import annotations

from dataclasses import Field, dataclass, fields
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from _typeshed import DataclassInstance

Form: TypeAlias = Literal[
    "name",  # a name, in the language of the entry
    "text",  # a text, in the language of the entry
    "plain",  # a text without a language
    "language",  # a BCP 47 tag
    "country",  # an ISO 3166-1 code
    "web",  # a web address
    "thing",  # something in the graph
    "choice",  # a word of a closed list
    "day",  # a whole day
    "first day",  # a date, of which the first day counts
    "last day",  # a date, of which the last day counts
    "number",  # a whole number
    "checksum",  # SHA-256 in hexadecimal digits
    "flag",  # a class beside the entry's own
    "form",  # the class of a document
]

_KEY: Final = "stancegraph"


class Text(NamedTuple):
    """A text in a language other than its entry's."""

    text: str
    lang: str


@dataclass(frozen=True)
class Spec:
    """What one attribute says.

    Attributes:
        predicate: the property, as CURIE; of a flag, the class.
        form: what kind of value it takes.
        help: one phrase about it, for people.
        kinds: the kinds of thing that are meant, for the form `thing`.
        words: the closed list, for the form `choice`.
        option: what it is called on the command line and in tables; its own
            name with hyphens if left out.
        required: whether there is no entry without it.
        least: the smallest value, for the form `number`.
    """

    predicate: str
    form: Form
    help: str
    kinds: tuple[str, ...] = ()
    words: str = ""
    option: str = ""
    required: bool = False
    least: int = 0


def says(  # noqa: PLR0913 - one parameter an attribute of the specification
    predicate: str,
    form: Form,
    help: str,  # noqa: A002 - the word that click has for it
    *,
    kinds: tuple[str, ...] = (),
    words: str = "",
    option: str = "",
    required: bool = False,
    least: int = 0,
) -> Mapping[str, Spec]:
    """Return the metadata of a dataclass field; see `Spec`."""
    return {_KEY: Spec(predicate, form, help, kinds, words, option, required, least)}


_SPECIFICATIONS: dict[str, dict[str, Spec]] = {}


def specifications(kind: type[DataclassInstance]) -> dict[str, Spec]:
    """Return the specification of each attribute that becomes RDF, by attribute name."""
    known = _SPECIFICATIONS.get(kind.__qualname__)
    if known is None:
        known = {f.name: f.metadata[_KEY] for f in fields(kind) if _KEY in f.metadata}
        _SPECIFICATIONS[kind.__qualname__] = known
    return known


def takes_many(attribute: Field[object]) -> bool:
    """Tell whether an attribute takes any number of values."""
    return attribute.default == ()


def option_name(name: str, spec: Spec) -> str:
    """Return what an attribute is called on the command line and in tables.

    Example:
        >>> option_name("date_as_stated", Spec("sg:dateAsStated", "plain", ""))
        'date-as-stated'
    """
    return spec.option or name.strip("_").replace("_", "-")
