package io.quantumlayer.worker.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A worker of its own process, to be killed while it runs a command. */
final class DoomedWorker {

    private DoomedWorker() {}

    public static void main(String[] arguments) {
        SandboxProperties properties = TestSandboxes.properties();
        Command command = new Command(arguments[1], List.of(), Map.of(), null, false, Duration.ofMinutes(1));
        TestSandboxes.runner(properties)
                .run(TestSandboxes.sandbox(arguments[0], properties), command, new Cancellation());
    }
}
