package [=project.package];

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

final class CsvToJsonTest {

    private static final String ALPHABET = "ab ,\"\n\\\u00e9\u20ac";

    private final Random random = new Random(20240229);

    public static void main(String[] args) {
        Tap.run(new CsvToJsonTest());
    }

    public void convertsRowsToObjectsNamedByTheHeader() {
        Tap.equal(
                "[{\"name\":\"Ada\",\"age\":\"36\"},{\"name\":\"Alan\",\"age\":\"41\"}]",
                CsvToJson.convert("name,age\nAda,36\nAlan,41\n"));
    }

    public void keepsTheOrderOfTheColumns() {
        Tap.equal(
                "[{\"2\":\"x\",\"1\":\"y\",\"__proto__\":\"z\"}]", CsvToJson.convert("2,1,__proto__\nx,y,z\n"));
    }

    public void readsCommasAndDoubledQuotesInQuotedFields() {
        Tap.equal(
                "[{\"a\":\"say \\\"hi\\\", Ada\",\"b,c\":\"\\\"\"}]",
                CsvToJson.convert("a,\"b,c\"\n\"say \"\"hi\"\", Ada\",\"\"\"\"\n"));
    }

    public void keepsLineBreaksInQuotedFields() {
        Tap.equal(
                "[{\"a\":\"1\\n2\\n\",\"b\":\"3\\n4\"}]", CsvToJson.convert("a,b\n\"1\n2\n\",\"3\r\n4\"\n"));
    }

    public void acceptsEveryLineEnd() {
        for (String lineEnd : List.of("\r\n", "\n", "\r")) {
            String text = String.join(lineEnd, "a", "1", "2");
            Tap.equal("[{\"a\":\"1\"},{\"a\":\"2\"}]", CsvToJson.convert(text));
            Tap.equal("[{\"a\":\"1\"},{\"a\":\"2\"}]", CsvToJson.convert(text + lineEnd));
        }
    }

    public void escapesSpecialCharactersOfJson() {
        Tap.equal(
                "[{\"a\\\\b\":\"\\\"\\\\\\t\\u0001/\u00e9\ud83d\ude00\"}]",
                CsvToJson.convert("a\\b\n\"\"\"\\\t\u0001/\u00e9\ud83d\ude00\"\n"));
    }

    public void givesAnEmptyArrayForAHeaderAlone() {
        Tap.equal("[]", CsvToJson.convert("a,b"));
        Tap.equal("[]", CsvToJson.convert("a,b\n"));
    }

    public void ignoresBlankLinesAndAByteOrderMark() {
        Tap.equal("[{\"a\":\"1\"},{\"a\":\"2\"}]", CsvToJson.convert("\uFEFF\na\n\n1\n\n\n2\n\n"));
    }

    public void keepsEmptyFieldsAndSurroundingBlanks() {
        Tap.equal(
                "[{\"a\":\"\",\"b\":\" 1 \",\"c\":\"\"},{\"a\":\"\",\"b\":\"\",\"c\":\"\"}]",
                CsvToJson.convert("a,b,c\n, 1 ,\n,\"\","));
        Tap.equal("[{\"a\":\"\"}]", CsvToJson.convert("a\n\"\"\n"));
    }

    public void refusesTextWithoutAHeader() {
        assertRefused("", 1);
        assertRefused("\n\r\n", 1);
        assertRefused("\uFEFF", 1);
    }

    public void refusesDuplicateHeaders() {
        assertRefused("\na,b,a\n1,2,3\n", 2);
    }

    public void refusesRaggedRowsAndNamesTheLine() {
        assertRefused("a,b\n1,2\n3\n", 3);
        assertRefused("a,b\n1,2,3\n", 2);
        assertRefused("a,b\n\"1\r\n1\",2\n\n3,4,5\n", 5);
    }

    public void refusesAnUnclosedQuoteAndNamesTheLine() {
        assertRefused("a,b\n1,2\n3,\"4\n5,6\n", 3);
        assertRefused("\"", 1);
        assertRefused("a\n\"1\"\"\n", 2);
    }

    public void refusesMisplacedQuotesAndNamesTheLine() {
        assertRefused("a,b\n1,x\"y\n", 2);
        assertRefused("a,b\n1,\"x\"y\n", 2);
        assertRefused("a,b\n1, \"x\"\n", 2);
        assertRefused("a,b\n1,\"x\" \n", 2);
    }

    public void agreesWithASlowReferenceOnRandomTables() {
        for (int run = 0; run < 500; run++) {
            int columns = 1 + random.nextInt(4);
            int rows = 1 + random.nextInt(5);
            List<List<String>> table = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                List<String> fields = new ArrayList<>();
                for (int column = 0; column < columns; column++) {
                    fields.add(row == 0 ? randomText() + column : randomText());
                }
                table.add(fields);
            }
            String lineEnd = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
            String text = table.stream().map(this::csvRow).collect(Collectors.joining(lineEnd));
            Tap.equal(referenceJson(table), CsvToJson.convert(text), text);
        }
    }

    private String randomText() {
        return random.ints(random.nextInt(6), 0, ALPHABET.length())
                .mapToObj(i -> ALPHABET.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    private String csvRow(List<String> fields) {
        return fields.stream()
                .map(field -> field.isEmpty() || field.matches("(?s).*[,\"\n].*") || random.nextInt(3) == 0
                        ? '"' + field.replace("\"", "\"\"") + '"'
                        : field)
                .collect(Collectors.joining(","));
    }

    private static String referenceJson(List<List<String>> table) {
        List<String> header = table.get(0);
        String json = "";
        for (List<String> row : table.subList(1, table.size())) {
            String members = "";
            for (int column = 0; column < header.size(); column++) {
                members += (column == 0 ? "" : ",")
                        + referenceQuote(header.get(column)) + ":" + referenceQuote(row.get(column));
            }
            json += (json.isEmpty() ? "" : ",") + "{" + members + "}";
        }
        return "[" + json + "]";
    }

    private static String referenceQuote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private static void assertRefused(String text, int line) {
        String message = Tap.throwing(IllegalArgumentException.class, () -> CsvToJson.convert(text)).getMessage();
        Tap.equal("line " + line, message.split(":")[0], text);
    }
}
