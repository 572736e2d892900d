package io.quantumlayer.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServerProcessTests {

    @TempDir
    private Path directory;

    @Test
    void anOwnedServerEndsWhenItsOwnerIsKilled() throws Exception {
        Process owner = owner(Lifetime.OWNED);
        ProcessIdentity server = identity();

        owner.destroyForcibly().waitFor();

        assertThat(ended(server)).isTrue();
    }

    @Test
    void aDetachedServerOutlivesItsOwner() throws Exception {
        Process owner = owner(Lifetime.DETACHED);
        ProcessIdentity server = identity();
        try {
            owner.destroyForcibly().waitFor();
            Thread.sleep(500);

            assertThat(server.isAlive()).isTrue();
        } finally {
            ServerProcess.stop(server, "KILL", Duration.ofSeconds(5));
        }
    }

    @Test
    void aServerThatIgnoresTheSignalIsKilled() {
        ServerProcess server = start(List.of("sh", "-c", "trap '' TERM; while :; do sleep 1; done"));

        server.stop("TERM", Duration.ofMillis(300));

        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void anIdentityWithAnotherStartIsNotTheProcess() {
        ProcessIdentity reused = new ProcessIdentity(ProcessHandle.current().pid(), "another boot:1");

        assertThat(reused.isAlive()).isFalse();
        assertThat(ProcessIdentity.current().isAlive()).isTrue();
    }

    @Test
    void aProgramThatDoesNotExistIsNamed() {
        assertThatExceptionOfType(ServerStartException.class)
                .isThrownBy(() -> {
                    ServerProcess server = start(List.of("/nowhere/server"));
                    Thread.sleep(200);
                    assertThat(server.isAlive()).isFalse();
                    throw new ServerStartException(LogTail.of(directory.resolve("log")));
                })
                .withMessageContaining("/nowhere/server");
    }

    @Test
    void aServerSeesTheGivenEnvironmentAlone() throws Exception {
        ServerProcess server = ServerProcess.start(
                List.of("/bin/sleep", "60"),
                Map.of("ONLY", "this"),
                directory,
                directory.resolve("log"),
                Lifetime.OWNED,
                "TERM");
        try {
            Path environment = Path.of("/proc", Long.toString(server.identity().pid()), "environ");
            while (!Files.readString(environment).equals("ONLY=this\0")) {
                // Until the program has taken the place of the process that starts it.
                assertThat(server.isAlive()).isTrue();
                Thread.sleep(20);
            }
        } finally {
            server.stop("KILL", Duration.ofSeconds(5));
        }
    }

    private ServerProcess start(List<String> command) {
        return ServerProcess.start(
                command, Map.of("PATH", "/usr/bin:/bin"), directory, directory.resolve("log"), Lifetime.OWNED, "TERM");
    }

    private Process owner(Lifetime lifetime) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        lifetime.name(),
                        directory.toString())
                .inheritIO()
                .start();
    }

    private ProcessIdentity identity() throws Exception {
        Path pid = directory.resolve("pid");
        while (!Files.exists(pid)) {
            Thread.sleep(50);
        }
        return ProcessIdentity.of(Long.parseLong(Files.readString(pid))).orElseThrow();
    }

    private static boolean ended(ProcessIdentity server) throws InterruptedException {
        for (int i = 0; i < 100 && server.isAlive(); i++) {
            Thread.sleep(50);
        }
        return !server.isAlive();
    }

    static final class Owner {

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[1]);
            ServerProcess server = ServerProcess.start(
                    List.of("sleep", "300"),
                    Map.of("PATH", "/usr/bin:/bin"),
                    directory,
                    directory.resolve("log"),
                    Lifetime.valueOf(arguments[0]),
                    "TERM");
            Path written = Files.writeString(
                    directory.resolve("pid.new"),
                    Long.toString(server.identity().pid()));
            Files.move(written, directory.resolve("pid"));
            Thread.sleep(Duration.ofMinutes(5));
        }
    }
}
