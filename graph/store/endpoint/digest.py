"""Digest authentication: a password proved, not sent.

The standard library's own knows neither SHA-256 nor letters beyond ASCII.

References:
    RFC 7616, HTTP Digest Access Authentication.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_HASHES = {"MD5": "md5", "SHA-256": "sha256", "SHA-512-256": "sha512_256"}


class Unusable(Exception):
    """The challenge asks for what is not done here; says what."""


class Digest:
    """The answers to one challenge, one a request, each with its own count."""

    def __init__(self, challenge: Mapping[str, str], user: str, password: str) -> None:
        """Take a challenge apart.

        Args:
            challenge: its parameters, names in lower case.
            user: who we are.
            password: what is proved.

        Raises:
            Unusable: it is malformed, or asks for what is not done here.
        """
        algorithm = challenge.get("algorithm", "MD5")
        name, dash, _session = algorithm.upper().partition("-SESS")
        if name not in _HASHES:
            raise Unusable(f"algorithm {algorithm!r}")
        offered = [word.strip().lower() for word in challenge.get("qop", "").split(",")]
        if "realm" not in challenge or not challenge.get("nonce"):
            raise Unusable("a challenge without realm or nonce")
        if any(offered) and "auth" not in offered:
            raise Unusable(f"qop {challenge['qop']!r}")
        if not (user + challenge["realm"]).isprintable():
            raise Unusable("a user name with control characters")
        self._hash, self._session = _HASHES[name], bool(dash)
        self._challenge = {"algorithm": algorithm, **challenge}
        self._counted = any(offered)
        self._user, self._password = user, password
        self._count = 0

    def header(self, method: str, uri: str) -> str:
        """Return the value of the `Authorization` header for one request.

        Args:
            method: such as POST.
            uri: path and query of the URL.
        """
        self._count += 1
        count, own = f"{self._count:08x}", secrets.token_hex(8)
        realm, nonce = self._challenge["realm"], self._challenge["nonce"]
        secret = self._digest(self._user, realm, self._password)
        if self._session:
            secret = self._digest(secret, nonce, own)
        asked = self._digest(method, uri)
        middle = (nonce, count, own, "auth") if self._counted else (nonce,)
        fields = {
            "username": _quoted(self._user),
            "realm": _quoted(realm),
            "nonce": _quoted(nonce),
            "uri": _quoted(uri),
            "response": _quoted(self._digest(secret, *middle, asked)),
            "algorithm": self._challenge["algorithm"],
        }
        if "opaque" in self._challenge:
            fields["opaque"] = _quoted(self._challenge["opaque"])
        if self._counted:
            fields |= {"qop": "auth", "nc": count}
        if self._counted or self._session:
            fields["cnonce"] = _quoted(own)
        return "Digest " + ", ".join(f"{name}={value}" for name, value in fields.items())

    def _digest(self, *parts: str) -> str:
        text = ":".join(parts).encode("utf-8")
        return hashlib.new(self._hash, text, usedforsecurity=False).hexdigest()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
