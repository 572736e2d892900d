package io.quantumlayer.agents.task;

import io.quantumlayer.platform.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;

/** The provider did not take a call now, and would later. */
final class RateLimited extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ProblemException problem;
    private final transient Optional<Duration> pause;

    RateLimited(ProblemException problem, Optional<Duration> pause) {
        super(problem);
        this.problem = problem;
        this.pause = pause;
    }

    /** What the caller is told where the wait would be too long. */
    ProblemException problem() {
        return problem;
    }

    /** How long the provider wants to be left alone; empty where it does not say. */
    Optional<Duration> pause() {
        return pause;
    }
}
