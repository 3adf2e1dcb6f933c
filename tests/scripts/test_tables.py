"""Spreadsheets are added whole or not at all, with a line for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from graph import KnowledgeGraph

if TYPE_CHECKING:
    from pathlib import Path

    from tests.scripts.conftest import Script

ORGANISATIONS = "add_organisations_from_csv"
POSITIONS = "add_positions_from_csv"

GOOD = """\
name,acronym,country,website,kind,parent,aliases,same_as
Alpha Union,ALPHU,GB,alpha.example,union,Beta,Alpha of the South | Alfa,http://www.wikidata.org/entity/Q1
Beta,,DE,,,PNow,,
Rabkor,,RU,,,,,
Peace Now,,GB,,,,,
"""
TOLD = """\
t.csv:2: added organisation 'Alpha Union' (organisation:alpha-union)
t.csv:3: added organisation 'Beta' (organisation:beta)
t.csv:4: added to organisation 'Rabkor' (organisation:rabkor)
t.csv:5: nothing to change in organisation 'Peace Now' (organisation:peace-now)
"""
ALPHA = """\
organisation:alpha-union
    a
        org:Organization ,
        foaf:Agent ;
    skos:prefLabel "Alpha Union"@en ;
    skos:altLabel
        "ALPHU"@en ,
        "Alfa"@en ,
        "Alpha of the South"@en ;
    schema:sameAs <http://www.wikidata.org/entity/Q1> ;
    org:classification sg:union ;
    org:subOrganizationOf organisation:beta ;
    foaf:homepage <https://alpha.example/> ;
    sg:country "GB" .
"""


def content(folder: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in sorted(folder.glob("*.ttl"))}


def write(tmp_path: Path, text: str, encoding: str = "utf-8") -> None:
    (tmp_path / "t.csv").write_bytes(text.encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_good_table_is_added_and_told_row_by_row(
    script: Script, folder: Path, tmp_path: Path, encoding: str
) -> None:
    write(tmp_path, GOOD, encoding)
    run = script(ORGANISATIONS, "--graph", "small", "t.csv")
    assert (run.code, run.out) == (0, TOLD)
    assert run.err == "4 rows: 2 added, 1 added to, 1 already there\n"
    assert ALPHA in (folder / "organisations.ttl").read_text(encoding="utf-8")
    before = content(folder)
    run = script(ORGANISATIONS, "--graph", "small", "t.csv")
    assert (run.code, run.err) == (0, "4 rows: 4 already there\n")
    assert run.out.count(": nothing to change in organisation ") == 4
    assert content(folder) == before


def test_a_dry_run_writes_nothing(script: Script, folder: Path, tmp_path: Path) -> None:
    before = content(folder)
    write(tmp_path, GOOD)
    run = script(ORGANISATIONS, "--graph", "small", "t.csv", "--dry-run")
    assert run.code == 0
    assert run.out.startswith("t.csv:2: would add organisation 'Alpha Union' (organisation:alpha")
    assert run.err == (
        "4 rows: 2 to be added, 1 to be added to, 1 already there; nothing was written\n"
    )
    assert content(folder) == before


def test_tables_with_other_encodings_and_separators_are_read_when_told(
    script: Script, folder: Path, tmp_path: Path
) -> None:
    write(tmp_path, "name;country\nKöln für Frieden;DE\n", "latin-1")
    run = script(ORGANISATIONS, "--graph", "small", "t.csv")
    assert (run.code, run.out) == (3, "")
    assert run.err == (
        "t.csv:2: not UTF-8 (byte 0xf6 after 'K'); save the file as UTF-8, or pass "
        "--encoding latin-1\n"
    )
    run = script(ORGANISATIONS, "--graph", "small", "t.csv", "--encoding", "latin-1")
    assert (run.code, "pass --separator ';'" in run.err) == (3, True)
    run = script(
        ORGANISATIONS, "--graph", "small", "t.csv", "--encoding", "latin-1", "--separator", ";"
    )
    assert (run.code, run.err) == (0, "1 row: 1 added\n")
    assert '"Köln für Frieden"@en' in (folder / "organisations.ttl").read_text(encoding="utf-8")


def test_a_workbook_is_a_table_too(script: Script, folder: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["name", "country", "same_as"])
    sheet.append(["Anytown Choir", "GB", None])
    sheet.append(["NA", "NA", "http://www.wikidata.org/entity/Q1"])
    book.save(tmp_path / "t.xlsx")
    run = script(ORGANISATIONS, "--graph", "small", "t.xlsx")
    assert (run.code, run.err) == (0, "2 rows: 2 added\n")
    assert run.out.splitlines()[1] == "t.xlsx:3: added organisation 'NA' (organisation:na)"
    kg = KnowledgeGraph.open(folder)
    assert kg.records.things[kg.names.resolve("NA")].many("sg:country") == ["NA"]
    assert script(ORGANISATIONS, "--graph", "small", "t.xlsx").err == "2 rows: 2 already there\n"


@pytest.mark.parametrize("name", [ORGANISATIONS, POSITIONS])
def test_the_template_is_filled_in_and_read_back(
    script: Script, folder: Path, tmp_path: Path, name: str
) -> None:
    run = script(name, "--template")
    header, example = run.out.splitlines()
    assert (run.code, run.err) == (0, "")
    write(tmp_path, run.out)
    left = script(name, "--graph", "small", "t.csv")
    assert left.code == 1
    assert left.err.startswith("t.csv:2: this is the example of the template; remove the line\n")
    row = {
        ORGANISATIONS: "Fresh,,GB,,,,,",
        POSITIONS: "Rabkor,tariffs,supports,2022,,A Report,,page 2,,",
    }[name]
    assert row.count(",") == header.count(",")
    assert example
    write(tmp_path, f"{header}\n{row}\n")
    assert script(name, "--graph", "small", "t.csv").err == "1 row: 1 added\n"
    assert not [r for r in KnowledgeGraph.open(folder).check().results if r.severity == "violation"]


BAD_ROWS = """\
name,country,parent,website
A one,UK,,
B two,GB,Nobody,
C three,GB,D four,
D four,GB,C three,
E five,GB,E five,
Peace Noww,GB,,
F six,GB,,
f six,GB,,
Peace Now,FR,,
,GB,,
G seven,GB,,javascript:x
H eight,GB
"""
BAD_TOLD = """\
t.csv:2: country: 'UK' is not a country's ISO 3166-1 code of two letters; did you mean 'GB'?
t.csv:3: organisation 'B two': parent: no organisation 'Nobody' (stancegraph list organisations)
t.csv:4: parent: 'C three' is part of itself, by way of others or at once
t.csv:5: parent: 'D four' is part of itself, by way of others or at once
t.csv:6: parent: 'E five' is part of itself, by way of others or at once
t.csv:7: organisation 'Peace Noww': named like 'Peace Now' (organisation:peace-now); if it is the \
same, use that one; if not, add it with --anyway
t.csv:9: organisation 'f six': named like 'F six' (organisation:f-six); if it is the same, use \
that one; if not, add it with --anyway
t.csv:10: organisation 'Peace Now' (organisation:peace-now): sg:country is 'GB' there, not 'FR'; \
correct one of the two, here or there with --replace, or add it as another thing with --anyway
t.csv:11: column 'name' is empty; every row needs it
t.csv:12: website: 'javascript:x' is not a web address: it starts with 'javascript:'; give one \
that starts with 'https://'
t.csv:13: 2 cells under 4 columns; give the row one cell for each
11 faults in 12 rows; nothing was written
"""


def test_every_row_is_judged_and_none_is_written_when_one_is_wrong(
    script: Script, folder: Path, tmp_path: Path
) -> None:
    before = content(folder)
    write(tmp_path, BAD_ROWS)
    run = script(ORGANISATIONS, "--graph", "small", "t.csv")
    assert (run.code, run.err) == (1, BAD_TOLD)
    assert run.out == "t.csv:8: would add organisation 'F six' (organisation:f-six)\n"
    assert content(folder) == before


def test_names_alike_are_added_anyway_when_told(
    script: Script, folder: Path, tmp_path: Path
) -> None:
    write(tmp_path, "name,kind\nPeace Noww,other\nF six,other\nf six,other\n")
    run = script(ORGANISATIONS, "--graph", "small", "t.csv", "--anyway")
    assert (run.code, run.err) == (0, "3 rows: 3 added\n")
    assert KnowledgeGraph.open(folder).check().results == ()
    assert script(ORGANISATIONS, "--graph", "small", "t.csv").err == "3 rows: 3 already there\n"


def test_a_table_without_rows_is_told_as_such(script: Script, folder: Path, tmp_path: Path) -> None:
    before = content(folder)
    write(tmp_path, "name,country\n")
    run = script(ORGANISATIONS, "--graph", "small", "t.csv")
    told = "warning: t.csv: no rows below the header\n0 rows; nothing was written\n"
    assert (run.code, run.out, run.err) == (0, "", told)
    assert content(folder) == before


@pytest.mark.usefixtures("folder")
def test_headers_may_differ_in_case(script: Script, tmp_path: Path) -> None:
    write(tmp_path, "Name, Country ,KIND\nFresh,gb,party\n")
    run = script(ORGANISATIONS, "--graph", "small", "t.csv")
    assert (run.code, run.err) == (0, "1 row: 1 added\n")
    write(tmp_path, "Name,name\nFresh,Fresh\n")
    run = script(ORGANISATIONS, "--graph", "small", "t.csv")
    assert (run.code, run.err) == (3, "t.csv:1: column 'name' is there 2 times; keep one\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "t.csv: an empty file; write a header and a row, or give another file"),
        ("nmae\nA\n", "t.csv:1: no column 'name'; did you mean 'nmae'?"),
        ("name,name\nA,B\n", "t.csv:1: column 'name' is there 2 times; keep one"),
        ("name,founded\nA,2001\n", "t.csv:1: unknown column 'founded'; take one of 'name', "),
        ('name\n"A\nB\n', "t.csv:2: a quote opens here and is never closed, which swallows"),
        ("name\nA\0\n", "t.csv:2: a NUL character, so this is no text"),
    ],
    ids=["empty", "missing", "twice", "unknown", "quote", "nul"],
)
def test_a_table_that_cannot_be_read_is_one_line(
    script: Script, folder: Path, tmp_path: Path, text: str, told: str
) -> None:
    before = content(folder)
    write(tmp_path, text)
    run = script(ORGANISATIONS, "--graph", "small", "t.csv")
    assert (run.code, run.out) == (3, "")
    assert run.err.startswith(told)
    assert run.err.count("\n") == 1
    assert content(folder) == before


def test_a_table_that_is_not_there_is_one_line(script: Script, folder: Path) -> None:
    before = content(folder)
    for name in (ORGANISATIONS, POSITIONS):
        run = script(name, "--graph", "small", "none.csv")
        assert (run.code, run.out) == (3, "")
        assert run.err == "none.csv: no such file or directory; check the path\n"
    assert content(folder) == before


# Positions

GOOD_POSITIONS = '''\
actor,proposition,stance,from,through,document,quote,locator,claimant,kind
Rabkor,tariffs,leans against,2022-03,2023,A Report,"too ""dear""",page 2,,
PNow,Tariffs should rise,supports,,,The Manifesto,,page 3,,
Рабкор,public railways,declines to say,,,report,,page 9,Rabkor | Ann Lee,inferred
Peace Now,railways,supports,,,The Manifesto,,page 1,,self-stated
'''


def test_positions_are_added_with_their_evidence(
    script: Script, folder: Path, tmp_path: Path
) -> None:
    write(tmp_path, GOOD_POSITIONS)
    run = script(POSITIONS, "--graph", "small", "t.csv")
    assert (run.code, run.err) == (0, "4 rows: 3 added, 1 added to\n")
    assert run.out == (
        "t.csv:2: added position 'Rabkor · Tariffs should rise · leans against · 2022-03-01 · "
        "2023-12-31' (position:rabkor-tariffs-0a70818e)\n"
        "t.csv:3: added position 'Peace Now · Tariffs should rise · supports' "
        "(position:peace-now-tariffs-278d9d3e)\n"
        "t.csv:4: added position 'Rabkor · The state should own railways · declines to say' "
        "(position:rabkor-railways-0acf9d59)\n"
        "t.csv:5: added to position 'Peace Now · The state should own railways · supports' "
        "(position:peace-now-railways-5dba2183)\n"
    )
    kg = KnowledgeGraph.open(folder)
    assert kg.check().results == ()
    iri = f"{kg.base}position/rabkor-tariffs-0a70818e"
    (piece,) = kg.records.evidence_of(kg.records.statements[iri])
    assert (piece.one("oa:exact"), piece.one("sg:locator")) == ('too "dear"', "page 2")
    assert piece.word("sg:evidenceKind") == "reported"
    iri = f"{kg.base}position/rabkor-railways-0acf9d59"
    (piece,) = kg.records.evidence_of(kg.records.statements[iri])
    assert [c.rpartition("/")[2] for c in piece.many("prov:wasAttributedTo")] == [
        "rabkor",
        "ann-lee",
    ]
    before = content(folder)
    assert script(POSITIONS, "--graph", "small", "t.csv").err == "4 rows: 4 already there\n"
    assert content(folder) == before


BAD_POSITIONS = """\
actor,proposition,stance,from,through,document,quote,locator,claimant,kind
Nobody,tariffs,supports,,,A Report,,page 2,,
Rabkor,nothing,supports,,,A Report,,page 2,,
Rabkor,tariffs,for,,,A Report,,page 2,,
Rabkor,tariffs,supports,01/02/2023,,A Report,,page 2,,
Rabkor,tariffs,supports,2023,2022,A Report,,page 2,,
Rabkor,tariffs,supports,,,A Report,,,,
Rabkor,tariffs,supports,,,No Report,,page 2,,
Rabkor,tariffs,supports,,,A Report,,page 2,Someone,
Rabkor,tariffs,supports,,,A Report,,page 2,,hearsay
,tariffs,supports,,,A Report,,page 2,,
Rabkor,tariffs,supports,,,A Report,,page 2,,
"""
BAD_POSITIONS_TOLD = """\
t.csv:2: position: actor: no organisation, person or group 'Nobody' (stancegraph list organisations)
t.csv:3: position: proposition: no proposition 'nothing' (stancegraph list propositions)
t.csv:4: position: stance: 'for' is not in the list; take one of supports, leans towards, \
ambivalent, leans against, opposes, declines to say
t.csv:5: position: from: '01/02/2023' is not a date; write 2022-02-24, 2022-02 or 2022
t.csv:6: position: '2022' lies before '2023'; correct one of the dates
t.csv:7: neither quote nor locator; say where it stands
t.csv:8: evidence: document: no document 'No Report'; did you mean 'A Report'? (stancegraph list \
documents)
t.csv:9: evidence: claimant: no organisation, person or group 'Someone' (stancegraph list \
organisations)
t.csv:10: evidence: evidence-kind: 'hearsay' is not in the list; take one of self-stated, \
reported, inferred
t.csv:11: column 'actor' is empty; every row needs it
10 faults in 11 rows; nothing was written
"""


def test_a_fault_of_each_kind_is_told_with_its_row(
    script: Script, folder: Path, tmp_path: Path
) -> None:
    before = content(folder)
    write(tmp_path, BAD_POSITIONS)
    run = script(POSITIONS, "--graph", "small", "t.csv")
    assert (run.code, run.err) == (1, BAD_POSITIONS_TOLD)
    assert run.out == (
        "t.csv:12: would add position 'Rabkor · Tariffs should rise · supports' "
        "(position:rabkor-tariffs-e5bd15e5)\n"
    )
    assert content(folder) == before


def test_quotes_are_found_in_the_texts_at_hand(
    script: Script, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "report.txt").write_text(
        "A Report\n\nThey say it is too dear.\n", encoding="utf-8"
    )
    header = GOOD_POSITIONS.splitlines()[0]
    write(tmp_path, f"{header}\nRabkor,tariffs,opposes,,,A Report,too dear,,,\n")
    run = script(POSITIONS, "--graph", "small", "t.csv", "--sources", "texts")
    assert (run.code, run.err) == (0, "1 row: 1 added\n")
    text = (folder / "evidence.ttl").read_text(encoding="utf-8")
    # The quote starts behind 8 + 2 + 15 characters.
    for line in ("oa:start 25", "oa:end 33", "sg:paragraph 2"):
        assert f"    {line}" in text
    write(tmp_path, f"{header}\nRabkor,tariffs,opposes,,,The Manifesto,so dear,,,\n")
    run = script(POSITIONS, "--graph", "small", "t.csv", "--sources", "texts")
    assert (run.code, run.err) == (
        0,
        (
            "warning: t.csv:2: evidence from 'manifesto': its quote was not looked for, as texts "
            "has no text of it; expected texts/manifesto.txt (or .md)\n1 row: 1 added to\n"
        ),
    )
    write(tmp_path, f"{header}\nRabkor,tariffs,opposes,,,A Report,too cheap,,,\n")
    run = script(POSITIONS, "--graph", "small", "t.csv", "--sources", "texts")
    assert run.code == 1
    assert run.err.startswith("t.csv:2: evidence from 'report': the quote 'too cheap' is not in")
