package io.quantumlayer.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quantumlayer.local.platform.PlatformState.Condition;
import io.quantumlayer.servers.Lifetime;
import io.quantumlayer.servers.ServerProcess;
import io.quantumlayer.servers.ServerStartException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SupervisedTests {

    private static final Path LOG = Path.of("/dev/null");

    private final List<ServerProcess> processes = new ArrayList<>();

    @AfterEach
    void end() {
        processes.forEach(process -> process.stop("KILL", Duration.ofSeconds(5)));
    }

    @Test
    void aServerIsReadyOnceItIsStartedTheFirstTimeAndAgain() {
        Supervised server = Supervised.server("temporal", 1, LOG, "TERM", this::sleeping);

        server.start();
        assertThat(server.condition()).isEqualTo(Condition.READY);
        Duration pause = server.ended(Instant.now());
        assertThat(pause).isEqualTo(Duration.ofSeconds(1));
        assertThat(server.condition()).isEqualTo(Condition.RESTARTING);
        server.start();

        assertThat(server.condition()).isEqualTo(Condition.READY);
        assertThat(server.state().restarts()).isEqualTo(1);
    }

    @Test
    void aServerThatCannotBeStartedAgainIsNotReady() {
        AtomicBoolean works = new AtomicBoolean(true);
        Supervised server = Supervised.server("temporal", 1, LOG, "TERM", () -> {
            if (works.get()) {
                return sleeping();
            }
            throw new ServerStartException("no");
        });
        server.start();
        Duration _ = server.ended(Instant.now());
        works.set(false);

        assertThatExceptionOfType(ServerStartException.class).isThrownBy(server::start);

        assertThat(server.condition()).isEqualTo(Condition.STARTING);
    }

    @Test
    void aServiceMayTakeItsTimeButNotForEver() {
        Supervised service = Supervised.service("parser", new Endpoint(1, 2), LOG, "build", this::sleeping);
        service.start();
        Instant started = Instant.now();

        assertThat(service.answered(false, started.plusSeconds(60))).isFalse();
        assertThat(service.condition()).isEqualTo(Condition.STARTING);
        assertThat(service.answered(false, started.plusSeconds(180))).isTrue();
        assertThat(service.condition()).isEqualTo(Condition.NOT_READY);
        assertThat(service.answered(true, started.plusSeconds(181))).isTrue();
        assertThat(service.answered(true, started.plusSeconds(182))).isFalse();
        assertThat(service.condition()).isEqualTo(Condition.READY);
    }

    private ServerProcess sleeping() {
        ServerProcess process = ServerProcess.start(
                List.of("sleep", "60"), Map.of("PATH", "/usr/bin:/bin"), Path.of("/"), LOG, Lifetime.OWNED, "TERM");
        processes.add(process);
        return process;
    }

    @Test
    void pausesDoubleUpToHalfAMinute() {
        assertThat(Supervised.pause(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Supervised.pause(2)).isEqualTo(Duration.ofSeconds(2));
        assertThat(Supervised.pause(5)).isEqualTo(Duration.ofSeconds(16));
        assertThat(Supervised.pause(6)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Supervised.pause(1000)).isEqualTo(Duration.ofSeconds(30));
    }
}
