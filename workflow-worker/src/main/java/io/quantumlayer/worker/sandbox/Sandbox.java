package io.quantumlayer.worker.sandbox;

import java.util.List;

/** A way to run a command without network, without the host's files, and within limits. */
interface Sandbox {

    /** Name in settings and reports. */
    String name();

    /** The command line that runs {@link Confinement#entry} with the command's shell text as its argument. */
    List<String> commandLine(Command command, int uid);
}
