import random
import string
import unittest

from iban import is_valid_iban

VALID = [
    "BE68539007547034",
    "CH9300762011623852957",
    "DE89370400440532013000",
    "ES9121000418450200051332",
    "FR1420041010050500013M02606",
    "GB29NWBK60161331926819",
    "MT84MALT011000012345MTLCAST001S",
    "NL91ABNA0417164300",
    "NO9386011117947",
    "RU0304452522540817810538091310419",
    "SC18SSCB11010000000000001497USD",
]


class IbanTest(unittest.TestCase):
    def test_accepts_valid_ibans_of_several_countries(self):
        for iban in VALID:
            with self.subTest(iban=iban):
                self.assertTrue(is_valid_iban(iban))

    def test_refuses_every_other_length(self):
        # Each text satisfies MOD 97-10, so the length alone decides.
        for iban in ("DE5137040044053201300", "DE813704004405320130000", "NO8586011117947000"):
            with self.subTest(iban=iban):
                self.assertFalse(is_valid_iban(iban))

    def test_refuses_unknown_countries(self):
        # Both satisfy MOD 97-10.
        self.assertFalse(is_valid_iban("ZZ22370400440532013000"))
        self.assertFalse(is_valid_iban("US88370400440532013000"))

    def test_refuses_wrong_check_digits(self):
        self.assertFalse(is_valid_iban("DE88370400440532013000"))
        self.assertFalse(is_valid_iban("DE89370400440532013001"))
        self.assertFalse(is_valid_iban("DE89370400440532010300"))

    def test_refuses_check_digits_outside_02_to_98(self):
        # 00, 01 and 99 leave the same remainder as 97, 98 and 02.
        for good, bad, account in (
            ("97", "00", "370400440532013050"),
            ("98", "01", "370400440532013032"),
            ("02", "99", "370400440532013014"),
        ):
            with self.subTest(bad=bad):
                self.assertTrue(is_valid_iban("DE" + good + account))
                self.assertFalse(is_valid_iban("DE" + bad + account))

    def test_refuses_text_without_the_shape_of_an_iban(self):
        for text in (
            "",
            " ",
            "DE",
            "DE89",
            "89DE370400440532013000",
            "DEA9370400440532013000",
            "DE89-3704-0044-0532-0130-00",
            "DE89370400440532013000\n",
        ):
            with self.subTest(text=text):
                self.assertFalse(is_valid_iban(text))

    def test_refuses_letters_and_digits_outside_ascii(self):
        self.assertFalse(is_valid_iban("MT84MALT011000012345MTLCAST001\u017f"))
        self.assertFalse(is_valid_iban("DE8937040044053201300\u0660"))

    def test_ignores_spaces_between_groups(self):
        self.assertTrue(is_valid_iban("DE89 3704 0044 0532 0130 00"))
        self.assertTrue(is_valid_iban(" GB29 NWBK 6016 1331 9268 19 "))

    def test_accepts_lower_case_letters(self):
        self.assertTrue(is_valid_iban("gb29nwbk60161331926819"))
        self.assertTrue(is_valid_iban("Fr1420041010050500013m02606"))

    def test_agrees_with_a_slow_reference_on_random_input(self):
        rng = random.Random(13616)
        lengths = [("AT", 20), ("BE", 16), ("DE", 22), ("MT", 31), ("NO", 15)]
        accepted = 0
        for _ in range(2000):
            country, length = rng.choice(lengths)
            size = length - 4 + rng.choice([-1, 0, 0, 0, 1])
            account = "".join(rng.choices(string.digits + string.ascii_uppercase, k=size))
            correct = check_digits(country, account)
            digits = rng.choice([correct, f"{rng.randrange(100):02d}"])
            expected = digits == correct and size == length - 4
            accepted += expected
            iban = country + digits + account
            self.assertEqual(expected, is_valid_iban(iban), iban)
        self.assertGreater(accepted, 200)


def check_digits(country: str, account: str) -> str:
    """Compute the check digits by dividing one decimal digit at a time."""
    remainder = 0
    for char in account + country + "00":
        value = ord(char) - ord("0") if char in string.digits else ord(char) - ord("A") + 10
        for digit in str(value):
            remainder = (remainder * 10 + int(digit)) % 97
    return f"{98 - remainder:02d}"


if __name__ == "__main__":
    unittest.main()
