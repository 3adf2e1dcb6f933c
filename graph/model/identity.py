"""How things get their IRIs: readable slugs, and content hashes for statements."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from .vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Sequence

_GENITIVE = re.compile(r"['\u2019]s\b")
_SLUG_LENGTH = 60
_HASH_LENGTH = 8


def slug(text: str) -> str:
    """Return a readable ASCII slug, of at most 60 characters, cut between words.

    Text that has no letter or digit gives a hash of itself, so that the slug
    is never empty.

    Example:
        >>> slug("Irish Left with Ukraine")
        'irish-left-with-ukraine'
        >>> slug("Women's Union")
        'womens-union'
        >>> slug("!!!")
        'x-34d53272'
    """
    from slugify import slugify

    readable = slugify(
        _GENITIVE.sub("s", text), max_length=_SLUG_LENGTH, word_boundary=True, save_order=True
    )
    return readable or f"x-{content_hash(text)}"


def content_hash(*parts: str) -> str:
    """Return eight hexadecimal digits of the SHA-256 of the parts, in order.

    Each part is preceded by its length, so that no two lists of parts run together.

    Example:
        >>> content_hash("ab", "c") == content_hash("a", "bc")
        False
    """
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode()
        digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()[:_HASH_LENGTH]


def thing_iri(kind: str, name: str, base: str = BASE) -> str:
    """Return the IRI of a thing that is known by a readable slug.

    Args:
        kind: the word in the IRI's path, a key of `vocabulary.KINDS`.
        name: a slug, used as it is.
        base: where the graph's IRIs start.
    """
    return f"{base}{kind}/{name}"


def statement_iri(
    kind: str, named_after: Sequence[str], content: Sequence[str], base: str = BASE
) -> str:
    """Return the IRI of a statement: slugs for the reader, a hash for identity.

    The same content always gives the same IRI, so that entering a statement
    twice makes one node.

    Args:
        kind: the word in the IRI's path.
        named_after: IRIs whose slugs a reader wants to see, such as holder and
            proposition.
        content: everything that makes the statement the one that it is, in a
            fixed order, with an empty string for what is absent.
        base: where the graph's IRIs start.

    Example:
        >>> statement_iri("position", ["x:actor/a", "x:proposition/b"], ["s"], "x:")
        'x:position/a-b-daf59918'
    """
    readable = "-".join(iri.rsplit("/", 1)[-1][:40].rstrip("-") for iri in named_after)
    return f"{base}{kind}/{readable}-{content_hash(*content)}"
