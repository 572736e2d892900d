package io.quantumlayer.llmrouter.provider.kind;

import io.netty.handler.codec.http.HttpHeaders;
import io.quantumlayer.protocols.Protocol;
import java.util.List;
import java.util.Map;

/** The Anthropic API. */
public record Anthropic() implements ProviderKind {

    private static final String VERSION = "2023-06-01";

    @Override
    public String type() {
        return "anthropic";
    }

    @Override
    public Map<Setting, List<String>> variables() {
        return Map.of(Setting.KEY, List.of("ANTHROPIC_API_KEY"));
    }

    @Override
    public String defaultAddress() {
        return "https://api.anthropic.com/v1";
    }

    @Override
    public Protocol protocol() {
        return Protocol.ANTHROPIC_MESSAGES;
    }

    @Override
    public Dialect dialect() {
        return Dialect.of(Operation.MESSAGES, Operation.COUNT_TOKENS);
    }

    @Override
    public void authorise(HttpHeaders headers, String key) {
        headers.set("x-api-key", key);
    }

    @Override
    public void describe(HttpHeaders headers, Map<String, String> client) {
        headers.set("anthropic-version", VERSION);
        client.forEach(headers::set);
    }
}
