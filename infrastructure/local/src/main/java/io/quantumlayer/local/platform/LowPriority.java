package io.quantumlayer.local.platform;

import java.util.ArrayList;
import java.util.List;

/**
 * Work that yields to everything else on the machine, with all that it starts. It gets a tenth of what others get, not
 * nothing: it must come to its end on a busy machine too.
 */
final class LowPriority {

    // Where the kernel shares processor time among sessions, a session of its own has to yield too, not only its
    // processes.
    private static final String SCRIPT = """
            { echo 10 > /proc/self/autogroup; } 2>/dev/null
            ionice -c 2 -n 7 true 2>/dev/null && set -- ionice -c 2 -n 7 "$@"
            exec nice -n 10 "$@"
            """;

    private LowPriority() {}

    static List<String> of(List<String> command) {
        List<String> wrapped = new ArrayList<>(List.of("sh", "-c", SCRIPT, "low-priority"));
        wrapped.addAll(command);
        return wrapped;
    }
}
