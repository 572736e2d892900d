// Package [=project.package] checks IBANs by ISO 13616 (structure) and
// ISO 7064 MOD 97-10 (check digits).
package [=project.package]

import (
	"regexp"
	"strings"
)

// lengths holds the length per country, from the IBAN registry of ISO 13616.
var lengths = map[string]int{
	"AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22,
	"BH": 22, "BI": 27, "BR": 29, "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24,
	"DE": 22, "DJ": 27, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18,
	"FK": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27,
	"GT": 28, "HN": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26,
	"IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20,
	"LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MN": 20,
	"MR": 27, "MT": 31, "MU": 30, "NI": 28, "NL": 18, "NO": 15, "OM": 23, "PK": 24,
	"PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "RU": 33, "SA": 24,
	"SC": 31, "SD": 18, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "SO": 23, "ST": 25,
	"SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
	"YE": 30,
}

// shape is spelled out for ASCII: upper-casing maps some other letters, such
// as the dotless i, onto A to Z.
var shape = regexp.MustCompile(`^[A-Za-z]{2}[0-9]{2}[A-Za-z0-9]+$`)

// IsValidIBAN reports whether text is a valid IBAN.
//
// Spaces are ignored and lower-case letters count as upper-case ones. The
// national structure of the account number is not checked.
func IsValidIBAN(text string) bool {
	compact := strings.ReplaceAll(text, " ", "")
	if !shape.MatchString(compact) {
		return false
	}
	iban := strings.ToUpper(compact)
	if len(iban) != lengths[iban[:2]] {
		return false
	}
	checkDigits := iban[2:4]
	return checkDigits >= "02" && checkDigits <= "98" && remainder(iban) == 1
}

func remainder(iban string) int {
	result := 0
	for _, char := range iban[4:] + iban[:4] {
		if char <= '9' {
			result = (result*10 + int(char-'0')) % 97
		} else {
			result = (result*100 + int(char-'A') + 10) % 97
		}
	}
	return result
}
