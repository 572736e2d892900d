"""Conversion of temperatures between Celsius, Fahrenheit and Kelvin."""

from scales import checked


def convert(value: float, source: str, target: str) -> float:
    """Convert a temperature from one scale to another.

    Raises ValueError for an unknown scale and for a temperature below absolute zero.
    """
    checked(value, source)
    return round(_from_kelvin(_to_kelvin(value, source), target), 6)


def _to_kelvin(value: float, source: str) -> float:
    if source == "celsius":
        return value + 273.15
    if source == "fahrenheit":
        return (value + 459.67) * 5 / 9
    return value


def _from_kelvin(kelvin: float, target: str) -> float:
    checked(kelvin, "kelvin")
    if target == "celsius":
        return kelvin - 273.15
    if target == "fahrenheit":
        return kelvin * 9 / 5 - 459.67
    return checked(kelvin, target)
