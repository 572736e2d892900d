package io.quantumlayer.protocols.anthropictoopenai;

import io.quantumlayer.protocols.AnthropicExtras;
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

/** Anthropic's clients with a provider of OpenAI's chat API. */
public final class AnthropicToOpenAi implements Translator {

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
            "metadata");

    @Override
    public Set<String> members() {
        return MEMBERS;
    }

    @Override
    public Protocol spoken() {
        return Protocol.OPENAI_CHAT;
    }

    @Override
    public byte[] request(byte[] body, String model, Finish finish) {
        Member request = Json.request(body);
        Changes changes = AnthropicExtras.reduce(request.object());
        byte[] written = Json.bytes(OpenAiRequest.of(request, model));
        return finish.of(written, OpenAiUser.isShortened(request) ? changes.and(OpenAiUser.SHORTENED) : changes);
    }

    @Override
    public byte[] answer(byte[] body, String model, UnaryOperator<byte[]> change) {
        return Json.bytes(AnthropicAnswer.of(Json.answer(change.apply(body), "/choices/0/message"), model));
    }

    @Override
    public StreamTranslator stream(byte[] requestBody, String model, @Nullable StreamFilter change) {
        return FilteredStream.before(new AnthropicEvents(model), change);
    }
}
