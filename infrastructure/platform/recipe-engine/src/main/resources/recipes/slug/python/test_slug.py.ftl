import random
import unittest

from slug import slugify


class SlugTest(unittest.TestCase):
    def test_joins_lower_case_words_with_hyphens(self):
        self.assertEqual("hello-world", slugify("Hello, World!"))
        self.assertEqual("top-10-tips-for-2025", slugify("Top 10 Tips for 2025"))
        self.assertEqual("already-a-slug", slugify("already-a-slug"))

    def test_removes_diacritics(self):
        self.assertEqual("creme-brulee-a-la-carte", slugify("Crème Brûlée à la carte"))
        self.assertEqual("zlutoucky-kun", slugify("Žluťoučký kůň"))
        self.assertEqual("tieng-viet", slugify("Tiếng Việt"))
        self.assertEqual("istanbul", slugify("İstanbul"))
        self.assertEqual("cafe", slugify("cafe\u0301"))

    def test_transliterates_letters_without_a_decomposition(self):
        self.assertEqual("strasse-strasse", slugify("Straße STRAẞE"))
        self.assertEqual("aeroskobing-oeuvre", slugify("Ærøskøbing Œuvre"))
        self.assertEqual("lodz-dakovo", slugify("Łódź Đakovo"))
        self.assertEqual("thor-eda", slugify("Þór Eða"))
        self.assertEqual("isik-hal-tengdahus", slugify("Işık Ħal Teŋdahus"))
        self.assertEqual("tara", slugify("Ŧara"))

    def test_collapses_separators(self):
        self.assertEqual("a-b-c-d", slugify("  --a__b.../c – d\t\n"))
        self.assertEqual("one-two", slugify("one 日本 two"))

    def test_drops_apostrophes(self):
        self.assertEqual("dont-stop", slugify("Don't stop"))
        self.assertEqual("rock-n-roll", slugify("Rock ’n’ Roll"))

    def test_returns_an_empty_text_when_nothing_remains(self):
        for text in ("", "   ", "!?--", "日本語", "\u0301"):
            with self.subTest(text=text):
                self.assertEqual("", slugify(text))

    def test_cuts_after_the_last_word_that_fits(self):
        self.assertEqual("the", slugify("The quick brown fox", 8))
        self.assertEqual("the-quick", slugify("The quick brown fox", 9))
        self.assertEqual("the-quick", slugify("The quick brown fox", 10))
        self.assertEqual("the-quick-brown-fox", slugify("The quick brown fox", 19))

    def test_cuts_a_first_word_that_is_too_long(self):
        self.assertEqual("inter", slugify("Internationalization", 5))
        self.assertEqual("i", slugify("Internationalization now", 1))

    def test_refuses_a_maximum_length_below_one(self):
        for max_length in (0, -1):
            with self.subTest(max_length=max_length):
                with self.assertRaisesRegex(ValueError, f"at least 1, got {max_length}"):
                    slugify("text", max_length)

    def test_agrees_with_a_slow_reference_on_random_input(self):
        rng = random.Random(1071)
        for _ in range(2000):
            symbols = rng.choices(list(MEANING), k=rng.randrange(30))
            text = "".join(symbols)
            slug = reference("".join(MEANING[symbol] for symbol in symbols))
            self.assertEqual(slug, slugify(text), repr(text))
            max_length = rng.randrange(1, 20)
            self.assertEqual(shortened(slug, max_length), slugify(text, max_length), repr(text))


MEANING = {
    "a": "a",
    "Z": "z",
    "7": "7",
    "é": "e",
    "Ü": "u",
    "n\u0303": "n",
    "ß": "ss",
    "Ø": "o",
    "'": "",
    " ": "-",
    "_": "-",
    "-": "-",
    "!": "-",
    "日": "-",
}


def reference(slug: str) -> str:
    while "--" in slug:
        slug = slug.replace("--", "-")
    return slug.strip("-")


def shortened(slug: str, max_length: int) -> str:
    words = slug.split("-")
    while len(words) > 1 and len("-".join(words)) > max_length:
        words.pop()
    return "-".join(words)[:max_length]


if __name__ == "__main__":
    unittest.main()
