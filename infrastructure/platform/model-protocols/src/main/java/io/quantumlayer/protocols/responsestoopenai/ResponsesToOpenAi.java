package io.quantumlayer.protocols.responsestoopenai;

import io.quantumlayer.protocols.Changes;
import io.quantumlayer.protocols.FilteredStream;
import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.StreamFilter;
import io.quantumlayer.protocols.StreamTranslator;
import io.quantumlayer.protocols.Translator;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Clients of OpenAI's Responses API with a provider of its chat API. */
public final class ResponsesToOpenAi implements Translator {

    private static final Set<String> MEMBERS = Set.of(
            "model",
            "input",
            "instructions",
            "max_output_tokens",
            "temperature",
            "top_p",
            "stream",
            "stream_options",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "text",
            "reasoning",
            "user",
            "safety_identifier",
            "previous_response_id",
            "conversation",
            "prompt",
            "background",
            "moderation",
            "top_logprobs",
            "truncation");

    @Override
    public Set<String> members() {
        return MEMBERS;
    }

    @Override
    public Protocol spoken() {
        return Protocol.OPENAI_CHAT;
    }

    private final InstantSource time;

    public ResponsesToOpenAi(InstantSource time) {
        this.time = time;
    }

    @Override
    public byte[] request(byte[] body, String model, Finish finish) {
        Set<String> dropped = new LinkedHashSet<>();
        byte[] request = Json.bytes(ResponsesRequest.of(Json.request(body), model, dropped));
        return finish.of(request, new Changes(dropped, Set.of()));
    }

    @Override
    public byte[] answer(byte[] body, String model, UnaryOperator<byte[]> change) {
        return answer("{}".getBytes(StandardCharsets.UTF_8), body, model, change);
    }

    @Override
    public byte[] answer(byte[] requestBody, byte[] body, String model, UnaryOperator<byte[]> change) {
        return Json.bytes(ResponsesAnswer.of(
                Json.answer(change.apply(body), "/choices/0/message"),
                Json.request(requestBody),
                model,
                time.instant().getEpochSecond()));
    }

    @Override
    public StreamTranslator stream(byte[] requestBody, String model, @Nullable StreamFilter change) {
        return FilteredStream.before(
                new ResponsesEvents(
                        Json.request(requestBody), model, time.instant().getEpochSecond()),
                change);
    }
}
