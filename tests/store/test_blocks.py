"""Changing Turtle where it changes: cut at its statements, nothing else touched, nothing lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from graph.model.vocabulary import PREFIXES, RDF_TYPE
from graph.rdf.turtle.blocks import split
from graph.rdf.turtle.form import format_turtle
from graph.rdf.turtle.quick import insert_quickly
from graph.rdf.turtle.splice import Edit, splice
from graph.rdf.turtle.stored import stored
from graph.rdf.writer import file_prefixes, to_turtle

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from graph.rdf.turtle.blocks import Document

PATH = Path("a.ttl")
BASE = "https://w3id.org/stancegraph/id/"
XSD = PREFIXES["xsd"]
SUBJECTS = [f"{BASE}person/{name}" for name in ("a", "a-b", "b", "b.c", "d.")] + [
    "x:y",
    "http://e/#z",
]
PREDICATES = [RDF_TYPE, PREFIXES["skos"] + "prefLabel", PREFIXES["sg"] + "p", "http://e/p"]
WORDS = [
    "",
    ".",
    "# no comment",
    '"""',
    "'''",
    "a . b",
    "@prefix",
    "é",
    "\n\n<x:a>",
    "\\",
    "\r\n",
    " .\n",
]
COMMENTS = ["#", "# a word", "# <x:a> <x:b> <x:c> .", '# """', "# it's", "## @prefix a: <b> ."]


def read(text: str) -> set[str]:
    """Return the triples of a Turtle text."""
    return {str(q.triple) for q in parse(text.removeprefix("\ufeff"), format=RdfFormat.TURTLE)}


def triple_list(text: str) -> list[Triple]:
    """Return the triples of a Turtle text in which our prefixes and `x:` are known."""
    head = "".join(f"@prefix {p}: <{iri}> ." for p, iri in file_prefixes().items())
    data = f"{head}@prefix x: <http://x/> .{text}"
    return [q.triple for q in parse(data, format=RdfFormat.TURTLE)]


def edits(added: Iterable[Triple], removed: Iterable[Triple]) -> dict[str, Edit]:
    """Return triples that come and go as edits by subject."""
    found: dict[str, Edit] = {}
    for triple in added:
        found.setdefault(str(triple.subject), Edit()).added.append(triple)
    for triple in removed:
        found.setdefault(str(triple.subject), Edit()).removed.add(stored(triple))
    return found


def changed(text: str, added: Iterable[Triple] = (), removed: Iterable[Triple] = ()) -> Document:
    """Return a text after a change."""
    return splice(split(text, PATH), edits(added, removed), file_prefixes(), PATH)


def change(text: str, added: str = "", removed: str = "") -> str:
    """Return a text after a change that is given as Turtle."""
    return changed(text, triple_list(added), triple_list(removed)).text


def parts(document: Document) -> list[object]:
    """Return what must be the same however a document came about."""
    rows: list[object] = [
        (s.gap, s.body, s.subject, dict(s.scope.prefixes) if s.subject is not None else None)
        for s in document.statements
    ]
    return [*rows, document.tail, document.bom]


objects = st.one_of(
    st.sampled_from(SUBJECTS).map(NamedNode),
    st.sampled_from(WORDS).map(Literal),
    st.sampled_from(WORDS).map(lambda word: Literal(word, language="en")),
    st.sampled_from(["7", "007", "1.5", "1.50", "true"]).map(
        lambda n: Literal(
            n,
            datatype=NamedNode(
                XSD + ("boolean" if n == "true" else "decimal" if "." in n else "integer")
            ),
        )
    ),
)
triples = st.builds(
    Triple,
    st.sampled_from(SUBJECTS).map(NamedNode),
    st.sampled_from(PREDICATES).map(NamedNode),
    objects,
)
many = st.lists(triples, max_size=12)


class Hand:
    """Writes triples as a person might: every quoting, comments and line ends anywhere."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.comments: list[str] = []
        self.line_end = self.one_of("\n", "\n", "\r\n")

    def one_of(self, *choices: str) -> str:
        return self.random.choice(choices)

    def gap(self, *, space: bool = True) -> str:
        """Return what may stand between two tokens."""
        kind = self.random.randrange(10)
        if kind == 0:
            comment = self.one_of(*COMMENTS)
            self.comments.append(comment)
            return f"{self.one_of(' ', self.line_end)}{comment}{self.line_end}"
        if kind == 1:
            return self.line_end * self.random.randint(1, 3) + self.one_of("", "  ")
        return " " if space or kind < 6 else ""

    def iri(self, iri: str, prefixes: dict[str, str]) -> str:
        fitting = [p for p, space in prefixes.items() if iri.startswith(space)]
        if not fitting or self.random.random() < 0.5:
            return (
                f"<{iri}>" if self.random.random() < 0.5 else f"<{iri[:-1]}\\u{ord(iri[-1]):04X}>"
            )
        prefix = self.one_of(*fitting)
        local = iri.removeprefix(prefixes[prefix])
        for sign in "/#~":
            local = local.replace(sign, f"\\{sign}")
        return f"{prefix}:{local[:-1]}\\." if local.endswith(".") else f"{prefix}:{local}"

    def literal(self, term: Literal, prefixes: dict[str, str]) -> str:
        bare = term.datatype.value.removeprefix(XSD)
        if bare in {"integer", "decimal", "boolean"} and self.random.random() < 0.5:
            return term.value
        quote = self.one_of('"', "'", '"""', "'''")
        text = term.value.replace("\\", "\\\\").replace("\r", "\\r")
        if len(quote) == 1 or self.random.random() < 0.5:
            text = text.replace("\n", "\\n").replace(quote[0], f"\\{quote[0]}")
        elif text.endswith(quote[0]) or quote in text:
            text = text.replace(quote[0], f"\\{quote[0]}")
        end = f"@{term.language}" if term.language else ""
        if bare in {"integer", "decimal", "boolean"}:
            end = f"^^{self.iri(term.datatype.value, prefixes)}"
        return f"{quote}{text}{quote}{end}"

    def term(self, term: object, prefixes: dict[str, str]) -> str:
        if isinstance(term, Literal):
            return self.literal(term, prefixes)
        return self.iri(str(getattr(term, "value", "")), prefixes)

    def directive(self, prefixes: dict[str, str]) -> str:
        prefix = self.one_of("sg", "person", "", "e", "a.b", "xsd", "skos", "base", "prefix")
        namespace = self.one_of(*file_prefixes().values(), "http://e/", "http://e/#", "x:")
        prefixes[prefix] = namespace
        word = self.one_of("@prefix", "PREFIX", "Prefix")
        end = f"{self.gap(space=False)}." if word == "@prefix" else ""
        return f"{word}{self.gap()}{prefix}:{self.gap(space=False)}<{namespace}>{end}"

    def statement(self, subject: object, said: list[Triple], prefixes: dict[str, str]) -> str:
        words = [self.term(subject, prefixes)]
        for number, triple in enumerate(said):
            if number:
                words.append(f"{self.gap()};{self.one_of('', ';')}")
            predicate = triple.predicate
            word = "a" if predicate.value == RDF_TYPE else self.term(predicate, prefixes)
            words += [self.gap(), word, self.gap(), self.term(triple.object, prefixes)]
        return "".join([*words, self.gap(space=words[-1][-1] not in "\"'>en"), "."])


@st.composite
def by_hand(draw: st.DrawFn) -> tuple[str, list[Triple], list[str]]:
    """Return a text as a person might write it, its triples and its comments."""
    hand = Hand(draw(st.randoms(use_true_random=True)))
    found = draw(many)
    prefixes: dict[str, str] = {}
    text = hand.one_of("", "", "\ufeff")
    rest = list(found)
    while rest:
        text += hand.gap(space=not text.endswith((">.", '".', "'.")))
        if hand.random.randrange(4) == 0:
            text += hand.directive(prefixes)
            continue
        count = hand.random.randint(1, 3)
        same = [t for t in rest[:count] if t.subject == rest[0].subject]
        text += hand.statement(rest[0].subject, same, prefixes)
        for triple in same:
            rest.remove(triple)
    text += hand.gap(space=False)
    return text, found, hand.comments


def all_comments(text: str) -> list[str]:
    """Return every comment of a text, sorted, wherever it stands."""
    from graph.rdf.turtle.gaps import groups
    from graph.rdf.turtle.lexing import comments

    document = split(text, PATH)
    gaps = [*(s.gap for s in document.statements), document.tail]
    outside = [comment for gap in gaps for group in groups(gap) for comment in group]
    return sorted([*outside, *(c for s in document.statements for c in comments(s.body))])


@settings(max_examples=200, deadline=None)
@given(by_hand())
def test_text_is_cut_at_its_statements(written: tuple[str, list[Triple], list[str]]) -> None:
    text, found, comments = written
    document = split(text, PATH)
    assert read(text) == {str(t) for t in found}
    assert document.text == text
    assert set(document.places) == {str(t.subject) for t in found}
    assert all_comments(text) == sorted(comments)


@settings(max_examples=300, deadline=None)
@given(by_hand(), many, st.data())
def test_change_of_a_text_by_hand_is_exact_and_loses_no_comment(
    written: tuple[str, list[Triple], list[str]], added: list[Triple], data: st.DataObject
) -> None:
    text, found, comments = written
    removed = data.draw(st.lists(st.sampled_from(found), max_size=4)) if found else []
    result = changed(text, added, removed)
    gone = {stored(t) for t in removed}
    kept = {t for t in found if stored(t) not in gone}
    assert {str(stored(t)) for t in triple_list(result.text.removeprefix("\ufeff"))} == {
        str(stored(t)) for t in (*kept, *added)
    }
    assert {str(t) for t in kept} <= read(result.text)
    assert all_comments(result.text) == sorted(comments)
    assert parts(split(result.text, PATH)) == parts(result)


@settings(max_examples=300, deadline=None)
@given(many, many, st.data())
def test_canonical_text_stays_canonical(
    found: list[Triple], added: list[Triple], data: st.DataObject
) -> None:
    removed = data.draw(st.lists(st.sampled_from(found), max_size=8)) if found else []
    gone = {stored(t) for t in removed}
    kept = [t for t in dict.fromkeys(found) if stored(t) not in gone]
    there = {stored(t) for t in kept}
    new = [t for t in added if stored(t) not in there]
    result = changed(to_turtle(found), new, removed)
    assert result.text == to_turtle([*kept, *new])
    assert parts(split(result.text, PATH)) == parts(result)


@settings(max_examples=200, deadline=None)
@given(by_hand())
def test_text_in_form_stays_so_when_a_thing_comes_and_goes(
    written: tuple[str, list[Triple], list[str]],
) -> None:
    text = format_turtle(written[0], BASE, PATH)
    new = triple_list("person:new sg:p 1 ; schema:name 'new' .")
    more = changed(text, new).text
    assert format_turtle(more, BASE, PATH) == more
    assert changed(more, removed=new).text == text


@settings(max_examples=300, deadline=None)
@given(many, many, st.booleans())
def test_quick_way_gives_what_the_exact_way_gives(
    found: list[Triple],
    added: list[Triple],
    headed: bool,  # noqa: FBT001 - hypothesis gives it by place
) -> None:
    there = {t.subject for t in found}
    new = [t for t in added if t.subject not in there]
    said = {subject: edit.added for subject, edit in edits(new, ()).items()}
    text = to_turtle(found)
    if headed:
        text = format_turtle(f"# A header.\n\n{text}\n# The end.\n", BASE, PATH)
    quick = insert_quickly(text, said, file_prefixes(), PATH)
    assert quick in {None, changed(text, new).text}


@settings(max_examples=300, deadline=None)
@given(by_hand(), many)
def test_quick_way_in_a_text_by_hand_is_right_or_not_taken(
    written: tuple[str, list[Triple], list[str]], added: list[Triple]
) -> None:
    text, found, comments = written
    there = {t.subject for t in found}
    new = [t for t in added if t.subject not in there]
    said = {subject: edit.added for subject, edit in edits(new, ()).items()}
    quick = insert_quickly(text, said, file_prefixes(), PATH)
    if quick is not None:
        assert read(quick) == {str(t) for t in (*found, *new)}
        assert all_comments(quick) == sorted(comments)


HAND = """\
# A file by hand.
# Two lines.

@prefix org: <http://x/> . # own
# about sg
@prefix sg: <https://w3id.org/stancegraph/ontology#> .

# about m
<http://x/m> a org:C ; # inner
   sg:p 007 . # trailing
org:z a org:C. org:zz a org:D .

# end"""


def test_new_blocks_stand_in_order_and_all_else_as_it_stood() -> None:
    assert change(HAND, "x:n a x:Q ; skos:prefLabel 'n'@en . x:a a org:Role .") == HAND.replace(
        "ontology#> .\n",
        "ontology#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\n"
        "org:a\n    a <http://www.w3.org/ns/org#Role> .\n",
    ).replace(
        "# trailing\n",
        '# trailing\n\norg:n\n    a org:Q ;\n    skos:prefLabel "n"@en .\n\n',
    )


def test_block_that_is_written_anew_keeps_its_comments_around_it() -> None:
    assert change(HAND, "x:zz sg:p 1 .", "x:m sg:p 7 .") == HAND.replace(
        "<http://x/m> a org:C ; # inner\n   sg:p 007 .", "# inner\norg:m\n    a org:C ."
    ).replace("C. org:zz a org:D .", "C.\norg:zz\n    a org:D ;\n    sg:p 1 .")


def test_comments_of_a_block_that_goes_stay() -> None:
    assert change(HAND, removed="x:m sg:p 7 ; a x:C . x:z a x:C .") == HAND.replace(
        "<http://x/m> a org:C ; # inner\n   sg:p 007 . # trailing\norg:z a org:C. org:zz",
        "# inner\n# trailing\norg:zz",
    )


def test_line_ends_of_the_file_are_kept() -> None:
    text = HAND.replace("\n", "\r\n")
    new = change(f"\ufeff{text}", "x:a sg:p 1 . x:m sg:p 8 .", "x:m sg:p 7 .")
    assert new.startswith("\ufeff# A file by hand.\r\n")
    assert new.count("\n") == new.count("\r\n") == 17
    assert change(HAND, "x:a sg:p 1 . x:m sg:p 8 .", "x:m sg:p 7 .") == (
        new.replace("\r\n", "\n").removeprefix("\ufeff")
    )


def test_blocks_of_one_thing_become_one() -> None:
    text = "<x:a> <x:p> 1 .\n# two\n<x:b> <x:p> 1 .\n# three\n<x:a> <x:p> 2 , # in\n 3 .\n"
    new = splice(
        split(text, PATH),
        edits([Triple(NamedNode("x:a"), NamedNode("x:q"), Literal(""))], []),
        {},
        PATH,
    )
    assert new.text == (
        "# in\n<x:a>\n    <x:p>\n        1 ,\n        2 ,\n        3 ;\n"
        '    <x:q> "" .\n# two\n<x:b> <x:p> 1 .\n# three\n'
    )


def test_prefix_that_means_something_else_further_down_is_not_used() -> None:
    text = "<x:a> <x:p> 1 .\n@prefix sg: <http://y/> .\nsg:b sg:p 1 .\n"
    new = change(text, "<x:a> sg:p 2 . <http://y/b> sg:p 2 .")
    assert new == (
        "<x:a>\n    <https://w3id.org/stancegraph/ontology#p> 2 ;\n    <x:p> 1 .\n"
        "@prefix sg: <http://y/> .\n"
        "sg:b\n    sg:p 1 ;\n    <https://w3id.org/stancegraph/ontology#p> 2 .\n"
    )


def test_name_of_the_files_own_is_taken() -> None:
    text = "PREFIX : <https://w3id.org/stancegraph/ontology#>\nBASE <http://x/>\n<a> :p 1 .\n"
    assert change(text, "x:a sg:q sg:r .") == (
        "PREFIX : <https://w3id.org/stancegraph/ontology#>\nBASE <http://x/>\n"
        "<http://x/a>\n    :p 1 ;\n    :q :r .\n"
    )


def test_hostile_gap_takes_no_time() -> None:
    text = "<x:a> <x:p> 1 .\n" + "# \n" * 200_000
    assert change(text, "<x:a> sg:p 1 .").count("# \n") == 200_000
