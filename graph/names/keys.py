"""Names made comparable: case, accents, spaces and script set aside."""

from __future__ import annotations

import unicodedata

_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def key(name: str) -> str:
    """Return the form of a name that is compared.

    Example:
        >>> key("  Réseau  EUROPÉEN ")
        'reseau europeen'
    """
    if name.isascii():
        return " ".join(name.casefold().split())
    folded = unicodedata.normalize("NFKD", name.translate(_SAME)).casefold()
    plain = " ".join("".join(c for c in folded if not unicodedata.combining(c)).split())
    # A name of nothing but marks is still a name.
    return plain or " ".join(name.casefold().split())


def latin_key(name: str) -> str | None:
    """Return the key of a name's transliteration, or None where it is Latin already.

    Example:
        >>> latin_key("Рабкор")
        'rabkor'
    """
    plain = key(name)
    if plain.isascii():
        return None
    from slugify import slugify

    latin: str = slugify(name, separator=" ")
    return latin if latin and latin != plain else None
