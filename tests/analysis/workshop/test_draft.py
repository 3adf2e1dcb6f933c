"""Draft files: what is read, and one clear line with file and line for what is not."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.analysis.workshop.draft import Clause, parse_clause, read_draft
from graph.errors import FileProblem, NotFound, ParameterError, StancegraphError

if TYPE_CHECKING:
    from graph import KnowledgeGraph
    from tests.analysis.sketch import Sketch

P = "https://w3id.org/stancegraph/id/proposition/"
GOOD = """\
# What we ask for
title: Free   them all
demands:
  - peace
  - opposes: arms
affirms:
  - {leans towards: proposition:weather}
  - https://w3id.org/stancegraph/id/proposition/truth
"""


@pytest.fixture
def kg(sketch: Sketch) -> KnowledgeGraph:
    for name in ("peace", "arms", "weather", "truth"):
        sketch.thing("proposition", name)
    sketch.add("proposition/peace", "skos:altLabel", '"Peace: now or never"@en')
    sketch.add("proposition/arms", "skos:altLabel", '"supports: arms"@en')
    sketch.thing("person", "ann")
    return sketch.open()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "letter.yaml"


def test_a_good_draft_is_read_in_the_order_of_the_text(kg: KnowledgeGraph, path: Path) -> None:
    path.write_text(GOOD, encoding="utf-8")
    draft = read_draft(path, kg.names)
    assert (draft.title, draft.petition) == ("Free them all", "")
    assert draft.clauses == (
        Clause("demands", P + "peace", "supports"),
        Clause("demands", P + "arms", "opposes"),
        Clause("affirms", P + "weather", "leansTowards"),
        Clause("affirms", P + "truth", "supports"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "demands: [peace]",
        "﻿demands:\r\n- peace\r\n",
        "title:\ndemands:\naffirms: []\n---\ndemands:\n- peace",
        "demands:\n- 'Peace: now or never'",
        "demands:\n- Peace: now or never",
        "demands:\n- supports: 'Peace: now or never'",
        "demands:\n- !!python/object/apply:os.system peace",
        'demands: ["p\\u0065ace"]',
        "demands:\n- >\n  peace\n",
    ],
)
def test_other_ways_of_writing_one_clause_are_read(
    text: str, kg: KnowledgeGraph, path: Path
) -> None:
    path.write_bytes(text.encode())
    draft = read_draft(path, kg.names)
    assert draft.title == "letter"
    assert draft.clauses == (Clause("demands", P + "peace", "supports"),)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "no clause; list propositions under demands or affirms"),
        ("# nothing\n", 1, "no clause"),
        ("title: Only this\n", 1, "no clause"),
        ("peace\n", 1, "'peace' is no draft; see the example"),
        ("- peace\n", 1, "not a list of propositions here"),
        ("title: x\ndemand: [peace]\n", 2, "'demand' is no part of a draft; it has title, demands"),
        ("title: [a, b]\ndemands: [peace]\n", 1, "title: a list; write one text"),
        ("demands: peace\n", 1, "demands: 'peace' is no list; begin it with '- '"),
        ("demands: {supports: peace}\n", 1, "not a list of propositions here"),
        ("demands:\n - [peace]\n", 2, "not a list of propositions here"),
        ("demands:\n - supports: [peace]\n", 2, "not a list of propositions here"),
        ("demands:\n - peace\naffirms:\n - opposes: peace\n", 4, "'peace' stands in it twice"),
        ("demands:\n - 'peace\n", 3, "found unexpected end of stream"),
        ("demands:\n\t- peace\n", 2, "cannot start any token"),
        ("demands:\n - &a peace\n - *a\n", 3, "a reference (*); write the text out"),
        ("demands: &a [peace]\naffirms: *a\n", 2, "a reference (*)"),
        ("demands:\n - \x07\n", 1, "not YAML"),
        ("%YAML 9.1\n---\ndemands: [peace]\n", 1, "found incompatible YAML document"),
        (f"demands:\n - {'x' * 1001}\n", 2, "has 1,001 characters; a clause is a sentence"),
        (f"demands:\n - ? {'x' * 1001}\n   : peace\n", 3, "a clause is a sentence"),
        ("demands: " + "[" * 90_000, 1, "not a list of propositions here"),
        ("{" * 90_000, 1, "not a list of propositions here"),
        ("demands:\n - " + "- " * 40_000, 2, "not a list of propositions here"),
        ("#" * 100_001, 1, "100,001 bytes; a draft has at most 100,000"),
    ],
)
def test_a_file_that_is_no_draft_is_told_with_its_line(
    text: str, line: int, reason: str, kg: KnowledgeGraph, path: Path
) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileProblem) as problem:
        read_draft(path, kg.names)
    told = str(problem.value)
    assert told.startswith(f"{path}:{line}: ")
    assert reason in told
    assert len(told.splitlines()) == 1
    assert len(told) < len(str(path)) + 200
    assert (problem.value.path, problem.value.line) == (path, line)


@pytest.mark.parametrize("data", ["demands: [é]".encode("latin-1"), "demands".encode("utf-16")])
def test_what_is_not_utf_8_is_refused(data: bytes, kg: KnowledgeGraph, path: Path) -> None:
    path.write_bytes(data)
    with pytest.raises(FileProblem, match=r"letter\.yaml:1: not UTF-8; save it as UTF-8"):
        read_draft(path, kg.names)


def test_a_missing_file_a_folder_and_one_without_rights_are_told(
    kg: KnowledgeGraph, path: Path
) -> None:
    with pytest.raises(FileProblem, match=r"letter\.yaml: no such file or directory"):
        read_draft(path, kg.names)
    path.mkdir()
    with pytest.raises(FileProblem, match=r"letter\.yaml: is a directory"):
        read_draft(path, kg.names)
    if os.geteuid():
        path.rmdir()
        path.touch(mode=0)
        with pytest.raises(FileProblem, match=r"letter\.yaml: permission denied"):
            read_draft(path, kg.names)


@pytest.mark.parametrize(
    ("clause", "kind", "reason"),
    [
        ("peacee", NotFound, "no proposition 'peacee'; did you mean 'peace'?"),
        ("ann", NotFound, "no proposition 'ann'"),
        ("opposse: peace", ParameterError, "'opposse' is not in the list; did you mean 'opposes'?"),
        ("opposes:", ParameterError, "no proposition; write one"),
        ("''", ParameterError, "no proposition; write one"),
        ("ambivalent: peace", ParameterError, "a text takes a side; 'ambivalent' is none"),
        ("declines to say: peace", ParameterError, "a text takes a side"),
        ("truth: peace", ParameterError, "'truth' is not in the list"),
    ],
)
def test_a_clause_that_stands_for_nothing_is_told_with_its_line(
    clause: str, kind: type[StancegraphError], reason: str, kg: KnowledgeGraph, path: Path
) -> None:
    path.write_text(f"demands:\n  - arms\n  - {clause}\n", encoding="utf-8")
    with pytest.raises(kind) as problem:
        read_draft(path, kg.names)
    assert str(problem.value).startswith(f"{path}:3: {reason}")
    assert len(str(problem.value).splitlines()) == 1


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.one_of(
        st.binary(max_size=60),
        st.lists(
            st.sampled_from(
                ["demands:", "affirms:", "title:", "- ", "peace", "opposes: ", "\n", "  ", "[", "]",
                 "{", "}", "*a", "&a ", "|", ">", "? ", ": ", "'", '"', "#", "---\n", "!x ", ","]
            ),
            max_size=14,
        ).map(lambda parts: "".join(parts).encode()),
    )
)  # fmt: skip
def test_any_bytes_give_a_draft_or_one_line_of_ours(
    kg: KnowledgeGraph, path: Path, data: bytes
) -> None:
    path.write_bytes(data)
    try:
        draft = read_draft(path, kg.names)
    except StancegraphError as problem:
        assert str(problem).startswith(f"{path}:")  # noqa: PT017 - either is right
        assert len(str(problem).splitlines()) == 1  # noqa: PT017 - either is right
    else:
        assert {clause.mode for clause in draft.clauses} <= {"demands", "affirms"}


def test_a_further_clause_is_written_as_in_a_draft(kg: KnowledgeGraph) -> None:
    def parsed(text: str) -> Clause:
        return parse_clause(text, kg.names, where="plus")

    assert parsed("peace") == Clause("demands", P + "peace", "supports")
    assert parsed(" Leans-against :  peace ") == Clause("demands", P + "peace", "leansAgainst")
    assert parsed("proposition:peace") == Clause("demands", P + "peace", "supports")
    assert parsed("opposes: proposition:peace") == Clause("demands", P + "peace", "opposes")
    assert parsed("Peace: now or never") == Clause("demands", P + "peace", "supports")
    with pytest.raises(ParameterError, match=r"^plus: 'now' is not in the list"):
        parsed("now: peace")
    with pytest.raises(NotFound, match=r"^plus: no proposition"):
        parsed("xyzzy")


def test_a_name_is_looked_up_as_a_petition_and_a_path_as_a_file(
    sketch: Sketch, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sketch.clause("plea", "demands", "supports", "peace")
    sketch.clause("plea", "mentions", "supports", "arms")
    sketch.clause("plea", "affirms", "opposes", "truth", status="draft")
    kg = sketch.open()
    assert kg.draft("plea").draft.clauses == (Clause("demands", P + "peace", "supports"),)
    with pytest.raises(NotFound, match=r"^draft: no file 'pleaa', and no petition 'plea"):
        kg.draft("pleaa")
    with pytest.raises(FileProblem):
        kg.draft("gone.yaml")
    path.write_text("demands: [arms]\n", encoding="utf-8")
    monkeypatch.chdir(path.parent)
    path.rename("plea")
    assert kg.draft("plea").draft.clauses == (Clause("demands", P + "arms", "supports"),)
    assert kg.draft(Path("plea")).draft.title == "plea"
