package io.quantumlayer.platform.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a model thought aloud before its answer, between tags such as {@code <think>}. */
public final class Thoughts {

    private static final Pattern THOUGHT = Pattern.compile("(?s)\\A\\s*<(think|thinking|thought|reasoning)>.*?</\\1>");
    private static final Pattern END_OF_THOUGHT = Pattern.compile("</(think|thinking|thought|reasoning)>");
    private static final Pattern OPEN_THOUGHT = Pattern.compile("\\A\\s*<(?:think|thinking|thought|reasoning)>");

    private Thoughts() {}

    /**
     * A text without its thoughts; one that does not end is all that there is. Some servers swallow the tag that opens the
     * thought: an end without a beginning ends one, too.
     */
    public static String takenOutOf(String text) {
        String rest = endedTakenOutOf(text);
        if (beginIn(rest)) {
            return "";
        }
        Matcher end = END_OF_THOUGHT.matcher(rest);
        return rest.length() == text.length()
                        && end.find()
                        && !rest.substring(0, end.start()).contains("<" + end.group(1) + ">")
                ? rest.substring(end.end())
                : rest;
    }

    /** A text without the thoughts that have both their tags; what else looks like one may belong to the answer. */
    public static String endedTakenOutOf(String text) {
        String rest = text;
        for (Matcher thought = THOUGHT.matcher(rest); thought.find(); thought = THOUGHT.matcher(rest)) {
            rest = rest.substring(thought.end());
        }
        return rest;
    }

    /** Whether a text begins with a thought. */
    public static boolean beginIn(String text) {
        return OPEN_THOUGHT.matcher(text).find();
    }
}
