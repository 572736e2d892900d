package io.quantumlayer.protocols.watch;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.TokenUsage;
import io.quantumlayer.protocols.Usages;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads the usage of an answer in its own protocol, without translating it. */
public final class UsageReader {

    private UsageReader() {}

    /** Tokens that a whole answer reports; {@code null} if it reports none or is no JSON. */
    public static @Nullable TokenUsage ofAnswer(Protocol protocol, byte[] body) {
        JsonNode answer;
        try {
            answer = Json.read(body);
        } catch (JacksonException unreadable) {
            return null;
        }
        JsonNode usage = answer.path("usage");
        if (!usage.isObject()) {
            return null;
        }
        String model = answer.path("model").stringValue(null);
        return switch (protocol) {
            case OPENAI_CHAT -> Usages.openAi(usage, model);
            case OPENAI_RESPONSES -> Usages.responses(usage, model);
            case ANTHROPIC_MESSAGES -> Usages.anthropic(usage, Usages.NONE, model);
            case BEDROCK_CONVERSE -> Usages.converse(usage, model);
        };
    }
}
