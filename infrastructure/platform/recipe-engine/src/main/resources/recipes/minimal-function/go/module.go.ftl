// Package [=project.package] checks input text.
package [=project.package]

import (
	"errors"
	"strings"
)

// ErrBlank reports a text that holds nothing but white space.
var ErrBlank = errors.New("text must not be blank")

// RequireText returns text without surrounding white space, as
// [strings.TrimSpace] defines it. The error is [ErrBlank] if nothing else
// remains.
func RequireText(text string) (string, error) {
	trimmed := strings.TrimSpace(text)
	if trimmed == "" {
		return "", ErrBlank
	}
	return trimmed, nil
}
