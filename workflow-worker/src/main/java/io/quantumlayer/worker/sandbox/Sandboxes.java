package io.quantumlayer.worker.sandbox;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Chooses the back end: the first in the settings that proves itself. With none, nothing is run. */
@Component
public class Sandboxes {

    private static final Logger LOG = LoggerFactory.getLogger(Sandboxes.class);

    private static final Duration RECOVERY = Duration.ofSeconds(30);

    private final List<Sandbox> sandboxes;
    private final SelfTest selfTest;
    private final SandboxProperties properties;
    private final Duration recovery;
    private CompletableFuture<Choice> choice;

    @Autowired
    Sandboxes(List<Sandbox> sandboxes, SelfTest selfTest, SandboxProperties properties) {
        this(sandboxes, selfTest, properties, RECOVERY);
    }

    Sandboxes(List<Sandbox> sandboxes, SelfTest selfTest, SandboxProperties properties, Duration recovery) {
        this.sandboxes = sandboxes;
        this.selfTest = selfTest;
        this.properties = properties;
        this.recovery = recovery;
        this.choice = begin();
    }

    /** The back end in use; waits for the self-tests of the start. */
    public Optional<Sandbox> available() {
        return Optional.ofNullable(settled().sandbox());
    }

    /** What was found wrong, by back end; all of them when none is in use. */
    public Map<String, String> problems() {
        return settled().problems();
    }

    /** Why nothing can be run. */
    public String reason() {
        StringBuilder reason = new StringBuilder("no sandbox works on this machine");
        problems()
                .forEach((name, problem) ->
                        reason.append("; ").append(name).append(": ").append(problem));
        return reason.toString();
    }

    /** With none in use, one that may recover is tried again when it is asked for, and not more often than it may. */
    private synchronized Choice settled() {
        Choice last = choice.join();
        boolean again = last.sandbox() == null
                && System.nanoTime() - last.at() > recovery.toNanos()
                && wanted().anyMatch(Sandbox::mayRecover);
        if (again) {
            choice = begin();
        }
        return choice.join();
    }

    private CompletableFuture<Choice> begin() {
        return CompletableFuture.supplyAsync(this::choose, Executors.newVirtualThreadPerTaskExecutor());
    }

    private Stream<Sandbox> wanted() {
        return sandboxes.stream().filter(sandbox -> properties.backends().contains(sandbox.name()));
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
                return new Choice(sandbox.orElseThrow(), problems, System.nanoTime());
            }
            LOG.warn("The sandbox {} is not used: {}", name, problem.get());
            problems.put(name, problem.get());
        }
        return new Choice(null, problems, System.nanoTime());
    }

    private record Choice(@Nullable Sandbox sandbox, Map<String, String> problems, long at) {}
}
