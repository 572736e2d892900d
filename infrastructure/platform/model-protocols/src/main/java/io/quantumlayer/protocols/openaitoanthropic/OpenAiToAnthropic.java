package io.quantumlayer.protocols.openaitoanthropic;

import io.quantumlayer.protocols.Changes;
import io.quantumlayer.protocols.FilteredStream;
import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.StreamFilter;
import io.quantumlayer.protocols.StreamTranslator;
import io.quantumlayer.protocols.Translator;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** OpenAI's chat clients with a provider of Anthropic's API. */
public final class OpenAiToAnthropic implements Translator {

    private static final Set<String> MEMBERS = Set.of(
            "model",
            "messages",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "top_k",
            "stop",
            "stream",
            "stream_options",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "response_format",
            "reasoning_effort",
            "thinking",
            "user",
            "safety_identifier",
            "n",
            "logprobs",
            "top_logprobs",
            "logit_bias",
            "frequency_penalty",
            "presence_penalty",
            "audio",
            "modalities",
            "functions",
            "function_call",
            "web_search_options",
            "moderation");

    @Override
    public Set<String> members() {
        return MEMBERS;
    }

    @Override
    public Protocol spoken() {
        return Protocol.ANTHROPIC_MESSAGES;
    }

    private final InstantSource time;

    public OpenAiToAnthropic(InstantSource time) {
        this.time = time;
    }

    @Override
    public byte[] request(byte[] body, String model, Finish finish) {
        return finish.of(Json.bytes(AnthropicRequest.of(Json.request(body), model)), Changes.NONE);
    }

    @Override
    public byte[] answer(byte[] body, String model, UnaryOperator<byte[]> change) {
        return answer(body, Set.of(), model, change);
    }

    @Override
    public byte[] answer(byte[] requestBody, byte[] body, String model, UnaryOperator<byte[]> change) {
        return answer(body, AnthropicTools.custom(Json.request(requestBody)), model, change);
    }

    private byte[] answer(byte[] body, Set<String> custom, String model, UnaryOperator<byte[]> change) {
        return Json.bytes(OpenAiAnswer.of(
                Json.answer(change.apply(body), "/content"),
                custom,
                model,
                time.instant().getEpochSecond()));
    }

    @Override
    public StreamTranslator stream(byte[] requestBody, String model, @Nullable StreamFilter change) {
        return FilteredStream.before(
                new OpenAiChunks(
                        Json.request(requestBody), model, time.instant().getEpochSecond()),
                change);
    }
}
