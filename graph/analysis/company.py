"""Who else backs a petition, and on what an organisation differs with them."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from ..records.words import BACKING, word
from .bearing import bearings

if TYPE_CHECKING:
    from ..records.opened import OpenGraph


def company(kg: OpenGraph, actor: str, petition: str, day: str) -> list[str]:
    """Return one line for each other backer of a petition.

    Args:
        kg: an open graph.
        actor: IRI of the organisation that asks.
        petition: IRI of the petition.
        day: the day of the judgement, ISO 8601.

    Returns:
        Who backs it and how; for organisations also the propositions, on or off
        the petition, on which both are on record with opposite stances, directly
        or through a link. People and unnamed groups are named, never compared.
    """
    acts: dict[str, set[str]] = {}
    for act in kg.records.of_kind("involvement"):
        kind = act.word("sg:involvementKind")
        if act.one("sg:petition") == petition and act.one("sg:agent") != actor and kind in BACKING:
            extent = act.one("sg:extent")
            done = word(act.one("sg:involvementKind"), kg.lang)
            part = f" ({word(extent, kg.lang)} of them)" if extent else ""
            acts.setdefault(act.one("sg:agent"), set()).add(done + part)
    lines = []
    for other in sorted(acts, key=lambda iri: kg.names.label(iri, kg.lang)):
        line = f"{kg.names.label(other, kg.lang)}: {', '.join(sorted(acts[other]))}"
        if kg.names.kind(other) == "organisation":
            line += _differences(kg, actor, other, day)
        lines.append(line)
    return lines


def _differences(kg: OpenGraph, actor: str, other: str, day: str) -> str:
    """Say on what two organisations hold opposite stances, directly or through a link."""
    ours, theirs = bearings(kg.records, actor, day), bearings(kg.records, other, day)
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
