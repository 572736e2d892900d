package io.quantumlayer.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class UsagesTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void tellsWhatAnthropicsCacheKeepsForAnHour() {
        TokenUsage start = Usages.anthropic(JSON.readTree("""
                {"input_tokens":5,"cache_read_input_tokens":0,"cache_creation_input_tokens":1000,"output_tokens":1,
                 "cache_creation":{"ephemeral_5m_input_tokens":400,"ephemeral_1h_input_tokens":600}}"""), Usages.NONE, "claude-x");
        TokenUsage end = Usages.anthropic(JSON.readTree("{\"output_tokens\":9}"), start, null);

        assertThat(end).isEqualTo(new TokenUsage(1_005, 9, 0, 1_000, 600, 0, "claude-x"));
    }
}
