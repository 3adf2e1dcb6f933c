"""Who we are, told to a server: Basic at once over https, else what it asks for.

Over plain http a password goes out only when the server asks for one, and as a
digest where that is among what it asks for. Credentials belong to one origin:
`transport` follows no redirect away from it.
"""

from __future__ import annotations

import re
from base64 import b64encode
from threading import Lock
from typing import TYPE_CHECKING
from urllib.request import parse_http_list

from ...errors import LocationError
from .digest import Digest, Unusable
from .words import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from urllib.request import Request

    from .address import Target

_SCHEME = re.compile(r"(?:^|,)\s*(Basic|Digest)\b\s*", re.IGNORECASE)


class Credentials:
    """The credentials for one target, and how its server wants them."""

    def __init__(self, target: Target, shown: str) -> None:
        """Remember who we are there.

        Args:
            target: where they may go.
            shown: what messages call it.
        """
        self._user, self._password = target.user, target.password
        self._shown = shown
        self._basic = target.origin.scheme == "https" and bool(target.user)
        self._digest: Digest | None = None
        self._lock = Lock()

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self._user)

    def sign(self, request: Request) -> None:
        """Add to a request what its server is known to want."""
        if self._digest is not None:
            with self._lock:
                value = self._digest.header(request.get_method(), request.selector)
            request.add_unredirected_header("Authorization", value)
        elif self._basic:
            pair = b64encode(f"{self._user}:{self._password}".encode()).decode("ascii")
            request.add_unredirected_header("Authorization", f"Basic {pair}")

    def learn(self, challenges: Sequence[str]) -> bool:
        """Learn from a refusal what the server wants; tell whether to ask once more.

        Args:
            challenges: its WWW-Authenticate headers.

        Raises:
            LocationError: it wants what cannot be given.
        """
        found = _by_scheme(challenges)
        if not self or not found:
            return False
        if "digest" in found:
            try:
                self._digest = Digest(_parameters(found["digest"]), self._user, self._password)
            except Unusable as exc:
                if "basic" not in found:
                    wanted = one_line(str(exc), 80)
                    message = f"{self._shown}: digest: {wanted} is not understood; use Basic"
                    raise LocationError(message) from exc
            else:
                return True
        again = not self._basic
        self._basic = True
        return again


def _by_scheme(challenges: Sequence[str]) -> dict[str, str]:
    """Return what is asked for, by scheme in lower case."""
    found: dict[str, str] = {}
    for challenge in challenges:
        starts = list(_SCHEME.finditer(challenge))
        ends = [match.start() for match in starts[1:]] + [len(challenge)]
        for match, end in zip(starts, ends, strict=True):
            found.setdefault(match[1].lower(), challenge[match.end() : end].strip(" ,"))
    return found


def _parameters(challenge: str) -> dict[str, str]:
    """Return the parameters of a challenge, names in lower case, quotes taken off."""
    found = {}
    for part in parse_http_list(challenge):
        name, _, value = part.partition("=")
        quoted = len(value) > 1 and value[0] == value[-1] == '"'
        found[name.strip().lower()] = value[1:-1].replace("\\", "") if quoted else value.strip()
    return found
