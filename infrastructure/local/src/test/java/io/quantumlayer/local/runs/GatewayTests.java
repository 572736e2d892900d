package io.quantumlayer.local.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quantumlayer.local.ApiKey;
import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GatewayTests {

    private static final String KEY = "alice-key";

    @TempDir
    private static Path directory;

    private FakePlatform platform;

    enum Call {
        START(gateway -> gateway.start(Map.of("prompt", "x"))),
        RUN(gateway -> gateway.run(FakePlatform.ID)),
        RUNS(gateway -> gateway.runs(20)),
        RESULT(gateway -> gateway.result(FakePlatform.ID)),
        RETRY(gateway -> gateway.retry(FakePlatform.ID)),
        CANCEL(gateway -> gateway.cancel(FakePlatform.ID)),
        DOWNLOAD(gateway -> gateway.download(FakePlatform.ID, directory.resolve("project.zip")));

        private final Consumer<Gateway> what;

        Call(Consumer<Gateway> what) {
            this.what = what;
        }
    }

    @BeforeEach
    void open() throws IOException {
        platform = new FakePlatform(Map.of("a/b", "c"));
        platform.wantedKey = KEY;
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    void everyCallShowsTheKey(Call call) {
        try (Gateway gateway = new Gateway(platform.uri(), Optional.of(new ApiKey(KEY, "QL_API_KEY")))) {
            call.what.accept(gateway);
        }
    }

    @Test
    void theJournalShowsTheKeyToo() throws IOException, InterruptedException {
        try (Gateway gateway = new Gateway(platform.uri(), Optional.of(new ApiKey(KEY, "QL_API_KEY")));
                var body = gateway.events(FakePlatform.ID, 0).body()) {
            assertThat(body.readAllBytes()).isEmpty();
        }
        assertThat(platform.lastEventIds()).containsExactly("0");
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    void withoutAKeyTheAnswerSaysHowToGiveOne(Call call) {
        try (Gateway gateway = new Gateway(platform.uri())) {
            assertThatExceptionOfType(CommandFailedException.class)
                    .isThrownBy(() -> call.what.accept(gateway))
                    .withMessageContaining("An API key of this platform is needed")
                    .withMessageContaining("export QL_API_KEY, or QL_API_KEY_FILE")
                    .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE));
        }
    }

    @Test
    void aKeyThatTheGatewayDoesNotKnowIsSaidSoAndNotShown() {
        try (Gateway gateway = new Gateway(platform.uri(), Optional.of(new ApiKey("bob-key", "QL_API_KEY_FILE")))) {
            assertThatExceptionOfType(CommandFailedException.class)
                    .isThrownBy(() -> gateway.runs(20))
                    .withMessageContaining("does not know the key of QL_API_KEY_FILE")
                    .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("bob-key"));
        }
    }
}
