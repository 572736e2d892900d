package io.quantumlayer.protocols.anthropictobedrock;

import io.quantumlayer.protocols.AnthropicExtras;
import io.quantumlayer.protocols.AnthropicMessage;
import io.quantumlayer.protocols.Changes;
import io.quantumlayer.protocols.FilteredStream;
import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Member;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.StreamFilter;
import io.quantumlayer.protocols.StreamTranslator;
import io.quantumlayer.protocols.Translator;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Anthropic's clients with Bedrock's Converse, whose answers have neither an identifier nor a model. */
public final class AnthropicToConverse implements Translator {

    private static final Set<String> MEMBERS = Set.of(
            "model",
            "messages",
            "system",
            "max_tokens",
            "temperature",
            "top_p",
            "stop_sequences",
            "stream",
            "tools",
            "tool_choice",
            "output_config",
            "thinking",
            "container",
            "mcp_servers",
            "inference_geo",
            "top_k");

    @Override
    public Set<String> members() {
        return MEMBERS;
    }

    /** Converse is Anthropic's protocol in other words, so what is known of Anthropic's models can be used before. */
    @Override
    public Protocol spoken() {
        return Protocol.ANTHROPIC_MESSAGES;
    }

    @Override
    public byte[] request(byte[] body, String model, Finish finish) {
        Member request = Json.request(body);
        Changes changes = AnthropicExtras.reduce(request.object());
        if (!ConverseRequest.isClaude(model)) {
            changes = changes.and(ConverseTools.withoutOrder(request));
        }
        byte[] reduced = changes.equals(Changes.NONE) ? body : Json.bytes(request.node());
        return Json.bytes(ConverseRequest.of(Json.request(finish.of(reduced, changes)), model));
    }

    @Override
    public byte[] answer(byte[] body, String model, UnaryOperator<byte[]> change) {
        return change.apply(Json.bytes(
                ConverseAnswer.of(Json.answer(body, "/output/message/content"), AnthropicMessage.identifier(), model)));
    }

    @Override
    public StreamTranslator stream(byte[] requestBody, String model, @Nullable StreamFilter change) {
        return FilteredStream.after(new ConverseEvents(AnthropicMessage.identifier(), model), change);
    }
}
