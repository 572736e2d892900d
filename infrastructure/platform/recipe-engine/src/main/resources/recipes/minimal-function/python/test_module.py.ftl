import random
import unittest

from [=project.module] import require_text


class RequireTextTest(unittest.TestCase):
    def test_removes_surrounding_white_space(self):
        for text in ("value", " value", "value ", "\t value\r\n"):
            with self.subTest(text=text):
                self.assertEqual("value", require_text(text))

    def test_keeps_white_space_inside(self):
        self.assertEqual("two  words\nand a line", require_text(" two  words\nand a line "))

    def test_returns_a_single_character(self):
        self.assertEqual("x", require_text("x"))
        self.assertEqual("0", require_text(" 0 "))

    def test_refuses_blank_text(self):
        for text in ("", " ", "\t\r\n "):
            with self.subTest(text=text):
                with self.assertRaisesRegex(ValueError, "^text must not be blank$"):
                    require_text(text)

    def test_agrees_with_a_slow_reference_on_random_input(self):
        rng = random.Random(1)
        for _ in range(1000):
            text = "".join(rng.choices(" \t\nab", k=rng.randrange(8)))
            expected = reference(text)
            if expected:
                self.assertEqual(expected, require_text(text))
            else:
                with self.assertRaises(ValueError):
                    require_text(text)


def reference(text: str) -> str:
    while text and text[0] in " \t\n":
        text = text[1:]
    while text and text[-1] in " \t\n":
        text = text[:-1]
    return text


if __name__ == "__main__":
    unittest.main()
