package io.quantumlayer.platform.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a model thought aloud before its answer, between tags such as {@code <think>}. */
public final class Thoughts {

    private static final Pattern THOUGHT = Pattern.compile("(?s)\\A\\s*<(think|thinking|thought|reasoning)>.*?</\\1>");
    private static final Pattern END_OF_THOUGHT = Pattern.compile("</(?:think|thinking|thought|reasoning)>");
    private static final Pattern OPEN_THOUGHT = Pattern.compile("\\A\\s*<(?:think|thinking|thought|reasoning)>");

    private Thoughts() {}

    /** A text without its thoughts; one that does not end is all that there is. */
    public static String takenOutOf(String text) {
        String rest = text;
        Matcher thought = THOUGHT.matcher(rest);
        boolean thoughtful = false;
        while (thought.find()) {
            thoughtful = true;
            rest = rest.substring(thought.end());
            thought = THOUGHT.matcher(rest);
        }
        if (OPEN_THOUGHT.matcher(rest).find()) {
            return "";
        }
        // Some servers swallow the tag that opens the thought.
        Matcher end = END_OF_THOUGHT.matcher(rest);
        return thoughtful || !end.find() ? rest : rest.substring(end.end());
    }
}
