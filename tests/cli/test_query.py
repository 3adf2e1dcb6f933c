"""Questions of the library, asked on the command line."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Cli

SR = "{http://www.w3.org/2005/sparql-results#}"
ARMS = ("query", "holders-of", "-p", "proposition=arms supply")


def test_a_table_is_for_people(cli: Cli) -> None:
    run = cli(*ARMS)
    assert run.code == 0
    assert run.out.splitlines() == [
        "actor                        stance   extent  basis   claimant",
        "───────────────────────────  ───────  ──────  ──────  ──────────",
        "Allies of Boris Kagarlitsky  opposes  many    stated  Adam Novak",
        "Stop the War Coalition       opposes          stated  Adam Novak",
    ]
    assert run.err == "2 rows; nothing on record for valid from and valid through\n"


def test_iris_and_further_columns_are_shown_on_request(cli: Cli) -> None:
    run = cli(*ARMS, "--iris")
    assert "https://w3id.org/stancegraph/id/organisation/stop-the-war-coalition" in run.out
    assert "evidence kind" in run.out


def test_csv_has_every_column_and_crlf(cli: Cli) -> None:
    run = cli("query", "organisations", "--format", "csv")
    assert run.out.startswith("name,kind,country,positions_count,name_iri\r\n")
    rows = list(csv.DictReader(io.StringIO(run.out, newline="")))
    assert [row["name"] for row in rows][-2:] == ["Ukraine Solidarity Campaign", "United Nations"]
    assert not run.err


def test_tsv_has_terms_in_turtle(cli: Cli) -> None:
    head, first, *_ = cli("query", "petitions", "--format", "tsv").out.split("\n")
    assert head.split("\t")[:2] == ["?petition", "?launched_by"]
    cells = first.split("\t")
    assert cells[0] == '"Free Boris Kagarlitsky! (ENSU)"'
    assert cells[3:6] == [
        "4",
        "1",
        "<https://w3id.org/stancegraph/id/petition/free-boris-kagarlitsky>",
    ]


def test_json_is_typed_by_the_header(cli: Cli) -> None:
    found = json.loads(cli("query", "petitions", "--limit", "1", "--format", "json").out)
    (row,) = found["results"]["bindings"]
    assert row["petition"] == {"type": "literal", "value": "Free Boris Kagarlitsky! (ENSU)"}
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    assert row["demands_count"] == {"type": "literal", "value": "4", "datatype": integer}
    assert row["petition_iri"]["type"] == "uri"
    assert row["launched_by_iri"]["type"] == "literal"


def test_xml_is_typed_by_the_header(cli: Cli) -> None:
    tree = ET.fromstring(cli("query", "petitions", "--format", "xml").out)  # noqa: S314
    assert len(tree.findall(f"{SR}head/{SR}variable")) == 7
    first = tree.find(f"{SR}results/{SR}result")
    assert first is not None
    assert [b[0].tag.removeprefix(SR) for b in first] == [
        *("literal", "literal", "literal", "literal", "literal", "uri", "literal"),
    ]


def test_markdown_hides_iris(cli: Cli) -> None:
    run = cli("query", "petitions", "--limit", "1", "--format", "markdown")
    head, rule, row = run.out.splitlines()
    assert head == "| petition | launched by | languages | demands | affirms |"
    assert rule == "| --- | --- | --- | ---: | ---: |"
    assert row.startswith("| Free Boris Kagarlitsky! (ENSU) | ")


def test_labels_come_in_french(cli: Cli) -> None:
    run = cli("--lang", "fr", *ARMS, "--format", "csv")
    assert "Alliés" in run.out
    assert "déduit par la rédaction" in run.out


def test_shared_options_may_stand_behind_the_command(cli: Cli) -> None:
    before = cli("--lang", "fr", *ARMS, "--format", "csv")
    assert cli(*ARMS, "--format", "csv", "--lang", "fr") == before


def test_underscores_do_for_hyphens(cli: Cli) -> None:
    assert cli("query", "holders_of", *ARMS[2:]) == cli(*ARMS)


def test_a_list_is_given_by_repeating_the_option(cli: Cli) -> None:
    pair = ("-p", "actors=Rabkor", "-p", "actors=Russian Socialist Movement")
    run = cli("query", "shared-by-all", *pair, "--format", "csv")
    assert run.code == 0
    assert "Boris Kagarlitsky should be released" in run.out


def test_limit_cuts_rows(cli: Cli) -> None:
    run = cli("query", "propositions", "--limit", "2", "--format", "csv")
    assert run.out.count("\r\n") == 3


def test_no_rows_is_said_in_words(cli: Cli) -> None:
    run = cli("query", "disputes")
    assert (run.code, run.out, run.err) == (0, "", "no rows\n")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["query", "petition"], 1, "no query 'petition'; did you mean 'petitions'"),
        (["query", "zzz"], 1, "no query 'zzz'"),
        (["query", "holders-of"], 2, "queries/holders-of.rq: parameter 'proposition' is required"),
        ([*ARMS, "-p", "foo=1"], 2, "unknown parameter 'foo'; it takes proposition, on, inferred"),
        ([*ARMS, "-p", "proposition=x"], 2, "'proposition' is given 2 times; give it once"),
        ([*ARMS, "-p", "foo"], 2, "-p: 'foo' is no NAME=VALUE; write -p name=value"),
        ([*ARMS, "-p", "=foo"], 2, "-p: '=foo' is no NAME=VALUE"),
        ([*ARMS, "-p", "on=2023"], 2, "parameter 'on': '2023' is not a date"),
        ([*ARMS, "-p", "on=2023-02-30"], 2, "'2023-02-30' is not a day of the calendar"),
        ([*ARMS, "-p", "inferred=perhaps"], 2, "'perhaps' is neither yes nor no"),
        (["query", "positions-of", "-p", "actor=Stop teh War"], 1, "'Stop the War Coalition'"),
        (["query", "gaps", "-p", "petition=zzzz"], 1, "no petition 'zzzz'"),
        (["query", "signable", "-p", "actor=Adam Novak"], 1, "only organisations are judged"),
        (["query", "petitions", "--format", "turtle"], 2, "'turtle' cannot hold rows"),
        (["query", "petitions", "--format", "xlsx"], 2, "'xlsx' is not one of 'table', 'csv'"),
        (["query", "petitions", "--limit", "0"], 2, "--limit"),
        (["query", "petitions", "--timeout", "0"], 2, "--timeout"),
        (["query"], 2, "missing argument"),
        (["--lang", "e n", "query", "petitions"], 2, "'e n' is not a language tag"),
        (["quary", "petitions"], 2, "no command 'quary'; did you mean 'query'"),
        (["query", "--lang"], 2, "requires an argument"),
        (["query", "petitions", "--limt", "2"], 2, "--limit"),
    ],
)
def test_errors_say_what_to_do(cli: Cli, words: list[str], code: int, told: str) -> None:
    run = cli(*words)
    assert run.code == code
    assert not run.out
    assert told in run.err
    assert run.err.count("\n") == 1


def test_a_file_ending_chooses_the_format(cli: Cli, tmp_path: Path) -> None:
    run = cli("query", "petitions", "-o", "out.csv")
    assert (run.out, run.err) == ("", "wrote out.csv (3 rows)\n")
    assert (tmp_path / "out.csv").read_bytes().startswith(b"petition,launched_by")


def test_a_table_goes_into_a_text_file(cli: Cli, tmp_path: Path) -> None:
    cli("query", "petitions", "-o", "out.txt")
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == cli("query", "petitions").out


def test_a_dash_is_stdout(cli: Cli, tmp_path: Path) -> None:
    assert cli("query", "petitions", "-o", "-") == cli("query", "petitions")
    assert not list(tmp_path.iterdir())
