"""JSON as the service speaks it: strict when reading, exact with decimals."""

import json
from decimal import Decimal, InvalidOperation
from typing import Any

MAX_NUMBER_LENGTH = 100


def loads(data: bytes) -> Any:
    """Parse UTF-8 JSON; every number becomes a Decimal, so no digit is lost.

    Raises ValueError for anything RFC 8259 does not allow, for repeated members
    and for numbers of more than MAX_NUMBER_LENGTH characters.
    """
    try:
        return json.loads(
            data.decode("utf-8"),
            parse_int=_number,
            parse_float=_number,
            parse_constant=_constant,
            object_pairs_hook=_object,
        )
    except RecursionError:
        raise ValueError("the document is nested too deeply") from None


def dumps(value: Any) -> str:
    """Write compact JSON; a Decimal becomes a plain number with the digits it has."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dict):
        members = (f"{dumps(name)}:{dumps(member)}" for name, member in value.items())
        return "{" + ",".join(members) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(dumps, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _number(text: str) -> Decimal:
    if len(text) > MAX_NUMBER_LENGTH:
        raise ValueError(f"a number has more than {MAX_NUMBER_LENGTH} characters")
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(f"the number {text} is out of range") from None


def _constant(text: str) -> Any:
    raise ValueError(f"{text} is not JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("an object repeats a member")
    "".join(members).encode("utf-8")  # fails for half of a surrogate pair
    return members
