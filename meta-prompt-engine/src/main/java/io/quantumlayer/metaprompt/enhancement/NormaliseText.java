package io.quantumlayer.metaprompt.enhancement;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Removes what the eye does not see: control and direction characters, and spacing without meaning. */
final class NormaliseText implements Step {

    private static final Pattern LINE_END = Pattern.compile("\\r\\n?|\\u2028|\\u2029");
    private static final Pattern INVISIBLE = Pattern.compile(
            "[\\p{Cc}&&[^\\n\\t]]|[\\u00AD\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060\\u2066-\\u2069\\uFEFF]");
    private static final Pattern WIDE_SPACE = Pattern.compile("[\\u00A0\\u2000-\\u200A\\u202F\\u3000]");
    // Leading spaces stay: they are the indentation of code.
    private static final Pattern SPACES =
            Pattern.compile("(?<=\\S)[ \\t]{2,}+(?=\\S)|[ \\t]++(?=\\n)|(?<=\\S)\\t(?=\\S)");
    private static final Pattern BLANK_LINES = Pattern.compile("\\n{3,}+");

    @Override
    public String name() {
        return "normalise_text";
    }

    @Override
    public Outcome apply(Draft draft) {
        List<String> changes = new ArrayList<>();
        String text = step(draft.prompt(), LINE_END, "\n", "unified line ends", changes);
        text = step(text, INVISIBLE, "", "left out invisible characters", changes);
        text = compose(text, changes);
        text = step(text, WIDE_SPACE, " ", "replaced wide spaces", changes);
        text = step(text, SPACES, " ", "joined runs of spaces", changes).replace(" \n", "\n");
        text = step(text, BLANK_LINES, "\n\n", "joined blank lines", changes);
        String stripped = text.strip();
        if (!stripped.equals(text)) {
            changes.add("cut off spaces around the text");
        }
        String detail = changes.isEmpty()
                ? "The text needed no cleaning."
                : "Added a clean reading of the text: " + String.join(", ", changes) + ".";
        return new Outcome(draft.read(stripped), detail);
    }

    private static String step(String text, Pattern pattern, String replacement, String change, List<String> changes) {
        String result = pattern.matcher(text).replaceAll(replacement);
        if (!result.equals(text)) {
            changes.add(change);
        }
        return result;
    }

    private static String compose(String text, List<String> changes) {
        if (Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            return text;
        }
        changes.add("composed accented letters");
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}
