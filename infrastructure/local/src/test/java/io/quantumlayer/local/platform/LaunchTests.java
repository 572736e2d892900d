package io.quantumlayer.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.local.Home;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaunchTests {

    @Test
    void theSupervisorGetsWhatTheUserHasSetButTheKeyForTheApi() {
        Map<String, String> user = Map.of(
                "QL_API_KEY", "alice-key",
                "QL_API_KEY_FILE", "/home/me/key",
                "QL_HOME", "elsewhere",
                "OPENAI_API_KEY", "sk-1",
                "PATH", "/usr/bin");

        assertThat(Launch.environment(new Home(Path.of("/home/me/.quantumlayer")), user))
                .containsOnly(
                        Map.entry("QL_HOME", "/home/me/.quantumlayer"),
                        Map.entry("OPENAI_API_KEY", "sk-1"),
                        Map.entry("PATH", "/usr/bin"));
    }
}
