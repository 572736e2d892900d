package io.quantumlayer.llmrouter.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens with the calls for a model name.
 *
 * @param name the model name
 * @param targets at least one
 * @param attempts most attempts of a call, hedged ones not counted
 * @param hedge when a second target is asked although the first has not failed
 * @param affinity whether the calls of a conversation stay with one account, whose prompt cache knows it
 */
public record Route(
        String name,
        List<Target> targets,
        Strategy strategy,
        Timeouts timeouts,
        int attempts,
        @Nullable Hedge hedge,
        boolean affinity) {}
