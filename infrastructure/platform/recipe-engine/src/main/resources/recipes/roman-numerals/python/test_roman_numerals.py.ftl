import random
import unittest

from roman_numerals import from_roman, to_roman

KNOWN = {
    1: "I",
    3: "III",
    4: "IV",
    5: "V",
    9: "IX",
    14: "XIV",
    40: "XL",
    90: "XC",
    400: "CD",
    444: "CDXLIV",
    900: "CM",
    1066: "MLXVI",
    1994: "MCMXCIV",
    2024: "MMXXIV",
    3888: "MMMDCCCLXXXVIII",
    3999: "MMMCMXCIX",
}


class RomanNumeralsTest(unittest.TestCase):
    def test_writes_known_numerals(self):
        for number, numeral in KNOWN.items():
            with self.subTest(number=number):
                self.assertEqual(numeral, to_roman(number))

    def test_reads_known_numerals(self):
        for number, numeral in KNOWN.items():
            with self.subTest(numeral=numeral):
                self.assertEqual(number, from_roman(numeral))

    def test_reads_back_every_number_it_writes(self):
        for number in range(1, 4000):
            self.assertEqual(number, from_roman(to_roman(number)))

    def test_refuses_numbers_outside_the_range(self):
        for number in (0, -1, 4000):
            with self.subTest(number=number):
                with self.assertRaisesRegex(ValueError, f"between 1 and 3999, got {number}$"):
                    to_roman(number)

    def test_refuses_numerals_that_are_not_canonical(self):
        for numeral in ("IIII", "VV", "IC", "IIX", "VX", "XCX", "CMC", "IVI", "MMMM", "DCM"):
            with self.subTest(numeral=numeral):
                with self.assertRaisesRegex(ValueError, f"canonical form: '{numeral}'"):
                    from_roman(numeral)

    def test_refuses_text_that_is_no_numeral(self):
        for text in ("", " ", "iv", "X ", " X", "XA", "12", "\u2163"):
            with self.subTest(text=text):
                with self.assertRaisesRegex(ValueError, "canonical form"):
                    from_roman(text)

    def test_agrees_with_a_slow_reference_on_random_input(self):
        numerals = {reference(number): number for number in range(1, 4000)}
        rng = random.Random(3999)
        for _ in range(1000):
            number = rng.randrange(1, 4000)
            self.assertEqual(reference(number), to_roman(number))
            text = "".join(rng.choices("IVXLCDM", k=rng.randrange(1, 6)))
            if text in numerals:
                self.assertEqual(numerals[text], from_roman(text))
            else:
                with self.assertRaises(ValueError, msg=text):
                    from_roman(text)


def reference(number: int) -> str:
    """Replace strokes by ever larger symbols, then write the subtractive pairs."""
    numeral = "I" * number
    for few, one in (
        ("IIIII", "V"),
        ("VV", "X"),
        ("XXXXX", "L"),
        ("LL", "C"),
        ("CCCCC", "D"),
        ("DD", "M"),
        ("DCCCC", "CM"),
        ("CCCC", "CD"),
        ("LXXXX", "XC"),
        ("XXXX", "XL"),
        ("VIIII", "IX"),
        ("IIII", "IV"),
    ):
        numeral = numeral.replace(few, one)
    return numeral


if __name__ == "__main__":
    unittest.main()
