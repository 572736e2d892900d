package io.quantumlayer.metaprompt.enhancement;

import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A fence of backticks that is longer than any in the texts it encloses, so that none of them can end it. */
final class Fence {

    private static final Pattern BACKTICKS = Pattern.compile("`+");
    private static final int SHORTEST = 4;

    private Fence() {}

    static String around(String... texts) {
        int longest = Arrays.stream(texts)
                .flatMap(text -> BACKTICKS.matcher(text).results())
                .map(MatchResult::group)
                .mapToInt(String::length)
                .max()
                .orElse(0);
        return "`".repeat(Math.max(SHORTEST, longest + 1));
    }
}
