package [=project.package]

import (
	"errors"
	"math/rand"
	"strings"
	"testing"
)

func TestRemovesSurroundingWhiteSpace(t *testing.T) {
	for _, text := range []string{"value", " value", "value ", "\t value\r\n"} {
		expect(t, "value", text)
	}
}

func TestKeepsWhiteSpaceInside(t *testing.T) {
	expect(t, "two  words\nand a line", " two  words\nand a line ")
}

func TestReturnsASingleCharacter(t *testing.T) {
	expect(t, "x", "x")
	expect(t, "0", " 0 ")
}

func TestRefusesBlankText(t *testing.T) {
	for _, text := range []string{"", " ", "\t\r\n "} {
		expectRefusal(t, text)
	}
}

func TestAgreesWithASlowReferenceOnRandomInput(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	for i := 0; i < 1000; i++ {
		text := randomText(rng)
		if want := reference(text); want == "" {
			expectRefusal(t, text)
		} else {
			expect(t, want, text)
		}
	}
}

func expect(t *testing.T, want, text string) {
	t.Helper()
	got, err := RequireText(text)
	if err != nil || got != want {
		t.Errorf("RequireText(%q) = %q, %v, want %q", text, got, err, want)
	}
}

func expectRefusal(t *testing.T, text string) {
	t.Helper()
	got, err := RequireText(text)
	if !errors.Is(err, ErrBlank) {
		t.Errorf("RequireText(%q) = %q, %v, want error %q", text, got, err, ErrBlank)
	}
}

func randomText(rng *rand.Rand) string {
	var text strings.Builder
	for remaining := rng.Intn(8); remaining > 0; remaining-- {
		text.WriteByte(" \t\nab"[rng.Intn(5)])
	}
	return text.String()
}

func reference(text string) string {
	for text != "" && strings.Contains(" \t\n", text[:1]) {
		text = text[1:]
	}
	for text != "" && strings.Contains(" \t\n", text[len(text)-1:]) {
		text = text[:len(text)-1]
	}
	return text
}
