import unittest

from conversion import convert


class ConversionTest(unittest.TestCase):
    def test_converts_celsius_to_fahrenheit(self) -> None:
        self.assertEqual(convert(100, "celsius", "fahrenheit"), 212)

    def test_converts_fahrenheit_to_kelvin(self) -> None:
        self.assertEqual(convert(32, "fahrenheit", "kelvin"), 273.15)

    def test_converts_kelvin_to_celsius(self) -> None:
        self.assertEqual(convert(0, "kelvin", "celsius"), -273.15)

    def test_takes_absolute_zero(self) -> None:
        self.assertEqual(convert(-459.67, "fahrenheit", "kelvin"), 0)

    def test_refuses_a_temperature_below_absolute_zero(self) -> None:
        with self.assertRaises(ValueError):
            convert(-273.16, "celsius", "kelvin")
        with self.assertRaises(ValueError):
            convert(-0.01, "kelvin", "celsius")
