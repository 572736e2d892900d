"""Conversion between integers from 1 to 3999 and Roman numerals in canonical form."""

_MAXIMUM = 3999
_SYMBOLS = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def to_roman(number: int) -> str:
    """Return number as a Roman numeral.

    Raises ValueError when number is below 1 or above 3999.
    """
    if not 1 <= number <= _MAXIMUM:
        raise ValueError(f"number must be between 1 and {_MAXIMUM}, got {number}")
    numeral = ""
    rest = number
    for value, symbol in _SYMBOLS:
        count, rest = divmod(rest, value)
        numeral += symbol * count
    return numeral


def from_roman(numeral: str) -> int:
    """Return the integer that numeral stands for.

    Raises ValueError unless numeral is the canonical upper-case form of a
    number from 1 to 3999: IV is accepted, IIII and iv are not.
    """
    number = 0
    position = 0
    for value, symbol in _SYMBOLS:
        while numeral.startswith(symbol, position):
            number += value
            position += len(symbol)
    if not 1 <= number <= _MAXIMUM or to_roman(number) != numeral:
        raise ValueError(f"not a Roman numeral in canonical form: {numeral!r}")
    return number
