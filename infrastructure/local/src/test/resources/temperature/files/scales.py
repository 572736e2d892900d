"""Temperature scales and what is possible on them."""

ABSOLUTE_ZERO = {"celsius": -273.15, "fahrenheit": -459.67, "kelvin": 0.0}


def checked(value: float, scale: str) -> float:
    """Return the value of a temperature that can exist on a scale.

    Raises ValueError for an unknown scale and for a temperature below absolute zero.
    """
    if scale not in ABSOLUTE_ZERO:
        raise ValueError(f"scale must be one of {', '.join(ABSOLUTE_ZERO)}, not {scale!r}")
    if value < ABSOLUTE_ZERO[scale]:
        raise ValueError(f"value {value} is below absolute zero, {ABSOLUTE_ZERO[scale]} {scale}")
    return value
