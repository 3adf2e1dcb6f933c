"""Making a new, empty graph: a folder that says what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from ..errors import FileProblem, ParameterError
from ..model.dates import today
from ..model.identity import slug, thing_iri
from ..model.vocabulary import BASE, KINDS, RDF_TYPE, expand
from ..model.web import web_address
from ..rdf.writer import to_turtle, write_atomically
from ..settings import DATASET_FILE
from ..store.location import folder_at
from . import values

if TYPE_CHECKING:
    from pathlib import Path

MODEL_VERSION = "1.0.0"
"""The version of the ontology that new graphs are written for."""

CC_BY = "https://creativecommons.org/licenses/by/4.0/"

_ELSEWHERE = (
    "make a folder with stancegraph init DIR, then stancegraph load DIR --into {location!r}"
)


@dataclass(frozen=True, kw_only=True)
class DatasetDescription:
    """What a graph says of itself.

    Attributes:
        title: its name; of the folder if left out.
        creator: who makes it; the editors of the title if left out.
        description: one sentence; a plain one if left out.
        base: where the IRIs of its things start.
        license: IRI of the licence that it is published under.
        contact: how anybody can answer what it says of them.
        lang: BCP 47 tag of the language that these texts are in.
    """

    title: str = ""
    creator: str = ""
    description: str = ""
    base: str = BASE
    license: str = CC_BY
    contact: str = ""
    lang: str = "en"


def init_folder(folder: str | Path, told: DatasetDescription) -> Path:
    """Make a folder with the description of a graph in it.

    Returns:
        The file that was written.

    Raises:
        UsageError: it is a URL or a store directory.
        FileProblem: the folder has Turtle files already, or cannot be made.
        ParameterError: a value has the wrong form.
    """
    folder = folder_at(str(folder), "init", _ELSEWHERE)
    if folder.is_dir() and any(folder.glob("*.ttl")):
        message = f"{folder}: there are Turtle files in it already; choose a new folder"
        raise FileProblem(message, path=folder)
    text = to_turtle(_described(folder, told), base=told.base)
    target = folder / DATASET_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(target, text)
    except OSError as exc:
        reason = (exc.strerror or str(exc)).lower()
        raise FileProblem(f"{target}: {reason}; choose another place", path=target) from exc
    return target


def _described(folder: Path, told: DatasetDescription) -> list[Triple]:
    lang = values.language_tag(told.lang, "init: lang")
    title = values.plain(told.title.strip() or folder.resolve().name, "init: title")
    creator = values.plain(told.creator.strip() or f"The editors of {title}", "init: creator")
    about = told.description.strip() or f"Who stands where: {title}."
    contact = told.contact.strip() or f"Write to {creator}."
    base = _base(told.base)
    said: dict[str, NamedNode | Literal] = {
        RDF_TYPE: NamedNode(KINDS["dataset"]),
        expand("dcterms:title"): Literal(title, language=lang),
        expand("dcterms:description"): Literal(
            values.plain(about, "init: description"), language=lang
        ),
        expand("dcterms:creator"): Literal(creator),
        expand("dcterms:publisher"): Literal(creator),
        expand("dcterms:created"): values.day(today()),
        expand("dcterms:license"): NamedNode(web_address(told.license, where="init: licence")),
        expand("sg:base"): Literal(base),
        expand("sg:modelVersion"): Literal(MODEL_VERSION),
        expand("sg:howToReply"): Literal(values.plain(contact, "init: contact"), language=lang),
    }
    dataset = NamedNode(thing_iri("dataset", slug(title), base))
    return [Triple(dataset, NamedNode(p), term) for p, term in said.items()]


def _base(text: str) -> str:
    """Return where the IRIs of a graph start, in its normal form."""
    if text == BASE:
        return BASE
    start, end = (text[:-1], "#") if text.endswith("#") else (text, "")
    base = web_address(start, where="init: base") + end
    if not base.endswith(("/", "#")):
        raise ParameterError(f"init: base {text!r} ends in neither / nor #; add a /")
    return base
