// Package [=project.package] converts between integers from 1 to 3999 and
// Roman numerals in canonical form.
package [=project.package]

import (
	"fmt"
	"strings"
)

const maximum = 3999

// symbols lists the letters and subtractive pairs, from the largest value down.
var symbols = []struct {
	value int
	text  string
}{
	{1000, "M"},
	{900, "CM"},
	{500, "D"},
	{400, "CD"},
	{100, "C"},
	{90, "XC"},
	{50, "L"},
	{40, "XL"},
	{10, "X"},
	{9, "IX"},
	{5, "V"},
	{4, "IV"},
	{1, "I"},
}

// ToRoman returns number as a Roman numeral. It is an error if number is below
// 1 or above 3999.
func ToRoman(number int) (string, error) {
	if number < 1 || number > maximum {
		return "", fmt.Errorf("number must be between 1 and %d, got %d", maximum, number)
	}
	return write(number), nil
}

// FromRoman returns the number that numeral stands for. It is an error unless
// numeral is the canonical upper-case form of a number from 1 to 3999: IV is
// accepted, IIII and iv are not.
func FromRoman(numeral string) (int, error) {
	number := 0
	rest := numeral
	for _, symbol := range symbols {
		for strings.HasPrefix(rest, symbol.text) {
			number += symbol.value
			rest = rest[len(symbol.text):]
		}
	}
	if number < 1 || number > maximum || write(number) != numeral {
		return 0, fmt.Errorf("not a Roman numeral in canonical form: %q", numeral)
	}
	return number, nil
}

func write(number int) string {
	var numeral strings.Builder
	for _, symbol := range symbols {
		numeral.WriteString(strings.Repeat(symbol.text, number/symbol.value))
		number %= symbol.value
	}
	return numeral.String()
}
