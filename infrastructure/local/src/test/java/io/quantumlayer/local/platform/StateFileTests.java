package io.quantumlayer.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.local.Home;
import io.quantumlayer.local.platform.PlatformState.Condition;
import io.quantumlayer.local.platform.PlatformState.Phase;
import io.quantumlayer.local.platform.PlatformState.ProcessState;
import io.quantumlayer.servers.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTests {

    private static final ProcessIdentity DEAD =
            new ProcessIdentity(ProcessHandle.current().pid(), "another boot:1");

    @TempDir
    private Path directory;

    @Test
    void aStateIsReadAsItWasWritten() {
        StateFile file = new StateFile(new Home(directory).create());
        PlatformState state = state(ProcessIdentity.current(), ProcessIdentity.current());

        file.write(state);

        assertThat(file.read()).contains(state);
    }

    @Test
    void aStateOfAnOlderReleaseIsRead() throws IOException {
        StateFile file = new StateFile(new Home(directory).create());
        file.write(state(ProcessIdentity.current(), ProcessIdentity.current()));
        Path json = directory.resolve("run/state.json");
        Files.writeString(json, Files.readString(json).replace(",\"given_up\":[]", ""));

        assertThat(file.read()).contains(state(ProcessIdentity.current(), ProcessIdentity.current()));
        assertThat(json).content().doesNotContain("given_up");
    }

    @Test
    void nothingAndRubbishAreNoState() throws IOException {
        StateFile file = new StateFile(new Home(directory).create());

        assertThat(file.read()).isEmpty();
        Files.writeString(directory.resolve("run/state.json"), "{\"phase\":");
        assertThat(file.read()).isEmpty();
    }

    @Test
    void processesOfALivingSupervisorAreNoLeftovers() {
        assertThat(state(ProcessIdentity.current(), ProcessIdentity.current()).leftovers())
                .isEmpty();
        assertThat(state(DEAD, ProcessIdentity.current()).leftovers())
                .extracting(ProcessState::name)
                .containsExactly("parser");
    }

    @Test
    void aProcessIdThatAnotherProcessGotIsNoLeftover() {
        assertThat(state(DEAD, DEAD).leftovers()).isEmpty();
    }

    private static PlatformState state(ProcessIdentity supervisor, ProcessIdentity parser) {
        return new PlatformState(
                Phase.READY,
                null,
                30880,
                null,
                Instant.parse("2026-01-01T00:00:00Z"),
                supervisor,
                List.of(new ProcessState("parser", parser, Condition.READY, 1234, 1235, "abc", 2, "/tmp/parser.log")),
                new PlatformState.Learning("parser", 3, 9, List.of()));
    }
}
