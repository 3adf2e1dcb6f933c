"""SPARQLWrapper, with our own sending.

It writes the request: method, parameters, headers. Left to itself it would
guess the form of a query by searching the text, comments included, for words
such as ADD; install digest credentials for the whole process; follow redirects
with the password; and wait for ever. So the form is told, and `transport` sends.

Importing SPARQLWrapper takes 60 ms: import this module where it is used.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Final, cast

from SPARQLWrapper import JSON, N3, POST, SPARQLWrapper

from .address import DEFAULT_GRAPH

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from .transport import Answer, Transport

_FORMATS: Final = {"SELECT": JSON, "ASK": JSON, "CONSTRUCT": N3, "DESCRIBE": N3}
_TRIPLES: Final = "application/n-triples, text/turtle;q=0.8"


def _agent() -> str:
    """Return how we introduce ourselves."""
    try:
        return f"stancegraph/{version('stancegraph')} SPARQLWrapper/{version('sparqlwrapper')}"
    except PackageNotFoundError:
        return "stancegraph"


_AGENT: Final = _agent()


class Wrapper(SPARQLWrapper):
    """One request to one URL."""

    def __init__(self, url: str, form: str, transport: Transport) -> None:
        """Prepare a request.

        Args:
            url: where it goes, without credentials.
            form: SELECT, ASK, CONSTRUCT or DESCRIBE; INSERT for an update.
            transport: what sends it.
        """
        self._form = form
        self._transport = transport
        super().__init__(url, agent=_AGENT)
        self.setMethod(POST)
        self.setOnlyConneg(True)
        self.setReturnFormat(_FORMATS.get(form, JSON))
        if _FORMATS.get(form) == N3:
            self.addCustomHttpHeader("Accept", _TRIPLES)

    def _parseQueryType(self, query: str) -> str:  # noqa: ARG002, N802 - SPARQLWrapper's own
        """Tell the form that is known; SPARQLWrapper would guess it."""
        return self._form

    def _query(self) -> tuple[Answer, str]:  # type: ignore[override]
        """Send the request our way, and give back the whole answer."""
        answer = self._transport.send(self._createRequest(), update=self.isSparqlUpdateRequest())
        return answer, self.returnFormat

    def answer(self) -> Answer:
        """Send the request and return the answer, whatever its status."""
        return cast("Answer", self.query().response)


def send_query(
    url: str, text: str, form: str, graph: NamedNode | None, transport: Transport
) -> Answer:
    """Ask a question by POST and return the answer, whatever its status.

    Args:
        url: where to.
        text: the query.
        form: SELECT, ASK, CONSTRUCT or DESCRIBE.
        graph: which graph is asked; None for the default graph.
        transport: what sends it.
    """
    wrapper = Wrapper(url, form, transport)
    if graph is not None:
        wrapper.addParameter(DEFAULT_GRAPH, graph.value)
    wrapper.setQuery(text)
    return wrapper.answer()


def send_update(url: str, text: str, transport: Transport) -> Answer:
    """Send an update by POST and return the answer, whatever its status."""
    wrapper = Wrapper(url, "INSERT", transport)
    wrapper.setQuery(text)
    return wrapper.answer()
