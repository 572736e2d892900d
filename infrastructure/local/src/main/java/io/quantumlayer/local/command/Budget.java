package io.quantumlayer.local.command;

import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.ExitCode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The limits of {@code --budget}, as a start request has them. */
final class Budget {

    private static final String USD = "usd";
    private static final Set<String> WHOLE = Set.of("tokens", "calls", "seconds");
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Integer.MAX_VALUE);

    private Budget() {}

    /**
     * Reads the limits.
     *
     * @throws CommandFailedException naming the limit that is unknown or no number greater than 0
     */
    static Map<String, Object> of(Map<String, String> stated) {
        Map<String, Object> limits = new LinkedHashMap<>();
        stated.forEach((name, text) -> limits.put(name, limit(name, text)));
        return limits;
    }

    private static Number limit(String name, String text) {
        if (!name.equals(USD) && !WHOLE.contains(name)) {
            throw wrong("'%s' is no limit; there are usd, tokens, calls and seconds.".formatted(name));
        }
        BigDecimal number;
        try {
            number = new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw wrong("%s=%s is not a number, such as %s.".formatted(name, text, name.equals(USD) ? "2.50" : "100"));
        }
        if (number.signum() <= 0 || number.compareTo(LARGEST) > 0) {
            throw wrong("%s=%s must be greater than 0 and at most %s.".formatted(name, text, LARGEST));
        }
        if (name.equals(USD)) {
            return number;
        }
        try {
            return number.intValueExact();
        } catch (ArithmeticException e) {
            throw wrong("%s=%s must be a whole number.".formatted(name, text));
        }
    }

    private static CommandFailedException wrong(String what) {
        return new CommandFailedException(ExitCode.USAGE, "--budget: " + what);
    }
}
