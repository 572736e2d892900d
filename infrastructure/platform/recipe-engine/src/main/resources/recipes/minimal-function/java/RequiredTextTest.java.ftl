package [=project.package];

import java.util.List;
import java.util.Random;

final class RequiredTextTest {

    private static final String WHITE_SPACE = " \t\n";

    public static void main(String[] args) {
        Tap.run(new RequiredTextTest());
    }

    public void removesSurroundingWhiteSpace() {
        List.of("value", " value", "value ", "\t value\r\n")
                .forEach(text -> Tap.equal("value", RequiredText.of(text)));
    }

    public void keepsWhiteSpaceInside() {
        Tap.equal("two  words\nand a line", RequiredText.of(" two  words\nand a line "));
    }

    public void returnsASingleCharacter() {
        Tap.equal("x", RequiredText.of("x"));
        Tap.equal("0", RequiredText.of(" 0 "));
    }

    public void refusesBlankText() {
        List.of("", " ", "\t\r\n ").forEach(RequiredTextTest::expectRefusal);
    }

    public void agreesWithASlowReferenceOnRandomInput() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            String text = randomText(random);
            String expected = reference(text);
            if (expected.isEmpty()) {
                expectRefusal(text);
            } else {
                Tap.equal(expected, RequiredText.of(text));
            }
        }
    }

    private static void expectRefusal(String text) {
        IllegalArgumentException refusal =
                Tap.throwing(IllegalArgumentException.class, () -> RequiredText.of(text));
        Tap.equal("text must not be blank", refusal.getMessage());
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int remaining = random.nextInt(8); remaining > 0; remaining--) {
            text.append((WHITE_SPACE + "ab").charAt(random.nextInt(5)));
        }
        return text.toString();
    }

    private static String reference(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && WHITE_SPACE.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (start < end && WHITE_SPACE.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(start, end);
    }
}
