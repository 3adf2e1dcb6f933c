"""Names and texts come in the language asked for, else in English, else in any other.

The cases of `test_named_queries` are asked again of their own graphs put into other
languages: what was there in English is there in German only, or in three languages.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, Store

from graph import KnowledgeGraph
from graph.query.binding import bind, in_language
from graph.query.library import named_query, query_names
from graph.query.run import run_named

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*/*.toml"))
OPEN = [n for n in query_names() if not any(p.required for p in named_query(n).parameters)]
BASE = "https://w3id.org/stancegraph/id/"
TEXT = re.compile(
    r'(skos:prefLabel|dcterms:title|sg:summary|sg:direction|skos:note) "([^"]*)"(?:@en\b)?(?![@^])'
)
TWO = """
@prefix org: <http://www.w3.org/ns/org#> .
@prefix organisation: <https://w3id.org/stancegraph/id/organisation/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
organisation:one a org:Organization ; skos:prefLabel "Alpha"@en, "Zoll"@de, "Bac"@fr .
organisation:two a org:Organization ; skos:prefLabel "Beta"@en, "Aal"@de .
organisation:three a org:Organization ; skos:prefLabel "Gamma"@en .
organisation:four a org:Organization ; skos:prefLabel "Canard"@fr, "Anatra"@it .
"""


def in_german(text: str) -> str:
    """Return a graph whose English names and texts are all German."""
    return TEXT.sub(r'\1 "\2"@de', text)


def in_three_languages(text: str) -> str:
    """Return a graph whose names and texts are in Arabic and German as well."""
    return TEXT.sub(r'\1 "\2"@en, "\2 (de)"@de, "\2 (ar)"@ar', text)


def translated(cell: str, texts: set[str]) -> str:
    """Return a cell of a case in German: its parts that are names or texts of the graph."""
    for mark in ("; ", " / "):
        if mark in cell:
            return mark.join(translated(part, texts) for part in cell.split(mark))
    verb, colon, subject = cell.partition(": ")
    if colon and subject in texts:
        return f"{verb}: {subject} (de)"
    return f"{cell} (de)" if cell in texts else cell


def asked(path: Path, content: str, folder: Path, lang: str) -> tuple[list[list[str]], str]:
    """Return what a case gives on a graph of this content, and its own table."""
    (folder / "graph.ttl").write_text(content, encoding="utf-8")
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    kg = KnowledgeGraph.open(folder, lang=lang)
    table = kg.query(path.parent.name, **case.get("parameters", {}))
    return [[shown(cell) for cell in row] for row in table.rows], case["table"]


def shown(cell: object) -> str:
    parts = ("" if cell is None else str(cell)).split("; ")
    return "; ".join(
        part.removeprefix(BASE).replace("/", ":", 1) if part.startswith(BASE) else part
        for part in parts
    )


def cells(table: str) -> list[list[str]]:
    return [[c.strip() for c in line.split("|")] for line in table.strip().splitlines()[1:]]


def graph_of(path: Path) -> str:
    return (path.parent / "graph.ttl").read_text(encoding="utf-8")


def case_id(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
@pytest.mark.parametrize("path", CASES, ids=case_id)
def test_what_is_in_one_language_only_is_given_in_it(path: Path, lang: str, tmp_path: Path) -> None:
    found, table = asked(path, in_german(graph_of(path)), tmp_path, lang)
    if lang != "fr":  # The words of closed lists are French then.
        assert found == cells(table)
    else:
        texts = {text for _, text in TEXT.findall(graph_of(path))}
        assert names_in(found, texts) == names_in(cells(table), texts)


def names_in(rows: list[list[str]], texts: set[str]) -> list[list[str]]:
    return [[cell for cell in row if cell in texts] for row in rows]


@pytest.mark.parametrize("path", CASES, ids=case_id)
def test_english_comes_before_any_other(path: Path, tmp_path: Path) -> None:
    found, table = asked(path, in_three_languages(graph_of(path)), tmp_path, "en")
    assert found == cells(table)


@pytest.mark.parametrize("path", CASES, ids=case_id)
def test_the_language_asked_for_comes_before_english(path: Path, tmp_path: Path) -> None:
    texts = {text for _, text in TEXT.findall(graph_of(path))}
    found, table = asked(path, in_three_languages(graph_of(path)), tmp_path, "de")
    assert found == [[translated(cell, texts) for cell in row] for row in cells(table)]


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("en", ["Alpha", "Beta", "Canard", "Gamma"]),
        ("de", ["Aal", "Canard", "Gamma", "Zoll"]),
        ("it", ["Alpha", "Anatra", "Beta", "Gamma"]),
    ],
)
def test_rows_are_sorted_by_the_names_that_are_shown(
    lang: str, names: list[str], tmp_path: Path
) -> None:
    (tmp_path / "graph.ttl").write_text(TWO, encoding="utf-8")
    assert KnowledgeGraph.open(tmp_path, lang=lang).query("organisations").column("name") == names


@pytest.mark.parametrize("name", OPEN)
def test_a_limit_gives_the_first_rows_in_any_language(name: str, tmp_path: Path) -> None:
    text = (HERE / name / "graph.ttl").read_text(encoding="utf-8")
    (tmp_path / "graph.ttl").write_text(in_three_languages(text), encoding="utf-8")
    kg, query = KnowledgeGraph.open(tmp_path), named_query(name)
    rows = run_named(kg.store, kg.names, query, {}, lang="de").rows
    assert rows
    for limit in range(len(rows) + 2):
        found = run_named(kg.store, kg.names, query, {}, lang="de", limit=limit).rows
        assert found == rows[:limit]


@pytest.mark.parametrize("name", query_names())
def test_the_files_give_the_same_in_pyoxigraph_and_rdflib_in_any_language(name: str) -> None:
    plain = (HERE / name / "graph.ttl").read_text(encoding="utf-8")
    text = bind(named_query(name).text, {})
    for content, query in (
        (in_german(plain), text),
        (in_three_languages(plain), text),
        (in_three_languages(plain), in_language(text, "de")),
        (in_german(plain), in_language(text, "fr")),
    ):
        store = Store()
        store.load(content.encode(), format=RdfFormat.TURTLE)
        ours = [[None if t is None else t.value for t in row] for row in store.query(query)]  # type: ignore[union-attr]
        graph = rdflib.Graph().parse(data=content, format="turtle")
        theirs: list[list[str | None]] = [
            [None if t is None else str(t) for t in row]
            for row in graph.query(query)
            if isinstance(row, rdflib.query.ResultRow)
        ]
        assert joined(ours) == joined(theirs)


def joined(rows: list[list[str | None]]) -> list[list[str]]:
    """Return rows in one order, joined values in one order."""
    return sorted(["; ".join(sorted((c or "").split("; "))) for c in row] for row in rows)
