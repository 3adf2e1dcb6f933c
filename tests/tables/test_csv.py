"""CSV and TSV: every row, or every fault with its line."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import FileProblem, StancegraphError, UsageError
from graph.tables import content
from graph.tables.columns import Column, described, template
from graph.tables.read import read_table, scan_table
from graph.tables.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .conftest import Files

BAD = Path(__file__).with_name("bad")
HEAD = "name,type,country,website,founded\n"
TWO = (Column("a", "First."), Column("b", "Second."))


def told(path: Path, columns: Sequence[Column], **options: str) -> str:
    """Return the message of the error for a file, without the file's folder."""
    with pytest.raises(FileProblem) as caught:
        read_table(path, columns, **options)
    message = str(caught.value)
    assert caught.value.path == path
    assert message.startswith(f"{path}:{caught.value.line}: " if caught.value.line else f"{path}: ")
    assert message.isprintable()
    return message.removeprefix(f"{path.parent}/")


COLLECTED = {
    "csv_latin1.csv": (
        "csv_latin1.csv:2: not UTF-8 (byte 0xe9 after 'Soci'); "
        "save the file as UTF-8, or pass --encoding latin-1"
    ),
    "csv_ragged.csv": (
        "csv_ragged.csv:2: 3 cells under 5 columns; give the row one cell for each; "
        "and 1 more (line 3)"
    ),
    "csv_dup_header.csv": "csv_dup_header.csv:1: column 'name' is there 2 times; keep one",
    "csv_missing_column.csv": ("csv_missing_column.csv:1: no column 'name'; did you mean 'nmae'?"),
    "csv_empty.csv": "csv_empty.csv: an empty file; write a header and a row, or give another file",
    "csv_unclosed_quote.csv": (
        "csv_unclosed_quote.csv:2: a quote opens here and is never closed, which swallows "
        "the rest of the file; close it, or double a quote inside a cell"
    ),
    "csv_naughty_names.csv": (
        "csv_naughty_names.csv:9: column 'name' is empty; every row needs it"
    ),
}


@pytest.mark.parametrize("name", COLLECTED)
def test_collected_bad_table_is_one_error_with_its_place(
    columns: tuple[Column, ...], name: str
) -> None:
    assert told(BAD / name, columns) == COLLECTED[name]


def test_collected_latin1_table_is_read_with_its_encoding(columns: tuple[Column, ...]) -> None:
    table = read_table(BAD / "csv_latin1.csv", columns, encoding="latin-1")
    assert table.rows[0]["name"] == "Société"


def test_names_that_look_like_other_things_stay_text(columns: tuple[Column, ...]) -> None:
    table = scan_table(BAD / "csv_naughty_names.csv", columns)
    assert [(row.line, row["name"]) for row in table.rows] == [
        *[(2, "null"), (3, "NaN"), (4, "True"), (5, "007"), (6, "1e5"), (7, "\u202egnp")],
        *[(8, "'; DROP TABLE x; --"), (10, "NA")],
    ]
    assert table.rows[-1]["country"] == "NA"
    assert [(fault.line, fault.column) for fault in table.faults] == [(9, "name")]


def test_bad_addresses_are_told_by_line_and_the_others_are_normalised(
    columns: tuple[Column, ...],
) -> None:
    table = scan_table(BAD / "csv_urls.csv", columns)
    assert [(row["name"], row["website"]) for row in table.rows] == [
        ("C", "https://www.example.org/"),
        ("D", "http://example.org/b"),
    ]
    assert [(fault.line, fault.column) for fault in table.faults] == [
        *((line, "website") for line in (2, 3, 6, 7)),
    ]
    assert table.faults[0].message == (
        f"{BAD}/csv_urls.csv:2: website: 'javascript:alert(1)' is not a web address: "
        "it starts with 'javascript:'; give one that starts with 'https://'"
    )
    with pytest.raises(FileProblem, match=r"and 3 more \(lines 3, 6, 7\)$"):
        table.whole()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x.csv: an empty file; write a header and a row, or give another file"),
        ("\n , \r\n", "x.csv: nothing but blanks; write a header and a row, or give another file"),
        ("\ncolour,b\n", "x.csv:2: unknown column 'colour'; take one of 'a', 'b'"),
        ("a,bb\n", "x.csv:1: unknown column 'bb'; did you mean 'b'?"),
        ("a,A\n", "x.csv:1: column 'a' is there 2 times; keep one"),
        ("a,b,a\n", "x.csv:1: column 'a' is there 2 times; keep one"),
        (
            "x,y\n",
            ("x.csv:1: unknown column 'x'; take one of 'a', 'b'; "
            "unknown column 'y'; take one of 'a', 'b'"),
        ),
        ("a;b\n1;2\n", ("x.csv:1: the columns are separated by ';', not by ','; "
         "pass --separator ';'")),
        ('\n"a";"b"\n', ("x.csv:2: the columns are separated by ';', not by ','; "
         "pass --separator ';'")),
        ("a\tb\n", "x.csv:1: the columns are separated by tab, not by ','; pass --separator tab"),
        ("a|b\n", "x.csv:1: the columns are separated by '|', not by ','; pass --separator '|'"),
        ("a,b\n1,2\n3\n4,5,6\n7,8\n", ("x.csv:3: 1 cell under 2 columns; "
         "give the row one cell for each; and 1 more (line 4)")),
        ("a,b,\n1,2,\n3,4,5\n", "x.csv:3: '5' stands in column 3, which has no name; name it"),
        ("a,b\n1,2\n3,\0\n", ("x.csv:3: a NUL character, so this is no text; "
         "the file is damaged, or not a table")),
        ("a,b\n1," + "x" * 100_001, "x.csv:2: a cell of more than 100,000 characters; shorten it"),
        ("a,b\n1," + "x" * 200_000, "x.csv:2: a cell is far too long; shorten it, or mend quotes"),
        ('a,b\n"1,2\n' + "3,4\n" * 50_000, ("x.csv:2: a cell is far too long, after a quote that "
         "opens in line 2; shorten it, or mend quotes")),
        ('a,b\n1,"2\n3,4\n5,"6"\n', ("x.csv:2: the cell whose quote opens here goes on with '6' "
         "behind its quote in line 4; close the quote before the separator, and double a quote "
         "inside a cell")),
        ('a,b\n1,2\n"x\n" y,2\n', ("x.csv:3: the cell whose quote opens here goes on with ' ' "
         "behind its quote in line 4; close the quote before the separator, and double a quote "
         "inside a cell")),
        ('a,b\n1,2\n"a ""quoted"" word","\n\n', ("x.csv:3: a quote opens here and is never closed, "
         "which swallows the rest of the file; close it, or double a quote inside a cell")),
        ('a,b\n"one\n\ntwo",\n\n\n3,"""4\n', ("x.csv:7: a quote opens here and is never closed, "
         "which swallows the rest of the file; close it, or double a quote inside a cell")),
        ('a,b\n"1\n2"\n', ("x.csv:2: 1 cell under 2 columns; give the row one cell for each "
         "(lines 2 to 3 are one row by its quotes)")),
    ],
)  # fmt: skip
def test_fault_is_told_with_its_line(file: Files, text: str, message: str) -> None:
    assert told(file("x.csv", text), TWO) == message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("a,b\n".encode("utf-16"), ("x.csv:1: UTF-16 by its byte order mark (ff fe), not UTF-8; "
         "pass --encoding utf-16, or save the file as UTF-8")),
        (codecs.BOM_UTF16_BE + b"\0a", ("x.csv:1: UTF-16 by its byte order mark (fe ff), "
         "not UTF-8; pass --encoding utf-16, or save the file as UTF-8")),
        ("a,b\n".encode("utf-32"), ("x.csv:1: UTF-32 by its byte order mark (ff fe 00 00), "
         "not UTF-8; pass --encoding utf-32, or save the file as UTF-8")),
        ("a,b\n".encode("utf-16-le"), ("x.csv:1: a NUL character, so this is no text; "
         "pass --encoding utf-16-le, or save the file as UTF-8")),
        ("a,b\n".encode("utf-16-be"), ("x.csv:1: a NUL character, so this is no text; "
         "pass --encoding utf-16-be, or save the file as UTF-8")),
        (b"a,b\r1,2\r3,\x93x\x94", ("x.csv:3: not UTF-8 (byte 0x93); save the file as UTF-8, "
         "or pass --encoding cp1252")),
        (b"a,b\n1,\xc0\xaf", ("x.csv:2: not UTF-8 (byte 0xc0); save the file as UTF-8, "
         "or pass --encoding latin-1")),
        (b"PK\x03\x04rest", ("x.csv: an Excel file or another archive, no CSV; "
         "rename it to end in .xlsx")),
        (b"\xd0\xcf\x11\xe0", ("x.csv: an old Excel file, no CSV; save it as .xlsx or as CSV "
         "in UTF-8")),
    ],
)  # fmt: skip
def test_bytes_that_are_no_utf8_are_named(file: Files, data: bytes, message: str) -> None:
    assert told(file("x.csv", data), TWO) == message


def test_wrong_encoding_is_named(file: Files) -> None:
    path = file("x.csv", b"a,b\n1,\x81\n")
    assert told(path, TWO, encoding="cp1252") == (
        "x.csv:2: not cp1252 (byte 0x81); pass another --encoding"
    )
    assert "not utf-7" in told(file("x.csv", b"a,b\n+2AA-,2\n"), TWO, encoding="utf-7")


@pytest.mark.parametrize("encoding", ["klingon", "hex", "rot13", "", "a\0b"])
def test_encoding_that_is_none_is_wrong_usage(file: Files, encoding: str) -> None:
    with pytest.raises(UsageError, match=r"^encoding: .* is not known"):
        read_table(file("x.csv", "a,b\n"), TWO, encoding=encoding)


@pytest.mark.parametrize("separator", ["", ";;", '"', "\n", " ", "\0"])
def test_separator_that_separates_nothing_is_wrong_usage(file: Files, separator: str) -> None:
    with pytest.raises(UsageError, match=r"^separator: "):
        read_table(file("x.csv", "a,b\n"), TWO, separator=separator)


def test_sheet_of_a_text_is_wrong_usage(file: Files) -> None:
    with pytest.raises(UsageError, match="leave out --sheet"):
        read_table(file("x.csv", "a,b\n"), TWO, sheet="One")


@pytest.mark.parametrize("name", ["none.csv", "a\0b.csv", "a" * 300 + ".csv", "folder.csv"])
def test_path_that_is_no_readable_file_is_one_error(tmp_path: Path, name: str) -> None:
    if name == "folder.csv":
        (tmp_path / name).mkdir()
    with pytest.raises(FileProblem) as caught:
        read_table(tmp_path / name, TWO)
    assert str(caught.value).endswith("; check the path")
    assert str(caught.value).isprintable()


def test_other_endings_are_refused(file: Files) -> None:
    assert told(file("x.ods", "a,b"), TWO) == (
        "x.ods: '.ods' is no table that is read; use one of .csv, .tsv, .xlsx, .xlsm"
    )


def test_large_file_is_refused(file: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "FILE_LIMIT", 8)
    assert len(read_table(file("x.csv", "a,b\n1,2\n"), TWO).rows) == 1
    assert told(file("x.csv", "a,b\n1,23\n"), TWO) == "x.csv: larger than 8 bytes; split it"


READ = [Row(2, {"a": "1", "b": "é"})]


@pytest.mark.parametrize(
    ("name", "data", "options"),
    [
        ("x.csv", "a,b\n1,é\n".encode(), {}),
        ("x", "a,b\n1,é\n".encode(), {}),
        ("X.CSV", "a,b\r\n1,é".encode(), {}),
        ("x.csv", "a,b\r1,é\r".encode(), {}),
        ("x.csv", codecs.BOM_UTF8 + '"a","b"\n"1","é"\n'.encode(), {}),
        ("x.csv", 'a, b\n 1 ,\t"é "\n'.replace("\t", " ").encode(), {}),
        ("x.tsv", "a\tb\n1\té\n".encode(), {}),
        ("x.csv", "a;b\n1;é\n".encode(), {"separator": ";"}),
        ("x.csv", "a\tb\n1\té\n".encode(), {"separator": "tab"}),
        ("x.tsv", "a,b\n1,é\n".encode(), {"separator": ","}),
        ("x.csv", "b,,a\né,,1\n".encode(), {}),
        ("x.csv", "a,b\n1,é\n".encode("utf-16"), {"encoding": "utf-16"}),
        ("x.csv", "a,b\n1,é\n".encode("latin-1"), {"encoding": "latin-1"}),
        ("x.csv", "a,b\n1,é\n".encode(), {"encoding": "UTF8"}),
        ("x.csv", "a,b\n1,é\n".encode("utf-8-sig"), {"encoding": "utf-8-sig"}),
    ],
)
def test_table_is_read_however_it_is_written(
    file: Files, name: str, data: bytes, options: dict[str, str]
) -> None:
    table = read_table(file(name, data), TWO, **options)
    assert list(table.rows) == READ
    assert table.notes == ()


def test_lines_are_those_of_the_file(file: Files) -> None:
    text = '\na,b\n\n1,"x\n\ny"\r\n , \n2,z\n'
    table = read_table(file("x.csv", text), TWO)
    assert [(row.line, row["a"], row["b"]) for row in table.rows] == [
        (4, "1", "x\n\ny"),
        (8, "2", "z"),
    ]


def test_column_that_is_absent_is_empty_in_every_row(file: Files) -> None:
    table = read_table(file("x.csv", "b\n1\n"), TWO)
    assert table.columns == ("b",)
    assert table.rows == (Row(2, {"b": "1", "a": ""}),)


def test_header_alone_is_no_fault_but_told(file: Files) -> None:
    path = file("x.csv", "a,b\n")
    table = read_table(path, TWO)
    assert (table.rows, table.notes) == ((), (f"{path}: no rows below the header",))


def test_cell_of_many_values_is_split_and_each_is_checked(
    file: Files, columns: tuple[Column, ...]
) -> None:
    text = HEAD + "A,b,,EXAMPLE.org | http://b.example|https://example.org/,\nB,c,,c.example|no,\n"
    table = scan_table(file("x.csv", text), columns)
    assert table.rows[0].many("website") == ["https://example.org/", "http://b.example/"]
    assert table.rows[0].many("founded") == []
    assert [fault.line for fault in table.faults] == [3]
    assert "website: 'no' is not a web address" in table.faults[0].message


def test_every_fault_of_a_row_is_told(file: Files, columns: tuple[Column, ...]) -> None:
    table = scan_table(file("x.csv", HEAD + "A,,UK,nowhere,\nB,c,GB,,\n"), columns)
    assert [row["name"] for row in table.rows] == ["B"]
    assert [(f.line, f.column) for f in table.faults] == [
        *[(2, "type"), (2, "country"), (2, "website")],
    ]


def test_lines_of_many_faults_are_named_up_to_ten(file: Files) -> None:
    message = told(file("x.csv", "a,b\n" + "1\n" * 13), TWO)
    assert message.endswith("; and 12 more (lines 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, …)")


def test_template_shows_header_and_example(columns: tuple[Column, ...]) -> None:
    assert template(columns) == (HEAD + "Stop the War Coalition,movement,GB,stopwar.example,\n")
    assert template(TWO) == "a,b\n"
    assert "several with | between them" in described(columns)


def test_example_that_was_left_in_is_refused(file: Files, columns: tuple[Column, ...]) -> None:
    path = file("x.csv", template(columns) + "A,b,,,\n")
    assert told(path, columns) == ("x.csv:2: this is the example of the template; remove the line")
    path = file("y.csv", template(columns).replace("Coalition", "Group"))
    assert read_table(path, columns).rows[0]["website"] == "https://stopwar.example/"


CELLS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(CELLS, CELLS), max_size=8),
    separator=st.sampled_from([",", ";", "\t", "|"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    mark=st.sampled_from(["", "\ufeff"]),
)
def test_what_the_csv_module_wrote_comes_back(
    file: Files, rows: list[tuple[str, str]], separator: str, quoting: int, mark: str
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(["a", "b"])
    writer.writerows(rows)
    table = read_table(file("x.csv", mark + out.getvalue()), TWO, separator=separator)
    kept = [tuple(map(str.strip, row)) for row in rows]
    assert [(row["a"], row["b"]) for row in table.rows] == [row for row in kept if any(row)]


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    data=st.one_of(
        st.binary(max_size=80),
        st.lists(
            st.sampled_from(
                [b"a", b"b", b",", b'"', b'""', b"\n", b"\r", b" ", b";", b"\t", b"1", b"\xff",
                 b"\0", b"\xef\xbb\xbf", b"a,b\n"]
            )
        ).map(b"".join),
    ),
    name=st.sampled_from(["x.csv", "x.tsv", "x.xlsx"]),
    encoding=st.sampled_from(["utf-8", "latin-1", "utf-16", "utf-7", "idna", "punycode"]),
)  # fmt: skip
def test_random_bytes_raise_only_our_own_errors(
    file: Files, data: bytes, name: str, encoding: str
) -> None:
    path = file(name, data)
    try:
        scan_table(path, TWO, encoding=encoding)
    except StancegraphError as exc:
        assert str(exc).startswith(str(path))  # noqa: PT017 - bytes may be a table
        assert str(exc).isprintable()  # noqa: PT017
