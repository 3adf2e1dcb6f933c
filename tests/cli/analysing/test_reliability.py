"""`stancegraph reliability`: coders' tables held against each other."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest
from openpyxl import Workbook

from graph.analysis.reliability.compare import reliability
from graph.analysis.reliability.tables import CODING_COLUMNS, DEGREES, TEMPLATE_ROW
from graph.cli import main
from graph.editing.from_tables import POSITION_COLUMNS
from graph.errors import FileProblem, UsageError
from graph.tables.columns import template

ROOT = Path(__file__).resolve().parents[3]

ANNA = """\
actor,proposition,stance,document
ENSU,arms supply,supports,Resolutions
ENSU,sanctions,leans towards,Resolutions
Rabkor,arms supply,opposes,Resolutions
Rabkor,NATO,declines to say,Resolutions
RSD,arms supply,supports,Resolutions
RSD,ceasefire,leans against,Resolutions
"""
BEN = """\
document,stance,proposition,actor
Resolutions,Supports,Arms  supply,ensu
résolutions,opposes,sanctions,ENSU
Resolutions,leans-against,arms supply,Rabkor
Resolutions,opposes,NATO,Rabkor
Resolutions,sg:supports,arms supply,RSD
"""
SHOWN = """\
Krippendorff's alpha: 0.796, ordinal level
- good for tentative conclusions only: alpha is .667 or more, but less than .8 (Krippendorff's rule
  of thumb, as far as 4 units can tell)

Cohen's kappa      0.273 (nominal: every difference counts the same)
coders             2: anna.csv (6 units), ben.csv (5 units)
units in all       6
pairable           4, 2 of them coded differently
coded by one only  1
left out           1

Disagreements, most severe first
- ENSU on sanctions: leans towards (anna.csv:3), opposes (ben.csv:3)
  in Resolutions
- Rabkor on arms supply: opposes (anna.csv:4), leans against (ben.csv:4)
  in Resolutions

Left out: somebody declines to say, which has no degree
- Rabkor on NATO: declines to say (anna.csv:5), opposes (ben.csv:5)
  in Resolutions

Coded by one only
- RSD on ceasefire: leans against (anna.csv:7)
  in Resolutions
"""


class Told(Protocol):
    def __call__(self, *words: str) -> tuple[int, str, str]: ...


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    def run(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["reliability", *words])
        return (code, *capsys.readouterr())

    return run


@pytest.fixture(autouse=True)
def _tables(_elsewhere: None) -> None:
    write("anna.csv", ANNA)
    write("ben.csv", BEN)


def write(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def coded(name: str, *stances: str) -> str:
    """Write a table of units 1, 2, …, those with an empty stance left out."""
    rows = [f"X,{at},{stance}\n" for at, stance in enumerate(stances, start=1) if stance]
    return write(name, "actor,proposition,stance\n" + "".join(rows))


def test_the_whole_answer_on_a_terminal(told: Told) -> None:
    """α by hand: see the test of the measure. κ: p_o = ½, p_e = (2·2 + 1·1)/16, κ = 3/11."""
    assert told("anna.csv", "ben.csv") == (0, SHOWN, "")


def test_csv_is_the_list_of_disagreements(told: Told) -> None:
    code, out, _ = told("anna.csv", "ben.csv", "--format", "csv")
    assert code == 0
    assert list(csv.reader(io.StringIO(out, newline=""))) == [
        ["actor", "proposition", "document", "distance", "file", "line", "stance"],
        ["ENSU", "sanctions", "Resolutions", "1.5", "anna.csv", "3", "leans towards"],
        ["ENSU", "sanctions", "Resolutions", "1.5", "ben.csv", "3", "opposes"],
        ["Rabkor", "arms supply", "Resolutions", "0.5", "anna.csv", "4", "opposes"],
        ["Rabkor", "arms supply", "Resolutions", "0.5", "ben.csv", "4", "leans against"],
    ]


def test_json_is_everything(told: Told) -> None:
    _, out, _ = told("anna.csv", "ben.csv", "--format", "json")
    found = json.loads(out)
    assert found["level"] == "ordinal"
    assert found["alpha"]["value"] == pytest.approx(1 - (17 / 8) / (584 / 56), abs=1e-9)
    assert found["kappa"]["value"] == pytest.approx(3 / 11, abs=1e-9)
    assert (found["units"], found["pairable"], found["alpha"]["coders"]) == (6, 4, 2)
    assert found["coders"] == [{"file": "anna.csv", "units": 6}, {"file": "ben.csv", "units": 5}]
    assert [unit["distance"] for unit in found["disagreements"]] == [1.5, 0.5]
    assert [unit["proposition"] for unit in found["coded_by_one"]] == ["ceasefire"]
    assert found["left_out"][0]["codings"] == [
        {"file": "anna.csv", "line": 5, "stance": "declines to say"},
        {"file": "ben.csv", "line": 5, "stance": "opposes"},
    ]


def test_the_ending_of_the_output_says_the_format(told: Told) -> None:
    assert told("anna.csv", "ben.csv", "-o", "all.json") == (0, "", "wrote all.json (6 units)\n")
    assert json.loads(Path("all.json").read_text(encoding="utf-8"))["pairable"] == 4
    code, _, err = told("anna.csv", "ben.csv", "-o", "all.txt")
    assert code == 2
    assert err == "--output: 'all.txt' is neither csv nor json; pass --format csv or json\n"


def test_to_decline_is_a_value_on_the_nominal_level() -> None:
    found = reliability(["anna.csv", "ben.csv"], "nominal")
    assert (len(found.pairable), len(found.left_out), len(found.disagreements)) == (5, 0, 3)


def test_an_excel_workbook_is_a_table_like_others() -> None:
    book = Workbook()
    assert book.active is not None
    for row in csv.reader(io.StringIO(BEN)):
        book.active.append(row)
    book.save("ben.xlsx")
    found = reliability(["anna.csv", "ben.xlsx"])
    assert found.alpha == reliability(["anna.csv", "ben.csv"]).alpha
    assert found.disagreements[0].codings[1] == ("ben.xlsx", 3, "opposes")


def test_three_coders_have_alpha_and_no_kappa() -> None:
    """Units (+, +, +), (+, −, ), (−, −, ): n = 7, α = 1 − 6·(1 + 1)/(2·4·3) = ½."""
    files = [
        coded("a.csv", "supports", "supports", "opposes"),
        coded("b.csv", "supports", "opposes", "opposes"),
        coded("c.csv", "supports"),
    ]
    found = reliability(files, "nominal")
    assert found.kappa is None
    assert found.alpha is not None
    assert found.alpha.value == pytest.approx(0.5, abs=1e-9)
    assert (found.alpha.coders, found.alpha.pairable) == (3, 3)


def test_the_widest_difference_comes_first_then_that_of_more_coders() -> None:
    files = [
        coded("a.csv", "supports", "supports", "supports", "ambivalent"),
        coded("b.csv", "ambivalent", "supports", "supports", "ambivalent"),
        coded("c.csv", "ambivalent", "opposes", "ambivalent", "ambivalent"),
        coded("d.csv", "supports", "", "supports", ""),
    ]
    found = reliability(files)
    assert [(c.unit.proposition, c.distance) for c in found.disagreements] == [
        ("2", 2.0),
        ("1", 1.0),
        ("3", 1.0),
    ]


@pytest.mark.parametrize(
    ("apart", "told"),
    [(2, "reliable: "), (3, "reliable: "), (4, "good for"), (5, "good for"), (6, "not reliable")],
)
def test_the_conclusion_goes_no_further_than_krippendorffs_limits(apart: int, told: str) -> None:
    """Two coders differ on d of 30 units; of n = 60 values 30 are +, or 31 where d is odd.

    α = 1 − (d/30)·60·59/(2·n₊·n₋): .869, .803, .738, .672 and .607 for 2 to 6.
    """
    first = ["supports", "opposes"] * 15
    second = [
        ("opposes" if stance == "supports" else "supports") if at < apart else stance
        for at, stance in enumerate(first)
    ]
    found = reliability([coded("a.csv", *first), coded("b.csv", *second)], "nominal")
    assert found.conclusion.startswith(told)
    assert "as far as 30 units can tell" in found.conclusion


@pytest.mark.parametrize(
    ("value", "told"), [(2 / 3, "good for"), (0.6664, "not"), (0.7999, "reliable"), (-0.3, "not")]
)
def test_alpha_is_judged_with_the_three_decimals_that_are_shown(value: float, told: str) -> None:
    found = reliability(["anna.csv", "ben.csv"])
    assert found.alpha is not None
    assert replace(found, alpha=replace(found.alpha, value=value)).conclusion.startswith(told)


def test_one_and_the_same_stance_throughout_is_undefined(told: Told) -> None:
    files = [coded("a.csv", "supports", "supports"), coded("b.csv", "supports", "supports")]
    code, out, err = told(*files)
    assert (code, err) == (0, "")
    assert out.startswith("Krippendorff's alpha: undefined, ordinal level\n- every coder says")
    assert "Cohen's kappa      undefined" in out
    assert "\nDisagreements" not in out


def test_where_nothing_is_pairable_the_exit_code_is_1(told: Told) -> None:
    code, out, err = told(coded("a.csv", "supports"), coded("b.csv", "", "opposes"))
    assert code == 1
    assert "units in all       2\npairable           0" in out
    assert "Krippendorff" not in out
    alone = "no unit in common with another file; write actors, propositions and documents alike"
    nothing = "no unit has a value from two coders, so nothing can be compared"
    assert err.splitlines() == [
        f"warning: a.csv: {alone}",
        f"warning: b.csv: {alone}",
        f"reliability: {nothing}; have two people code the same documents",
    ]


def test_documents_in_one_file_only_are_told_where_nothing_fits(told: Told) -> None:
    bare = "actor,proposition,stance\nENSU,arms supply,supports\n"
    code, _, err = told("anna.csv", write("bare.csv", bare))
    assert code == 1
    assert "bare.csv: no unit in common with another file; it has no documents, others do" in err


def test_where_all_that_two_coded_was_declined_the_nominal_level_is_proposed(told: Told) -> None:
    files = coded("a.csv", "declines to say"), coded("b.csv", "supports")
    code, out, err = told(*files)
    assert code == 1
    assert "- X on 1: declines to say (a.csv:2), supports (b.csv:2)" in out
    assert "pass --level nominal" in err
    assert told(*files, "--level", "nominal")[0] == 0


def test_a_unit_with_two_stances_in_one_file_names_both_lines(told: Told) -> None:
    twice = ANNA + 'ensu,"Arms supply",opposes,Resolutions\n'
    code, out, err = told(write("anna.csv", twice), "ben.csv")
    assert (code, out) == (3, "")
    assert err == (
        "anna.csv:8: 'ensu' on 'Arms supply' in 'Resolutions' is 'opposes' here, "
        "'supports' in line 2; keep one of them\n"
    )


def test_a_unit_twice_with_the_same_stance_counts_once() -> None:
    write("anna.csv", ANNA + "ENSU,arms supply,supports,Resolutions\n")
    found = reliability(["anna.csv", "ben.csv"])
    assert (found.unit_count, len(found.pairable)) == (6, 4)
    assert found.notes == (
        "anna.csv: 1 row repeats a unit with the same stance; each unit counts once",
    )


def test_a_stance_that_is_none_is_told_with_its_line(told: Told) -> None:
    write("ben.csv", BEN.replace("leans-against", "leans agianst"))
    code, _, err = told("anna.csv", "ben.csv")
    assert code == 3
    assert err.startswith(
        "ben.csv:4: stance: 'leans agianst' is not in the list; did you mean 'leans against'?"
    )


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["anna.csv"], 2, "reliability: 1 file; give one for each of two coders or more"),
        (["anna.csv", "./anna.csv"], 2, "reliability: './anna.csv' is given twice"),
        (["anna.csv", "ben.csv", "--level", "ratio"], 2, "'ratio' is not one of"),
        (["anna.csv", "none.csv"], 3, "none.csv: no such file or directory; check the path"),
        (["anna.csv", "bad.csv"], 3, "bad.csv:1: no column 'stance'"),
    ],
)
def test_faults_have_their_exit_codes(
    told: Told, words: list[str], code: int, message: str
) -> None:
    write("bad.csv", "actor,proposition\nENSU,arms supply\n")
    found, out, err = told(*words)
    assert (found, out) == (code, "")
    assert message in err


def test_the_library_raises_what_the_command_tells() -> None:
    with pytest.raises(UsageError, match="level: 'ratio' is not known"):
        reliability(["anna.csv", "ben.csv"], "ratio")  # type: ignore[arg-type]
    with pytest.raises(FileProblem) as problem:
        reliability(["anna.csv", "none.csv"])
    assert problem.value.path == Path("none.csv")


def test_other_encodings_and_separators_are_read(told: Told) -> None:
    for name in ("anna.csv", "ben.csv"):
        text = Path(name).read_text(encoding="utf-8")
        Path(name).write_bytes(text.replace(",", ";").encode("latin-1"))
    words = ("anna.csv", "ben.csv", "--separator", ";", "--encoding", "latin-1")
    assert told(*words) == (0, SHOWN, "")


def test_a_name_cannot_steer_the_terminal(told: Told) -> None:
    for name, stance in (("a.csv", "supports"), ("b.csv", "opposes")):
        write(name, f"actor,proposition,stance\nX\x1b[31m,y\u202e,{stance}\n")
    _, out, _ = told("a.csv", "b.csv")
    assert "- X[31m on y: supports" in out
    assert not set(out) & {"\x1b", "\u202e"}


def test_coders_fill_in_the_columns_that_positions_are_added_from() -> None:
    assert [c.name for c in CODING_COLUMNS] == [c.name for c in POSITION_COLUMNS]
    assert {c.name: c.example for c in POSITION_COLUMNS if c.example} == TEMPLATE_ROW


def test_the_example_of_the_template_is_refused(told: Told) -> None:
    code, _, err = told(write("a.csv", template(POSITION_COLUMNS)), "ben.csv")
    assert (code, err) == (3, "a.csv:2: this is the example of the template; remove the line\n")


def test_three_columns_that_say_the_same_as_the_example_are_read() -> None:
    write("a.csv", "actor,proposition,stance\nENSU,arms supply,supports\n")
    assert len(reliability(["a.csv", "ben.csv"]).coders[0].units) == 1


def test_degrees_are_those_of_the_ontology() -> None:
    from pyoxigraph import QuerySolutions, RdfFormat, Store

    store = Store()
    turtle = (ROOT / "ontology" / "stancegraph.ttl").read_bytes()
    store.load(turtle, format=RdfFormat.TURTLE)
    found = store.query(
        "PREFIX sg: <https://w3id.org/stancegraph/ontology#> "
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        "SELECT ?word ?degree { ?stance sg:degree ?degree ; skos:prefLabel ?word "
        'FILTER (lang(?word) = "en") }'
    )
    assert isinstance(found, QuerySolutions)
    assert {row["word"].value: float(row["degree"].value) for row in found} == DEGREES
