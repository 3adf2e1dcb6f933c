"""Excel workbooks: what a person sees in them as text, and nothing that harms."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import FileProblem, StancegraphError, UsageError
from graph.tables import workbook, workbook_guard
from graph.tables.columns import Column
from graph.tables.read import read_table, scan_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .conftest import Files

BAD = Path(__file__).with_name("bad")
TWO = (Column("a", "First."), Column("b", "Second."))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"


def element(name: str, content: str) -> str:
    """Return the outermost element of a part."""
    return f'<{name} xmlns="{MAIN}" xmlns:r="{OFFICE}">{content}</{name}>'


def worksheet(rows: str, before: str = "") -> str:
    """Return the XML of a sheet with a header and these rows."""
    return before + element("worksheet", f"<sheetData>{HEAD}{rows}</sheetData>")


def parts(rows: str = "", before: str = "") -> dict[str, str]:
    """Return the least that a workbook consists of."""
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{TYPES}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": element(
            "workbook", '<sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets>'
        ),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        SHEET: worksheet(rows, before),
    }


def packed(content: Mapping[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return parts as the bytes of a workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return out.getvalue()


def saved(rows: Sequence[Sequence[object]], **sheets: Sequence[Sequence[object]]) -> bytes:
    """Return a workbook with a first sheet and others, as openpyxl writes it."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    for name, content in {first.title: rows, **sheets}.items():
        sheet = book[name] if name == first.title else book.create_sheet(name)
        for row in content:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def told(path: Path) -> str:
    """Return the message of the error for a file, without the file's folder."""
    with pytest.raises(FileProblem) as caught:
        read_table(path, TWO)
    assert str(caught.value).isprintable()
    return str(caught.value).removeprefix(f"{path.parent}/")


def cells(path: Path, **options: str) -> list[tuple[int, str, str]]:
    """Return line and cells of each row."""
    return [(row.line, row["a"], row["b"]) for row in read_table(path, TWO, **options).rows]


def test_collected_good_workbook_is_read() -> None:
    table = read_table(BAD / "xlsx_ok.xlsx", [Column("ok", "The only cell.")])
    assert (table.columns, table.rows) == (("ok",), ())


def test_collected_bomb_meets_the_limit() -> None:
    assert told(BAD / "xlsx_zip_bomb.xlsx") == (
        "xlsx_zip_bomb.xlsx: unpacks to more than 50,000,000 bytes; save the table as CSV"
    )


def test_collected_csv_that_was_renamed_is_no_excel_file() -> None:
    assert told(BAD / "xlsx_not_zip.xlsx") == (
        "xlsx_not_zip.xlsx: not an Excel file; if it is CSV, rename it to end in .csv"
    )


def test_smallest_workbook_is_read(file: Files) -> None:
    row = '<row r="3"><c r="A3"><v>1</v></c><c r="B3" t="inlineStr"><is><t> x </t></is></c></row>'
    assert cells(file("x.xlsx", packed(parts(row)))) == [(3, "1", "x")]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2001, "2001"),
        (2001.0, "2001"),
        (-0.5, "-0.5"),
        (0.1, "0.1"),
        (1e22, "1e+22"),
        ("007", "007"),
        ("1e5", "1e5"),
        ("NA", "NA"),
        ("#REF!", "#REF!"),
        (True, "TRUE"),
        (False, "FALSE"),
        (dt.date(2022, 2, 24), "2022-02-24"),
        (dt.datetime(2022, 2, 24), "2022-02-24"),  # noqa: DTZ001 - as Excel has it
        (dt.datetime(2022, 2, 24, 5, 30), "2022-02-24T05:30:00"),  # noqa: DTZ001
        (dt.time(5, 30), "05:30:00"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_value_becomes_the_text_that_a_person_means(file: Files, value: object, text: str) -> None:
    data = saved([["a", "b"], ["x", value]])
    if value == "#REF!":
        # openpyxl takes the text for an error when it writes it; Excel does not.
        data = packed(parts('<row r="2"><c r="A2" t="str"><v>x</v></c>'
                            '<c r="B2" t="str"><v>#REF!</v></c></row>'))  # fmt: skip
    assert cells(file("x.xlsx", data)) == [(2, "x", text)]


@pytest.mark.parametrize(
    ("day", "form", "text"),
    [
        (dt.date(2022, 3, 1), "mmm-yy", "2022-03"),
        (dt.date(2022, 3, 1), 'mmmm "of the day" yyyy', "2022-03"),
        (dt.date(2022, 1, 1), "yyyy", "2022"),
        (dt.date(2022, 3, 1), "yyyy-mm-dd", "2022-03-01"),
        (dt.date(2022, 3, 2), "mmm-yy", "2022-03-02"),
        (dt.date(2022, 3, 1), "yyyy", "2022-03-01"),
    ],
)
def test_date_is_as_precise_as_its_cell_shows_it(
    file: Files, day: dt.date, form: str, text: str
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["a", "b"])
    sheet.append(["x", day])
    sheet["B2"].number_format = form
    out = io.BytesIO()
    book.save(out)
    assert cells(file("x.xlsx", out.getvalue())) == [(2, "x", text)]


def test_rows_are_those_of_the_sheet_and_empty_ones_are_passed_over(file: Files) -> None:
    rows: list[list[object]] = [[], ["a", "b", None], [], ["1"], ["", " "], [None, 2]]
    assert cells(file("x.xlsx", saved(rows))) == [(4, "1", ""), (6, "", "2")]


def test_row_that_is_too_long_is_refused(file: Files) -> None:
    assert told(file("x.xlsx", saved([["a", "b"], [1, 2, 3], [1, 2]]))) == (
        "x.xlsx:2: 3 cells under 2 columns; give the row one cell for each"
    )


def test_stored_value_of_a_formula_counts(file: Files) -> None:
    row = '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>""</f><v></v></c></row>'
    assert cells(file("x.xlsx", packed(parts(row)))) == [(2, "2", "")]


@pytest.mark.parametrize("cell", ["<f>1+1</f>", "<f>1+1</f><v></v>", "<f>1+1</f><v/>", "<f/>"])
def test_formula_that_was_never_computed_is_refused_by_its_cell(file: Files, cell: str) -> None:
    row = f'<row r="2"><c r="A2"><v>1</v></c><c r="B2">{cell}</c></row>'
    assert told(file("x.xlsx", packed(parts(row)))) == (
        "x.xlsx:2: the formula in cell B2 was never computed; open the workbook and save it again"
    )


def test_formulas_of_other_sheets_are_no_fault(file: Files) -> None:
    path = file("x.xlsx", saved([["a", "b"], [1, 2]], Other=[["=1+1"]]))
    assert cells(path) == [(2, "1", "2")]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!"])
def test_error_is_refused_by_its_cell(file: Files, error: str) -> None:
    row = f'<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="e"><v>{error}</v></c></row>'
    row += '<row r="3"><c r="A3"><v>2</v></c></row>'
    path = file("x.xlsx", packed(parts(row)))
    assert told(path) == f"x.xlsx:2: cell B2 holds the error '{error}'; mend its formula"
    assert [row.line for row in scan_table(path, TWO).rows] == [3]


def test_date_beyond_the_calendar_is_an_error_cell(file: Files) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["a", "b"])
    sheet.append(["x", 1e11])
    sheet["B2"].number_format = "yyyy-mm-dd"
    out = io.BytesIO()
    book.save(out)
    assert "cell B2 holds the error" in told(file("x.xlsx", out.getvalue()))


def test_first_sheet_with_anything_is_read_and_others_are_told(file: Files) -> None:
    path = file("x.xlsx", saved([], B=[["a", "b"], [1, 2]], C=[], D=[["x"]]))
    table = read_table(path, TWO)
    assert [row["a"] for row in table.rows] == ["1"]
    assert table.notes == (f"{path}: sheet 'B' was read, not 'D'; --sheet NAME takes another",)


def test_hidden_sheet_is_read_last(file: Files) -> None:
    book = openpyxl.load_workbook(io.BytesIO(saved([["words"]], B=[["a", "b"], [1, 2]])))
    book.worksheets[0].sheet_state = "hidden"
    book.active = 1
    out = io.BytesIO()
    book.save(out)
    assert cells(file("x.xlsx", out.getvalue())) == [(2, "1", "2")]


def test_sheet_is_chosen_by_name(file: Files) -> None:
    path = file("x.xlsx", saved([["x"]], People=[["a", "b"], [1, 2]]))
    assert cells(path, sheet="people") == [(2, "1", "2")]
    assert read_table(path, TWO, sheet="People").notes == ()
    with pytest.raises(UsageError) as caught:
        read_table(path, TWO, sheet="Persons")
    assert str(caught.value) == f"{path}: no sheet 'Persons'; there are 'Sheet', 'People'"


def test_separator_of_a_workbook_is_wrong_usage(file: Files) -> None:
    with pytest.raises(UsageError, match="leave out --separator"):
        read_table(file("x.xlsx", saved([["a", "b"]])), TWO, separator=";")


def test_empty_workbook_is_one_error(file: Files) -> None:
    assert told(file("x.xlsx", saved([]))) == (
        "x.xlsx: nothing in any sheet; write a header and a row"
    )
    assert told(file("y.xlsx", b"")).startswith("y.xlsx: an empty file")


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:18999/x.dtd">',
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "secret.txt">]>',
    ],
)
@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "[Content_Types].xml", "xl/odd.bin"])
def test_entities_are_refused_in_any_part(file: Files, doctype: str, name: str) -> None:
    content = parts()
    content[name] = doctype + content.get(name, "<x>&b;</x>")
    assert told(file("x.xlsx", packed(content))) == (
        f"x.xlsx: '{name}' in it defines entities of its own, which could expand; save it anew"
    )


def test_size_that_lies_is_one_error(file: Files) -> None:
    row = '<row r="2"><c r="A2" t="str"><v>' + "x" * 100_000 + "</v></c></row>"
    data = packed(parts(row))
    true = len(worksheet(row)).to_bytes(4, "little")
    assert data.count(true) >= 2
    told_less = data.replace(true, (500).to_bytes(4, "little"))
    assert "a damaged Excel file" in told(file("x.xlsx", told_less))


def test_limits_grow_with_the_file_but_end(file: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(parts())
    size = sum(map(len, parts().values()))
    monkeypatch.setattr(workbook_guard, "UNPACKED_LIMIT", size)
    monkeypatch.setattr(workbook_guard, "SUSPICIOUS", 0)
    assert cells(file("x.xlsx", data)) == []
    monkeypatch.setattr(workbook_guard, "UNPACKED_LIMIT", size - 1)
    assert f"unpacks to more than {size - 1:,} bytes" in told(file("x.xlsx", data))


def test_part_that_is_read_as_a_tree_is_smaller(
    file: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_guard, "PART_LIMIT", 1_000)
    row = '<row r="2"><c r="A2" t="str"><v>' + "x" * 1_000 + "</v></c></row>"
    assert len(cells(file("x.xlsx", packed(parts(row))))) == 1
    large = {**parts(), "xl/styles.xml": "<styleSheet>" + "<x/>" * 300 + "</styleSheet>"}
    assert told(file("x.xlsx", packed(large))) == (
        "x.xlsx: 'xl/styles.xml' in it is too large; save the table as CSV"
    )


def test_sheet_as_wide_as_it_can_be_meets_the_limit(
    file: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "CELLS_LIMIT", 20_000)
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in (2, 3))
    assert "more than 20,000 cells" in told(file("x.xlsx", packed(parts(rows))))


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ('<row r="3"/><row r="2"/>', "has row 2 behind row 3"),
        ('<row r="2"/><row r="2"/>', "has row 2 behind row 2"),
        ('<row r="1048577"/>', "has row 1048577 behind row 1"),
        ('<row r="-1"/>', "has row -1 behind row 1"),
        ('<row r="x"/>', "has a row 'x'"),
        ('<row r="2"><c r="B2"/><c r="A2"/></row>', "has cell 'A2' out of order"),
        ('<row r="2"><c r="A2"/><c r="A2"/></row>', "has cell 'A2' out of order"),
        ('<row r="2"><c r="XFE2"/></row>', "has cell 'XFE2' out of order"),
    ],
)
def test_rows_and_cells_that_would_be_lost_are_refused(file: Files, rows: str, reason: str) -> None:
    assert told(file("x.xlsx", packed(parts(rows)))) == (
        f"x.xlsx: '{SHEET}' in it {reason}; save it anew"
    )


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (SHEET, worksheet('<row r="2"><c r="A2" t="s"><v>9</v></c></row>')),
        (SHEET, worksheet('<row r="2"><c r="A2"><v>x</v></c></row>')),
        (SHEET, worksheet('<row r="2"><c r="A2"><v>' + "9" * 5_000 + "</v></c></row>")),
        (SHEET, worksheet('<row r="2"><c r="A2" s="99999"><v>1</v></c></row>')),
        (SHEET, worksheet('<row r="2"><c r="2"><v>1</v></c></row>')),
        (SHEET, worksheet("")[:-5]),
        (SHEET, worksheet("<x>" * 5_000 + "</x>" * 5_000)),
        ("xl/workbook.xml", "<workbook/>"),
        ("xl/workbook.xml", "no XML"),
        ("xl/_rels/workbook.xml.rels", "<x/>"),
        ("[Content_Types].xml", "<x/>"),
        ("[Content_Types].xml", ""),
        ("xl/styles.xml", "<x/>"),
    ],
)
def test_damaged_workbook_is_a_table_or_our_own_error(file: Files, part: str, text: str) -> None:
    path = file("x.xlsx", packed({**parts(), part: text}))
    try:
        read_table(path, TWO)
    except StancegraphError as exc:
        assert str(exc).startswith(str(path))  # noqa: PT017 - openpyxl may be lenient
        assert str(exc).isprintable()  # noqa: PT017


def test_what_is_not_read_of_a_workbook_is_refused_first(file: Files) -> None:
    assert "packed oddly" in told(file("x.xlsx", packed(parts(), zipfile.ZIP_LZMA)))
    assert "packed oddly" in told(file("x.xlsx", packed(parts(), zipfile.ZIP_BZIP2)))
    locked = bytearray(packed(parts()))
    at = locked.rindex(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert "protected by a password" in told(file("x.xlsx", bytes(locked)))
    sheets = '<sheet name="x" sheetId="1" r:id="r1"/>' * 251
    book = element("workbook", f"<sheets>{sheets}</sheets>")
    many = {**parts(), "xl/workbook.xml": book}
    assert "names more than 250 sheets" in told(file("x.xlsx", packed(many)))
    assert "5,001 parts" in told(file("x.xlsx", packed({f"xl/{n}": "" for n in range(5_001)})))
    assert "some other archive" in told(file("x.xlsx", packed({"word/document.xml": "<x/>"})))
    old = told(file("x.xlsx", b"\xd0\xcf\x11\xe0" * 200))
    assert old.endswith("an old Excel file, or one with a password; "
                        "save it as .xlsx without a password")  # fmt: skip


WHOLE = saved([["a", "b"], ["x", 2], [dt.date(2022, 2, 24), True]])
CELLS = st.one_of(
    st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Cn"]), max_size=9),
    st.integers(-(10**14), 10**14),
    st.dates(dt.date(1900, 3, 1)),
    st.booleans(),
    st.none(),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_what_openpyxl_wrote_comes_back(file: Files, rows: list[tuple[object, object]]) -> None:
    def text(value: object) -> str:
        if isinstance(value, bool):
            return str(value).upper()
        return "" if value is None else str(value).strip()

    kept = [r for r in rows if not any(isinstance(v, str) and v[:1] in {"=", "#"} for v in r)]
    wanted = [(text(a), text(b)) for a, b in kept if text(a) or text(b)]
    found = cells(file("x.xlsx", saved([["a", "b"], *kept])))
    assert [(a, b) for _, a, b in found] == wanted


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=4), st.booleans())
def test_changed_bytes_raise_only_our_own_errors(
    file: Files,
    at: int,
    new: bytes,
    cut: bool,  # noqa: FBT001 - hypothesis draws it
) -> None:
    data = WHOLE[:at] + new + (b"" if cut else WHOLE[at + len(new) :])
    path = file("x.xlsx", data)
    try:
        scan_table(path, TWO)
    except StancegraphError as exc:
        assert str(exc).startswith(str(path))  # noqa: PT017 - some changes do no harm
        assert str(exc).isprintable()  # noqa: PT017


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.sampled_from(
            ['<row r="2">', "<row>", "</row>", '<c r="A2">', '<c t="s">', '<c t="d">', "</c>",
             '<c t="e">', "<v>", "</v>", "1", "1e999", "nan", "<f>", "</f>", "<is><t>", "</t></is>",
             '<c t="inlineStr">', '<c t="b">', "2022-02-30", "<x/>", "&amp;", "&x;", "x"]
        ),
        max_size=20,
    ).map("".join)
)  # fmt: skip
def test_random_sheets_raise_only_our_own_errors(file: Files, rows: str) -> None:
    path = file("x.xlsx", packed(parts(rows)))
    try:
        scan_table(path, TWO)
    except StancegraphError as exc:
        assert str(exc).startswith(str(path))  # noqa: PT017 - it may be a sheet
