"""HermiT reads the ontology and finds contradictions where they are, and only there."""

from __future__ import annotations

import shutil
from pathlib import Path

import owlready2
import pyoxigraph
import pytest

ROOT = Path(__file__).parents[2]
ONTOLOGY = ROOT / "ontology" / "stancegraph.ttl"
FIXTURES = ROOT / "tests" / "fixtures" / "ontology"
IMPORTS = pyoxigraph.NamedNode("http://www.w3.org/2002/07/owl#imports")
NOT_IN_OWL = {f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("date", "gYear")}

pytestmark = pytest.mark.reasoner


def unsatisfiable_classes(folder: Path, *files: Path) -> list[str]:
    """Return the classes that can have no member, as HermiT sees the files together.

    Imports are left out, so that nothing is fetched, and so are dates: xsd:date
    is not in the OWL 2 datatype map, and HermiT stops at the first one.

    Raises:
        owlready2.OwlReadyInconsistentOntologyError: the files contradict themselves.
    """
    if shutil.which("java") is None:
        pytest.fail("java: not found; install a Java runtime, HermiT needs one", pytrace=False)
    kept = [
        quad.triple
        for file in files
        for quad in pyoxigraph.parse(path=file, format=pyoxigraph.RdfFormat.TURTLE)
        if quad.predicate != IMPORTS
        and not (
            isinstance(quad.object, pyoxigraph.Literal) and quad.object.datatype.value in NOT_IN_OWL
        )
    ]
    plain = folder / "merged.nt"
    pyoxigraph.serialize(kept, plain, format=pyoxigraph.RdfFormat.N_TRIPLES)
    world = owlready2.World()
    world.get_ontology(plain.as_uri()).load(only_local=True)
    owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    return sorted(cls.iri for cls in world.inconsistent_classes() if cls is not owlready2.Nothing)


def test_the_ontology_is_consistent_and_every_class_can_have_members(tmp_path: Path) -> None:
    assert unsatisfiable_classes(tmp_path, ONTOLOGY) == []


@pytest.mark.parametrize("fixture", ["common.ttl", "consistent.ttl"])
def test_sound_data_is_consistent(fixture: str, tmp_path: Path) -> None:
    assert unsatisfiable_classes(tmp_path, ONTOLOGY, FIXTURES / fixture) == []


@pytest.mark.parametrize(
    "fixture",
    ["inconsistent.ttl", *(path.name for path in sorted(FIXTURES.glob("inconsistent-*.ttl")))],
)
def test_a_contradiction_is_found(fixture: str, tmp_path: Path) -> None:
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        unsatisfiable_classes(tmp_path, ONTOLOGY, FIXTURES / fixture)
