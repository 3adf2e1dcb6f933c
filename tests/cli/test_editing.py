"""The verbs that change a graph, from the command line: what they say and how they end."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.resources import bundled_graph

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Cli, Run

SMALL = Path(__file__).parents[1] / "editing" / "graph"
PEACE = "peace-now-railways-5dba2183"
FRESH = (
    *("add", "organisation", "--name", "Fresh", "--acronym", "FRSH", "--country", "gb"),
    *("--kind", "campaign", "--website", "fresh.example", "--alias", "Newish", "--alias", "Neo"),
    *("--parent", "Rabkor", "--same-as", "http://www.wikidata.org/entity/Q1"),
    *("--name-in", "fr=Frais"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


@pytest.fixture
def sg(cli: Cli, folder: Path) -> Callable[..., Run]:
    """Return what runs a verb on the small graph."""
    return lambda *words: cli("--graph", str(folder), *words)


def content(folder: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in folder.iterdir() if f.suffix == ".ttl"}


def test_adding_tells_what_came_of_it(sg: Callable[..., Run], folder: Path) -> None:
    run = sg(*FRESH)
    assert (run.code, run.out, run.err) == (
        0,
        "added organisation 'Fresh' (organisation:fresh)\n",
        "",
    )
    text = (folder / "organisations.ttl").read_text(encoding="utf-8")
    start = text.index("organisation:fresh\n")
    assert text[start : text.index("\n\n", start)] == (
        "organisation:fresh\n"
        "    a\n"
        "        org:Organization ,\n"
        "        foaf:Agent ;\n"
        "    skos:prefLabel\n"
        '        "Frais"@fr ,\n'
        '        "Fresh"@en ;\n'
        "    skos:altLabel\n"
        '        "FRSH"@en ,\n'
        '        "Neo"@en ,\n'
        '        "Newish"@en ;\n'
        "    schema:sameAs <http://www.wikidata.org/entity/Q1> ;\n"
        "    org:classification sg:campaignGroup ;\n"
        "    org:subOrganizationOf organisation:rabkor ;\n"
        "    foaf:homepage <https://fresh.example/> ;\n"
        '    sg:country "GB" .'
    )
    before = content(folder)
    again = sg(*FRESH)
    assert (again.code, again.out, again.err) == (
        0,
        "nothing to change in organisation 'Fresh' (organisation:fresh)\n",
        "all of it was there already; nothing changed\n",
    )
    assert content(folder) == before


def test_a_dry_run_shows_the_turtle_and_writes_nothing(
    sg: Callable[..., Run], folder: Path
) -> None:
    before = content(folder)
    run = sg("add", "organisation", "--name", "Fresh", "--dry-run")
    assert (run.code, run.err) == (0, "")
    assert run.out == (
        "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n"
        "@prefix org: <http://www.w3.org/ns/org#> .\n"
        "@prefix organisation: <https://w3id.org/stancegraph/id/organisation/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "\n"
        "organisation:fresh\n"
        "    a\n"
        "        org:Organization ,\n"
        "        foaf:Agent ;\n"
        '    skos:prefLabel "Fresh"@en .\n'
    )
    assert sg("add", "organisation", "--name", "Rabkor", "--dry-run").out == "# nothing to add\n"
    assert content(folder) == before


def test_a_statement_is_added_with_its_evidence(sg: Callable[..., Run], folder: Path) -> None:
    words = (
        *("add", "position", "--actor", "Рабкор", "--proposition", "tariffs"),
        *("--stance", "leans-against", "--from", "2023-05", "--document", "A Report"),
        *("--quote", "too dear", "--claimant", "Ann Lee", "--evidence-kind", "reported"),
    )
    run = sg(*words, "--format", "csv")
    rows = list(csv.reader(io.StringIO(run.out)))
    assert (run.code, rows[0]) == (0, ["outcome", "kind", "name", "iri"])
    assert [row[:3] for row in rows[1:]] == [
        ["new", "evidence", "A Report · too dear · Ann Lee"],
        ["new", "position", "Rabkor · Tariffs should rise · leans against · 2023-05-01"],
    ]
    holders = sg("query", "holders-of", "-p", "proposition=tariffs", "--format", "csv")
    assert "Rabkor,leans against" in holders.out
    before = content(folder)
    assert sg(*words).err == "all of it was there already; nothing changed\n"
    assert content(folder) == before


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (
            ["organisation", "--name", "Rabcor"],
            1,
            ("organisation 'Rabcor': named like 'Rabkor' (organisation:rabkor); if it is the same, "
            "use that one; if not, add it with --anyway\n"),
        ),
        (
            ["organisation", "--name", "Fresh", "--country", "UK"],
            2,
            ("organisation 'Fresh': country: 'UK' is not a country's ISO 3166-1 code of two "
            "letters; did you mean 'GB'?\n"),
        ),
        (
            ["organisation", "--name", "Rabkor", "--kind", "party"],
            1,
            ("organisation 'Rabkor' (organisation:rabkor): org:classification is 'media' there, "
            "not 'party'; correct one of the two, here or there with --replace, or add it as "
            "another thing with --anyway\n"),
        ),
        (
            ["organisation"],
            2,
            ("stancegraph add organisation: missing option '--name'; see stancegraph add "
            "organisation --help\n"),
        ),
        (
            ["event", "--name", "Fair", "--from", "2023", "--name-in", "Foire"],
            2,
            "--name-in: 'Foire' is not TAG=NAME; write it as in fr=NOM\n",
        ),
        (
            ["position", "--actor", "Rabkor", "--proposition", "tariffs", "--stance", "opposes"],
            1,
            "position: no evidence; say in which document it stands, where, and who says so\n",
        ),
        (
            ["position", "--actor", "Rabkor", "--proposition", "tariffs", "--stance", "opposes",
             "--paragraph", "3"],
            2,
            "evidence: say in which document it stands; pass --document NAME\n",
        ),
        (
            ["group", "--name", "Fans", "--around", "Nobody"],
            1,
            (
                "group 'Fans': around: no organisation, person or group 'Nobody' "
                "(stancegraph list organisations)\n"
            ),
        ),
    ],
    ids=["similar", "country", "kind", "name", "pair", "evidence", "document", "nobody"],
)  # fmt: skip
def test_what_is_wrong_is_one_line_and_an_exit_code(
    sg: Callable[..., Run], folder: Path, words: list[str], code: int, told: str
) -> None:
    before = content(folder)
    run = sg("add", *words)
    assert (run.code, run.out, run.err) == (code, "", told)
    assert content(folder) == before


KINDS = {
    "organisation": [
        *("organisation", "--name", "Rail Users", "--acronym", "RU", "--name-in"),
        *("fr=Usagers du rail", "--kind", "campaign", "--country", "gb", "--website"),
        *("HTTP://Rail.example:80", "--parent", "Peace Now", "--linked-to", "Рабкор"),
        *("--alliance", "--same-as", "http://www.wikidata.org/entity/Q1"),
        *("--note", "Known from the press."),
    ],
    "link": [
        *("link", "--from", "public railways", "--to", "Tariffs should rise"),
        *("--kind", "incompatible with", "--basis", "editor's judgement"),
        *("--reason", "For an example."),
    ],
    "clause": [
        *("clause", "--petition", "Stop the war now", "--proposition", "railways", "--stance"),
        *("leans towards", "--mode", "affirms", "--evidence", "report-ddd21e47"),
    ],
    "text-version": [
        *("text-version", "--petition", "stop-the-war-now", "--language", "FR", "--url"),
        *("www.example.org/fr", "--document", "A Report", "--locator", "page 3"),
    ],
    "involvement-in-a-petition": [
        *("involvement", "--actor", "Rabkor", "--petition", "Stop the war now", "--kind"),
        *("supports", "--extent", "some", "--date", "2023-03", "--document", "The Manifesto"),
        *("--quote", "they are with us", "--prefix", "We say", "--paragraph", "1"),
    ],
    "recommendation-of-a-campaign": [
        *("involvement", "--actor", "Ann Lee", "--campaign", "ceasefire", "--kind"),
        *("recommended", "--audience", "Friends of Peace Now", "--document", "A Report"),
        *("--paragraph", "9"),
    ],
    "reported-change": [
        *("change", "--actor", "Rabkor", "--topic", "Trade", "--from", "2021", "--through"),
        *("2022-05", "--before", "opposes", "--after", "ambivalent", "--direction"),
        *("for the better", "--event", "March for peace", "--extent", "most"),
        *("--evidence", "report-ddd21e47"),
    ],
    "characterisation": [
        *("characterisation", "--about", "Stop the war now", "--summary", "Too long"),
        *("--evidence", "report-ddd21e47"),
    ],
    "document": [
        *("document", "--title", "Leaflet", "--author", "Peace Now", "--author", "Ann Lee"),
        *("--issued", "2023-06-01", "--form", "Social-media posting", "--url", "example.org/x"),
        *("--archived-at", "https://a.example/", "--sha256", "0123456789ABCDEF" * 4),
        *("--written-in", "en-GB"),
    ],
    "evidence": [
        *("evidence", "--document", "A Report", "--start", "0", "--end", "10", "--claimant"),
        *("Rabkor", "--evidence-kind", "inferred", "--relayed-by", "Ann Lee"),
        *("--passage", "The railways again."),
    ],
    "membership-with-a-new-role": [
        *("membership", "--lang", "fr", "--member", "Ann Lee", "--organisation", "Rabkor"),
        *("--role", "rédactrice", "--evidence", "report-27107164"),
    ],
    "position": [
        *("position", "--actor", "Friends of Peace Now", "--proposition", "tariffs", "--stance"),
        *("declines to say", "--extent", "many", "--from", "2022-03", "--through", "2023"),
        *("--document", "The Manifesto", "--paragraph", "7", "--evidence", "report-ddd21e47"),
    ],
}
"""What writes the same as the entries of `tests/editing/added`."""


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_added_as_from_python(
    sg: Callable[..., Run], folder: Path, name: str
) -> None:
    expected = (SMALL.parent / "added" / f"{name}.txt").read_text(encoding="utf-8")
    messages, _, lines = expected.partition("\n\n")
    before = content(folder)
    run = sg("add", *KINDS[name])
    assert (run.code, run.err) == (0, "")
    assert "\n".join(line.rpartition(" (")[0] for line in run.out.splitlines()) == messages
    wanted = {
        line.removeprefix("+ ")
        for line in lines.splitlines()
        if line.startswith("+ ") and "dcterms:created" not in line
    }
    written = {
        line
        for file, data in content(folder).items()
        for line in data.decode().splitlines()
        if line not in before.get(file, b"").decode().splitlines()
        and line
        and "dcterms:created" not in line
        and "@prefix" not in line
    }
    assert written <= wanted
    assert {line for line in wanted if not line.startswith(" ")} <= written


def test_the_graph_that_comes_with_the_package_is_not_written_to(cli: Cli) -> None:
    before = content(bundled_graph())
    run = cli("add", "organisation", "--name", "Fresh")
    assert (run.code, run.out) == (3, "")
    assert run.err.endswith(
        ": the graph that comes with stancegraph is for reading; make one of your own with "
        "stancegraph init DIR, and name it with --graph DIR\n"
    )
    assert content(bundled_graph()) == before
    assert cli("add", "organisation", "--name", "Fresh", "--dry-run").code == 0


def test_a_position_is_changed_withdrawn_and_brought_back(sg: Callable[..., Run]) -> None:
    run = sg("change", PEACE, "--stance", "opposes", "--from", "2024", "--document", "A Report",
             "--paragraph", "6")  # fmt: skip
    assert (run.code, run.out) == (
        0,
        (
            "added evidence 'A Report · 6 · Ann Lee' (evidence:report-1adf5aba)\n"
            "changed position 'Peace Now · The state should own railways · supports', which now "
            f"ends on 2023-12-31 (position:{PEACE})\n"
            "added position 'Peace Now · The state should own railways · opposes · 2024-01-01' "
            "(position:peace-now-railways-eda8995e)\n"
        ),
    )
    newer = "position:peace-now-railways-eda8995e"
    for word in ("changed", "nothing to change in"):
        run = sg("withdraw", newer, "--reason", "Misread.")
        assert (run.code, run.out.startswith(f"{word} position 'Peace Now · ")) == (0, True)
    assert sg("status", newer, "disputed").out.startswith("changed position")
    assert sg("status", newer, "withdrawn").err == (
        "status: withdrawing wants a reason; use stancegraph withdraw\n"
    )
    assert sg("status", newer, "bogus").err == (
        "status: 'bogus' is not in the list; take one of draft, reviewed, disputed, embargoed\n"
    )
    assert sg("withdraw", newer).code == 2
    assert sg("check").code == 0


def test_who_of_several_authors_says_so_is_asked(sg: Callable[..., Run]) -> None:
    authors = ("--author", "Ann Lee", "--author", "Rabkor")
    assert sg("add", "document", "--title", "Joint", "--issued", "2024-01-02", *authors).code == 0
    place = ("--document", "Joint", "--paragraph", "1")
    stance = ("--stance", "opposes", "--from", "2024")
    position = ("--actor", "Rabkor", "--proposition", "railways", "--stance", "opposes")
    for words in (["change", PEACE, *stance, *place], ["add", "position", *position, *place]):
        run = sg(*words)
        assert (run.code, run.out, run.err) == (
            2,
            "",
            (
                "evidence: claimant is missing, and 'Joint' has 2 authors; say which of them "
                "makes the claim (--claimant): 'Ann Lee', 'Rabkor'\n"
            ),
        )
        assert sg(*words, "--claimant", "Ann Lee").code == 0


def test_a_quote_that_was_not_looked_for_is_a_warning(
    sg: Callable[..., Run], tmp_path: Path
) -> None:
    (tmp_path / "texts").mkdir()
    run = sg("add", "position", "--actor", "Rabkor", "--proposition", "railways", "--stance",
             "opposes", "--document", "A Report", "--quote", "We oppose it", "--sources",
             "texts")  # fmt: skip
    assert (run.code, run.out.count("added ")) == (0, 2)
    assert run.err == (
        "warning: evidence from 'report': its quote was not looked for, as texts has no text of "
        "it; expected texts/report.txt (or .md)\n"
    )


def test_a_reply_is_recorded(sg: Callable[..., Run]) -> None:
    run = sg("reply", PEACE, "--document", "The Manifesto", "--locator", "page 2")
    assert (run.code, run.out) == (
        0,
        "added evidence 'The Manifesto · page 2 · Peace Now' (evidence:manifesto-66d0fc24)\n",
    )
    run = sg("reply", PEACE)
    assert (run.code, run.err) == (
        2,
        "reply: say in which document it stands; pass --document NAME\n",
    )


def test_a_thing_is_renamed_in_the_language_that_is_asked_for(sg: Callable[..., Run]) -> None:
    run = sg("rename", "Rabkor", "Rabkor Weekly")
    assert run.out == "changed organisation 'Rabkor Weekly' (organisation:rabkor)\n"
    run = sg("--lang", "ru", "rename", "Rabkor", "Рабкор")
    assert (run.code, run.out) == (0, "changed organisation 'Рабкор' (organisation:rabkor)\n")
    assert sg("rename", "Rabkor", "Peace Nowe").code == 1


PREVIEW = (
    "'Fresh' (organisation:fresh) becomes 'Peace Now' (organisation:peace-now)\n"
    "  1 reference to it will follow\n"
    "  foaf:homepage 'https://fresh.example/' is dropped: 'Peace Now' has another\n"
)


@pytest.fixture
def two(sg: Callable[..., Run]) -> Callable[..., Run]:
    """Return what runs a verb on the small graph, in which Peace Now is there as Fresh too."""
    sg("add", "organisation", "--name", "Fresh", "--website", "fresh.example")
    sg("add", "group", "--name", "Fans", "--around", "Fresh")
    return sg


def test_a_merge_is_shown_first_and_asked_for(two: Callable[..., Run], folder: Path) -> None:
    before = content(folder)
    run = two("merge", "Peace Now", "Fresh", "--dry-run")
    assert (run.code, run.out, run.err) == (0, "", PREVIEW)
    run = two("merge", "Peace Now", "Fresh")
    assert (run.code, run.out) == (2, "")
    assert run.err == f"{PREVIEW}merge: nobody is there to be asked; pass --yes\n"
    assert content(folder) == before


def test_a_merge_is_made_and_undone(two: Callable[..., Run], folder: Path) -> None:
    before = content(folder)
    run = two("merge", "Peace Now", "Fresh", "--yes")
    assert (run.code, run.err) == (0, PREVIEW)
    undo = "stancegraph merge --undo organisation:fresh"
    assert run.out == f"merged into 'Peace Now'; to undo it: {undo}\n"
    run = two(*undo.split()[1:])
    assert (run.code, run.out) == (0, "undone: 'Fresh' is a thing of its own again\n")
    assert content(folder) == before
    run = two("merge", "--undo", "Fresh")
    assert (run.code, run.err) == (
        1,
        "nothing called 'Fresh' was merged; give the IRI that is gone\n",
    )


def test_that_two_differ_is_remembered(two: Callable[..., Run]) -> None:
    words = ("merge", "Peace Now", "Fresh")
    assert two(*words, "--different").out == "remembered: they are not the same\n"
    assert two(*words, "--different").out == "nothing to change: so it is\n"
    run = two(*words, "--yes")
    assert (run.code, run.out) == (1, "")
    assert run.err == (
        "organisation:peace-now and organisation:fresh are said to differ; where that is wrong, "
        "pass --anyway\n"
    )
    assert two(*words, "--yes", "--anyway").code == 0


@pytest.mark.parametrize("words", [["Peace Now"], ["a", "b", "c"], ["a", "b", "--undo"]])
def test_a_merge_is_of_two_and_undone_by_one(sg: Callable[..., Run], words: list[str]) -> None:
    run = sg("merge", *words)
    assert (run.code, run.out) == (2, "")
    assert run.err.endswith(" wanted; see stancegraph merge --help\n")


def test_an_import_reports_what_was_new(sg: Callable[..., Run], tmp_path: Path) -> None:
    (tmp_path / "more.ttl").write_text(
        "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix person: <https://w3id.org/stancegraph/id/person/> .\n"
        'person:bo a foaf:Person , foaf:Agent ; skos:prefLabel "Bo Berg"@en .\n'
        'person:cy a foaf:Person , foaf:Agent ; skos:prefLabel "Cy Caro"@en .\n',
        encoding="utf-8",
    )
    (tmp_path / "one.nt").write_text("<x:a> <x:b> <x:c> .\n", encoding="utf-8")
    run = sg("import", "more.ttl", "--dry-run")
    assert run.out == "more.ttl: 6 of 6 triples would be new: 2 new people\n"
    run = sg("import", "more.ttl", "one.nt")
    assert (run.code, run.out, run.err) == (
        0,
        "more.ttl, one.nt: 7 of 7 triples new: 1 new other thing, 2 new people\n",
        "",
    )
    assert sg("import", "more.ttl").out == "more.ttl: 0 of 6 triples new\n"
    run = sg("import", "none.ttl")
    assert (run.code, run.out, run.err) == (
        3,
        "",
        "none.ttl: no such file or directory; check the path\n",
    )


STAGES = """
import sys
from graph.cli import main, stages
stages._SHOWN_AFTER_S = 0.0
sys.exit(main(sys.argv[1:]))
"""


def test_the_stage_of_a_long_import_is_shown_on_a_terminal_and_leaves_nothing(
    folder: Path, tmp_path: Path
) -> None:
    head = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    (tmp_path / "more.ttl").write_text(f"{head}<x:a> skos:note 'x' .\n", encoding="utf-8")
    words = [sys.executable, "-c", STAGES, "import", "--graph", str(folder), "more.ttl"]
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=theirs, cwd=tmp_path, env=environment
    ) as child:
        os.close(theirs)
        told = b""
        with contextlib.suppress(OSError):  # the other end is closed
            while part := os.read(ours, 4096):
                told += part
        assert child.stdout is not None
        assert child.stdout.read().startswith(b"more.ttl: 1 of 1 triple")
    os.close(ours)
    assert b"(new triples: 1)" in told
    assert b"\x1b[2K" in told
    done = subprocess.run(words, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_stdin_is_taken_in_when_its_format_is_told(process: Cli, folder: Path) -> None:
    head = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    turtle = f"{head}<x:a> skos:note 'x' .\n".encode()
    place = ("import", "--graph", str(folder))
    run = process(*place, "-", stdin=turtle)
    assert (run.code, run.out, run.err) == (
        2,
        "",
        (
            "import: no name tells the format of stdin; pass --format: turtle, ntriples, jsonld, "
            "rdfxml\n"
        ),
    )
    run = process(*place, "-", "--format", "turtle", stdin=turtle)
    assert (run.code, run.out, run.err) == (
        0,
        "stdin: 1 of 1 triples new: 1 new other thing\n",
        "",
    )
    run = process(*place, "-", "--format", "turtle", stdin=b"<x:a")
    assert (run.code, run.err.startswith("stdin:1:")) == (3, True)
    run = process(*place, "more.ttl", "--format", "turtle")
    assert (run.code, run.err) == (
        2,
        "--format: 'turtle' is for stdin alone; the ending of a file tells its own\n",
    )


def test_a_new_graph_is_made_checked_and_added_to(cli: Cli, tmp_path: Path) -> None:
    run = cli("init", "mine", "--title", "Mine", "--contact", "Write to us.", "--lang", "fr")
    assert (run.code, run.out) == (0, "mine/dataset.ttl\n")
    assert run.err == "next: stancegraph add organisation --graph mine --name NAME\n"
    text = (tmp_path / "mine" / "dataset.ttl").read_text(encoding="utf-8")
    assert 'sg:howToReply "Write to us."@fr' in text
    assert cli("add", "organisation", "--graph", "mine", "--name", "Fresh").code == 0
    assert cli("check", "mine").code == 0
    run = cli("init", "mine")
    assert (run.code, run.err) == (
        3,
        "mine: there are Turtle files in it already; choose a new folder\n",
    )


ENDPOINT = "http://me:secret@127.0.0.1:9/query?key=secret"


@pytest.mark.parametrize(("location", "kind"), [(ENDPOINT, "URL"), ("st", "store directory")])
def test_only_folders_of_turtle_are_made_and_put_in_form(
    cli: Cli, tmp_path: Path, location: str, kind: str
) -> None:
    (tmp_path / "st").mkdir()
    (tmp_path / "st" / "CURRENT").write_text("MANIFEST-1\n", encoding="utf-8")
    shown = "http://127.0.0.1:9/query" if location == ENDPOINT else location
    no_folder = f"{shown!r} is a {kind} and no folder of Turtle files"
    run = cli("init", location)
    todo = f"make a folder with stancegraph init DIR, then stancegraph load DIR --into {shown!r}"
    assert (run.code, run.out, run.err) == (2, "", f"init: {no_folder}; {todo}\n")
    todo = "only those have a form of their own, so name one with --graph DIR"
    for words in (["fmt", "--graph", location], ["fmt", "--check", location]):
        run = cli(*words)
        assert (run.code, run.out, run.err) == (2, "", f"fmt: {no_folder}; {todo}\n")
    assert [path.name for path in tmp_path.rglob("*")] == ["st", "CURRENT"]


def test_files_are_put_in_form(sg: Callable[..., Run], folder: Path) -> None:
    assert sg("fmt", "--check").err == "0 files not in form\n"
    path = folder / "events.ttl"
    formed = path.read_bytes()
    path.write_bytes(formed.replace(b"    ", b"\t"))
    run = sg("fmt", "--check")
    assert (run.code, run.out, run.err) == (1, f"{path}\n", "1 file not in form\n")
    run = sg("fmt")
    assert (run.code, run.out, run.err) == (0, f"{path}\n", "1 file written anew\n")
    assert path.read_bytes() == formed


def test_a_verb_runs_as_a_process_of_its_own(process: Cli, folder: Path) -> None:
    run = process("add", "person", "--graph", str(folder), "--name", "Bo Berg")
    assert (run.code, run.out, run.err) == (0, "added person 'Bo Berg' (person:bo-berg)\n", "")
    assert b"person:bo-berg" in (folder / "people.ttl").read_bytes()
