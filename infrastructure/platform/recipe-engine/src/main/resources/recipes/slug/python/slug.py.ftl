"""Slugs: texts reduced to what stands in a URL path without escapes."""

import re
import unicodedata
from typing import Optional

# Letters that Unicode does not decompose into a base letter and marks.
_LETTERS = {
    "æ": "ae",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ł": "l",
    "ŋ": "ng",
    "ø": "o",
    "œ": "oe",
    "ß": "ss",
    "þ": "th",
    "ŧ": "t",
}
_APOSTROPHES = {"'": "", "’": ""}
_REPLACEMENTS = str.maketrans({**_LETTERS, **_APOSTROPHES})


def slugify(text: str, max_length: Optional[int] = None) -> str:
    """Return text as lower-case ASCII letters and digits joined by single hyphens.

    Diacritics and apostrophes are dropped, a few letters are transliterated and
    everything else separates words. The result is empty when nothing remains.

    A result longer than max_length is cut after the last whole word that fits,
    or within the first word when that alone is too long. Raises ValueError when
    max_length is below 1.
    """
    if max_length is not None and max_length < 1:
        raise ValueError(f"max_length must be at least 1, got {max_length}")
    decomposed = unicodedata.normalize("NFD", text)
    unmarked = "".join(char for char in decomposed if unicodedata.category(char)[0] != "M")
    plain = unmarked.lower().translate(_REPLACEMENTS)
    slug = re.sub("[^a-z0-9]+", "-", plain).strip("-")
    if max_length is None or len(slug) <= max_length:
        return slug
    return _cut(slug, max_length)


def _cut(slug: str, max_length: int) -> str:
    last_hyphen = slug.rfind("-", 0, max_length + 1)
    return slug[: last_hyphen if last_hyphen != -1 else max_length]
