package [=project.package];

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** IBAN check by ISO 13616 (structure) and ISO 7064 MOD 97-10 (check digits). */
public final class Iban {

    /** Length per country, from the IBAN registry of ISO 13616. */
    private static final Map<String, Integer> LENGTHS = Map.ofEntries(
            entry("AD", 24), entry("AE", 23), entry("AL", 28), entry("AT", 20), entry("AZ", 28),
            entry("BA", 20), entry("BE", 16), entry("BG", 22), entry("BH", 22), entry("BI", 27),
            entry("BR", 29), entry("BY", 28), entry("CH", 21), entry("CR", 22), entry("CY", 28),
            entry("CZ", 24), entry("DE", 22), entry("DJ", 27), entry("DK", 18), entry("DO", 28),
            entry("EE", 20), entry("EG", 29), entry("ES", 24), entry("FI", 18), entry("FK", 18),
            entry("FO", 18), entry("FR", 27), entry("GB", 22), entry("GE", 22), entry("GI", 23),
            entry("GL", 18), entry("GR", 27), entry("GT", 28), entry("HN", 28), entry("HR", 21),
            entry("HU", 28), entry("IE", 22), entry("IL", 23), entry("IQ", 23), entry("IS", 26),
            entry("IT", 27), entry("JO", 30), entry("KW", 30), entry("KZ", 20), entry("LB", 28),
            entry("LC", 32), entry("LI", 21), entry("LT", 20), entry("LU", 20), entry("LV", 21),
            entry("LY", 25), entry("MC", 27), entry("MD", 24), entry("ME", 22), entry("MK", 19),
            entry("MN", 20), entry("MR", 27), entry("MT", 31), entry("MU", 30), entry("NI", 28),
            entry("NL", 18), entry("NO", 15), entry("OM", 23), entry("PK", 24), entry("PL", 28),
            entry("PS", 29), entry("PT", 25), entry("QA", 29), entry("RO", 24), entry("RS", 22),
            entry("RU", 33), entry("SA", 24), entry("SC", 31), entry("SD", 18), entry("SE", 24),
            entry("SI", 19), entry("SK", 24), entry("SM", 27), entry("SO", 23), entry("ST", 25),
            entry("SV", 28), entry("TL", 23), entry("TN", 24), entry("TR", 26), entry("UA", 29),
            entry("VA", 22), entry("VG", 24), entry("XK", 20), entry("YE", 30));

    /** Spelled out for ASCII: upper-casing maps some other letters, such as the dotless i, onto A to Z. */
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z]{2}[0-9]{2}[A-Za-z0-9]+");

    private Iban() {}

    /**
     * Tells whether a text is a valid IBAN.
     *
     * <p>Spaces are ignored and lower-case letters count as upper-case ones. The national structure of the account
     * number is not checked.
     *
     * @param text the text to check, not null
     * @return whether it is a valid IBAN
     */
    public static boolean isValid(String text) {
        String compact = text.replace(" ", "");
        if (!SHAPE.matcher(compact).matches()) {
            return false;
        }
        String iban = compact.toUpperCase(Locale.ROOT);
        Integer length = LENGTHS.get(iban.substring(0, 2));
        if (length == null || iban.length() != length) {
            return false;
        }
        int checkDigits = Integer.parseInt(iban.substring(2, 4));
        return checkDigits >= 2 && checkDigits <= 98 && remainder(iban) == 1;
    }

    private static int remainder(String iban) {
        String rearranged = iban.substring(4) + iban.substring(0, 4);
        int remainder = 0;
        for (char character : rearranged.toCharArray()) {
            int value = Character.digit(character, 36);
            remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97;
        }
        return remainder;
    }
}
