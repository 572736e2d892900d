package io.quantumlayer.agents.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TaskPropertiesTests {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new TaskProperties(
                        "recipe-engine",
                        200,
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        250));
    }

    @Test
    void takesEveryValue() {
        assertThat(bind(Map.of(
                        "agent-orchestrator.tasks.default-model", "gpt",
                        "agent-orchestrator.tasks.max-inputs", "3",
                        "agent-orchestrator.tasks.lease", "10s",
                        "agent-orchestrator.tasks.patience", "1m",
                        "agent-orchestrator.tasks.rate-limit-patience", "2m",
                        "agent-orchestrator.tasks.max-waiting-per-owner", "7")))
                .isEqualTo(new TaskProperties(
                        "gpt", 3, Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(2), 7));
    }

    private static TaskProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("agent-orchestrator.tasks", TaskProperties.class);
    }
}
