"""The verbs of the analysis: every form of their results, and every exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Cli

DAY = "2023-08-03"
STW = "Stop the War"
PETITION = "Stop the War petition"
VERBS = {
    "agree": ("agree", "ENSU", STW, "--on", DAY),
    "agree-around": ("agree", "ENSU", STW, "--around", DAY),
    "agree-every": ("agree", "ENSU", STW, "--since", "2023-06-03", "--until", DAY, "--every",
                    "months"),
    "matrix": ("matrix", "--on", DAY),
    "matrix-of-some": ("matrix", "ENSU", STW, "Rabkor", "--on", DAY, "--metric", "euclidean"),
    "stances": ("matrix", "--of", "stances", "--on", DAY),
    "partners": ("matrix", "--top", "2", "--min-shared", "1", "--on", DAY),
    "common-ground": ("common-ground", "ENSU", STW, "Rabkor", "--on", DAY),
    "groups": ("common-ground", "--group", "left=ENSU", "--group", "other=Rabkor", "--group",
               "other=Stop the War", "--on", DAY),
    "draft": ("draft", PETITION, "--plus", "opposes: arms supply", "--on", DAY),
    "proposal": ("draft", "--with", "ENSU", "--with", STW, "--on", DAY),
    "camps": ("camps", "--on", DAY, "--resamples", "5"),
    "changes": ("changes",),
    "discourse": ("discourse", "--aggregation", "congruence"),
    "two-mode": ("discourse", "--of", "two-mode", "--inferred"),
    "windows": ("discourse", "--every", "years", "--window", "1", "--aggregation", "ignore"),
}  # fmt: skip
SQUARES = {
    "matrix": ("matrix", "--square", "--on", DAY),
    "stances": ("matrix", "--of", "stances", "--square", "--on", DAY),
    "discourse": ("discourse", "--square"),
    "two-mode": ("discourse", "--of", "two-mode", "--square"),
}


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def strict(text: str) -> dict[str, Any]:
    """Read JSON as the standard has it: NaN and Infinity are no numbers."""

    def refuse(word: str) -> None:
        raise AssertionError(word)

    found: dict[str, Any] = json.loads(text, parse_constant=refuse)
    return found


@pytest.mark.parametrize("verb", VERBS)
def test_a_result_is_told_in_sentences(cli: Cli, verb: str) -> None:
    run = cli(*VERBS[verb])
    assert (run.code, run.err) == (0, "")
    assert run.out.strip()
    assert not {"\x1b", "\r"} & set(run.out)
    assert all(len(line) <= 100 for line in run.out.splitlines())


@pytest.mark.parametrize("verb", VERBS)
def test_csv_and_json_hold_the_same_rows(cli: Cli, verb: str) -> None:
    as_csv = cli(*VERBS[verb], "--format", "csv")
    as_json = cli(*VERBS[verb], "--format", "json")
    assert (as_csv.code, as_json.code) == (0, 0)
    head, *rows = rows_of(as_csv.out)
    found = strict(as_json.out)
    assert list(found) == ["facts", "sentences", "rows"]
    assert len(found["rows"]) == len(rows) > 0
    assert all(list(record) == head for record in found["rows"])
    assert set(found["sentences"][0]) == {"text", "source", "heading", "mark"}
    assert all(len(row) == len(head) for row in rows)
    assert len(set(head)) == len(head)


@pytest.mark.parametrize("verb", SQUARES)
def test_a_square_has_a_row_and_a_column_each(cli: Cli, verb: str) -> None:
    run = cli(*SQUARES[verb], "--format", "csv")
    assert run.code == 0
    head, *rows = rows_of(run.out)
    assert rows
    assert all(len(row) == len(head) for row in rows)
    assert cli(*SQUARES[verb]).code == 0


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("ending", ["csv", "json", "tsv", "xml", "md", "txt"])
def test_the_ending_of_a_file_says_the_form(cli: Cli, verb: str, ending: str) -> None:
    run = cli(*VERBS[verb], "-o", f"out.{ending}")
    assert (run.code, run.out) == (0, "")
    assert run.err.startswith(f"wrote out.{ending} (")
    text = Path(f"out.{ending}").read_text(encoding="utf-8")
    if ending == "csv":
        assert text == cli(*VERBS[verb], "--format", "csv").out.replace("\r\n", "\n")
    elif ending == "json":
        strict(text)
    elif ending == "xml":
        ET.fromstring(text)  # noqa: S314 - written by the command
    assert text


def test_a_form_that_is_asked_for_goes_before_the_ending(cli: Cli) -> None:
    cli(*VERBS["matrix"], "--format", "json", "-o", "odd.csv")
    strict(Path("odd.csv").read_text(encoding="utf-8"))
    cli(*VERBS["matrix"], "--format", "text", "-o", "odd.csv")
    assert "─" in Path("odd.csv").read_text(encoding="utf-8")
    cli(*VERBS["matrix"], "--format", "csv", "-o", "odd.svg")
    assert Path("odd.svg").read_text(encoding="utf-8").startswith("organisation_a,")


def test_a_form_for_triples_is_refused(cli: Cli) -> None:
    run = cli(*VERBS["matrix"], "-o", "x.ttl")
    assert run.code == 2
    assert "is for graphs, this gives rows" in run.err
    assert not Path("x.ttl").exists()


NETWORKS = ("matrix", "matrix-of-some", "stances", "partners", "camps", "discourse", "two-mode")


@pytest.mark.parametrize("verb", VERBS)
def test_a_network_is_written_where_the_result_is_one(cli: Cli, verb: str) -> None:
    for ending in ("gexf", "graphml"):
        run = cli(*VERBS[verb], "-o", f"out.{ending}")
        if verb in NETWORKS:
            assert run.code == 0
            ET.fromstring(Path(f"out.{ending}").read_bytes())  # noqa: S314 - written by the command
        else:
            assert run.code == 2
            assert "write its table, such as FILE.csv" in run.err
            assert len(run.err.splitlines()) == 1
            assert not Path(f"out.{ending}").exists()


DRAWN = ("agree-around", "agree-every", "matrix", "matrix-of-some", "camps", "windows")


@pytest.mark.parametrize("verb", DRAWN)
@pytest.mark.parametrize("ending", ["svg", "PNG"])
def test_some_results_are_drawn(cli: Cli, verb: str, ending: str) -> None:
    pytest.importorskip("matplotlib")
    run = cli(*VERBS[verb], "-o", f"out.{ending}")
    assert (run.code, run.out) == (0, "")
    data = Path(f"out.{ending}").read_bytes()
    assert data.startswith(b"<?xml" if ending == "svg" else b"\x89PNG\r\n\x1a\n")
    assert run.err == f"wrote out.{ending} ({len(data):,} bytes)\n"


@pytest.mark.parametrize("verb", sorted(VERBS.keys() - set(DRAWN)))
def test_what_has_no_picture_says_so_and_writes_nothing(cli: Cli, verb: str) -> None:
    run = cli(*VERBS[verb], "-o", "out.svg")
    assert (run.code, run.out) == (2, "")
    assert "--output: 'out.svg': there is no picture of this" in run.err
    assert not Path("out.svg").exists()


def test_without_matplotlib_a_picture_is_code_3_and_one_line(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [n for n in sys.modules if n.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    run = cli("matrix", "--on", DAY, "-o", "out.svg")
    assert run.code == 3
    assert run.err == (
        "plot: matplotlib is not installed; install it with pip install 'stancegraph[plot]'\n"
    )
    assert not Path("out.svg").exists()


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("agree", "ENSU", "Adam Novak"), 1, "'Adam Novak' is a person, and only organisations"),
        (("matrix", "Adam Novak"), 1, "is a person"),
        (("matrix", "--of", "stances", "ENSU supporters"), 1, "only organisations are judged"),
        (("common-ground", "ENSU", "Boris Kagarlitsky"), 1, "is a person"),
        (("common-ground", "--group", "a=ENSU", "--group", "b=Adam Novak"), 1, "is a person"),
        (("draft", PETITION, "--with", "ENSU supporters"), 1, "only organisations are judged"),
        (("draft", "--with", "ENSU", "--with", "Adam Novak"), 1, "is a person"),
        (("agree", "ENSU", "Nobody"), 1, "no organisation 'Nobody'"),
        (("changes", "Nobody"), 1, "no actor 'Nobody'"),
        (("matrix", "--claimant", "Nobody"), 1, "no claimant 'Nobody'"),
        (("draft", "nothing"), 1, "draft: no file 'nothing', and no petition 'nothing'"),
        (("draft", PETITION, "--plus", "xyzzy"), 1, "plus 'xyzzy': no proposition 'xyzzy'"),
        (("agree", "ENSU"), 2, "missing argument 'B'"),
        (("agree", "ENSU", "Rabkor", "--on", "2023-13-01"), 2, "on: '2023-13-01' is not a day"),
        (("agree", "ENSU", "Rabkor", "--on", "2023"), 2, "on: '2023' is not a date"),
        (("matrix", "--on", DAY, "--since", DAY), 2, "on: '2023-08-03' beside a period"),
        (("camps", "--until", "2022-01-01", "--since", DAY), 2, "is before '2023-08-03'"),
        (("agree", "ENSU", "Rabkor", "--every", "months"), 2, "--every needs --since"),
        (("agree", "ENSU", "Rabkor", "--every", "days", "--since", "1900-01-01"), 2,
         "every: more than 2,000 days"),
        (("agree", "ENSU", "Rabkor", "--around", DAY, "--on", DAY), 2, "--around beside other"),
        (("agree", "ENSU", "Rabkor", "--weight", "sanctions"), 2, "is not NAME=NUMBER"),
        (("agree", "ENSU", "Rabkor", "--weight", "sanctions=-1"), 2, "is not 0 or more"),
        (("agree", "ENSU", "Rabkor", "--weight", "sanctions=nan"), 2, "is not 0 or more"),
        (("matrix", "--top", "2", "ENSU"), 2, "matrix: --top beside names"),
        (("matrix", "--status", "withdrawn"), 2, "'withdrawn' statements are never counted"),
        (("matrix", "--status", "embargoed"), 2, "'embargoed' statements are never counted"),
        (("matrix", "--evidence", "gossip"), 2, "evidence: 'gossip' is not in the list"),
        (("matrix", "--format", "svg"), 2, "'svg' is not one of"),
        (("common-ground", "ENSU"), 2, "1 organisations; name two different ones"),
        (("common-ground",), 2, "0 organisations"),
        (("common-ground", "--group", "a=ENSU"), 2, "groups: 1 given"),
        (("common-ground", "--group", "ENSU"), 2, "is not GROUP=ORGANISATION"),
        (("common-ground", "--group", "a="), 2, "is not GROUP=ORGANISATION"),
        (("common-ground", "Rabkor", "--group", "a=ENSU"), 2, "organisations beside --group"),
        (("draft",), 2, "draft: name a file or a petition"),
        (("draft", "--plus", "sanctions", "--with", "ENSU"), 2, "draft: name a file or a petition"),
        (("draft", "--with", "ENSU"), 2, "draft: 1 organisations"),
        (("draft", "--with", "ENSU", "--with", "Rabkor", "--held-by", "3"), 2, "held-by: 3 of 2"),
        (("draft", PETITION, "--plus", "maybe: sanctions"), 2, "'maybe' is not in the list"),
        (("camps", "--number", "9"), 2, "camps: 9 of 6 organisations with a tie; take 2 to 6"),
        (("discourse", "--of", "two-mode", "--normalisation", "jaccard"), 2,
         "'jaccard' is not for two-mode networks; take none, activity, prominence"),
        (("discourse", "--aggregation", "combine"), 2, "'combine' is not for one-mode networks"),
        (("discourse", "--kernel", "uniform"), 2, "pass --every too"),
        (("discourse", "--every", "months", "--square"), 2, "--square beside --every"),
        (("discourse", "--on", DAY), 2, "no such option"),
        (("draft", "gone.yaml"), 3, "gone.yaml: no such file or directory; check the path"),
        (("matrix", "-o", "no/such/place.csv"), 3, "no such file or directory"),
        (("matrix", "--graph", "nowhere"), 3, "nowhere"),
    ],
)  # fmt: skip
def test_faults_are_one_line_with_their_exit_code(
    cli: Cli, words: tuple[str, ...], code: int, message: str
) -> None:
    run = cli(*words)
    assert (run.code, run.out) == (code, "")
    assert message in run.err
    assert len(run.err.splitlines()) == 1


EMPTY = """\
@prefix sg: <https://w3id.org/stancegraph/ontology#> .
@prefix petition: <https://w3id.org/stancegraph/id/petition/> .
organisation:red a org:Organization ; skos:prefLabel "Red"@en .
organisation:blue a org:Organization ; skos:prefLabel "Blue"@en .
petition:plea a sg:Petition ; skos:prefLabel "Plea"@en .
"""
NOTHING = {
    "agree": ("agree", "Red", "Blue"),
    "agree-around": ("agree", "Red", "Blue", "--around", DAY),
    "matrix": ("matrix",),
    "matrix-of-some": ("matrix", "Red", "Blue"),
    "square": ("matrix", "--square"),
    "stances": ("matrix", "--of", "stances"),
    "stances-square": ("matrix", "--of", "stances", "--square"),
    "partners": ("matrix", "--top", "3"),
    "common-ground": ("common-ground", "Red", "Blue"),
    "groups": ("common-ground", "--group", "a=Red", "--group", "b=Blue"),
    "draft": ("draft", "Plea"),
    "draft-with": ("draft", "Plea", "--with", "Red"),
    "proposal": ("draft", "--with", "Red", "--with", "Blue"),
    "camps": ("camps",),
    "changes": ("changes",),
    "discourse": ("discourse",),
    "discourse-square": ("discourse", "--square"),
    "two-mode": ("discourse", "--of", "two-mode"),
    "isolates": ("discourse", "--isolates"),
    "windows": ("discourse", "--every", "months"),
    "kernel": ("discourse", "--every", "events", "--kernel", "gaussian"),
}


@pytest.mark.parametrize("verb", NOTHING)
def test_a_graph_with_nothing_on_record_is_told_as_that(
    cli: Cli, verb: str, graph_of: object
) -> None:
    location = graph_of(EMPTY)  # type: ignore[operator]
    words = (*NOTHING[verb], "--graph", location)
    for form in ((), ("--format", "csv"), ("--format", "json"), ("--format", "table")):
        run = cli(*words, *form)
        assert run.code == 0, run.err
        assert "error" not in run.err
        assert "nan" not in run.out.lower()
        if form[-1:] == ("json",):
            strict(run.out)


def test_labels_come_in_the_language_that_is_asked_for(cli: Cli) -> None:
    english = cli("common-ground", "ENSU", STW, "--on", DAY)
    french = cli("common-ground", "ENSU", STW, "--on", DAY, "--lang", "fr")
    assert "Boris Kagarlitsky should be released" in english.out
    assert "Boris Kagarlitsky should be released" not in french.out
    assert "Réseau européen" in french.out
    for words in VERBS.values():
        assert cli(*words, "--lang", "fr").code == 0


def test_names_in_either_language_stand_for_one_organisation(cli: Cli) -> None:
    one = cli("agree", "ENSU", STW, "--on", DAY, "--format", "csv")
    assert one.out == cli("agree", "RESU", STW, "--on", DAY, "--format", "csv").out


DRAFT = """\
title: Free them all
demands:
  - Boris Kagarlitsky should be released
  - opposes: arms supply
affirms:
  - Ukrainian resistance
"""


def test_the_example_of_the_help_is_a_draft(cli: Cli) -> None:
    """Stop the War opposes arms and resistance: it agrees with one and clashes on the wording."""
    shown = cli("draft", "--help").out
    for line in DRAFT.splitlines():
        assert line.strip() in shown
    Path("letter.yaml").write_text(DRAFT, encoding="utf-8")
    run = cli("draft", "letter.yaml", "--on", DAY, "--format", "csv")
    head, *rows = rows_of(run.out)
    found = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert found["Stop the War Coalition"]["verdict"] == "clash over wording"
    assert cli("draft", "letter.yaml", "--on", DAY).out.startswith(
        "Free them all, 3 clauses, on 2023-08-03:"
    )


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (b"demands:\n  - 'open\n", 3, "letter.yaml:3: found unexpected end of stream"),
        (b"demands:\n  - \xff\n", 3, "letter.yaml:1: not UTF-8"),
        (b"demands: " + b"[" * 90_000, 3, "letter.yaml:1: not a list of propositions here"),
        (b"x" * 100_001, 3, "letter.yaml:1: 100,001 bytes"),
        (b"", 3, "letter.yaml:1: no clause"),
        (b"demands:\n- xyzzy\n", 1, "letter.yaml:2: no proposition 'xyzzy'"),
        (b"demands:\n- maybe: sanctions\n", 2, "letter.yaml:2: 'maybe' is not in the list"),
    ],
)
def test_a_broken_draft_is_one_line_with_its_exit_code(
    cli: Cli, data: bytes, code: int, message: str
) -> None:
    Path("letter.yaml").write_bytes(data)
    run = cli("draft", "letter.yaml")
    assert (run.code, run.out) == (code, "")
    assert run.err.startswith(message)
    assert len(run.err.splitlines()) == 1
    assert len(run.err) < 300


def test_a_folder_is_no_draft(cli: Cli) -> None:
    Path("letter.yaml").mkdir()
    run = cli("draft", "letter.yaml")
    assert (run.code, run.err) == (3, "letter.yaml: is a directory; check the path\n")
    Path("letters").mkdir()
    assert cli("draft", "letters").code == 1


def test_a_label_cannot_steer_the_terminal(cli: Cli, graph_of: object) -> None:
    location = graph_of(  # type: ignore[operator]
        EMPTY
        + 'organisation:evil a org:Organization ; skos:prefLabel "Evil\\u001b[31m\\u202e"@en .'
    )
    for form in ((), ("--format", "table")):
        run = cli("common-ground", "organisation:evil", "Red", "--graph", location, *form)
        assert run.code == 0
        assert not {"\x1b", "\u202e"} & set(run.out)


def on_a_terminal(*words: str) -> str:
    """Run a command whose stdout is a terminal, and return what is shown there."""
    outer, inner = os.openpty()
    with subprocess.Popen([sys.executable, "-m", "graph", *words], stdout=inner) as running:
        os.close(inner)
        shown = b""
        while True:
            try:
                part = os.read(outer, 4096)
            except OSError:
                break
            if not part:
                break
            shown += part
        assert running.wait(timeout=60) == 0
    os.close(outer)
    return shown.decode()


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b[1mOn 2023-08-03 9 of 15 pairs" in on_a_terminal(*VERBS["matrix"])
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in on_a_terminal(*VERBS["matrix"])


LAZY = """
import sys
from graph.cli import main
code = main(["--help"])
heavy = {"numpy", "scipy", "networkx", "matplotlib", "pyoxigraph", "yaml", "pandas"}
print(sorted(heavy & set(sys.modules)), code, file=sys.stderr)
"""


def test_the_help_imports_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LAZY], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stderr == "[] 0\n"
    for verb in ("agree", "matrix", "common-ground", "draft", "camps", "changes", "discourse"):
        assert verb in done.stdout


@pytest.mark.parametrize("verb", ["agree", "matrix", "common-ground", "draft", "camps", "changes",
                                  "discourse", "reliability"])  # fmt: skip
def test_the_help_of_a_verb_ends_in_examples_and_imports_no_numpy(verb: str) -> None:
    script = LAZY.replace('["--help"]', f'["{verb}", "--help"]')
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stderr == "[] 0\n"
    assert f"stancegraph {verb} " in done.stdout.split("Examples:")[-1] + " "
