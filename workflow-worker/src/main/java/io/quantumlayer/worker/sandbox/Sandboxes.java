package io.quantumlayer.worker.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Chooses the back end: the first in the settings that proves itself. With none, nothing is run, ever. */
@Component
class Sandboxes {

    private static final Logger LOG = LoggerFactory.getLogger(Sandboxes.class);

    private final List<Sandbox> sandboxes;
    private final SelfTest selfTest;
    private final SandboxProperties properties;
    private final CompletableFuture<Choice> choice;

    Sandboxes(List<Sandbox> sandboxes, SelfTest selfTest, SandboxProperties properties) {
        this.sandboxes = sandboxes;
        this.selfTest = selfTest;
        this.properties = properties;
        this.choice = CompletableFuture.supplyAsync(this::choose, Executors.newVirtualThreadPerTaskExecutor());
    }

    /** The back end in use; waits for the self-tests of the start. */
    Optional<Sandbox> available() {
        return Optional.ofNullable(choice.join().sandbox());
    }

    /** What was found wrong, by back end; all of them when none is in use. */
    Map<String, String> problems() {
        return choice.join().problems();
    }

    /** Why nothing can be run. */
    String reason() {
        StringBuilder reason = new StringBuilder("no sandbox works on this machine");
        problems()
                .forEach((name, problem) ->
                        reason.append("; ").append(name).append(": ").append(problem));
        return reason.toString();
    }

    private Choice choose() {
        Map<String, String> problems = new LinkedHashMap<>();
        for (String name : properties.backends()) {
            Optional<Sandbox> sandbox = sandboxes.stream()
                    .filter(known -> known.name().equals(name))
                    .findFirst();
            Optional<String> problem =
                    sandbox.map(selfTest::problem).orElseGet(() -> Optional.of("there is no back end of this name"));
            if (problem.isEmpty()) {
                LOG.info("Generated code runs in the sandbox {}", name);
                return new Choice(sandbox.orElseThrow(), problems);
            }
            LOG.warn("The sandbox {} is not used: {}", name, problem.get());
            problems.put(name, problem.get());
        }
        return new Choice(null, problems);
    }

    private record Choice(@Nullable Sandbox sandbox, Map<String, String> problems) {}
}
