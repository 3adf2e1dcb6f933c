"""What the documents show is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from documents.parts import Block, blocks, documents, matches
from documents.server import STARTS
from graph.cli.lazy import COMMANDS
from graph.query.library import query_names
from refresh_docs import run_document

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = {str(path.relative_to(ROOT)): path for path in documents()}
NOT_RUN = ("make ", "pip install ", "pipx install ", ". .venv/", STARTS)
USER_SCRIPTS = (
    "add_organisation.py",
    "add_organisations_from_csv.py",
    "add_positions_from_csv.py",
    "build_network.py",
    "import_wahlomat.py",
    "run_query.py",
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
QUOTED_WORDS = re.compile(r"“([^”]+)”")


def text_of(name: str) -> str:
    return DOCUMENTS[name].read_text(encoding="utf-8")


def written() -> str:
    return "\n".join(map(text_of, DOCUMENTS))


@pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_the_document_shows_is_what_happens(name: str, work: Path) -> None:
    wrong = [
        f"{command.shown}\n--- shown\n{command.output}\n--- printed\n{printed}"
        for _, command, printed in run_document(text_of(name), work)
        if not matches(command.output, printed)
    ]
    assert not wrong, "run scripts/refresh_docs.py and read the difference\n" + "\n\n".join(wrong)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_blocks_that_are_not_run_only_set_up(name: str) -> None:
    shell = [block for block in blocks(text_of(name)) if block.kind in {"sh", "bash", "shell"}]
    lines = [line for block in shell for line in block.text.splitlines() if line.strip()]
    assert [line for line in lines if not line.startswith(NOT_RUN)] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_block_says_what_it_is(name: str) -> None:
    known = {"console", "csv", "json", "pycon", "python", "sh", "sparql", "text", "turtle", "yaml"}
    assert {block.kind for block in blocks(text_of(name))} <= known


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert re.search(rf"stancegraph (?:--\S+ \S+ )*{command}\b", written())


@pytest.mark.parametrize("script", USER_SCRIPTS)
def test_every_script_for_users_is_run_in_a_guide_and_listed(script: str) -> None:
    guides = [text_of(name) for name in DOCUMENTS if name.startswith("docs/how-to/")]
    assert any(f"\n$ python scripts/{script} " in text for text in guides)
    listed = (ROOT / "scripts" / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"(?m)^\| `{script}` \|.*\]\(\.\./docs/how-to/", listed)


def test_every_script_is_listed() -> None:
    listed = (ROOT / "scripts" / "README.md").read_text(encoding="utf-8")
    scripts = {p.name for p in (ROOT / "scripts").iterdir() if p.suffix in {".py", ".sh"}}
    assert set(re.findall(r"(?m)^\| `(\S+)` \|", listed)) == scripts


@pytest.mark.parametrize("query", query_names())
def test_every_question_is_documented(query: str) -> None:
    assert f"`{query}`" in written() or f"stancegraph query {query} " in written()


def test_every_exit_code_is_in_the_readme() -> None:
    from graph.errors import StancegraphError

    def codes(kind: type[StancegraphError]) -> set[int]:
        return {kind.exit_code}.union(*map(codes, kind.__subclasses__()))

    table = set(map(int, re.findall(r"^\| (\d) \|", text_of("README.md"), re.MULTILINE)))
    assert table == {0} | codes(StancegraphError)


def anchors(path: Path) -> set[str]:
    """Return the anchors that the headings of a document make, as GitHub makes them."""
    text = FENCED.sub("", path.read_text(encoding="utf-8"))
    found = (re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in HEADING.findall(text))
    return set(found)


@pytest.mark.parametrize(
    "path",
    [
        *DOCUMENTS.values(),
        *sorted((ROOT / "docs" / "reference").glob("*.md")),
        *(ROOT / name for name in ("CHANGELOG.md", "CONTRIBUTING.md", "scripts/README.md")),
    ],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    text = FENCED.sub("", path.read_text(encoding="utf-8"))
    broken = []
    for target in LINK.findall(text):
        file, _, anchor = target.partition("#")
        if "://" in file:
            continue
        there = (path.parent / file).resolve() if file else path
        if not there.exists() or (anchor and anchor not in anchors(there)):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_quotes_are_phrases_of_at_most_ten_words(name: str) -> None:
    quotes = QUOTED_WORDS.findall(FENCED.sub("", text_of(name)))
    assert [quote for quote in quotes if len(quote.split()) > 10] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_path_of_a_machine_is_shown(name: str) -> None:
    assert not re.search(r"(?<![\w.:/])/(?:work|home|root|tmp|usr|Users)/", text_of(name))


def test_a_line_of_three_dots_stands_for_any_lines() -> None:
    assert matches("a\n…\nd", "a\nb\nc\nd")
    assert matches("…", "")
    assert not matches("a\n…", "b\na")
    assert not matches("a.c", "abc")


def test_a_block_above_which_a_file_is_named_is_that_file() -> None:
    text = "<!-- file: q.rq -->\n```sparql\nASK {}\n```\n"
    assert blocks(text) == [Block("sparql", "ASK {}\n", text.index("ASK"), "q.rq")]


def test_one_block_finds_what_those_before_it_made(work: Path) -> None:
    text = """
<!-- file: graph/one.ttl -->
```turtle
<urn:a> <urn:b> <urn:c> .
```
```pycon
>>> from graph import KnowledgeGraph
>>> kg = KnowledgeGraph.open("graph")
```
```python
count = len(kg)
```
```pycon
>>> count
2
```
```console
$ ls graph
two.ttl
$ stancegraph --graph graph query 'ASK { <urn:x> ?p ?o }'
no
$ echo $?
1
```
"""
    told = list(run_document(text, work))
    assert [printed for _, command, printed in told if command.shown.startswith("$")] == [
        "one.ttl",
        "no",
        "1",
    ]
    python = [report for block, _, report in told if block.kind != "console"]
    assert [bool(report) for report in python] == [False, False, True]
    assert "Got:\n    1" in python[2]


def test_a_server_that_a_document_starts_answers_at_the_address_shown(work: Path) -> None:
    text = f"""
```sh
{STARTS}
```
```console
$ python -c "import urllib.request as u; print(u.urlopen('http://127.0.0.1:7878/').status)"
200
```
"""
    assert [printed for _, _, printed in run_document(text, work)] == ["200"]
