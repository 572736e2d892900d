package io.quantumlayer.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalServerTests {

    private final Path cli = TemporalCli.in(Tools.cacheDirectory()).locate(FetchProgress.silent());

    @TempDir
    private Path directory;

    @Test
    void servesItsNamespaceAndKeepsItsRunsOverAKill() throws Exception {
        int port = LoopbackPort.free();
        String started;
        try (TemporalServer server = TemporalServer.start(TemporalSettings.in(directory, cli, port), Lifetime.OWNED)) {
            started = temporal(server, "workflow", "start", "--type", "T", "--task-queue", "q", "--workflow-id", "w1");
            ServerProcess.stop(server.process().identity(), "KILL", Duration.ofSeconds(5));
            assertThat(server.process().isAlive()).isFalse();
        }

        try (TemporalServer again = TemporalServer.start(TemporalSettings.in(directory, cli, port), Lifetime.OWNED)) {
            assertThat(started).contains("w1");
            assertThat(temporal(again, "workflow", "list")).contains("w1");
            assertThat(temporal(again, "operator", "namespace", "describe", "-n", "quantumlayer"))
                    .contains("720h0m0s");
        }
    }

    @Test
    void writesAheadSoThatNoTransactionWaitsForTheDisk() {
        TemporalSettings settings = TemporalSettings.in(directory, cli, LoopbackPort.free());

        try (TemporalServer server = TemporalServer.start(settings, Lifetime.OWNED)) {
            assertThat(server.process().isAlive()).isTrue();
            assertThat(directory.resolve("temporal.db-wal")).isNotEmptyFile();
        }
    }

    @Test
    void registersSearchAttributesAgainAndAgain() throws Exception {
        TemporalSettings settings = new TemporalSettings(
                cli,
                directory,
                directory.resolve("temporal.log"),
                LoopbackPort.free(),
                "quantumlayer",
                Duration.ofDays(30),
                Map.of("QuantumLanguage", "Keyword"));

        for (int round = 0; round < 2; round++) {
            try (TemporalServer server = TemporalServer.start(settings, Lifetime.OWNED)) {
                assertThat(temporal(server, "operator", "search-attribute", "list"))
                        .contains("QuantumLanguage");
            }
        }
    }

    @Test
    void aDetachedServerIsFoundByItsDirectoryAndStopped() {
        TemporalServer server =
                TemporalServer.start(TemporalSettings.in(directory, cli, LoopbackPort.free()), Lifetime.DETACHED);
        try {
            assertThat(TemporalServer.leftover(directory))
                    .contains(server.process().identity());
        } finally {
            TemporalServer.leftover(directory).ifPresent(TemporalServer::stop);
        }

        assertThat(server.process().isAlive()).isFalse();
        assertThat(TemporalServer.leftover(directory)).isEmpty();
    }

    @Test
    void aServerThatCannotStartSaysWhyAndLeavesNothing() throws IOException {
        Path broken = Files.writeString(directory.resolve("temporal"), "#!/bin/sh\necho no database today\nexit 3\n");
        assertThat(broken.toFile().setExecutable(true)).isTrue();

        assertThatExceptionOfType(ServerStartException.class)
                .isThrownBy(() -> TemporalServer.start(
                        TemporalSettings.in(directory, broken, LoopbackPort.free()), Lifetime.OWNED))
                .withMessageContaining("no database today")
                .withMessageContaining("temporal.log");
    }

    @Test
    void listensOnTheLoopbackInterfaceAlone() throws IOException {
        try (TemporalServer server =
                        TemporalServer.start(TemporalSettings.in(directory, cli, LoopbackPort.free()), Lifetime.OWNED);
                Socket socket = new Socket(
                        "127.0.0.1", Integer.parseInt(server.address().split(":")[1]))) {
            assertThat(socket.isConnected()).isTrue();
            assertThat(Files.readAllLines(Path.of("/proc/net/tcp")))
                    .noneMatch(line -> line.contains(" 00000000:%04X ".formatted(socket.getPort())));
        }
    }

    private String temporal(TemporalServer server, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(cli.toString()).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment().put("TEMPORAL_ADDRESS", server.address());
        builder.environment().put("TEMPORAL_NAMESPACE", "quantumlayer");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
