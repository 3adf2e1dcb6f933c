"""The generated things that statements are about: agents, topics, documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ntriples import BASE, TERM, Pair, day, describe, statement, text, thing
from world import DAY_COUNT, FIRST_DAY, Document, World, editorial, labels, weighted

if TYPE_CHECKING:
    from collections.abc import Iterator

CLASSIFICATIONS: Final = (
    ("campaignGroup", 38),
    ("movement", 18),
    ("union", 14),
    ("party", 12),
    ("media", 8),
    ("governmentBody", 4),
    ("otherOrganisation", 6),
)
COUNTRIES: Final = (
    *(("GB", 20), ("US", 18), ("FR", 14), ("DE", 11), ("UA", 8), ("RU", 8)),
    *(("ES", 6), ("NO", 3), ("PL", 3), ("IN", 3), ("BR", 3), ("ZA", 2), ("NA", 1)),
)
ROLES: Final = ("member", "chair", "spokesperson", "founder", "editor", "treasurer")


def write(world: World) -> Iterator[tuple[str, str]]:
    """Yield every thing that is not a statement; documents are also kept."""
    yield "dataset.ttl", _dataset(world)
    for name, kind in (
        ("organisations.ttl", _organisations),
        ("people.ttl", _people),
        ("groups.ttl", _groups),
        ("topics.ttl", _topics),
        ("propositions.ttl", _propositions),
        ("events.ttl", _events),
        ("documents.ttl", _documents),
    ):
        for lines in kind(world):
            yield name, lines


def _dataset(world: World) -> str:
    pairs = [
        ("rdf:type", TERM["schema:Dataset"]),
        ("dcterms:title", text("Generated graph", "en")),
        ("dcterms:description", text(f"For timing only; seed {world.seed}", "en")),
        ("dcterms:creator", text("benchmarks/generate.py")),
        ("dcterms:license", "<https://creativecommons.org/publicdomain/zero/1.0/>"),
        ("dcterms:publisher", text("Stancegraph")),
        ("schema:contactPoint", "<mailto:nobody@example.org>"),
        ("sg:base", text(BASE)),
        ("sg:modelVersion", text("1.0.0")),
    ]
    return describe(thing("dataset", "generated"), pairs)


def _organisations(world: World) -> Iterator[str]:
    rng = world.chances("organisations")
    for number in range(1, world.sizes.organisations + 1):
        kind = weighted(rng, CLASSIFICATIONS)
        pairs: list[Pair] = [
            ("rdf:type", TERM["org:Organization"]),
            ("rdf:type", TERM["foaf:Agent"]),
            *labels(rng, f"Organisation {number}", f"Organisation n° {number}"),
            ("org:classification", TERM["sg:" + kind]),
        ]
        if rng.random() < 0.9:
            pairs.append(("sg:country", text(weighted(rng, COUNTRIES))))
        if rng.random() < 0.4:
            pairs.append(("skos:altLabel", text(f"ORG{number}", "en")))
        if rng.random() < 0.05:
            pairs.append(("skos:hiddenLabel", text(f"Организация {number}", "ru")))
        if rng.random() < 0.5:
            pairs.append(("foaf:homepage", f"<https://organisation-{number}.example/>"))
        if rng.random() < 0.02:
            pairs.append(("rdf:type", TERM["org:OrganizationalCollaboration"]))
        if number > 1 and rng.random() < 0.08:
            link = "org:subOrganizationOf" if rng.random() < 0.6 else "org:linkedTo"
            pairs.append((link, thing("organisation", rng.randrange(1, number))))
        yield describe(thing("organisation", number), pairs)


def _people(world: World) -> Iterator[str]:
    rng = world.chances("people")
    for number in range(1, world.sizes.people + 1):
        pairs: list[Pair] = [
            ("rdf:type", TERM["foaf:Person"]),
            ("rdf:type", TERM["foaf:Agent"]),
            *labels(rng, f"Person {number}", f"Personne n° {number}"),
        ]
        yield describe(thing("person", number), pairs)
    for role in ROLES:
        pairs = [("rdf:type", TERM["org:Role"]), ("skos:prefLabel", text(role, "en"))]
        yield describe(thing("role", role), pairs)


def _groups(world: World) -> Iterator[str]:
    rng = world.chances("groups")
    for number in range(1, world.sizes.groups + 1):
        centre = world.organisation.pick(rng)
        label = f"Group {number}, around organisation {centre}"
        pairs: list[Pair] = [
            ("rdf:type", TERM["foaf:Group"]),
            ("rdf:type", TERM["foaf:Agent"]),
            *labels(rng, label, f"Groupe n° {number}, autour de l'organisation {centre}"),
            ("sg:groupAround", thing("organisation", centre)),
        ]
        yield describe(thing("group", number), pairs)


def _topics(world: World) -> Iterator[str]:
    rng = world.chances("topics")
    for number in range(1, world.sizes.topics + 1):
        pairs: list[Pair] = [
            ("rdf:type", TERM["skos:Concept"]),
            *labels(rng, f"Topic {number}", f"Thème n° {number}"),
            ("skos:inScheme", thing("scheme", "topics")),
        ]
        if number > 5:
            pairs.append(("skos:broader", thing("topic", rng.randint(1, 5))))
        yield describe(thing("topic", number), pairs)


def _propositions(world: World) -> Iterator[str]:
    rng = world.chances("propositions")
    count = world.sizes.propositions
    for number in range(1, count + 1):
        pairs: list[Pair] = [
            ("rdf:type", TERM["sg:Proposition"]),
            *labels(rng, f"Measure {number} is right", f"La mesure {number} est juste"),
            ("skos:altLabel", text(f"measure {number}", "en")),
            ("skos:broader", thing("topic", rng.randint(1, world.sizes.topics))),
        ]
        if rng.random() < 0.05:
            first = FIRST_DAY + rng.randrange(DAY_COUNT // 2)
            pairs.append(("sg:periodFrom", day(first)))
            pairs.append(("sg:periodThrough", day(first + 365 * rng.randint(1, 8))))
        yield describe(thing("proposition", number), pairs)
    for number in range(2, count + 1, 2):
        chance = rng.random()
        kind = "entails" if chance < 0.55 else "incompatibleWith"
        kind = "sameQuestion" if chance > 0.9 else kind
        basis = "logical" if rng.random() < 0.4 else "editorsJudgement"
        ends = (thing("proposition", number), thing("proposition", rng.randrange(1, number)))
        pairs = [
            ("rdf:type", TERM["sg:Link"]),
            ("sg:from", ends[0]),
            ("sg:to", ends[1]),
            ("sg:linkKind", TERM["sg:" + kind]),
            ("sg:linkBasis", TERM["sg:" + basis]),
            *editorial(rng)[:1],
        ]
        yield describe(statement("link", *ends, kind, basis), pairs)


def _events(world: World) -> Iterator[str]:
    rng = world.chances("events")
    for number in range(1, world.sizes.events + 1):
        first = FIRST_DAY + rng.randrange(DAY_COUNT)
        pairs: list[Pair] = [
            ("rdf:type", TERM["schema:Event"]),
            *labels(rng, f"Event {number}", f"Événement n° {number}"),
            ("schema:startDate", day(first)),
        ]
        if rng.random() < 0.3:
            pairs.append(("schema:endDate", day(first + rng.randint(1, 60))))
        yield describe(thing("event", number), pairs)


def _documents(world: World) -> Iterator[str]:
    rng = world.chances("documents")
    for number in range(1, world.sizes.documents + 1):
        issued = FIRST_DAY + int(DAY_COUNT * rng.random() ** 0.5)
        kind = "schema:Article" if rng.random() < 0.8 else "schema:WebPage"
        document = Document(thing("document", number), world.agent(rng), issued)
        world.documents.append(document)
        mentioned = sorted({world.agent(rng) for _ in range(rng.randint(0, 3))})
        pairs: list[Pair] = [
            ("rdf:type", TERM[kind]),
            ("rdf:type", TERM["schema:CreativeWork"]),
            ("dcterms:title", text(f"Document {number}", "en")),
            ("dcterms:creator", document.creator),
            ("dcterms:issued", day(issued)),
            *(("schema:mentions", agent) for agent in mentioned),
        ]
        if rng.random() < 0.9:
            pairs.append(("schema:url", f"<https://documents.example/{number}>"))
        if rng.random() < 0.5:
            pairs.append(("schema:archivedAt", f"<https://archive.example/{number}>"))
        if rng.random() < 0.4:
            pairs.append(("sg:sha256", text(f"{rng.getrandbits(256):064x}")))
        yield describe(document.iri, pairs)
