package io.quantumlayer.worker.sandbox;

import io.quantumlayer.worker.language.LanguageProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A way to run a command without network, without the host's files, and within limits. */
public interface Sandbox {

    /** Name in settings and reports. */
    String name();

    /**
     * Starts {@link Confinement#entry} inside.
     *
     * @param cancellation asks a start that takes long to be given up
     * @throws SandboxUnavailableException if nothing can be run now for a reason that an operator can remedy
     * @throws java.util.concurrent.CancellationException if the start was given up
     */
    Running start(Command command, Cancellation cancellation) throws IOException, InterruptedException;

    /** Where a language's cache lies inside already; empty if the worker has to fill one. */
    default Optional<Path> cache(LanguageProfile profile) {
        return Optional.empty();
    }

    /** Whether what is wrong with it may pass without a restart of the worker. */
    default boolean mayRecover() {
        return false;
    }

    /** Shell lines that print what is wrong and exit, beyond what every back end has to prove. */
    default String proof() {
        return "";
    }
}
