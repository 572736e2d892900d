package io.quantumlayer.agents.task;

import io.quantumlayer.contracts.llm.ChatMessage;
import io.quantumlayer.platform.model.Thoughts;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Has a model go on with an answer that was cut off, and puts both parts together. */
final class Continuation {

    /** Shortest repetition that is taken for one: code repeats short texts by itself. */
    private static final int SHORTEST_OVERLAP = 20;

    private static final int LONGEST_OVERLAP = 4_000;

    /** A row of zeros or blanks repeats itself, and is not a repetition. */
    private static final int LEAST_LETTERS = 8;

    private static final int TAIL = 200;
    private static final int BEGINNING = 40;
    private static final Pattern FENCE = Pattern.compile("\\A\\s*```\\w*[ \\t]*\\n");

    private Continuation() {}

    /**
     * The question for the rest. The last turn is the user's: not every model goes on with an unfinished turn of its own.
     */
    static List<ChatMessage> question(List<ChatMessage> messages, String part) {
        List<ChatMessage> question = new ArrayList<>(messages);
        question.add(new ChatMessage("assistant", part));
        question.add(new ChatMessage(
                "user",
                "Your answer reached the length limit and was cut off. Go on exactly where it stops: write the characters that come"
                        + " next and nothing else. Repeat nothing, begin nothing anew, add no fence and no explanation. It stops after:\n\n"
                        + part.substring(Math.max(0, part.length() - TAIL))));
        return question;
    }

    /** Both parts as one text: what the second repeats of the first is left out. */
    static String joined(String part, String rest) {
        // Where an answer begins at once, the end of a thought further on is within its strings.
        boolean thoughtless = withoutFence(part).startsWith("{");
        if (!thoughtless && Thoughts.takenOutOf(part).isBlank()) {
            // It was cut off in the middle of a thought, whose end the second part has.
            return part + rest;
        }
        String answer = thoughtless && !Thoughts.beginIn(rest) ? rest : Thoughts.takenOutOf(rest);
        String more = FENCE.matcher(answer).replaceFirst("");
        if (more.isBlank()) {
            return part;
        }
        if (beginsAnew(part, more)) {
            return more;
        }
        return part + more.substring(overlap(part, more));
    }

    private static boolean beginsAnew(String part, String rest) {
        String first = withoutFence(part);
        String second = rest.stripLeading();
        int length = Math.min(BEGINNING, first.length());
        return length >= SHORTEST_OVERLAP && second.startsWith(first.substring(0, length));
    }

    private static String withoutFence(String part) {
        return FENCE.matcher(part).replaceFirst("").stripLeading();
    }

    private static int overlap(String part, String rest) {
        for (int length = Math.min(LONGEST_OVERLAP, Math.min(part.length(), rest.length()));
                length >= SHORTEST_OVERLAP;
                length--) {
            if (part.regionMatches(part.length() - length, rest, 0, length)
                    && rest.substring(0, length).chars().distinct().count() >= LEAST_LETTERS) {
                return length;
            }
        }
        return 0;
    }
}
