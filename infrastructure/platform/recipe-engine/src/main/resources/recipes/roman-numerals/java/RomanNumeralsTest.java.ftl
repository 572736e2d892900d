package [=project.package];

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

final class RomanNumeralsTest {

    private static final Map<Integer, String> KNOWN = Map.ofEntries(
            entry(1, "I"),
            entry(3, "III"),
            entry(4, "IV"),
            entry(5, "V"),
            entry(9, "IX"),
            entry(14, "XIV"),
            entry(40, "XL"),
            entry(90, "XC"),
            entry(400, "CD"),
            entry(444, "CDXLIV"),
            entry(900, "CM"),
            entry(1066, "MLXVI"),
            entry(1994, "MCMXCIV"),
            entry(2024, "MMXXIV"),
            entry(3888, "MMMDCCCLXXXVIII"),
            entry(3999, "MMMCMXCIX"));

    public static void main(String[] args) {
        Tap.run(new RomanNumeralsTest());
    }

    public void writesKnownNumerals() {
        KNOWN.forEach((number, numeral) -> Tap.equal(numeral, RomanNumerals.toRoman(number)));
    }

    public void readsKnownNumerals() {
        KNOWN.forEach((number, numeral) -> Tap.equal(number, RomanNumerals.fromRoman(numeral)));
    }

    public void readsBackEveryNumberItWrites() {
        for (int number = 1; number < 4000; number++) {
            Tap.equal(number, RomanNumerals.fromRoman(RomanNumerals.toRoman(number)));
        }
    }

    public void refusesNumbersOutsideTheRange() {
        for (int number : new int[] {0, -1, 4000}) {
            IllegalArgumentException refusal =
                    Tap.throwing(IllegalArgumentException.class, () -> RomanNumerals.toRoman(number));
            Tap.equal("number must be between 1 and 3999, got " + number, refusal.getMessage());
        }
    }

    public void refusesNumeralsThatAreNotCanonical() {
        List.of("IIII", "VV", "IC", "IIX", "VX", "XCX", "CMC", "IVI", "MMMM", "DCM")
                .forEach(RomanNumeralsTest::expectRefusal);
    }

    public void refusesTextThatIsNoNumeral() {
        List.of("", " ", "iv", "X ", " X", "XA", "12", "\u2163").forEach(RomanNumeralsTest::expectRefusal);
    }

    public void agreesWithASlowReferenceOnRandomInput() {
        Map<String, Integer> numerals = new HashMap<>();
        for (int number = 1; number < 4000; number++) {
            numerals.put(reference(number), number);
        }
        Random random = new Random(3999);
        for (int i = 0; i < 1000; i++) {
            int number = 1 + random.nextInt(3999);
            Tap.equal(reference(number), RomanNumerals.toRoman(number));
            String text = randomLetters(random, 1 + random.nextInt(5));
            if (numerals.containsKey(text)) {
                Tap.equal(numerals.get(text), RomanNumerals.fromRoman(text));
            } else {
                expectRefusal(text);
            }
        }
    }

    private static void expectRefusal(String text) {
        IllegalArgumentException refusal =
                Tap.throwing(IllegalArgumentException.class, () -> RomanNumerals.fromRoman(text));
        Tap.equal("not a Roman numeral in canonical form: \"" + text + "\"", refusal.getMessage());
    }

    private static String randomLetters(Random random, int length) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < length; i++) {
            letters.append("IVXLCDM".charAt(random.nextInt(7)));
        }
        return letters.toString();
    }

    /** Replaces strokes by ever larger symbols, then writes the subtractive pairs. */
    private static String reference(int number) {
        return "I".repeat(number)
                .replace("IIIII", "V")
                .replace("VV", "X")
                .replace("XXXXX", "L")
                .replace("LL", "C")
                .replace("CCCCC", "D")
                .replace("DD", "M")
                .replace("DCCCC", "CM")
                .replace("CCCC", "CD")
                .replace("LXXXX", "XC")
                .replace("XXXX", "XL")
                .replace("VIIII", "IX")
                .replace("IIII", "IV");
    }
}
