"""RDF that others wrote is taken in whole or not at all, and the report tells what was new."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import parse

from graph import KnowledgeGraph
from graph.errors import Conflicting, FileProblem, Invalid, Similar, StancegraphError
from graph.model.vocabulary import PREFIXES
from graph.rdf.writer import kind_prefixes

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.editing.conftest import Files

ORACLES = Path(os.environ.get("STANCEGRAPH_ORACLES", "nowhere"), "badinputs")
HEAD = "".join(f"@prefix {p}: <{i}> .\n" for p, i in {**PREFIXES, **kind_prefixes()}.items())
BASE = "https://w3id.org/stancegraph/id/"

NEW = (
    'organisation:new a org:Organization, foaf:Agent ; skos:prefLabel "Brand new"@en ;'
    " org:classification sg:party ."
)
ALIKE = NEW.replace("Brand new", "Peace Nowe")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str, name: str = "more.ttl") -> Path:
        path = tmp_path / name
        path.write_text((HEAD if name.endswith(".ttl") else "") + text, encoding="utf-8")
        return path

    return write


def test_what_is_new_is_taken_in_and_told(
    kg: KnowledgeGraph, files: Files, write: Callable[..., Path]
) -> None:
    path = write(
        f'{NEW}\nevent:fair a schema:Event ; skos:prefLabel "A fair"@en ; '
        'schema:startDate "2023-01-01"^^xsd:date .\n'
        'organisation:rabkor sg:country "RU" ; org:classification sg:media .'
    )
    done = kg.import_file(path)
    assert (done.read_count, done.new_count) == (9, 8)
    assert done.new_things == {"event": 1, "organisation": 1}
    assert (done.path, done.warnings) == (path, ())
    assert files.diff() == (
        "events.ttl:\n"
        "+ event:fair\n"
        "+     a schema:Event ;\n"
        '+     skos:prefLabel "A fair"@en ;\n'
        '+     schema:startDate "2023-01-01"^^xsd:date .\n'
        "organisations.ttl:\n"
        "+ organisation:new\n"
        "+     a\n"
        "+         org:Organization ,\n"
        "+         foaf:Agent ;\n"
        '+     skos:prefLabel "Brand new"@en ;\n'
        "+     org:classification sg:party .\n"
        "-     org:classification sg:media .\n"
        "+     org:classification sg:media ;\n"
        '+     sg:country "RU" .\n'
    )
    assert kg.names.resolve("Brand new") == f"{BASE}organisation/new"
    before = files.now()
    again = kg.import_file(path)
    assert (again.read_count, again.new_count, again.new_things) == (9, 0, {})
    assert files.now() == before


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ttl", "<https://e.org/x> <https://e.org/p> 007 ."),
        (
            "a.nt",
            (
                '<https://e.org/x> <https://e.org/p> "007"^^'
                "<http://www.w3.org/2001/XMLSchema#integer> ."
            ),
        ),
        (
            "a.jsonld",
            (
                '{"@id": "https://e.org/x", "https://e.org/p": '
                '{"@value": "007", "@type": "http://www.w3.org/2001/XMLSchema#integer"}}'
            ),
        ),
        (
            "a.rdf",
            (
                '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
                'xmlns:e="https://e.org/"><rdf:Description rdf:about="https://e.org/x">'
                '<e:p rdf:datatype="http://www.w3.org/2001/XMLSchema#integer">007</e:p>'
                "</rdf:Description></rdf:RDF>"
            ),
        ),
    ],
    ids=["turtle", "n-triples", "json-ld", "rdf-xml"],
)
def test_every_format_gives_the_same_and_forms_of_numbers_stay(
    kg: KnowledgeGraph, files: Files, write: Callable[..., Path], name: str, text: str
) -> None:
    path = write(text, name)
    done = kg.import_file(path)
    assert (done.new_count, done.new_things) == (1, {"other": 1})
    assert files.diff() == "other.ttl:\n+ <https://e.org/x>\n+     <https://e.org/p> 007 .\n"
    assert kg.import_file(path).new_count == 0


@pytest.mark.parametrize(
    ("text", "error", "told"),
    [
        ('organisation:rabkor sg:country "XYZ" .', Invalid, "organisation:rabkor: the country is"),
        (NEW + " position:x a sg:Position .", Invalid, " more); nothing was written"),
        ("organisation:rabkor org:linkedTo organisation:none .", Invalid,
         "refers to 'organisation:none', of which nothing is said"),
        ("[] a org:Organization .", FileProblem, "1 triples with blank nodes; give each thing"),
        ('<https://e.org/d> a schema:Dataset ; dcterms:title "Mine"@en .', Conflicting,
         "it describes a dataset, <https://e.org/d>, and the graph has one already; remove that"),
        (ALIKE, Similar, "new things are named like others that are there, 'Peace Nowe' like"),
        ('organisation:rabkor skos:altLabel "Peace Nowe"@en .', Similar, "'Peace Nowe' like 'Pe"),
        ("<https://e.org/x> <https://e.org/p> 'x'", FileProblem, "more.ttl:"),
    ],
    ids=["value", "shapes", "dangling", "blank", "dataset", "similar", "alias", "syntax"],
)  # fmt: skip
def test_a_file_with_anything_wrong_is_refused_whole(
    kg: KnowledgeGraph,
    files: Files,
    write: Callable[..., Path],
    text: str,
    error: type[StancegraphError],
    told: str,
) -> None:
    path = write(f"{text}\n")
    with pytest.raises(error) as caught:
        kg.import_file(path)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert told in message
    assert message.isprintable()
    assert files.untouched


def test_a_thing_alike_is_taken_anyway_and_remembered(
    kg: KnowledgeGraph, files: Files, write: Callable[..., Path]
) -> None:
    done = kg.import_file(write(ALIKE), anyway=True)
    assert done.new_count == 4
    assert "owl:differentFrom organisation:peace-now" in files.diff()
    assert kg.import_file(write(ALIKE)).new_count == 0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("organisation:new", "organisation:peace-now"),
        ("organisation:peace-now", "organisation:new"),
    ],
)
def test_what_is_said_to_differ_is_no_reason_to_ask(
    kg: KnowledgeGraph, write: Callable[..., Path], first: str, second: str
) -> None:
    done = kg.import_file(write(f"{ALIKE}\n{first} owl:differentFrom {second} ."))
    assert done.new_count == 5


def test_a_statement_that_is_there_under_another_iri_is_refused(
    kg: KnowledgeGraph, files: Files, write: Callable[..., Path]
) -> None:
    path = write(
        "position:again a sg:Position ; sg:holder organisation:peace-now ;"
        " sg:proposition proposition:railways ; sg:stance sg:supports ; adms:status sg:reviewed ;"
        ' sg:evidence evidence:report-ddd21e47 ; dcterms:created "2024-01-01"^^xsd:date .'
    )
    with pytest.raises(Similar) as caught:
        kg.import_file(path)
    assert str(caught.value) == (
        f"{path}: new statements say the same as others that are there, position:again as "
        "position:peace-now-railways-5dba2183; give them the same IRIs, or import it with --anyway"
    )
    assert files.untouched
    assert kg.import_file(path, anyway=True).new_things == {"position": 1}


def test_a_dry_run_tells_and_writes_nothing(
    kg: KnowledgeGraph, files: Files, write: Callable[..., Path]
) -> None:
    assert kg.import_file(write(NEW), dry_run=True).new_things == {"organisation": 1}
    assert files.untouched
    with pytest.raises(Similar):
        kg.import_file(write(ALIKE), dry_run=True)


def test_a_prefix_that_is_not_what_it_seems_is_warned_of(
    kg: KnowledgeGraph, write: Callable[..., Path]
) -> None:
    path = write("", "odd.nt").with_name("odd.ttl")
    path.write_text('@prefix sg: <https://e.org/> . sg:x sg:p "x" .', encoding="utf-8")
    (warning,) = kg.import_file(path).warnings
    assert warning.startswith(f"{path}: prefix 'sg' stands for 'https://e.org/' here, not for")


def test_one_graph_is_taken_into_another_and_is_the_same(tmp_path: Path) -> None:
    from graph.resources import bundled_graph

    kg = KnowledgeGraph.create(tmp_path / "empty")
    before = set(kg.store.triples())
    whole = KnowledgeGraph.open(bundled_graph())
    triples = {t for t in whole.store.triples() if "/dataset/" not in t.subject.value}  # type: ignore[union-attr]
    path = tmp_path / "all.nt"
    path.write_text("".join(f"{t} .\n" for t in triples), encoding="utf-8")
    done = kg.import_file(path)
    assert done.new_count == len(triples)
    assert set(KnowledgeGraph.open(tmp_path / "empty").store.triples()) - before == triples
    assert not [r for r in kg.check().results if r.severity == "violation"]


def triple_count(folder: Path) -> int:
    """Count the triples in the files, which keep every form of a number."""
    return sum(len(list(parse(path=f))) for f in folder.glob("*.ttl"))


def test_files_that_refer_to_each_other_come_in_together(
    kg: KnowledgeGraph, files: Files, write: Callable[..., Path]
) -> None:
    one = write("organisation:new org:linkedTo organisation:newer .", "one.ttl")
    two = write(f"{NEW}\n{NEW.replace('new', 'newer')}".replace("Brand newer", "Other"), "two.ttl")
    with pytest.raises(Invalid, match=f"{re.escape(str(one))}: organisation:new"):
        kg.import_files(one)
    assert files.untouched
    done = kg.import_files(one, two)
    assert (done.new_count, done.new_things) == (9, {"organisation": 2})
    assert str(done.path) == f"{one}, {two}"


def test_a_folder_comes_in_without_its_description(
    kg: KnowledgeGraph, tmp_path: Path, write: Callable[..., Path]
) -> None:
    other = tmp_path / "other"
    KnowledgeGraph.create(other)
    write(NEW).rename(other / "organisations.ttl")
    done = kg.import_files(other)
    assert (done.new_count, done.new_things) == (4, {"organisation": 1})
    assert done.warnings == (f"{other / 'dataset.ttl'}: it describes that graph and was left out",)


@pytest.mark.parametrize("broken", ["one.ttl", "two.ttl"])
def test_of_several_files_all_come_in_or_none(
    kg: KnowledgeGraph, files: Files, write: Callable[..., Path], broken: str
) -> None:
    paths = [write(NEW if name != broken else "x", name) for name in ("one.ttl", "two.ttl")]
    with pytest.raises(FileProblem, match=re.escape(broken)):
        kg.import_files(*paths)
    assert files.untouched


def test_the_file_that_says_what_is_wrong_is_named(
    kg: KnowledgeGraph, write: Callable[..., Path]
) -> None:
    good, bad = write(NEW, "good.ttl"), write('organisation:rabkor sg:country "X" .', "bad.ttl")
    with pytest.raises(Invalid) as caught:
        kg.import_files(good, bad)
    assert str(caught.value).startswith(f"{bad}: organisation:rabkor: the country is")
    alike = write(ALIKE.replace("organisation:new", "organisation:nowe"), "alike.ttl")
    with pytest.raises(Similar) as similar:
        kg.import_files(good, alike)
    assert str(similar.value).startswith(f"{alike}: new things are named like others")
    both = write("organisation:rabkor org:linkedTo organisation:new .", "both.ttl")
    with pytest.raises(Invalid) as shared:
        kg.import_files(bad, both, good)
    assert str(shared.value).startswith(f"{bad}, {both}: organisation:rabkor: the country is")


def test_what_is_being_done_is_told(kg: KnowledgeGraph, write: Callable[..., Path]) -> None:
    told: list[str] = []
    kg.import_files(write(NEW), progress=told.append)
    assert told == [
        "reading",
        "looking up what is there (triples: 4)",
        "comparing names (new things: 1)",
        "holding it against the model (new triples: 4)",
        "writing (new triples: 4)",
    ]


@pytest.mark.skipif(not ORACLES.is_dir(), reason="STANCEGRAPH_ORACLES is not set")
@pytest.mark.parametrize("name", sorted(f.name for f in ORACLES.glob("*.ttl*")) or ["none"])
def test_hostile_files_do_no_harm(
    kg: KnowledgeGraph, files: Files, folder: Path, name: str
) -> None:
    """Whatever a file holds, it is taken in whole, or refused in one clear line."""
    count = triple_count(folder)
    try:
        done = kg.import_file(ORACLES / name)
    except StancegraphError as exc:
        told = str(exc)
        done = None
    if done is None:
        assert told.isprintable()
        assert len(told) < 1_000
        assert files.untouched
        return
    assert triple_count(folder) == count + done.new_count
    again = KnowledgeGraph.open(folder)
    assert again.import_file(ORACLES / name).new_count == 0
    assert not [r for r in again.check().results if r.severity == "violation"]
    assert sorted(f.name for f in folder.parent.iterdir()) == ["graph"]
