"""Who else backs a petition, and on what an organisation differs with them."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from ..records.words import BACKING, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..records.opened import OpenGraph
    from ..records.record import Record
    from .bearing import Bearing, Bearings


def company(
    kg: OpenGraph, actor: str, involvements: Sequence[Record], known: Bearings
) -> list[str]:
    """Return one line for each other backer of a petition.

    Args:
        kg: an open graph.
        actor: IRI of the organisation that asks.
        involvements: what was done with the petition, by whomever.
        known: what organisations hold on the day of the judgement.

    Returns:
        Who backs it and how; for organisations also the propositions, on or off
        the petition, on which both are on record with opposite stances, directly
        or through a link. People and unnamed groups are named, never compared.
    """
    acts: dict[str, set[str]] = {}
    for act in involvements:
        if act.one("sg:agent") != actor and act.word("sg:involvementKind") in BACKING:
            extent = act.one("sg:extent")
            done = word(act.one("sg:involvementKind"), kg.lang)
            part = f" ({word(extent, kg.lang)} of them)" if extent else ""
            acts.setdefault(act.one("sg:agent"), set()).add(done + part)
    known.fetch(other for other in acts if kg.names.kind(other) == "organisation")
    lines = []
    for other in sorted(acts, key=lambda iri: kg.names.label(iri, kg.lang)):
        line = f"{kg.names.label(other, kg.lang)}: {', '.join(sorted(acts[other]))}"
        if kg.names.kind(other) == "organisation":
            line += _differences(kg, known.of(actor), known.of(other))
        lines.append(line)
    return lines


def _differences(
    kg: OpenGraph, ours: dict[str, list[Bearing]], theirs: dict[str, list[Bearing]]
) -> str:
    """Say on what two organisations hold opposite stances, directly or through a link."""
    found: dict[tuple[str, str], str] = {}
    for proposition in sorted(ours.keys() & theirs.keys()):
        label = f"“{kg.names.label(proposition, kg.lang)}”"
        for a, b in product(ours[proposition], theirs[proposition]):
            pair = (a.position.iri, b.position.iri)
            if a.sign * b.sign >= 0 or (a.link and b.link):
                continue
            link = a.link or b.link
            if link is None:
                found[pair] = label
            elif b.link is None or pair not in found:
                basis = word(link.one("sg:linkBasis"), kg.lang)
                found[pair] = f"{label} (through a link, {basis})"
    if not found:
        return "; no difference on record"
    return f"; differs on {', '.join(dict.fromkeys(found.values()))}"
