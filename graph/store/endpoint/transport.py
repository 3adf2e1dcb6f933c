"""Sending a request so that it ends: with a whole answer, or with an error of ours.

One deadline holds for connecting, waiting, reading and trying again. Tried
again is what the server did not take: 429 and 503, and for questions also a
connection that broke before any answer. Credentials stay with one origin.
"""

from __future__ import annotations

import random
import ssl
import time
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse
from typing import TYPE_CHECKING, NoReturn
from urllib.error import URLError
from urllib.parse import urljoin
from urllib.request import Request

from ...errors import LocationError, QueryStopped
from .address import Target, origin_of
from .connection import Deadline, open_until
from .credentials import Credentials

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import Message

ANSWER_LIMIT = 1_000_000_000
_TRIES = 3
_REDIRECTS = 5
_BUSY = {429, 503}
_MOVED = {301, 302, 303, 307, 308}
_CHUNK = 1 << 20
_FIRST_PAUSE_S = 0.5


class _NotTaken(Exception):
    """The connection broke before any answer."""


@dataclass(frozen=True)
class Answer:
    """What came back, read whole.

    Attributes:
        status: of HTTP.
        headers: as they came.
        body: all of it.
        framed: whether the server said where the body ends, so that a cut would
            have been seen.
    """

    status: int
    headers: Message
    body: bytes = field(repr=False)
    framed: bool

    def header(self, name: str) -> str:
        """Return a header, or an empty string."""
        return str(self.headers.get(name, ""))

    @property
    def media_type(self) -> str:
        """The media type without parameters, in lower case."""
        return self.header("Content-Type").partition(";")[0].strip().lower()


class Transport:
    """The way to one target."""

    def __init__(
        self,
        target: Target,
        shown: str,
        *,
        timeout_s: float,
        limit: int = ANSWER_LIMIT,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """Remember where to send, and how long that may take.

        Args:
            target: where to, and who we are there.
            shown: what messages call it.
            timeout_s: seconds for one answer, tries and pauses included.
            limit: bytes that an answer may have.
            pause: how to wait between two tries.
        """
        self._target, self._shown = target, shown
        self._credentials = Credentials(target, shown)
        self._timeout_s, self._limit, self._pause = timeout_s, limit, pause

    def send(self, request: Request, *, update: bool) -> Answer:
        """Send a request and return the answer, whatever its status.

        Args:
            request: as SPARQLWrapper made it.
            update: whether it changes something, so that it is not sent again
                where the server may have taken it.

        Raises:
            QueryStopped: there was no whole answer in time.
            LocationError: there was none at all, or none that can be used.
        """
        deadline = Deadline(self._timeout_s)
        try:
            for attempt in range(1, _TRIES + 1):
                wait_s = _FIRST_PAUSE_S * 2 ** (attempt - 1) * random.uniform(0.5, 1.5)  # noqa: S311
                try:
                    answer = self._follow(request, deadline)
                except _NotTaken as exc:
                    if update or attempt == _TRIES or wait_s >= deadline.left():
                        reason = f"{exc} ({_tries(attempt)})"
                        raise self._unreachable(reason) from exc
                else:
                    if answer.status not in _BUSY:
                        return answer
                    wait_s = self._told(answer, attempt, wait_s, deadline)
                self._pause(wait_s)
        except TimeoutError as exc:
            raise self._too_late(update=update) from exc
        raise AssertionError  # the last try returned or raised

    def _told(self, answer: Answer, attempt: int, wait_s: float, deadline: Deadline) -> float:
        """Return how long a busy server wants us to wait, where there is a next try."""
        told_s = _retry_after(answer.header("Retry-After"))
        wait_s = wait_s if told_s is None else told_s
        if attempt == _TRIES or wait_s >= deadline.left():
            when = f"retry in {told_s:.0f} s" if told_s else "retry later"
            raise LocationError(f"{self._shown}: {answer.status} after {_tries(attempt)}; {when}")
        return wait_s

    def _follow(self, request: Request, deadline: Deadline) -> Answer:
        """Send, prove who we are where asked, and follow redirects inside the origin."""
        url = request.full_url
        for _ in range(_REDIRECTS + 1):
            answer = self._exchange(_copy(request, url), deadline)
            if answer.status == 401:  # noqa: PLR2004 - Unauthorized
                asked = [str(value) for value in answer.headers.get_all("WWW-Authenticate", [])]
                if self._credentials.learn(asked):
                    answer = self._exchange(_copy(request, url), deadline)
            if answer.status not in _MOVED or not answer.header("Location"):
                return answer
            url = self._next(url, answer)
        raise LocationError(f"{self._shown}: more than {_REDIRECTS} redirects; check the address")

    def _next(self, url: str, answer: Answer) -> str:
        """Return where a redirect leads, if that is the same origin."""
        try:
            there = urljoin(url, answer.header("Location"))
            origin = origin_of(there)
        except (ValueError, LocationError) as exc:
            message = f"{self._shown}: {answer.status} to no usable address; check the address"
            raise LocationError(message) from exc
        if origin != self._target.origin:
            raise LocationError(
                f"{self._shown}: {answer.status} redirects to {origin}, which is not followed; "
                "give that address if you trust it"
            )
        return there

    def _exchange(self, request: Request, deadline: Deadline) -> Answer:
        """Send once and read the answer whole."""
        self._credentials.sign(request)
        try:
            response = open_until(request, self._target.origin.host, deadline)
        except (URLError, OSError, HTTPException, ValueError) as exc:
            self._no_answer(exc)
        with response:
            try:
                return self._read(response)
            except TimeoutError:
                raise
            except (OSError, HTTPException, ValueError) as exc:
                raise self._broken_off() from exc

    def _read(self, response: HTTPResponse) -> Answer:
        told = response.length
        parts, size = [], 0
        while part := response.read(min(_CHUNK, self._limit - size + 1)):
            parts.append(part)
            size += len(part)
            if size > self._limit or (told or 0) > self._limit:
                message = (
                    f"{self._shown}: an answer of more than {self._limit:,} bytes; ask for less"
                )
                raise LocationError(message)
        # http.client hands a body that is cut short out as if it were whole.
        if told is not None and size != told:
            raise self._broken_off()
        framed = told is not None or bool(response.chunked)
        return Answer(response.status, response.headers, b"".join(parts), framed)

    def _no_answer(self, exc: Exception) -> NoReturn:
        """Raise what a failure before any answer means."""
        reason = exc.reason if isinstance(exc, URLError) else exc
        if isinstance(reason, TimeoutError):
            raise reason
        if isinstance(reason, ssl.SSLError):
            why = getattr(reason, "verify_message", "") or reason.reason or "no TLS"
            raise self._unreachable(f"TLS: {why}".lower().replace("_", " ")) from exc
        if isinstance(reason, ConnectionError):
            raise _NotTaken("refused" if isinstance(reason, ConnectionRefusedError) else "reset")
        text = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
        raise self._unreachable(text.lower()) from exc

    def _unreachable(self, reason: str) -> LocationError:
        return LocationError(
            f"{self._shown}: no answer: {reason}; check the address and the server"
        )

    def _broken_off(self) -> LocationError:
        return LocationError(f"{self._shown}: the answer broke off; ask again")

    def _too_late(self, *, update: bool) -> QueryStopped | LocationError:
        start = f"{self._shown}: no whole answer after {self._timeout_s:g} s"
        if update:
            return LocationError(f"{start}, the change may be made or not; make it again")
        hint = "ask for less, or allow more with STANCEGRAPH_TIMEOUT"
        return QueryStopped(f"{start}; {hint}")


def _copy(request: Request, url: str) -> Request:
    """Return the same request for another URL: sending changes a request, and a POST stays one."""
    return Request(url, request.data, dict(request.headers), method=request.get_method())  # noqa: S310


def _tries(count: int) -> str:
    return "1 try" if count == 1 else f"{count} tries"


def _retry_after(value: str) -> float | None:
    """Return the seconds of a Retry-After header, or None where it says nothing usable."""
    if value.strip().isdecimal():
        return float(value[:9])
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None
