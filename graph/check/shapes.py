"""The model's shapes: SHACL Core by pyshacl, without inference, imports or scripts.

Comparisons of two values (`sh:lessThan` and its like) are asked of the store:
pyshacl stops on a blank node and trips over a year beside a date, and the store
passes over what does not compare, which the shapes for datatypes report.
"""

from __future__ import annotations

import warnings
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ..errors import DatasetError
from ..rdf.bridge import quiet_rdflib, rdflib_graph
from ..rdf.reader import read_rdf
from ..resources import folder
from .report import Result, Severity, plain, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    import rdflib
    from rdflib.term import Node

    from .material import Material

_OPERATORS = {"lessThan": "<", "lessThanOrEquals": "<="}
_BREAKS = (
    *(RuntimeError, TypeError, ValueError, AttributeError, LookupError, ArithmeticError),
    *(AssertionError, NotImplementedError),
)


class Comparison(NamedTuple):
    """A shape that compares two values of a thing."""

    classes: tuple[str, ...]
    path: str
    operator: str
    other: str
    severity: Severity
    message: str


@cache
def model_shapes() -> tuple[rdflib.Graph, tuple[Comparison, ...]]:
    """Return the shapes for pyshacl, and the comparisons that were taken out of them."""
    from rdflib import SH, URIRef

    g = rdflib_graph(read_rdf(folder("ontology") / "shapes.ttl").triples, {})
    found = []
    for name, operator in _OPERATORS.items():
        predicate = URIRef(str(SH) + name)
        for shape, other in list(g.subject_objects(predicate)):
            owners = g.subjects(SH.property, shape)
            classes = {str(c) for owner in owners for c in g.objects(owner, SH.targetClass)}
            found.append(
                Comparison(
                    tuple(sorted(classes)),
                    str(g.value(shape, SH.path)),
                    operator,
                    str(other),
                    _severity(g.value(shape, SH.severity)),
                    str(g.value(shape, SH.message)),
                )
            )
            g.remove((shape, predicate, other))
    _aim(g)
    return g, tuple(sorted(found))


def _aim(shapes: rdflib.Graph) -> None:
    """Let property shapes have the targets of the shapes that they are part of.

    That is the same demand, and pyshacl then holds each property shape against all
    things at once, in place of each thing by itself: a fifth of the time.
    """
    from rdflib import RDF, SH

    for owner in set(shapes.subjects(SH.targetClass)):
        if (None, SH.node, owner) in shapes:
            continue
        for shape in list(shapes.objects(owner, SH.property)):
            for target in shapes.objects(owner, SH.targetClass):
                shapes.add((shape, SH.targetClass, target))
            shapes.add((shape, RDF.type, SH.PropertyShape))
            shapes.remove((owner, SH.property, shape))


def shape_results(material: Material) -> Iterator[Result]:
    """Hold a graph against the model's shapes.

    Yields:
        One result for each value or thing that breaks a shape.

    Raises:
        DatasetError: the validator broke on the data.
    """
    shapes, comparisons = model_shapes()
    for comparison in comparisons:
        yield from _compared(material, comparison)
    yield from _validated(material, shapes)


def _compared(material: Material, comparison: Comparison) -> Iterator[Result]:
    classes = " ".join(f"<{iri}>" for iri in comparison.classes)
    rows = material.rows(
        f"SELECT DISTINCT ?thing ?value ?other {{ VALUES ?class {{ {classes} }} ?thing a ?class ; "
        f"<{comparison.path}> ?value ; <{comparison.other}> ?other "
        f"FILTER(!(?value {comparison.operator} ?other)) }}"
    )
    what, _, todo = comparison.message.partition("; ")
    for thing, value, other in rows:
        iri = thing.value if str(thing).startswith("<") else ""
        seen = f"{material.told(value)} to {material.told(other)}"
        where = material.where(iri, "" if iri else thing.value)
        yield Result(comparison.severity, where, f"{what}, {seen}", todo, iri)


def _validated(material: Material, shapes: rdflib.Graph) -> Iterator[Result]:
    import pyshacl
    from rdflib import SH

    data = rdflib_graph(material.triples, {})
    try:
        with quiet_rdflib(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _, report, _ = pyshacl.validate(
                data,
                shacl_graph=shapes,
                inference="none",
                advanced=False,
                js=False,
                meta_shacl=False,
                do_owl_imports=False,
                inplace=True,
            )
        found = list(report.objects(None, SH.result))
    except _BREAKS as exc:
        place = material.files[0][1].path.parent if material.files else material.store.location
        message = (
            f"{place}: the validator broke on this graph, {quoted(str(exc))}; "
            "mend what the parser or other checks report, or send the graph with a bug report"
        )
        raise DatasetError(message) from exc
    for result in found:
        yield _result(material, report, result)


def _result(material: Material, report: rdflib.Graph, result: Node) -> Result:
    from rdflib import SH, BNode

    focus = report.value(result, SH.focusNode)
    blank = isinstance(focus, BNode)
    iri = "" if blank else str(focus)
    message = str(report.value(result, SH.resultMessage))
    what, _, todo = message.partition("; ")
    value = report.value(result, SH.value)
    if value is not None and value != focus:
        what = f"{what}, {_told(material, value)}"
    where = material.where(iri, str(focus) if blank else "")
    return Result(_severity(report.value(result, SH.resultSeverity)), where, what, plain(todo), iri)


def _told(material: Material, value: Node) -> str:
    from rdflib import BNode, URIRef

    if isinstance(value, BNode):
        return "a blank node"
    return quoted(material.names.curie(str(value)) if isinstance(value, URIRef) else str(value))


def _severity(term: Node | None) -> Severity:
    return "violation" if str(term).endswith("#Violation") else "warning"
