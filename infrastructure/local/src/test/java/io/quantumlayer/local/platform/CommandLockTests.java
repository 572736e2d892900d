package io.quantumlayer.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.Home;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLockTests {

    @TempDir
    private Path directory;

    private Home home;

    @BeforeEach
    void create() {
        home = new Home(directory).create();
    }

    @Test
    void whoeverWaitsIsToldForWhom() {
        List<String> messages = new ArrayList<>();

        try (CommandLock _ = CommandLock.attempt(home, "ql up").orElseThrow()) {
            assertThat(CommandLock.attempt(home, "ql down")).isEmpty();
            assertThatExceptionOfType(CommandFailedException.class)
                    .isThrownBy(() -> CommandLock.acquire(home, "ql down", Duration.ofMillis(300), messages::add))
                    .withMessageContaining(
                            "'ql up' (process %d)", ProcessHandle.current().pid());
        }

        assertThat(messages)
                .containsExactly("Waiting for 'ql up' (process %d)."
                        .formatted(ProcessHandle.current().pid()));
    }

    @Test
    void aLockThatWasGivenBackIsFree() {
        CommandLock.attempt(home, "ql up").orElseThrow().close();

        assertThat(CommandLock.attempt(home, "ql down")).isPresent();
    }
}
