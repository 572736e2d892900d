package io.quantumlayer.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quantumlayer.local.Authority;
import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.Home;
import io.quantumlayer.local.Version;
import io.quantumlayer.local.platform.LocalPlatform.Stopped;
import io.quantumlayer.local.platform.PlatformState.Condition;
import io.quantumlayer.local.platform.PlatformState.Phase;
import io.quantumlayer.local.platform.PlatformState.ProcessState;
import io.quantumlayer.local.runs.Gateway;
import io.quantumlayer.local.terminal.Terminal;
import io.quantumlayer.servers.FetchProgress;
import io.quantumlayer.servers.LoopbackPort;
import io.quantumlayer.servers.PostgresBinaries;
import io.quantumlayer.servers.ProcessIdentity;
import io.quantumlayer.servers.ServerProcess;
import io.quantumlayer.servers.TemporalCli;
import io.quantumlayer.servers.Tools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything real but the services: supervisor, PostgreSQL, Temporal, processes. */
class LocalPlatformIT {

    /** One for all tests: what is prepared once per build is prepared once. */
    @TempDir
    private static Path directory;

    private static Home home;
    private static Path repository;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final int port = LoopbackPort.free();
    private final LocalPlatform platform = new LocalPlatform(
            home, repository, new Terminal(new PrintStream(output, true, StandardCharsets.UTF_8), false, false));

    @BeforeAll
    static void prepare() throws IOException {
        home = new Home(directory.resolve("home")).create();
        // Fetched and unpacked once for all tests of this machine.
        Files.delete(home.tools());
        Files.createSymbolicLink(home.tools(), Files.createDirectories(Tools.cacheDirectory()));
        PostgresBinaries.in(home.tools()).unpacked();
        TemporalCli.in(home.tools()).locate(FetchProgress.silent());
        repository = directory.resolve("repository");
        for (Service service : Service.values()) {
            StandIn.build(service, repository, Version.current());
        }
    }

    @AfterAll
    static void keepTheTools() throws IOException {
        Files.delete(home.tools());
    }

    @AfterEach
    void stop() {
        platform.down();
    }

    @Test
    void startsEverythingStopsEverythingAndStartsAgain() {
        PlatformState state = platform.up(Optional.of(port));
        List<ProcessIdentity> all =
                state.processes().stream().map(ProcessState::process).toList();

        assertThat(state.processes()).hasSize(10).allMatch(ProcessState::isAlive);
        assertThat(state.process("api-gateway").orElseThrow().port()).isEqualTo(port);
        assertThat(shown()).contains("postgresql", "temporal", "parser");
        assertThat(platform.down()).isEqualTo(Stopped.PLATFORM);
        assertThat(all).noneMatch(ProcessIdentity::isAlive);
        assertThat(state.supervisor().isAlive()).isFalse();
        assertThat(platform.state()).isEmpty();
        assertThat(platform.down()).isEqualTo(Stopped.NOTHING);

        output.reset();
        platform.up(Optional.of(port));

        assertThat(shown()).doesNotContain("training", "unpacking").contains("parser", "10 of 10 ready");
    }

    @Test
    void quickStartsAreLearnedWhileNothingRuns() throws IOException {
        forgetWhatWasLearned();
        Path run = Files.createFile(home.root().resolve("a-run"));
        platform.up(Optional.of(port));
        assertThat(shown()).doesNotContain("training");
        assertThat(platform.state().orElseThrow().hasToLearn()).isTrue();

        Files.delete(run);
        await(this::isLearning);
        Files.createFile(run);
        await(() -> !isLearning());
        assertThat(processes("-XX:AOTCacheOutput")).isEmpty();
        int learned = learned();
        Files.delete(run);
        // Low priority on a busy machine takes its time.
        await(Duration.ofMinutes(10), () -> learned() > learned);

        assertThat(platform.down()).isEqualTo(Stopped.PLATFORM);
        assertThat(processes("-XX:AOTCacheOutput")).isEmpty();
    }

    @Test
    void whatARunLeftToLearnIsLearnedAfterItAndEndsWhenAnybodyNeedsThePlatform() throws IOException {
        forgetWhatWasLearned();
        platform.use().close();
        await(() -> platform.state()
                .filter(state -> state.phase() == Phase.LEARNING)
                .isPresent());
        PlatformState learning = platform.state().orElseThrow();
        assertThat(learning.phase()).isEqualTo(Phase.LEARNING);
        await(this::isLearning);

        PlatformState up = platform.up(Optional.of(port));

        assertThat(shown()).contains("Ending the preparation of quick starts.");
        assertThat(learning.supervisor().isAlive()).isFalse();
        assertThat(up.phase()).isEqualTo(Phase.READY);
        assertThat(up.processes()).hasSize(10).allMatch(ProcessState::isAlive);
    }

    @Test
    void downEndsWhatIsLearnedInTheBackground() throws IOException {
        forgetWhatWasLearned();
        platform.use().close();
        await(() -> platform.state()
                .filter(state -> state.phase() == Phase.LEARNING)
                .isPresent());
        PlatformState learning = platform.state().orElseThrow();

        assertThat(platform.down()).isEqualTo(Stopped.LEARNING);

        assertThat(shown()).contains("Quick starts are prepared in the background", "Ending the preparation");
        assertThat(learning.supervisor().isAlive()).isFalse();
        assertThat(learning.processes()).noneMatch(ProcessState::isAlive);
        assertThat(processes("-XX:AOTCacheOutput")).isEmpty();
    }

    @Test
    void whatHoldsPromptsIsForItsOwnerAlone() throws IOException {
        platform.up(Optional.of(port));

        for (Path file : List.of(
                home.data().resolve("temporal/temporal.db"),
                home.logs().resolve("temporal.log"),
                home.logs().resolve("postgresql.log"),
                home.logs().resolve("parser.log"),
                home.logs().resolve("supervisor.log"))) {
            assertThat(Files.getPosixFilePermissions(file))
                    .as(file.toString())
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void aServiceThatIsKilledIsStartedAgainOnItsPort() {
        PlatformState before = platform.up(Optional.of(port));
        ProcessState parser = before.process("parser").orElseThrow();

        ServerProcess.stop(parser.process(), "KILL", Duration.ofSeconds(5));

        await(() -> parserNow().restarts() == 1 && parserNow().condition() == Condition.READY);
        assertThat(parserNow().isAlive()).isTrue();
        assertThat(parserNow().port()).isEqualTo(parser.port());
        assertThat(home.logs().resolve("supervisor.log")).content().contains("parser ended by itself");
    }

    @Test
    void theServersAreStartedAgainToo() {
        PlatformState before = platform.up(Optional.of(port));

        for (String name : List.of("postgresql", "temporal")) {
            ServerProcess.stop(before.process(name).orElseThrow().process(), "KILL", Duration.ofSeconds(5));
            await(() -> now(name).restarts() == 1 && now(name).isAlive());
            assertThat(now(name).port())
                    .isEqualTo(before.process(name).orElseThrow().port());
        }
        await(() -> platform.state().orElseThrow().processes().stream()
                .allMatch(process -> process.condition() == Condition.READY));
    }

    @Test
    void whatAKilledSupervisorLeavesIsEndedByTheNextStart() {
        PlatformState before = platform.up(Optional.of(port));
        ServerProcess.stop(before.supervisor(), "KILL", Duration.ofSeconds(5));
        assertThat(platform.state().orElseThrow().leftovers()).hasSize(10);

        PlatformState after = platform.up(Optional.of(port));

        assertThat(before.processes()).noneMatch(ProcessState::isAlive);
        assertThat(after.processes()).hasSize(10).allMatch(ProcessState::isAlive);
    }

    /** The gateway is the real one, as it was built. */
    @Test
    void theGatewaySpeaksTlsWithACertificateThatThisHomeHasMade() throws Exception {
        LocalPlatform secured = new LocalPlatform(
                home,
                withTheRealGateway(),
                new Terminal(new PrintStream(output, true, StandardCharsets.UTF_8), false, false));

        PlatformState state = secured.up(Optional.of(port), true);

        Authority authority = state.trusted().orElseThrow();
        assertThat(state.process("api-gateway").orElseThrow().condition()).isEqualTo(Condition.READY);
        try (HttpClient client =
                        HttpClient.newBuilder().sslContext(authority.context()).build();
                HttpClient stranger = HttpClient.newHttpClient();
                Gateway gateway = new Gateway(state.address("127.0.0.1"), Optional.empty(), Optional.of(authority))) {
            HttpResponse<String> answer =
                    client.send(health(state.address("localhost")), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(gateway.runs(1).path("workflows").isArray()).isTrue();

            HttpResponse<String> plaintext =
                    stranger.send(health(URI.create("http://localhost:" + port)), HttpResponse.BodyHandlers.ofString());
            assertThat(plaintext.statusCode()).isEqualTo(308);
            assertThat(plaintext.headers().firstValue("Location"))
                    .hasValue("https://localhost:%d/health".formatted(port));
            assertThatExceptionOfType(SSLException.class)
                    .isThrownBy(() ->
                            stranger.send(health(state.address("localhost")), HttpResponse.BodyHandlers.ofString()));
        }
        assertThat(secured.up(Optional.empty()).trusted()).hasValue(authority);
    }

    @Test
    void aPlatformThatRunsWithoutTlsIsNotTakenForOneThatSpeaksIt() {
        platform.up(Optional.of(port));

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> platform.up(Optional.empty(), true))
                .withMessage("The platform already runs without TLS. Stop it first: ql down");
    }

    private static HttpRequest health(URI base) {
        return HttpRequest.newBuilder(base.resolve("/health")).build();
    }

    private static Path withTheRealGateway() throws IOException {
        Path mixed = directory.resolve("real-gateway");
        for (Service service : Service.values()) {
            Path built = service == Service.API_GATEWAY ? Path.of("..", "..") : repository;
            Path jar = service.jar(mixed, Version.current());
            Files.createDirectories(jar.getParent());
            Files.copy(service.jar(built, Version.current()), jar);
        }
        return mixed;
    }

    @Test
    void aPlatformForARunEndsWithItsLastUser() {
        LocalPlatform.Use first = platform.use();
        PlatformState state = first.state();
        LocalPlatform.Use second = platform.use();
        assertThat(second.state().supervisor()).isEqualTo(state.supervisor());

        second.close();

        assertThat(state.supervisor().isAlive()).isFalse();
        assertThat(state.processes()).noneMatch(ProcessState::isAlive);
    }

    @Test
    void upKeepsAPlatformThatWasStartedForARun() throws InterruptedException {
        LocalPlatform.Use use = platform.use();

        platform.up(Optional.empty());
        use.close();
        Thread.sleep(1500);

        assertThat(use.state().supervisor().isAlive()).isTrue();
        assertThat(platform.isKept()).isTrue();
    }

    @Test
    void aBusyPortIsNamedWithItsHolder() throws IOException {
        try (ServerSocket holder = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(CommandFailedException.class)
                    .isThrownBy(() -> platform.up(Optional.of(holder.getLocalPort())))
                    .withMessageContaining(
                            "java (process %d)", ProcessHandle.current().pid())
                    .withMessageContaining("--port");
        }
        assertThat(platform.isKept()).isFalse();
    }

    @Test
    void aServiceThatEndsAtOnceIsNamedWithItsLastWords() throws IOException {
        Path broken = home.root().resolve("broken-parser-%s.jar".formatted(Version.current()));
        Files.writeString(broken, "");
        Trees.delete(home.applications());
        home.create();

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> platform.up(Optional.of(port)))
                .withMessageContaining("parser ended while it started")
                .withMessageContaining("the configuration is broken")
                .withMessageContaining("parser.log");
        Files.delete(broken);
        assertThat(platform.state()).isEmpty();
    }

    @Test
    void aSecondStartWaitsForTheFirst() throws InterruptedException {
        Thread first = Thread.ofPlatform().start(() -> platform.up(Optional.of(port)));
        await(() -> Files.exists(home.run().resolve("state.json")));

        PlatformState seen = platform.up(Optional.empty());

        first.join();
        assertThat(shown()).contains("Waiting for 'ql up'");
        assertThat(seen.port()).isEqualTo(port);
    }

    private void forgetWhatWasLearned() throws IOException {
        try (Stream<Path> files = Files.walk(home.applications())) {
            for (Path cache :
                    files.filter(file -> file.toString().endsWith(".aot")).toList()) {
                Files.delete(cache);
            }
        }
    }

    private boolean isLearning() {
        return learning().filter(learning -> learning.current() != null).isPresent();
    }

    private int learned() {
        return learning().map(PlatformState.Learning::done).orElse(0);
    }

    private Optional<PlatformState.Learning> learning() {
        return platform.state().flatMap(state -> Optional.ofNullable(state.learning()));
    }

    private static List<String> processes(String argument) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(command -> command.contains(argument) && command.contains(directory.toString()))
                .toList();
    }

    private ProcessState parserNow() {
        return now("parser");
    }

    private ProcessState now(String name) {
        return platform.state().flatMap(state -> state.process(name)).orElseThrow();
    }

    private String shown() {
        return output.toString(StandardCharsets.UTF_8);
    }

    private static void await(BooleanSupplier condition) {
        await(Duration.ofMinutes(1), condition);
    }

    private static void await(Duration patience, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(patience);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
