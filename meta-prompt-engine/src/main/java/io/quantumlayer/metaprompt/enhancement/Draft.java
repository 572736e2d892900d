package io.quantumlayer.metaprompt.enhancement;

import io.quantumlayer.contracts.prompts.RenderedPrompt;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The prompt on its way through the steps.
 *
 * @param prompt the user's words, never changed
 * @param reading the same without invisible characters and odd spacing; what the user meant to show
 * @param language as asked for or found, or {@code null}
 * @param type as asked for or found, or {@code null}
 * @param notes what steps found or added
 * @param rewrite the request as a model worded it, or {@code null}
 * @param assembled the finished prompt, or {@code null} before the last step
 */
record Draft(
        String prompt,
        String reading,
        @Nullable String language,
        @Nullable String type,
        Map<String, Object> context,
        Map<Section, List<String>> notes,
        @Nullable String rewrite,
        @Nullable RenderedPrompt assembled) {

    private static final int LONGEST_EXCERPT = 100_000;

    static Draft of(
            String prompt, @Nullable String language, @Nullable String type, @Nullable Map<String, Object> context) {
        return new Draft(prompt, prompt, language, type, context == null ? Map.of() : context, Map.of(), null, null);
    }

    /** The start of the reading, at most 100 000 characters: what the rules are tried on. */
    String excerpt() {
        return reading.length() <= LONGEST_EXCERPT ? reading : reading.substring(0, LONGEST_EXCERPT);
    }

    List<String> notes(Section section) {
        return notes.getOrDefault(section, List.of());
    }

    Draft read(String text) {
        return new Draft(prompt, text, language, type, context, notes, rewrite, assembled);
    }

    Draft target(@Nullable String foundLanguage, @Nullable String foundType) {
        return new Draft(prompt, reading, foundLanguage, foundType, context, notes, rewrite, assembled);
    }

    /** Adds notes that are not there yet. */
    Draft note(Section section, List<String> added) {
        List<String> all = new ArrayList<>(notes(section));
        added.stream().filter(note -> !all.contains(note)).forEach(all::add);
        if (all.isEmpty()) {
            return this;
        }
        Map<Section, List<String>> changed = new EnumMap<>(Section.class);
        changed.putAll(notes);
        changed.put(section, List.copyOf(all));
        return new Draft(prompt, reading, language, type, context, changed, rewrite, assembled);
    }

    Draft rewritten(String text) {
        return new Draft(prompt, reading, language, type, context, notes, text, assembled);
    }

    Draft assemble(RenderedPrompt rendered) {
        return new Draft(prompt, reading, language, type, context, notes, rewrite, rendered);
    }
}
