package [=project.package];

import java.math.BigInteger;
import java.util.List;
import java.util.Random;

final class IbanTest {

    private static final List<String> VALID = List.of(
            "BE68539007547034",
            "CH9300762011623852957",
            "DE89370400440532013000",
            "ES9121000418450200051332",
            "FR1420041010050500013M02606",
            "GB29NWBK60161331926819",
            "MT84MALT011000012345MTLCAST001S",
            "NL91ABNA0417164300",
            "NO9386011117947",
            "RU0304452522540817810538091310419",
            "SC18SSCB11010000000000001497USD");

    public static void main(String[] args) {
        Tap.run(new IbanTest());
    }

    public void acceptsValidIbansOfSeveralCountries() {
        VALID.forEach(iban -> expect(true, iban));
    }

    public void refusesEveryOtherLength() {
        // Each text satisfies MOD 97-10, so the length alone decides.
        expect(false, "DE5137040044053201300");
        expect(false, "DE813704004405320130000");
        expect(false, "NO8586011117947000");
    }

    public void refusesUnknownCountries() {
        // Both satisfy MOD 97-10.
        expect(false, "ZZ22370400440532013000");
        expect(false, "US88370400440532013000");
    }

    public void refusesWrongCheckDigits() {
        expect(false, "DE88370400440532013000");
        expect(false, "DE89370400440532013001");
        expect(false, "DE89370400440532010300");
    }

    public void refusesCheckDigitsOutside02To98() {
        // 00, 01 and 99 leave the same remainder as 97, 98 and 02.
        expect(true, "DE97370400440532013050");
        expect(false, "DE00370400440532013050");
        expect(true, "DE98370400440532013032");
        expect(false, "DE01370400440532013032");
        expect(true, "DE02370400440532013014");
        expect(false, "DE99370400440532013014");
    }

    public void refusesTextWithoutTheShapeOfAnIban() {
        List<String> texts = List.of(
                "",
                " ",
                "DE",
                "DE89",
                "89DE370400440532013000",
                "DEA9370400440532013000",
                "DE89-3704-0044-0532-0130-00",
                "DE89370400440532013000\n");
        texts.forEach(text -> expect(false, text));
    }

    public void refusesLettersAndDigitsOutsideAscii() {
        expect(false, "MT84MALT011000012345MTLCAST001\u017f");
        expect(false, "DE8937040044053201300\u0660");
    }

    public void ignoresSpacesBetweenGroups() {
        expect(true, "DE89 3704 0044 0532 0130 00");
        expect(true, " GB29 NWBK 6016 1331 9268 19 ");
    }

    public void acceptsLowerCaseLetters() {
        expect(true, "gb29nwbk60161331926819");
        expect(true, "Fr1420041010050500013m02606");
    }

    public void agreesWithASlowReferenceOnRandomInput() {
        record Country(String code, int length) {}
        List<Country> countries = List.of(
                new Country("AT", 20),
                new Country("BE", 16),
                new Country("DE", 22),
                new Country("MT", 31),
                new Country("NO", 15));
        int[] deviations = {-1, 0, 0, 0, 1};
        Random random = new Random(13616);
        int accepted = 0;
        for (int i = 0; i < 2000; i++) {
            Country country = countries.get(random.nextInt(countries.size()));
            int deviation = deviations[random.nextInt(deviations.length)];
            String account = randomAccount(random, country.length() - 4 + deviation);
            String correct = checkDigits(country.code(), account);
            String digits = random.nextBoolean() ? correct : String.format("%02d", random.nextInt(100));
            boolean expected = digits.equals(correct) && deviation == 0;
            if (expected) {
                accepted++;
            }
            expect(expected, country.code() + digits + account);
        }
        Tap.equal(true, accepted > 200, "the number of valid samples, " + accepted);
    }

    private static void expect(boolean valid, String text) {
        Tap.equal(valid, Iban.isValid(text), "\"" + text + "\"");
    }

    private static String randomAccount(Random random, int size) {
        StringBuilder account = new StringBuilder();
        for (int i = 0; i < size; i++) {
            account.append("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".charAt(random.nextInt(36)));
        }
        return account.toString();
    }

    /** Computes the check digits from the number as a whole. */
    private static String checkDigits(String country, String account) {
        StringBuilder digits = new StringBuilder();
        (account + country + "00").chars().forEach(character -> digits.append(Character.getNumericValue(character)));
        int remainder = new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue();
        return String.format("%02d", 98 - remainder);
    }
}
