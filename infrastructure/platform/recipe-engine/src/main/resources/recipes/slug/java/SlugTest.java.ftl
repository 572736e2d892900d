package [=project.package];

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

final class SlugTest {

    private record Symbol(String text, String meaning) {}

    private static final List<Symbol> SYMBOLS = List.of(
            new Symbol("a", "a"),
            new Symbol("Z", "z"),
            new Symbol("7", "7"),
            new Symbol("\u00e9", "e"),
            new Symbol("\u00dc", "u"),
            new Symbol("n\u0303", "n"),
            new Symbol("\u00df", "ss"),
            new Symbol("\u00d8", "o"),
            new Symbol("'", ""),
            new Symbol(" ", "-"),
            new Symbol("_", "-"),
            new Symbol("-", "-"),
            new Symbol("!", "-"),
            new Symbol("\u65e5", "-"));

    public static void main(String[] args) {
        Tap.run(new SlugTest());
    }

    public void joinsLowerCaseWordsWithHyphens() {
        expect("hello-world", "Hello, World!");
        expect("top-10-tips-for-2025", "Top 10 Tips for 2025");
        expect("already-a-slug", "already-a-slug");
    }

    public void removesDiacritics() {
        expect("creme-brulee-a-la-carte", "Cr\u00e8me Br\u00fbl\u00e9e \u00e0 la carte");
        expect("zlutoucky-kun", "\u017dlu\u0165ou\u010dk\u00fd k\u016f\u0148");
        expect("tieng-viet", "Ti\u1ebfng Vi\u1ec7t");
        expect("istanbul", "\u0130stanbul");
        expect("cafe", "cafe\u0301");
    }

    public void transliteratesLettersWithoutADecomposition() {
        expect("strasse-strasse", "Stra\u00dfe STRA\u1e9eE");
        expect("aeroskobing-oeuvre", "\u00c6r\u00f8sk\u00f8bing \u0152uvre");
        expect("lodz-dakovo", "\u0141\u00f3d\u017a \u0110akovo");
        expect("thor-eda", "\u00de\u00f3r E\u00f0a");
        expect("isik-hal-tengdahus", "I\u015f\u0131k \u0126al Te\u014bdahus");
        expect("tara", "\u0166ara");
    }

    public void collapsesSeparators() {
        expect("a-b-c-d", "  --a__b.../c \u2013 d\t\n");
        expect("one-two", "one \u65e5\u672c two");
    }

    public void dropsApostrophes() {
        expect("dont-stop", "Don't stop");
        expect("rock-n-roll", "Rock \u2019n\u2019 Roll");
    }

    public void returnsAnEmptyTextWhenNothingRemains() {
        List.of("", "   ", "!?--", "\u65e5\u672c\u8a9e", "\u0301").forEach(text -> expect("", text));
    }

    public void cutsAfterTheLastWordThatFits() {
        Map.of(8, "the", 9, "the-quick", 10, "the-quick", 19, "the-quick-brown-fox")
                .forEach((maxLength, slug) -> Tap.equal(slug, Slug.of("The quick brown fox", maxLength)));
    }

    public void cutsAFirstWordThatIsTooLong() {
        Tap.equal("inter", Slug.of("Internationalization", 5));
        Tap.equal("i", Slug.of("Internationalization now", 1));
    }

    public void refusesAMaximumLengthBelowOne() {
        for (int maxLength : new int[] {0, -1}) {
            IllegalArgumentException refusal =
                    Tap.throwing(IllegalArgumentException.class, () -> Slug.of("text", maxLength));
            Tap.equal("maxLength must be at least 1, got " + maxLength, refusal.getMessage());
        }
    }

    public void agreesWithASlowReferenceOnRandomInput() {
        Random random = new Random(1071);
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            StringBuilder meaning = new StringBuilder();
            for (int remaining = random.nextInt(30); remaining > 0; remaining--) {
                Symbol symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
                text.append(symbol.text());
                meaning.append(symbol.meaning());
            }
            String slug = reference(meaning.toString());
            expect(slug, text.toString());
            int maxLength = 1 + random.nextInt(19);
            Tap.equal(shortened(slug, maxLength), Slug.of(text.toString(), maxLength), "\"" + text + "\"");
        }
    }

    private static void expect(String slug, String text) {
        Tap.equal(slug, Slug.of(text), "\"" + text + "\"");
    }

    private static String reference(String meaning) {
        String slug = meaning;
        while (slug.contains("--")) {
            slug = slug.replace("--", "-");
        }
        if (slug.startsWith("-")) {
            slug = slug.substring(1);
        }
        return slug.endsWith("-") ? slug.substring(0, slug.length() - 1) : slug;
    }

    private static String shortened(String slug, int maxLength) {
        List<String> words = new ArrayList<>(List.of(slug.split("-")));
        while (words.size() > 1 && String.join("-", words).length() > maxLength) {
            words.remove(words.size() - 1);
        }
        String kept = String.join("-", words);
        return kept.substring(0, Math.min(kept.length(), maxLength));
    }
}
