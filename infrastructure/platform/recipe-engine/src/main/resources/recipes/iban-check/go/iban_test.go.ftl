package [=project.package]

import (
	"fmt"
	"math/big"
	"math/rand"
	"strings"
	"testing"
)

func TestAcceptsValidIbansOfSeveralCountries(t *testing.T) {
	expect(t, true,
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
	)
}

func TestRefusesEveryOtherLength(t *testing.T) {
	// Each text satisfies MOD 97-10, so the length alone decides.
	expect(t, false, "DE5137040044053201300", "DE813704004405320130000", "NO8586011117947000")
}

func TestRefusesUnknownCountries(t *testing.T) {
	// Both satisfy MOD 97-10.
	expect(t, false, "ZZ22370400440532013000", "US88370400440532013000")
}

func TestRefusesWrongCheckDigits(t *testing.T) {
	expect(t, false, "DE88370400440532013000", "DE89370400440532013001", "DE89370400440532010300")
}

func TestRefusesCheckDigitsOutside02To98(t *testing.T) {
	// 00, 01 and 99 leave the same remainder as 97, 98 and 02.
	expect(t, true, "DE97370400440532013050", "DE98370400440532013032", "DE02370400440532013014")
	expect(t, false, "DE00370400440532013050", "DE01370400440532013032", "DE99370400440532013014")
}

func TestRefusesTextWithoutTheShapeOfAnIban(t *testing.T) {
	expect(t, false,
		"",
		" ",
		"DE",
		"DE89",
		"89DE370400440532013000",
		"DEA9370400440532013000",
		"DE89-3704-0044-0532-0130-00",
		"DE89370400440532013000\n",
	)
}

func TestRefusesLettersAndDigitsOutsideAscii(t *testing.T) {
	expect(t, false, "MT84MALT011000012345MTLCAST001\u017f", "DE8937040044053201300\u0660")
}

func TestIgnoresSpacesBetweenGroups(t *testing.T) {
	expect(t, true, "DE89 3704 0044 0532 0130 00", " GB29 NWBK 6016 1331 9268 19 ")
}

func TestAcceptsLowerCaseLetters(t *testing.T) {
	expect(t, true, "gb29nwbk60161331926819", "Fr1420041010050500013m02606")
}

func TestAgreesWithASlowReferenceOnRandomInput(t *testing.T) {
	countries := []struct {
		code   string
		length int
	}{{"AT", 20}, {"BE", 16}, {"DE", 22}, {"MT", 31}, {"NO", 15}}
	deviations := []int{-1, 0, 0, 0, 1}
	rng := rand.New(rand.NewSource(13616))
	accepted := 0
	for i := 0; i < 2000; i++ {
		country := countries[rng.Intn(len(countries))]
		deviation := deviations[rng.Intn(len(deviations))]
		account := randomAccount(rng, country.length-4+deviation)
		correct := checkDigits(country.code, account)
		digits := correct
		if rng.Intn(2) == 0 {
			digits = fmt.Sprintf("%02d", rng.Intn(100))
		}
		valid := digits == correct && deviation == 0
		if valid {
			accepted++
		}
		expect(t, valid, country.code+digits+account)
	}
	if accepted <= 200 {
		t.Errorf("only %d valid samples", accepted)
	}
}

func expect(t *testing.T, valid bool, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if got := IsValidIBAN(text); got != valid {
			t.Errorf("IsValidIBAN(%q) = %t, want %t", text, got, valid)
		}
	}
}

func randomAccount(rng *rand.Rand, size int) string {
	var account strings.Builder
	for i := 0; i < size; i++ {
		account.WriteByte("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rng.Intn(36)])
	}
	return account.String()
}

// checkDigits computes the check digits from the number as a whole.
func checkDigits(country, account string) string {
	var digits strings.Builder
	for _, char := range account + country + "00" {
		fmt.Fprint(&digits, strings.IndexRune("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", char))
	}
	number, _ := new(big.Int).SetString(digits.String(), 10)
	return fmt.Sprintf("%02d", 98-new(big.Int).Mod(number, big.NewInt(97)).Int64())
}
