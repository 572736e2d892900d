package io.quantumlayer.worker.sandbox.host;

import io.quantumlayer.worker.sandbox.Cancellation;
import io.quantumlayer.worker.sandbox.Command;
import io.quantumlayer.worker.sandbox.Confinement;
import io.quantumlayer.worker.sandbox.ProjectArchive;
import io.quantumlayer.worker.sandbox.Running;
import io.quantumlayer.worker.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sandbox that is a command line on the worker's own machine. */
abstract class HostSandbox implements Sandbox {

    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Confinement confinement;
    private final Staging staging;

    HostSandbox(Confinement confinement, Staging staging) {
        this.confinement = confinement;
        this.staging = staging;
    }

    /**
     * The command line that runs {@link Confinement#entry} inside; it is started by a user without any privilege.
     *
     * @param cache where that user reaches the command's cache, or {@code null}
     */
    abstract List<String> commandLine(Command command, @Nullable Path cache);

    /** The self-test has time limits, and the start of a worker may be the busiest moment of a machine. */
    @Override
    public final boolean mayRecover() {
        return true;
    }

    @Override
    public final Running start(Command command, Cancellation cancellation) throws IOException {
        Path cache = command.cache() == null ? null : staging.reachable(command.cache());
        List<String> inner = commandLine(command, cache);
        List<String> line = new ArrayList<>(staging.prefix());
        line.addAll(inner);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", PATH);
        return new HostProcess(
                builder.start(),
                ProjectArchive.of(command.files()),
                confinement.properties().memory());
    }
}
