"""Each file in valid/ conforms; each in invalid/ breaks the shapes that it names.

A case is read together with tests/fixtures/ontology/common.ttl. Its first line
names what must be reported, and nothing else may be:
`# expect: stance-one, evidence-some`. A shape goes by its local name; anything
that is not the name of a shape is looked for in the messages.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from pyshacl import validate
from rdflib import SH, Graph, URIRef

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
SHAPES = ROOT / "ontology" / "shapes.ttl"
COMMON = ROOT / "tests" / "fixtures" / "ontology" / "common.ttl"
SHAPE_BASE = "https://w3id.org/stancegraph/shapes#"
VALID = sorted((HERE / "valid").glob("*.ttl"))
INVALID = sorted((HERE / "invalid").glob("*.ttl"))


class Finding(NamedTuple):
    """One result of a validation: the shape's local name, and its message."""

    shape: str
    message: str


@cache
def shapes() -> Graph:
    """Return the shapes, read once."""
    return Graph().parse(SHAPES, format="turtle")


def findings(*files: Path) -> list[Finding]:
    """Return what the shapes report about the files read together."""
    data = Graph()
    for file in files:
        data.parse(file, format="turtle")
    _, report, _ = validate(data, shacl_graph=shapes(), inference="none", advanced=False)
    assert isinstance(report, Graph)
    return sorted(
        Finding(
            str(report.value(result, SH.sourceShape)).removeprefix(SHAPE_BASE),
            str(report.value(result, SH.resultMessage)),
        )
        for result in report.objects(None, SH.result)
    )


def expected(file: Path) -> list[str]:
    """Return the names and fragments in the first line of an invalid case."""
    first, _, _ = file.read_text(encoding="utf-8").partition("\n")
    match = re.fullmatch(r"# expect: (.+)", first)
    assert match, f"{file.name}: the first line must read '# expect: SHAPE, SHAPE'"
    return sorted(word.strip() for word in match[1].split(","))


def test_the_common_neighbourhood_conforms() -> None:
    assert findings(COMMON) == []


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.stem)
def test_valid_case_conforms(file: Path) -> None:
    assert findings(COMMON, file) == []


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_invalid_case_gives_exactly_the_expected_findings(file: Path) -> None:
    found = findings(COMMON, file)
    wanted = expected(file)
    named = {
        str(shape).removeprefix(SHAPE_BASE)
        for shape in shapes().subjects()
        if isinstance(shape, URIRef)
    }
    fragments = [word for word in wanted if word not in named]
    as_declared = [
        next((part for part in fragments if part in finding.message), finding.shape)
        for finding in found
    ]
    assert sorted(as_declared) == wanted


def test_there_are_cases_of_both_sorts() -> None:
    assert len(VALID) >= 15
    assert len(INVALID) >= 15


def test_the_ontology_beside_the_data_changes_no_finding() -> None:
    assert findings(COMMON, ROOT / "ontology" / "stancegraph.ttl") == []


def test_the_shapes_are_themselves_valid_shacl() -> None:
    conforms, _, text = validate(Graph(), shacl_graph=shapes(), meta_shacl=True)
    assert conforms, text
