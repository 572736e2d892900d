// Package [=project.package] turns texts into slugs: what stands in a URL path
// without escapes.
package [=project.package]

import (
	"fmt"
	"strings"
	"unicode"
)

// Slugify returns text as lower-case ASCII letters and digits joined by single
// hyphens.
//
// Diacritics and apostrophes are dropped, a few letters are transliterated and
// everything else separates words. The result is empty when nothing remains.
func Slugify(text string) string {
	var slug strings.Builder
	separated := false
	for _, char := range text {
		if unicode.Is(unicode.M, char) || char == '\'' || char == '’' {
			continue
		}
		letters := ascii(unicode.ToLower(char))
		if letters == "" {
			separated = true
			continue
		}
		if separated && slug.Len() > 0 {
			slug.WriteByte('-')
		}
		separated = false
		slug.WriteString(letters)
	}
	return slug.String()
}

// SlugifyMax returns text as a slug of at most maxLength bytes.
//
// A longer slug is cut after the last whole word that fits, or within the
// first word when that alone is too long. It is an error if maxLength is
// below 1.
func SlugifyMax(text string, maxLength int) (string, error) {
	if maxLength < 1 {
		return "", fmt.Errorf("maxLength must be at least 1, got %d", maxLength)
	}
	slug := Slugify(text)
	if len(slug) <= maxLength {
		return slug, nil
	}
	if lastHyphen := strings.LastIndexByte(slug[:maxLength+1], '-'); lastHyphen != -1 {
		return slug[:lastHyphen], nil
	}
	return slug[:maxLength], nil
}

func ascii(lower rune) string {
	if lower >= 'a' && lower <= 'z' || lower >= '0' && lower <= '9' {
		return string(lower)
	}
	return replacements[lower]
}
