"""A graph in the formats of other programs: one name a format, bytes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..analysis.network import build_network
from ..errors import UsageError
from .network import NETWORK_FORMATS, network_bytes
from .rdf import RDF_FORMATS, left_out, rdf_bytes

if TYPE_CHECKING:
    from ..records.opened import OpenGraph

__all__ = ["EXPORT_FORMATS", "left_out", "write_export"]

EXPORT_FORMATS: Final = (*NETWORK_FORMATS, *RDF_FORMATS)
"""The names of all formats, networks first."""


def write_export(
    kg: OpenGraph, file_format: str, *, on: str | None = None, inferred: bool = True
) -> bytes:
    """Return a graph as the bytes of a file.

    Withdrawn and embargoed statements are in none of them; `left_out` counts
    what the RDF formats leave out.

    Args:
        kg: an open graph.
        file_format: one of `EXPORT_FORMATS`: `graphml`, `gexf` and `csv` hold
            the network, `turtle`, `ntriples` and `jsonld` the triples.
        on: the day that the network's presumptions are judged by; today if left out.
        inferred: whether the network also has the stances that backing a petition implies.

    Raises:
        UsageError: there is no such format.
    """
    if file_format in RDF_FORMATS:
        return rdf_bytes(kg, file_format)
    if file_format in NETWORK_FORMATS:
        return network_bytes(build_network(kg, on=on, inferred=inferred), file_format)
    known = ", ".join(EXPORT_FORMATS)
    raise UsageError(f"export: unknown format {file_format!r}; take one of {known}")
