package io.quantumlayer.llmrouter.route;

import io.quantumlayer.llmrouter.provider.RequestClass;
import io.quantumlayer.llmrouter.redaction.Sensitive;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens with the calls for a model name.
 *
 * @param name the model name
 * @param targets at least one
 * @param attempts most attempts of a call, hedged ones not counted
 * @param hedge when a second target is asked although the first has not failed
 * @param requestClass of its calls, where a call does not say {@code batch} itself
 * @param redact what is taken out of prompts
 * @param cache how long an answer is given again; {@code null} for the router's own setting
 * @param affinity whether the calls of a conversation stay with one account, whose prompt cache knows it
 */
public record Route(
        String name,
        List<Target> targets,
        Strategy strategy,
        Timeouts timeouts,
        int attempts,
        @Nullable Hedge hedge,
        boolean affinity,
        RequestClass requestClass,
        List<Sensitive> redact,
        @Nullable Duration cache) {

    /** A route with one target, without anything special. */
    static Route to(String name, Target target, Timeouts timeouts, int attempts) {
        return new Route(
                name,
                List.of(target),
                Strategy.WEIGHTED,
                timeouts,
                attempts,
                null,
                false,
                RequestClass.INTERACTIVE,
                List.of(),
                null);
    }

    Route with(@Nullable Hedge other) {
        return new Route(name, targets, strategy, timeouts, attempts, other, affinity, requestClass, redact, cache);
    }
}
