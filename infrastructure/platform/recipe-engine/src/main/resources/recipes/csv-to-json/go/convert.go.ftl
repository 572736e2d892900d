// Package [=project.package] converts CSV text with a header row (RFC 4180) to
// JSON text.
package [=project.package]

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// Convert returns a compact JSON array with one object per row of text, all
// values being strings.
//
// It fails if the header row is missing, two headers are equal, a row has more
// or fewer fields than the header, or a quote is misplaced or never closed; the
// error names the line where the record starts. Bytes that are not UTF-8 become
// U+FFFD.
func Convert(text string) (string, error) {
	reader := csv.NewReader(strings.NewReader(lineEnds.Replace(strings.TrimPrefix(text, "\ufeff"))))
	reader.FieldsPerRecord = -1

	header, headerLine, err := read(reader)
	if err == io.EOF {
		return "", errors.New("line 1: the header row is missing")
	}
	if err != nil {
		return "", err
	}
	seen := make(map[string]bool, len(header))
	for _, name := range header {
		if seen[name] {
			return "", fmt.Errorf("line %d: duplicate header %q", headerLine, name)
		}
		seen[name] = true
	}

	var out bytes.Buffer
	out.WriteByte('[')
	for rows := 0; ; rows++ {
		row, line, err := read(reader)
		if err == io.EOF {
			break
		}
		if err != nil {
			return "", err
		}
		if len(row) != len(header) {
			return "", fmt.Errorf("line %d: %d fields, the header has %d", line, len(row), len(header))
		}
		if rows > 0 {
			out.WriteByte(',')
		}
		if err := writeObject(&out, header, row); err != nil {
			return "", err
		}
	}
	out.WriteByte(']')
	return out.String(), nil
}

// read returns the next record and the number of its first line.
func read(reader *csv.Reader) ([]string, int, error) {
	record, err := reader.Read()
	var malformed *csv.ParseError
	if errors.As(err, &malformed) {
		return nil, 0, fmt.Errorf("line %d: %w", malformed.StartLine, malformed.Err)
	}
	if err != nil {
		return nil, 0, err
	}
	line, _ := reader.FieldPos(0)
	return record, line, nil
}

func writeObject(out *bytes.Buffer, names, values []string) error {
	out.WriteByte('{')
	for i, name := range names {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := writeString(out, name); err != nil {
			return err
		}
		out.WriteByte(':')
		if err := writeString(out, values[i]); err != nil {
			return err
		}
	}
	out.WriteByte('}')
	return nil
}

// writeString uses an Encoder, since Marshal would also escape <, > and &.
func writeString(out *bytes.Buffer, text string) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		return err
	}
	out.Truncate(out.Len() - len("\n"))
	return nil
}
