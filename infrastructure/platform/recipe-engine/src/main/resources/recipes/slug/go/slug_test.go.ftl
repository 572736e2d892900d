package [=project.package]

import (
	"math/rand"
	"strings"
	"testing"
)

var symbols = []struct{ text, meaning string }{
	{"a", "a"},
	{"Z", "z"},
	{"7", "7"},
	{"é", "e"},
	{"Ü", "u"},
	{"n\u0303", "n"},
	{"ß", "ss"},
	{"Ø", "o"},
	{"'", ""},
	{" ", "-"},
	{"_", "-"},
	{"-", "-"},
	{"!", "-"},
	{"日", "-"},
}

func TestJoinsLowerCaseWordsWithHyphens(t *testing.T) {
	expect(t, "hello-world", "Hello, World!")
	expect(t, "top-10-tips-for-2025", "Top 10 Tips for 2025")
	expect(t, "already-a-slug", "already-a-slug")
}

func TestRemovesDiacritics(t *testing.T) {
	expect(t, "creme-brulee-a-la-carte", "Crème Brûlée à la carte")
	expect(t, "zlutoucky-kun", "Žluťoučký kůň")
	expect(t, "tieng-viet", "Tiếng Việt")
	expect(t, "istanbul", "İstanbul")
	expect(t, "cafe", "cafe\u0301")
}

func TestTransliteratesLettersWithoutADecomposition(t *testing.T) {
	expect(t, "strasse-strasse", "Straße STRAẞE")
	expect(t, "aeroskobing-oeuvre", "Ærøskøbing Œuvre")
	expect(t, "lodz-dakovo", "Łódź Đakovo")
	expect(t, "thor-eda", "Þór Eða")
	expect(t, "isik-hal-tengdahus", "Işık Ħal Teŋdahus")
	expect(t, "tara", "Ŧara")
}

func TestCollapsesSeparators(t *testing.T) {
	expect(t, "a-b-c-d", "  --a__b.../c – d\t\n")
	expect(t, "one-two", "one 日本 two")
}

func TestDropsApostrophes(t *testing.T) {
	expect(t, "dont-stop", "Don't stop")
	expect(t, "rock-n-roll", "Rock ’n’ Roll")
}

func TestReturnsAnEmptyTextWhenNothingRemains(t *testing.T) {
	for _, text := range []string{"", "   ", "!?--", "日本語", "\u0301"} {
		expect(t, "", text)
	}
}

func TestCutsAfterTheLastWordThatFits(t *testing.T) {
	expectMax(t, "the", "The quick brown fox", 8)
	expectMax(t, "the-quick", "The quick brown fox", 9)
	expectMax(t, "the-quick", "The quick brown fox", 10)
	expectMax(t, "the-quick-brown-fox", "The quick brown fox", 19)
}

func TestCutsAFirstWordThatIsTooLong(t *testing.T) {
	expectMax(t, "inter", "Internationalization", 5)
	expectMax(t, "i", "Internationalization now", 1)
}

func TestRefusesAMaximumLengthBelowOne(t *testing.T) {
	for maxLength, want := range map[int]string{
		0:  "maxLength must be at least 1, got 0",
		-1: "maxLength must be at least 1, got -1",
	} {
		slug, err := SlugifyMax("text", maxLength)
		if err == nil || err.Error() != want {
			t.Errorf("SlugifyMax(%q, %d) = %q, %v, want error %q", "text", maxLength, slug, err, want)
		}
	}
}

func TestAgreesWithASlowReferenceOnRandomInput(t *testing.T) {
	rng := rand.New(rand.NewSource(1071))
	for i := 0; i < 2000; i++ {
		var text, meaning string
		for remaining := rng.Intn(30); remaining > 0; remaining-- {
			symbol := symbols[rng.Intn(len(symbols))]
			text += symbol.text
			meaning += symbol.meaning
		}
		slug := reference(meaning)
		expect(t, slug, text)
		maxLength := 1 + rng.Intn(19)
		expectMax(t, shortened(slug, maxLength), text, maxLength)
	}
}

func expect(t *testing.T, want, text string) {
	t.Helper()
	if got := Slugify(text); got != want {
		t.Errorf("Slugify(%q) = %q, want %q", text, got, want)
	}
}

func expectMax(t *testing.T, want, text string, maxLength int) {
	t.Helper()
	got, err := SlugifyMax(text, maxLength)
	if err != nil || got != want {
		t.Errorf("SlugifyMax(%q, %d) = %q, %v, want %q", text, maxLength, got, err, want)
	}
}

func reference(slug string) string {
	for strings.Contains(slug, "--") {
		slug = strings.ReplaceAll(slug, "--", "-")
	}
	return strings.Trim(slug, "-")
}

func shortened(slug string, maxLength int) string {
	words := strings.Split(slug, "-")
	for len(words) > 1 && len(strings.Join(words, "-")) > maxLength {
		words = words[:len(words)-1]
	}
	kept := strings.Join(words, "-")
	return kept[:min(len(kept), maxLength)]
}
