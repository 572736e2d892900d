package io.quantumlayer.local.command;

import io.quantumlayer.local.ApiKey;
import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.platform.LocalPlatform;
import io.quantumlayer.local.runs.Gateway;
import io.quantumlayer.local.runs.Job;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * A command that follows a run: the platform is there for as long as it takes, and whoever stops following is told where
 * the run is.
 *
 * @param json whether the output is JSON Lines
 */
record FollowedJob(Surroundings surroundings, boolean json) {

    /**
     * Does the work and returns its exit code.
     *
     * @param work takes whom to tell the id of the run that it follows
     */
    int call(BiFunction<Job, Consumer<String>, ExitCode> work) {
        Optional<ApiKey> key = surroundings.apiKey();
        LocalPlatform platform = json ? surroundings.quietPlatform() : surroundings.platform();
        try (LocalPlatform.Use use = platform.use();
                Gateway gateway = surroundings.gateway(use.state(), key)) {
            StringBuffer id = new StringBuffer();
            Thread farewell = new Thread(() -> farewell(use, platform, id.toString()), "farewell");
            Runtime.getRuntime().addShutdownHook(farewell);
            try {
                Job job = new Job(
                        gateway, surroundings.home(), surroundings.terminal(), json, surroundings.workingDirectory());
                return work.apply(job, id::append).code();
            } finally {
                remove(farewell);
            }
        }
    }

    private void farewell(LocalPlatform.Use use, LocalPlatform platform, String id) {
        use.giveBack();
        if (!id.isEmpty()) {
            surroundings
                    .err()
                    .printf(
                            "%nThe run %s is kept%s. Look at it with 'ql show %s', end it with 'ql cancel %s'.%n",
                            id, platform.isKept() ? " and goes on" : " and goes on after 'ql up'", id, id);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            Thread.currentThread().interrupt();
        }
    }
}
