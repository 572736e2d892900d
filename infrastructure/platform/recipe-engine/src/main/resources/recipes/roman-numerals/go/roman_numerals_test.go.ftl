package [=project.package]

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
)

var known = map[int]string{
	1:    "I",
	3:    "III",
	4:    "IV",
	5:    "V",
	9:    "IX",
	14:   "XIV",
	40:   "XL",
	90:   "XC",
	400:  "CD",
	444:  "CDXLIV",
	900:  "CM",
	1066: "MLXVI",
	1994: "MCMXCIV",
	2024: "MMXXIV",
	3888: "MMMDCCCLXXXVIII",
	3999: "MMMCMXCIX",
}

func TestWritesKnownNumerals(t *testing.T) {
	for number, numeral := range known {
		expectNumeral(t, numeral, number)
	}
}

func TestReadsKnownNumerals(t *testing.T) {
	for number, numeral := range known {
		expectNumber(t, number, numeral)
	}
}

func TestReadsBackEveryNumberItWrites(t *testing.T) {
	for number := 1; number < 4000; number++ {
		numeral, err := ToRoman(number)
		if err != nil {
			t.Fatal(err)
		}
		expectNumber(t, number, numeral)
	}
}

func TestRefusesNumbersOutsideTheRange(t *testing.T) {
	for _, number := range []int{0, -1, 4000} {
		numeral, err := ToRoman(number)
		want := fmt.Sprintf("number must be between 1 and 3999, got %d", number)
		if err == nil || err.Error() != want {
			t.Errorf("ToRoman(%d) = %q, %v, want error %q", number, numeral, err, want)
		}
	}
}

func TestRefusesNumeralsThatAreNotCanonical(t *testing.T) {
	expectRefusal(t, "IIII", "VV", "IC", "IIX", "VX", "XCX", "CMC", "IVI", "MMMM", "DCM")
}

func TestRefusesTextThatIsNoNumeral(t *testing.T) {
	expectRefusal(t, "", " ", "iv", "X ", " X", "XA", "12", "\u2163")
}

func TestAgreesWithASlowReferenceOnRandomInput(t *testing.T) {
	numerals := make(map[string]int)
	for number := 1; number < 4000; number++ {
		numerals[reference(number)] = number
	}
	rng := rand.New(rand.NewSource(3999))
	for i := 0; i < 1000; i++ {
		number := 1 + rng.Intn(3999)
		expectNumeral(t, reference(number), number)
		text := randomLetters(rng, 1+rng.Intn(5))
		if want, ok := numerals[text]; ok {
			expectNumber(t, want, text)
		} else {
			expectRefusal(t, text)
		}
	}
}

func expectNumeral(t *testing.T, want string, number int) {
	t.Helper()
	got, err := ToRoman(number)
	if err != nil || got != want {
		t.Errorf("ToRoman(%d) = %q, %v, want %q", number, got, err, want)
	}
}

func expectNumber(t *testing.T, want int, numeral string) {
	t.Helper()
	got, err := FromRoman(numeral)
	if err != nil || got != want {
		t.Errorf("FromRoman(%q) = %d, %v, want %d", numeral, got, err, want)
	}
}

func expectRefusal(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		number, err := FromRoman(text)
		want := fmt.Sprintf("not a Roman numeral in canonical form: %q", text)
		if err == nil || err.Error() != want {
			t.Errorf("FromRoman(%q) = %d, %v, want error %q", text, number, err, want)
		}
	}
}

func randomLetters(rng *rand.Rand, length int) string {
	var letters strings.Builder
	for i := 0; i < length; i++ {
		letters.WriteByte("IVXLCDM"[rng.Intn(7)])
	}
	return letters.String()
}

// reference replaces strokes by ever larger symbols, then writes the
// subtractive pairs.
func reference(number int) string {
	numeral := strings.Repeat("I", number)
	for _, step := range [][2]string{
		{"IIIII", "V"},
		{"VV", "X"},
		{"XXXXX", "L"},
		{"LL", "C"},
		{"CCCCC", "D"},
		{"DD", "M"},
		{"DCCCC", "CM"},
		{"CCCC", "CD"},
		{"LXXXX", "XC"},
		{"XXXX", "XL"},
		{"VIIII", "IX"},
		{"IIII", "IV"},
	} {
		numeral = strings.ReplaceAll(numeral, step[0], step[1])
	}
	return numeral
}
