"""Connections that end at a deadline, however slowly the other side drips.

A time-out of Python's sockets holds for one read, so that a server which sends
a byte a second keeps a reader for ever. Here every wait, from the look-up of
the name to the last byte, gets what is left until one fixed moment.
"""

from __future__ import annotations

import socket
import ssl
import time
from functools import cache, partial
from http.client import HTTPConnection, HTTPSConnection
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler

from ...settings import proxies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from http.client import HTTPResponse
    from urllib.request import Request


class Deadline:
    """A moment that nothing may outlast."""

    def __init__(self, timeout_s: float) -> None:
        """Set it, so many seconds from now."""
        self._end = time.monotonic() + timeout_s

    def left(self) -> float:
        """Return the seconds that are left, more than 0.

        Raises:
            TimeoutError: there are none.
        """
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("the deadline has passed")
        return seconds


class _Socket(socket.socket):
    """A socket that waits no longer than its deadline."""

    deadline: Deadline | None = None

    def recv_into(self, *args: Any, **kwargs: Any) -> int:  # noqa: ANN401 - as it is called
        if self.deadline is not None:
            self.settimeout(self.deadline.left())
        return super().recv_into(*args, **kwargs)

    def sendall(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as it is called
        if self.deadline is not None:
            self.settimeout(self.deadline.left())
        super().sendall(*args, **kwargs)


class _TlsSocket(ssl.SSLSocket):
    """The same over TLS; its `sendall` is a loop of `send`."""

    deadline: Deadline | None = None

    def recv_into(self, *args: Any, **kwargs: Any) -> int:  # noqa: ANN401 - as it is called
        if self.deadline is not None:
            self.settimeout(self.deadline.left())
        return super().recv_into(*args, **kwargs)

    def send(self, *args: Any, **kwargs: Any) -> int:  # noqa: ANN401 - as it is called
        if self.deadline is not None:
            self.settimeout(self.deadline.left())
        return super().send(*args, **kwargs)


@cache
def _tls() -> ssl.SSLContext:
    """Return the context for https; reading the certificates takes its time."""
    context = ssl.create_default_context()
    context.sslsocket_class = _TlsSocket
    return context


def open_until(request: Request, host: str, deadline: Deadline) -> HTTPResponse:
    """Send a request and return the answer, whatever its status; the body is still to be read.

    Redirects are not followed. The environment's proxies are used, except for
    this machine itself.

    Args:
        request: what to send.
        host: to whom, without port.
        deadline: when to give up.

    Raises:
        OSError, http.client.HTTPException: as urllib raises them; TimeoutError,
            maybe inside a URLError, at the deadline.
    """
    opener = OpenerDirector()
    on_the_way = proxies(host)
    opener.add_handler(_Http(deadline))
    if request.type == "https" or on_the_way:
        opener.add_handler(_Https(deadline))
    opener.add_handler(ProxyHandler(on_the_way))
    answer: HTTPResponse = opener.open(request, timeout=deadline.left())
    return answer


class _HttpConnection(HTTPConnection):
    def __init__(self, host: str, deadline: Deadline, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(host, **kwargs)
        self._create_connection = partial(_connect, deadline)


class _HttpsConnection(HTTPSConnection):
    def __init__(self, host: str, deadline: Deadline, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(host, context=_tls(), **kwargs)
        self._deadline = deadline
        self._create_connection = partial(_connect, deadline)

    def connect(self) -> None:
        super().connect()
        if isinstance(self.sock, _TlsSocket):
            self.sock.deadline = self._deadline


class _Http(HTTPHandler):
    def __init__(self, deadline: Deadline) -> None:
        super().__init__()
        self._deadline = deadline

    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_HttpConnection, deadline=self._deadline), req)


class _Https(HTTPSHandler):
    def __init__(self, deadline: Deadline) -> None:
        super().__init__(context=_tls())
        self._deadline = deadline

    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_HttpsConnection, deadline=self._deadline), req)


def _connect(deadline: Deadline, address: tuple[str, int], *_: object) -> socket.socket:
    """Connect to the first address of a host that takes the call."""
    problem = OSError(f"no address for {address[0]!r}")
    found = _look_up(deadline, *address)
    for place, (family, kind, protocol, _name, where) in enumerate(found):
        connection = _Socket(family, kind, protocol)
        try:
            # A dead address must leave time for the ones behind it.
            connection.settimeout(deadline.left() / (1 if place == len(found) - 1 else 2))
            connection.connect(where)
        except OSError as exc:
            connection.close()
            problem = exc
        else:
            connection.deadline = deadline
            connection.settimeout(deadline.left())
            return connection
    raise problem


def _look_up(deadline: Deadline, host: str, port: int) -> Sequence[tuple[Any, ...]]:
    """Look a host's name up; in a thread, since this wait has no time-out of its own."""
    try:
        # What is a number already is not waited for, and needs no thread.
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        pass
    outcome: list[Sequence[tuple[Any, ...]] | OSError] = []

    def look_up() -> None:
        try:
            outcome.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except OSError as exc:
            outcome.append(exc)
        except UnicodeError:
            outcome.append(socket.gaierror(f"{host!r} is no name of a host"))

    thread = Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(deadline.left())
    if not outcome:
        raise TimeoutError(f"no address of {host!r} in time")
    if isinstance(outcome[0], OSError):
        raise outcome[0]
    return outcome[0]
