"""The generated statements: positions, petitions, involvements and the like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ntriples import TERM, Pair, day, describe, statement, text, thing
from things import ROLES
from world import WORDS, Draft, World, Zipf, labels, weighted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

STANCES: Final = (
    *("supports", "leansTowards", "ambivalent"),
    *("leansAgainst", "opposes", "declinesToSay"),
)
FRIENDLY: Final = (62, 13, 6, 5, 11, 3)
HOSTILE: Final = (11, 5, 6, 13, 62, 3)
OPPOSITE: Final = {
    "supports": "opposes",
    "leansTowards": "leansAgainst",
    "ambivalent": "supports",
    "leansAgainst": "leansTowards",
    "opposes": "supports",
    "declinesToSay": "supports",
}
ACTS: Final = (
    *(("signed", 60), ("endorsed", 16), ("recommended", 8)),
    *(("criticised", 7), ("declined", 5), ("prepared", 4)),
)
CAMPS: Final = 3
HOLDERS: Final = (("organisation", 0.86), ("person", 0.09), ("group", 0.05))

Lines = tuple[str, str]


def write(world: World) -> Iterator[Lines]:
    """Yield every kind of statement but positions, with their evidence."""
    yield from _memberships(world)
    yield from _petitions(world)
    yield from _involvements(world)
    yield from _changes(world)
    yield from _characterisations(world)


def _memberships(world: World) -> Iterator[Lines]:
    rng = world.chances("memberships")
    for _ in range(world.sizes.memberships):
        person = thing("person", rng.randint(1, world.sizes.people))
        organisation = thing("organisation", world.organisation.pick(rng))
        draft = Draft(world, rng, "membership", person)
        draft.pairs += [
            ("rdf:type", TERM["org:Membership"]),
            ("org:member", person),
            ("org:organization", organisation),
            ("org:role", thing("role", rng.choice(ROLES))),
        ]
        yield from draft.lines("people.ttl", person, organisation)


def _petitions(world: World) -> Iterator[Lines]:
    rng = world.chances("petitions")
    campaigns = max(2, world.sizes.petitions // 3)
    for number in range(1, campaigns + 1):
        pairs: list[Pair] = [("rdf:type", TERM["sg:Campaign"])]
        pairs += labels(rng, f"Campaign {number}", f"Campagne n° {number}")
        yield "petitions.ttl", describe(thing("campaign", number), pairs)
    for number in range(1, world.sizes.petitions + 1):
        petition = thing("petition", number)
        pairs = [
            ("rdf:type", TERM["sg:Petition"]),
            *labels(rng, f"Petition {number}", f"Pétition n° {number}"),
            ("dcterms:title", text(f"Act now: {' '.join(rng.sample(WORDS, 3))}", "en")),
            ("dcterms:isPartOf", thing("campaign", (number - 1) % campaigns + 1)),
            ("schema:url", f"<https://petitions.example/{number}>"),
        ]
        yield "petitions.ttl", describe(petition, pairs)
        for language in ("en", "fr", "de")[: rng.choice((1, 1, 2, 3))]:
            draft = Draft(world, rng, "text", petition)
            draft.pairs += [
                ("rdf:type", TERM["sg:TextVersion"]),
                ("sg:petition", petition),
                ("schema:inLanguage", text(language)),
                ("schema:url", f"<https://petitions.example/{number}/{language}>"),
            ]
            yield from draft.lines("petitions.ttl", petition, language)
        yield from _clauses(world, rng, petition)


def _clauses(world: World, rng: Random, petition: str) -> Iterator[Lines]:
    chosen = world.proposition.sample(rng, rng.randint(2, 6))
    for rank, number in enumerate(chosen):
        proposition = thing("proposition", number)
        mode = "demands" if rank == 0 else rng.choice(("demands", "demands", "affirms", "mentions"))
        stance = rng.choices(STANCES[:5], (60, 8, 2, 5, 25))[0]
        draft = Draft(world, rng, "clause", petition)
        draft.pairs += [
            ("rdf:type", TERM["sg:Clause"]),
            ("sg:petition", petition),
            ("sg:proposition", proposition),
            ("sg:stance", TERM["sg:" + stance]),
            ("sg:mode", TERM["sg:" + mode]),
        ]
        yield from draft.lines("petitions.ttl", petition, proposition, stance, mode)


def _involvements(world: World) -> Iterator[Lines]:
    rng = world.chances("involvements")
    popularity = Zipf(world.sizes.petitions, 0.7, 2)
    most = world.sizes.organisations // 3 + 2
    campaigns = max(2, world.sizes.petitions // 3)
    for index, count in enumerate(popularity.share(world.sizes.involvements, most)):
        goal = ("sg:petition", thing("petition", index + 1))
        done: set[tuple[str, str]] = set()
        for rank in range(count):
            act = "launched" if rank == 0 else weighted(rng, ACTS)
            agent = world.agent(rng)
            if (agent, act) not in done:
                done.add((agent, act))
                yield from _involvement(world, rng, agent, goal, act)
    for number in range(1, campaigns + 1):
        goal = ("sg:campaign", thing("campaign", number))
        agent = world.agent(rng)
        yield from _involvement(world, rng, agent, goal, "launched")


def _involvement(world: World, rng: Random, agent: str, goal: Pair, act: str) -> Iterator[Lines]:
    draft = Draft(world, rng, "involvement", agent)
    draft.pairs += [
        ("rdf:type", TERM["sg:Involvement"]),
        ("sg:agent", agent),
        goal,
        ("sg:involvementKind", TERM["sg:" + act]),
    ]
    if "/group/" in agent:
        draft.pairs.append(("sg:extent", TERM["sg:" + rng.choice(("some", "many", "most"))]))
    if act == "recommended" and rng.random() < 0.6:
        draft.pairs.append(("sg:audience", world.agent(rng)))
    if rng.random() < 0.5:
        draft.pairs.append(("sg:earliest", day(draft.known_from)))
        draft.pairs.append(("sg:latest", day(draft.known_from)))
    yield from draft.lines("involvements.ttl", agent, goal[1], act)


def _changes(world: World) -> Iterator[Lines]:
    rng = world.chances("changes")
    for _ in range(world.sizes.changes):
        holder, about = world.agent(rng), thing("proposition", world.proposition.pick(rng))
        draft = Draft(world, rng, "change", holder)
        draft.pairs += [("rdf:type", TERM["sg:ReportedChange"]), ("sg:holder", holder)]
        if rng.random() < 0.3:
            about = thing("topic", rng.randint(1, world.sizes.topics))
            draft.pairs.append(("sg:topic", about))
            draft.pairs.append(("sg:direction", text("for the better", "en")))
        else:
            draft.pairs.append(("sg:proposition", about))
            before, after = rng.sample(STANCES[:5], 2)
            draft.pairs.append(("sg:stanceAfter", TERM["sg:" + after]))
            if rng.random() < 0.7:
                draft.pairs.append(("sg:stanceBefore", TERM["sg:" + before]))
        if rng.random() < 0.6:
            draft.pairs.append(("sg:earliest", day(draft.known_from - rng.randint(0, 400))))
            draft.pairs.append(("sg:latest", day(draft.known_from)))
        if rng.random() < 0.2:
            draft.pairs.append(("sg:event", thing("event", rng.randint(1, world.sizes.events))))
        if "/group/" in holder:
            draft.pairs.append(("sg:extent", TERM["sg:" + rng.choice(("some", "many"))]))
        yield from draft.lines("changes.ttl", holder, about)


def _characterisations(world: World) -> Iterator[Lines]:
    rng = world.chances("characterisations")
    for _ in range(world.sizes.characterisations):
        about = world.agent(rng)
        if rng.random() < 0.2:
            about = thing("petition", rng.randint(1, world.sizes.petitions))
        summary = f"Prominent in the debate on {' and '.join(rng.sample(WORDS, 2))}"
        draft = Draft(world, rng, "characterisation", about)
        draft.pairs += [
            ("rdf:type", TERM["sg:Characterisation"]),
            ("sg:about", about),
            ("sg:summary", text(summary, "en")),
        ]
        yield from draft.lines("characterisations.ttl", about, summary)


@dataclass
class _View:
    """One position before it is written."""

    holder: str
    proposition: str
    stance: str
    extent: str = ""
    first: int = 0
    last: int = 0
    replaces: str = ""
    stated: str = ""

    @property
    def iri(self) -> str:
        same = (self.stance, self.extent, str(self.first), str(self.last))
        return statement("position", self.holder, self.proposition, *same)

    def lines(self, draft: Draft) -> Iterator[Lines]:
        draft.pairs += [
            ("rdf:type", TERM["sg:Position"]),
            ("sg:holder", self.holder),
            ("sg:proposition", self.proposition),
            ("sg:stance", TERM["sg:" + self.stance]),
        ]
        if self.extent:
            draft.pairs.append(("sg:extent", TERM["sg:" + self.extent]))
        if self.first:
            draft.pairs.append(("sg:validFrom", day(self.first)))
        if self.last:
            draft.pairs.append(("sg:validThrough", day(self.last)))
        if self.stated:
            draft.pairs.append(("sg:dateAsStated", text(self.stated)))
        if self.replaces:
            draft.pairs.append(("dcterms:replaces", self.replaces))
        yield from draft.write("positions.ttl", self.iri)


def positions(world: World, count: int) -> Iterator[Lines]:
    """Yield positions and their evidence for `count` holders' views.

    A view is one position, or two where the stance changed or is disputed.
    """
    rng = world.chances("positions")
    most = max(2, world.sizes.propositions * 2 // 5)
    sizes = {
        "organisation": world.organisation,
        "person": Zipf(world.sizes.people, 0.9, 20),
        "group": Zipf(world.sizes.groups, 0.9, 20),
    }
    for kind, share in HOLDERS:
        for index, views in enumerate(sizes[kind].share(round(count * share), most)):
            holder = thing(kind, index + 1)
            camp = index % CAMPS
            for number in world.proposition.sample(rng, views):
                # Each camp is friendly to its own two thirds of the propositions.
                weights = HOSTILE if number % CAMPS == camp else FRIENDLY
                stance = rng.choices(STANCES, weights)[0]
                view = _View(holder, thing("proposition", number), stance)
                yield from _view(world, rng, view)


def _view(world: World, rng: Random, view: _View) -> Iterator[Lines]:
    if "/group/" in view.holder and rng.random() < 0.7:
        view.extent = rng.choice(("some", "many", "most", "all"))
    elif "/organisation/" in view.holder and rng.random() < 0.02:
        view.extent = rng.choice(("some", "most"))
    chance = rng.random()
    draft = Draft(world, rng, "position", view.holder, rng.choice((1, 1, 1, 2, 2, 3)))
    if chance < 0.06:
        yield from _changed(world, rng, view, draft)
        return
    _validity(rng, view, draft.known_from)
    yield from view.lines(draft)
    if chance < 0.09:
        rival = _View(view.holder, view.proposition, OPPOSITE[view.stance], view.extent)
        yield from rival.lines(Draft(world, rng, "position", view.holder))
    elif chance < 0.094:
        iri, lines, _ = world.evidence(rng, view.holder, fresh=True)
        yield "evidence.ttl", lines + describe(iri, [("cito:disputes", view.iri)])


def _changed(world: World, rng: Random, view: _View, draft: Draft) -> Iterator[Lines]:
    """Write a stance that held for a time and the one that replaced it."""
    later = Draft(world, rng, "position", view.holder)
    if later.known_from < draft.known_from:
        later, draft = draft, later
    turn = max(later.known_from - rng.randint(0, 90), draft.known_from + 1)
    if rng.random() < 0.7:
        view.first = draft.known_from - rng.randint(0, 300)
    view.last = turn - 1
    yield from view.lines(draft)
    after = _View(view.holder, view.proposition, OPPOSITE[view.stance], view.extent, turn)
    after.replaces = view.iri
    yield from after.lines(later)


def _validity(rng: Random, view: _View, known_from: int) -> None:
    """Give half of the positions a start and some of those an end."""
    if rng.random() < 0.5:
        view.first = known_from - rng.randint(0, 200)
        if rng.random() < 0.25:
            view.last = known_from + rng.randint(30, 2000)
