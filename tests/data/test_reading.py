"""The bundled graph and the reading of its article hold together.

Where `STANCEGRAPH_ORACLES` is set, the article lies beside it, and quotes and
places are held against its text; the article itself is not in the repository.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import subprocess
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from pyoxigraph import NamedNode, Triple

from graph.model.vocabulary import BASE, KINDS, PREFIXES, STATEMENTS, expand
from graph.rdf.reader import read_rdf
from graph.resources import bundled_graph
from graph.store.embedded import turtle_files

ROOT = Path(__file__).parents[2]
READING = bundled_graph() / "READING.md"
CURIE = re.compile(r"`([a-z]+):([a-z0-9][a-z0-9-]*)`")
TOLD_ELSEWHERE = {"dataset", "evidence", "role", "scheme", "topic"}
"""Kinds that are named by the statements that use them, not in the list of claims."""

MOST_WORDS = 10


class Claim(NamedTuple):
    """One line of the list with what stands under it."""

    line: int
    paragraph: int
    text: str
    below: tuple[str, ...]


@cache
def triples() -> tuple[Triple, ...]:
    """Return the triples of the bundled graph, lexical forms kept."""
    return tuple(t for path in turtle_files(bundled_graph()) for t in read_rdf(path).triples)


@cache
def values() -> dict[str, dict[str, list[str]]]:
    """Return what is said of each thing: values by thing and property."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for t in triples():
        assert isinstance(t.subject, NamedNode)
        found[t.subject.value][t.predicate.value].append(getattr(t.object, "value", ""))
    return found


def things() -> dict[str, str]:
    """Return each thing of the graph as CURIE, with its kind, which its IRI states."""
    found = {}
    for iri in values():
        kind, _, slug = iri.removeprefix(BASE).partition("/")
        found[f"{kind}:{slug}"] = kind
    return found


def evidence() -> list[tuple[str, dict[str, list[str]]]]:
    """Return the pieces of evidence with what is said of them."""
    kind = KINDS["evidence"]
    return [(i, v) for i, v in sorted(values().items()) if kind in v[expand("rdf:type")]]


@cache
def reading() -> str:
    """Return the text of the list."""
    return READING.read_text(encoding="utf-8")


def mentioned() -> set[str]:
    """Return the CURIEs in backticks."""
    return {f"{kind}:{slug}" for kind, slug in CURIE.findall(reading())}


def claims() -> list[Claim]:
    """Return the claims of the list, with the paragraph in whose section they stand."""
    found: list[Claim] = []
    paragraph = 0
    for number, line in enumerate(reading().splitlines(), start=1):
        heading = re.match(r"## (?:Paragraphs? (\d+))?", line)
        if heading:
            paragraph = int(heading[1] or 0)
        elif line.startswith("- "):
            found.append(Claim(number, paragraph, line[2:], ()))
        elif line.startswith("  - "):
            last = found[-1]
            found[-1] = last._replace(below=(*last.below, line[4:]))
    return found


def words(text: str) -> list[str]:
    """Return the words of a text, lower case, without punctuation; anti-war is one word."""
    return re.findall(r"\w+(?:[-'’]\w+)*", text.casefold().replace("’", "'"))


def paragraphs(text: str) -> dict[int, tuple[int, int]]:
    """Return where each paragraph starts and ends: the non-blank lines, counted from 1."""
    found: dict[int, tuple[int, int]] = {}
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            found[len(found) + 1] = (at, at + len(line.rstrip("\r\n")))
        at += len(line)
    return found


def article() -> str:
    """Return the article, or skip the test where it is not at hand."""
    oracles = os.environ.get("STANCEGRAPH_ORACLES")
    if not oracles:
        pytest.skip("STANCEGRAPH_ORACLES is not set, so the article is not at hand")
    path = Path(oracles, "..", "sources", "two-cheers-for-boris-kagarlitsky.txt")
    if not path.is_file():
        pytest.skip(f"{path} is not at hand")
    return path.read_bytes().decode("utf-8")


def test_kind_in_the_iri_is_the_kind_of_the_thing() -> None:
    wrong = [
        iri
        for iri, said in values().items()
        if KINDS[iri.removeprefix(BASE).partition("/")[0]] not in said[expand("rdf:type")]
    ]
    assert wrong == []


def test_every_statement_of_the_graph_is_in_the_reading() -> None:
    told = {curie for curie, kind in things().items() if kind in {*STATEMENTS, "link"}}
    assert told
    assert told - mentioned() == set()


def test_every_entity_that_the_article_names_is_in_the_reading() -> None:
    named = {
        curie
        for curie, kind in things().items()
        if kind not in {*STATEMENTS, *TOLD_ELSEWHERE, "link"}
    }
    assert named
    assert named - mentioned() - used_by_what_is_mentioned() == set()


def used_by_what_is_mentioned() -> set[str]:
    """Return the CURIEs of what the statements in the reading refer to."""
    found = set()
    for curie in mentioned():
        kind, _, slug = curie.partition(":")
        for iris in values()[f"{BASE}{kind}/{slug}"].values():
            found |= {
                ":".join(iri.removeprefix(BASE).split("/"))
                for iri in iris
                if iri.startswith(BASE) and iri in values()
            }
    return found


def test_statements_of_the_reading_use_every_proposition() -> None:
    propositions = {curie for curie, kind in things().items() if kind == "proposition"}
    assert propositions
    assert propositions - used_by_what_is_mentioned() == set()


def test_every_curie_of_the_reading_is_in_the_graph() -> None:
    assert mentioned() - set(things()) == set()


def test_every_claim_is_encoded_or_says_why_not() -> None:
    found = [c for c in claims() if c.text.startswith("**") or c.below]
    assert len(found) > 80
    silent = [c for c in found if not c.below]
    assert silent == []
    unclear = [
        (claim.line, item)
        for claim in found
        for item in claim.below
        if not CURIE.fullmatch(item) and not re.fullmatch(r"not encoded: \w.{10,}", item)
    ]
    assert unclear == []


def test_claim_is_either_encoded_or_not() -> None:
    both = [
        c.line for c in claims() if len({item.startswith("not encoded:") for item in c.below}) > 1
    ]
    assert both == []


def test_claim_stands_in_the_section_of_a_paragraph_that_its_evidence_names() -> None:
    strange = []
    for claim in claims():
        if not claim.paragraph:
            continue
        for kind, slug in CURIE.findall("\n".join(claim.below)):
            said = values()[f"{BASE}{kind}/{slug}"]
            cited = said.get(expand("sg:evidence"), [])
            numbers = {n for e in cited for n in values()[e][expand("sg:paragraph")]}
            if cited and str(claim.paragraph) not in numbers:
                strange.append((claim.line, f"{kind}:{slug}", sorted(numbers)))
    assert strange == []


def test_quotes_have_at_most_ten_words() -> None:
    parts = [expand(f"oa:{name}") for name in ("prefix", "exact", "suffix")]
    long = {
        iri: count
        for iri, said in evidence()
        if (count := sum(len(text.split()) for part in parts for text in said.get(part, ())))
        > MOST_WORDS
    }
    assert long == {}


def test_every_piece_of_evidence_is_used_and_says_in_our_words_what_it_bears_out() -> None:
    used = {e for said in values().values() for e in said.get(expand("sg:evidence"), ())}
    assert {iri for iri, _ in evidence()} == used
    assert [iri for iri, said in evidence() if not said.get(expand("sg:summary"))] == []


def test_places_in_the_document_are_plausible() -> None:
    last = max(int(said[expand("sg:paragraph")][0]) for _, said in evidence())
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for iri, said in evidence():
        (paragraph,) = said[expand("sg:paragraph")]
        (start,), (end,) = said[expand("oa:start")], said[expand("oa:end")]
        assert 1 <= int(paragraph) <= last, iri
        assert 0 <= int(start) < int(end), iri
        exact = said.get(expand("oa:exact"))
        if exact:
            assert int(end) - int(start) == len(exact[0]), iri
        spans[int(paragraph)].append((int(start), int(end)))
    ordered = [spans[number] for number in sorted(spans)]
    for before, after in itertools.pairwise(ordered):
        assert max(end for _, end in before) < min(start for start, _ in after)


def test_quotes_are_what_the_article_says_in_that_place() -> None:
    text = article()
    wrong = [
        iri
        for iri, said in evidence()
        for exact in said.get(expand("oa:exact"), ())
        if text[int(said[expand("oa:start")][0]) : int(said[expand("oa:end")][0])] != exact
    ]
    assert wrong == []


def test_passages_lie_within_the_paragraph_that_is_named() -> None:
    text = article()
    bounds = paragraphs(text)
    wrong = []
    for iri, said in evidence():
        first, last = bounds[int(said[expand("sg:paragraph")][0])]
        start, end = int(said[expand("oa:start")][0]), int(said[expand("oa:end")][0])
        if not first <= start < end <= last:
            wrong.append(iri)
        passage = text[start:end]
        if passage != passage.strip():
            wrong.append(f"{iri} starts or ends in a space")
    assert wrong == []


def test_passages_start_and_end_at_words() -> None:
    text = article()
    cut = [
        iri
        for iri, said in evidence()
        for start, end in [(int(said[expand("oa:start")][0]), int(said[expand("oa:end")][0]))]
        if (start and text[start - 1].isalnum() and text[start].isalnum())
        or (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())
    ]
    assert cut == []


def test_checksum_is_that_of_the_article() -> None:
    digest = hashlib.sha256(article().encode()).hexdigest()
    sums = [v for said in values().values() for v in said.get(expand("sg:sha256"), ())]
    assert sums == [digest]


def tracked_texts() -> dict[str, str]:
    """Return the tracked text files of the repository by name."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, timeout=60
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout, so there is no list of tracked files")
    found = {}
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if name and path.is_file():
            data = path.read_bytes()
            if b"\0" not in data:
                found[name] = data.decode("utf-8", "replace")
    return found


def test_no_more_than_ten_words_of_the_article_stand_anywhere_in_the_repository() -> None:
    source = words(article())
    runs = {tuple(source[i : i + 11]) for i in range(len(source) - 10)}
    copied = []
    for name, text in tracked_texts().items():
        here = words(text)
        for i in range(len(here) - 10):
            run = tuple(here[i : i + 11])
            if run in runs:
                copied.append(f"{name}: {' '.join(run[:4])} …")
    assert copied == []


def test_prefixes_of_the_files_are_those_of_the_model() -> None:
    pattern = re.compile(r"@prefix (\w+): <([^>]+)> \.")
    known = {**PREFIXES, **{kind: f"{BASE}{kind}/" for kind in KINDS}}
    for path in turtle_files(bundled_graph()):
        for prefix, namespace in pattern.findall(path.read_text(encoding="utf-8")):
            assert known[prefix] == namespace, path.name
