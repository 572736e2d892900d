package [=project.package]

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"reflect"
	"strings"
	"testing"
)

func wantJSON(t *testing.T, text, want string) {
	t.Helper()
	got, err := Convert(text)
	if err != nil {
		t.Errorf("Convert(%q) failed: %v", text, err)
	} else if got != want {
		t.Errorf("Convert(%q) = %s, want %s", text, got, want)
	}
}

func wantRefused(t *testing.T, text string, line int) {
	t.Helper()
	got, err := Convert(text)
	if err == nil || !strings.HasPrefix(err.Error(), fmt.Sprintf("line %d: ", line)) {
		t.Errorf("Convert(%q) = %s, %v; want an error at line %d", text, got, err, line)
	}
}

func TestConvertsRowsToObjectsNamedByTheHeader(t *testing.T) {
	wantJSON(t, "name,age\nAda,36\nAlan,41\n", `[{"name":"Ada","age":"36"},{"name":"Alan","age":"41"}]`)
}

func TestKeepsTheOrderOfTheColumns(t *testing.T) {
	wantJSON(t, "2,1,__proto__\nx,y,z\n", `[{"2":"x","1":"y","__proto__":"z"}]`)
}

func TestReadsCommasAndDoubledQuotesInQuotedFields(t *testing.T) {
	wantJSON(t, `a,"b,c"
"say ""hi"", Ada",""""
`, `[{"a":"say \"hi\", Ada","b,c":"\""}]`)
}

func TestKeepsLineBreaksInQuotedFields(t *testing.T) {
	wantJSON(t, "a,b\n\"1\n2\n\",\"3\r\n4\"\n", `[{"a":"1\n2\n","b":"3\n4"}]`)
}

func TestAcceptsEveryLineEnd(t *testing.T) {
	for _, lineEnd := range []string{"\r\n", "\n", "\r"} {
		text := strings.Join([]string{"a", "1", "2"}, lineEnd)
		wantJSON(t, text, `[{"a":"1"},{"a":"2"}]`)
		wantJSON(t, text+lineEnd, `[{"a":"1"},{"a":"2"}]`)
	}
}

func TestEscapesSpecialCharactersOfJSON(t *testing.T) {
	wantJSON(t, "a\\b\n\"\"\"\\\t\x01/é😀\"\n", `[{"a\\b":"\"\\\t\u0001/é😀"}]`)
	wantJSON(t, "a\n<b> & c\n", `[{"a":"<b> & c"}]`)
}

func TestGivesAnEmptyArrayForAHeaderAlone(t *testing.T) {
	wantJSON(t, "a,b", "[]")
	wantJSON(t, "a,b\n", "[]")
}

func TestIgnoresBlankLinesAndAByteOrderMark(t *testing.T) {
	wantJSON(t, "\ufeff\na\n\n1\n\n\n2\n\n", `[{"a":"1"},{"a":"2"}]`)
}

func TestKeepsEmptyFieldsAndSurroundingBlanks(t *testing.T) {
	wantJSON(t, "a,b,c\n, 1 ,\n,\"\",", `[{"a":"","b":" 1 ","c":""},{"a":"","b":"","c":""}]`)
	wantJSON(t, "a\n\"\"\n", `[{"a":""}]`)
}

func TestRefusesTextWithoutAHeader(t *testing.T) {
	wantRefused(t, "", 1)
	wantRefused(t, "\n\r\n", 1)
	wantRefused(t, "\ufeff", 1)
}

func TestRefusesDuplicateHeaders(t *testing.T) {
	wantRefused(t, "\na,b,a\n1,2,3\n", 2)
}

func TestRefusesRaggedRowsAndNamesTheLine(t *testing.T) {
	wantRefused(t, "a,b\n1,2\n3\n", 3)
	wantRefused(t, "a,b\n1,2,3\n", 2)
	wantRefused(t, "a,b\n\"1\r\n1\",2\n\n3,4,5\n", 5)
}

func TestRefusesAnUnclosedQuoteAndNamesTheLine(t *testing.T) {
	wantRefused(t, "a,b\n1,2\n3,\"4\n5,6\n", 3)
	wantRefused(t, "\"", 1)
	wantRefused(t, "a\n\"1\"\"\n", 2)
}

func TestRefusesMisplacedQuotesAndNamesTheLine(t *testing.T) {
	wantRefused(t, "a,b\n1,x\"y\n", 2)
	wantRefused(t, "a,b\n1,\"x\"y\n", 2)
	wantRefused(t, "a,b\n1, \"x\"\n", 2)
	wantRefused(t, "a,b\n1,\"x\" \n", 2)
}

func randomText(random *rand.Rand) string {
	alphabet := []rune("ab ,\"\n\\é😀")
	text := make([]rune, random.Intn(6))
	for i := range text {
		text[i] = alphabet[random.Intn(len(alphabet))]
	}
	return string(text)
}

// csvField quotes where needed and now and then where not.
func csvField(random *rand.Rand, text string) string {
	if text == "" || strings.ContainsAny(text, ",\"\n") || random.Intn(3) == 0 {
		return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	}
	return text
}

func TestAgreesWithASlowReferenceOnRandomTables(t *testing.T) {
	random := rand.New(rand.NewSource(20240229))
	for run := 0; run < 500; run++ {
		header := make([]string, 1+random.Intn(4))
		lines := make([]string, 1+random.Intn(5))
		for column := range header {
			header[column] = fmt.Sprint(randomText(random), column)
		}
		want := make([]map[string]string, len(lines)-1)
		for row := range lines {
			fields := make([]string, len(header))
			for column, name := range header {
				value := name
				if row > 0 {
					value = randomText(random)
					if column == 0 {
						want[row-1] = make(map[string]string)
					}
					want[row-1][name] = value
				}
				fields[column] = csvField(random, value)
			}
			lines[row] = strings.Join(fields, ",")
		}
		text := strings.Join(lines, []string{"\n", "\r\n", "\r"}[random.Intn(3)])

		converted, err := Convert(text)
		if err != nil {
			t.Fatalf("Convert(%q) failed: %v", text, err)
		}
		var got []map[string]string
		if err := json.Unmarshal([]byte(converted), &got); err != nil {
			t.Fatalf("Convert(%q) = %s is no JSON: %v", text, converted, err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("Convert(%q) = %s, want %v", text, converted, want)
		}
	}
}
