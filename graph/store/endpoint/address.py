"""The address of a SPARQL endpoint, as a person writes it, taken apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from pyoxigraph import NamedNode

from ... import settings
from ...errors import LocationError

DEFAULT_GRAPH = "default-graph-uri"
_PORTS = {"http": 80, "https": 443}
_URL_CHARACTERS = "/%:@!$&'()*+,;=~-._?"


class Origin(NamedTuple):
    """What credentials are bound to: scheme, host and port."""

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        """Write it as the start of a URL."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS.get(self.scheme) else f":{self.port}"
        return f"{self.scheme}://{host}{port}"


@dataclass(frozen=True)
class Target:
    """One URL to send to, and who we are there.

    Attributes:
        url: without user and password.
        origin: where the credentials may go.
        user: a name; empty for nobody.
        password: never shown.
    """

    url: str
    origin: Origin
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Address:
    """An endpoint: where to ask, where to write, and which graph.

    Attributes:
        shown: what messages call it; no password, and no value of a parameter
            that may be a key.
        query: where questions go.
        update: where changes go.
        graph: the graph that is asked and written; None for the default graph.
    """

    shown: str
    query: Target
    update: Target
    graph: NamedNode | None


def read_address(location: str) -> Address:
    """Read the address of an endpoint.

    Args:
        location: an http or https URL, with `user:password@` and
            `default-graph-uri=IRI` where needed. Credentials and the URL for
            updates may also come from the environment.

    Raises:
        LocationError: it is not the address of an endpoint.
    """
    parts, shown = _split(location)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    graphs = [value for name, value in pairs if name == DEFAULT_GRAPH]
    kept = [(name, value) for name, value in pairs if name != DEFAULT_GRAPH]
    graph = _graph(shown, graphs)
    query = _target(parts._replace(query=urlencode(kept)), shown)
    environment = settings.endpoint_settings()
    if environment.meant_for is not None:
        home, _ = _split(environment.meant_for)
        if _origin(home, shown) != query.origin:
            environment = settings.EndpointSettings()
    if not query.user and environment.user:
        query = Target(query.url, query.origin, environment.user, environment.password)
    return Address(shown, query, _update(query, environment.update), graph)


def origin_of(url: str) -> Origin:
    """Return where a URL leads.

    Raises:
        LocationError: it is no http or https URL.
    """
    parts, shown = _split(url)
    return _origin(parts, shown)


def _split(location: str) -> tuple[SplitResult, str]:
    """Return the parts of a URL, and how to show it."""
    if not location.isprintable() or " " in location:
        tail = location.rpartition("@")[2]
        raise LocationError(f"{tail[:80]!r}: not a web address; write a space as %20")
    try:
        parts = urlsplit(location)
    except ValueError as exc:
        raise LocationError("the endpoint: not a web address; check its brackets") from exc
    host = parts.netloc.rpartition("@")[2]
    shown = f"{parts.scheme}://{host}{parts.path}"
    names = [
        f"{name}={value if name == DEFAULT_GRAPH else '…'}"
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
    ]
    if names:
        shown = f"{shown}?{'&'.join(names)}"
    if parts.scheme not in _PORTS:
        raise LocationError(f"{shown}: {parts.scheme!r} is not asked; give an http or https URL")
    return parts, shown


def _origin(parts: SplitResult, shown: str) -> Origin:
    try:
        host, port = parts.hostname, parts.port
    except ValueError as exc:
        raise LocationError(f"{shown}: {exc}; check the port".lower()) from exc
    if not host:
        raise LocationError(f"{shown}: no host; write https://HOST/PATH")
    return Origin(parts.scheme, host, port or _PORTS[parts.scheme])


def _target(parts: SplitResult, shown: str) -> Target:
    origin = _origin(parts, shown)
    url = f"{origin}{quote(parts.path or '/', safe=_URL_CHARACTERS)}"
    if parts.query:
        url = f"{url}?{quote(parts.query, safe=_URL_CHARACTERS)}"
    return Target(url, origin, unquote(parts.username or ""), unquote(parts.password or ""))


def _graph(shown: str, graphs: list[str]) -> NamedNode | None:
    if not graphs:
        return None
    if len(graphs) > 1:
        message = f"{shown}: {DEFAULT_GRAPH} is given {len(graphs)} times; give it once"
        raise LocationError(message)
    try:
        return NamedNode(graphs[0])
    except ValueError as exc:
        message = f"{shown}: {graphs[0][:80]!r} is not an IRI; give a whole one"
        raise LocationError(message) from exc


def _update(query: Target, given: str | None) -> Target:
    """Return where updates go; credentials go along only to the same origin."""
    if given is None:
        base, mark, rest = query.url.partition("?")
        if base.endswith("/query"):
            base = f"{base.removesuffix('/query')}/update"
        return Target(f"{base}{mark}{rest}", query.origin, query.user, query.password)
    parts, shown = _split(given)
    update = _target(parts, shown)
    if not update.user and update.origin == query.origin:
        return Target(update.url, update.origin, query.user, query.password)
    return update
