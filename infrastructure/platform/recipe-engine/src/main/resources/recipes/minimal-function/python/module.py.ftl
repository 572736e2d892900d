"""Input text without surrounding white space."""


def require_text(text: str) -> str:
    """Return text without surrounding white space, as str.strip() defines it.

    Raises ValueError when nothing else remains.
    """
    stripped = text.strip()
    if not stripped:
        raise ValueError("text must not be blank")
    return stripped
