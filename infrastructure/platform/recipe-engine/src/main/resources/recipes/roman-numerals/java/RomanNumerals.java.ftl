package [=project.package];

/** Conversion between integers from 1 to 3999 and Roman numerals in canonical form. */
public final class RomanNumerals {

    private static final int MAXIMUM = 3999;

    private RomanNumerals() {}

    /**
     * Returns a number as a Roman numeral.
     *
     * @param number a number from 1 to 3999
     * @return its canonical upper-case numeral
     * @throws IllegalArgumentException if {@code number} is below 1 or above 3999
     */
    public static String toRoman(int number) {
        if (number < 1 || number > MAXIMUM) {
            throw new IllegalArgumentException("number must be between 1 and " + MAXIMUM + ", got " + number);
        }
        StringBuilder numeral = new StringBuilder();
        int rest = number;
        for (Symbol symbol : Symbol.values()) {
            numeral.append(symbol.name().repeat(rest / symbol.value));
            rest %= symbol.value;
        }
        return numeral.toString();
    }

    /**
     * Returns the number a Roman numeral stands for.
     *
     * @param numeral the canonical upper-case form of a number from 1 to 3999: IV, not IIII or iv
     * @return the number
     * @throws IllegalArgumentException if {@code numeral} is anything else
     */
    public static int fromRoman(String numeral) {
        int number = 0;
        int position = 0;
        for (Symbol symbol : Symbol.values()) {
            while (numeral.startsWith(symbol.name(), position)) {
                number += symbol.value;
                position += symbol.name().length();
            }
        }
        if (number < 1 || number > MAXIMUM || !toRoman(number).equals(numeral)) {
            throw new IllegalArgumentException("not a Roman numeral in canonical form: \"" + numeral + "\"");
        }
        return number;
    }

    /** The letters and subtractive pairs, from the largest value down. */
    private enum Symbol {
        M(1000),
        CM(900),
        D(500),
        CD(400),
        C(100),
        XC(90),
        L(50),
        XL(40),
        X(10),
        IX(9),
        V(5),
        IV(4),
        I(1);

        private final int value;

        Symbol(int value) {
            this.value = value;
        }
    }
}
