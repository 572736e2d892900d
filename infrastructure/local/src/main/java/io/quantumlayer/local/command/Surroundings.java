package io.quantumlayer.local.command;

import io.quantumlayer.local.ApiKey;
import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.Home;
import io.quantumlayer.local.platform.LocalPlatform;
import io.quantumlayer.local.platform.PlatformState;
import io.quantumlayer.local.platform.PlatformState.Phase;
import io.quantumlayer.local.runs.Gateway;
import io.quantumlayer.local.terminal.Terminal;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a command works with.
 *
 * @param environment of the user
 * @param workingDirectory where relative paths begin
 * @param repository whose built services are run
 * @param err for messages that are no result
 */
record Surroundings(
        Map<String, String> environment,
        Path workingDirectory,
        Home home,
        Path repository,
        Terminal terminal,
        PrintStream err) {

    /** Where the launcher script says that the repository is. */
    private static final String REPOSITORY_PROPERTY = "ql.repository";

    static Surroundings ofProcess() {
        Map<String, String> environment = System.getenv();
        Path workingDirectory = Path.of("").toAbsolutePath();
        return new Surroundings(
                environment,
                workingDirectory,
                Home.of(environment),
                Path.of(System.getProperty(REPOSITORY_PROPERTY, "")).toAbsolutePath(),
                Terminal.of(System.out, environment),
                System.err);
    }

    LocalPlatform platform() {
        home.create();
        return new LocalPlatform(home, repository, terminal);
    }

    /** For output that a program reads: what people are told goes to the other stream. */
    LocalPlatform quietPlatform() {
        home.create();
        return new LocalPlatform(home, repository, new Terminal(err, false, false));
    }

    /**
     * The API of the platform that runs.
     *
     * @throws CommandFailedException when none does
     */
    Gateway runningGateway() {
        Optional<ApiKey> key = apiKey();
        PlatformState state = platform()
                .state()
                .filter(running -> running.isSupervised() && running.phase() == Phase.READY)
                .orElseThrow(() -> new CommandFailedException(
                        ExitCode.PLATFORM, "The platform is not running. Start it with: ql up"));
        return gateway(state, key);
    }

    Gateway gateway(PlatformState state, Optional<ApiKey> key) {
        return new Gateway(state.address("127.0.0.1"), key, state.trusted());
    }

    /**
     * The key that the user has set for the platform's API.
     *
     * @throws CommandFailedException when what is set is no key
     */
    Optional<ApiKey> apiKey() {
        return ApiKey.in(environment, err);
    }
}
