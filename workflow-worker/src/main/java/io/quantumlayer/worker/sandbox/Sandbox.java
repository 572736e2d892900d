package io.quantumlayer.worker.sandbox;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A way to run a command without network, without the host's files, and within limits. */
interface Sandbox {

    /** Name in settings and reports. */
    String name();

    /**
     * The command line that runs {@link Confinement#entry} inside; it is started by a user without any privilege.
     *
     * @param cache where that user reaches the command's cache, or {@code null}
     */
    List<String> commandLine(Command command, @Nullable Path cache);
}
