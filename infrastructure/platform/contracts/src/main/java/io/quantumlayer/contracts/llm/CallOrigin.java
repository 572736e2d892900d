package io.quantumlayer.contracts.llm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a model call is made for, so that its cost is found again; the router takes it from headers.
 *
 * @param run the run, by its workflow id
 * @param step key of the step; empty for a call of no step
 * @param round round of the step, from 0
 * @param call number of the call among those for its input, from 1; 0 where it is not said
 */
public record CallOrigin(String run, String step, int round, int call) {

    /** Request header with the run. */
    public static final String RUN_HEADER = "X-QL-Run";

    /** Request header with the step of the run. */
    public static final String STEP_HEADER = "X-QL-Step";

    /** Request header with the round of the step. */
    public static final String ROUND_HEADER = "X-QL-Round";

    /** Request header with the number of the call among those for its input, from 1. */
    public static final String CALL_HEADER = "X-QL-Call";

    /** All headers that say what a call is made for; the gateway lets none in. */
    public static final List<String> HEADERS = List.of(RUN_HEADER, STEP_HEADER, ROUND_HEADER, CALL_HEADER);

    private static final Pattern STEP_AND_ROUND = Pattern.compile("(.+?):(\\d{1,9})(?::.*)?");

    /** @param scope step, round and what else a task's scope says, with colons between them; {@code null} for none */
    public static CallOrigin of(String run, @Nullable String scope) {
        Matcher parts = STEP_AND_ROUND.matcher(scope == null ? "" : scope);
        return parts.matches()
                ? new CallOrigin(run, parts.group(1), Integer.parseInt(parts.group(2)), 0)
                : new CallOrigin(run, scope == null ? "" : scope, 0, 0);
    }

    /** The same for one call. @param number from 1 */
    public CallOrigin call(int number) {
        return new CallOrigin(run, step, round, number);
    }

    /** The headers that say so. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(RUN_HEADER, run);
        if (!step.isEmpty()) {
            headers.put(STEP_HEADER, step);
        }
        headers.put(ROUND_HEADER, Integer.toString(round));
        headers.put(CALL_HEADER, Integer.toString(call));
        return headers;
    }
}
