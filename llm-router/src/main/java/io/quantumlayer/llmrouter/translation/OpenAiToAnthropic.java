package io.quantumlayer.llmrouter.translation;

import java.time.InstantSource;

/** OpenAI's chat clients with a provider of Anthropic's API. */
final class OpenAiToAnthropic implements Translator {

    private final InstantSource time;

    OpenAiToAnthropic(InstantSource time) {
        this.time = time;
    }

    @Override
    public byte[] request(byte[] body, String model) {
        return Json.bytes(AnthropicRequest.of(Json.request(body), model));
    }

    @Override
    public byte[] answer(byte[] body, String model) {
        return Json.bytes(OpenAiAnswer.of(
                Json.answer(body, "/content"), model, time.instant().getEpochSecond()));
    }

    @Override
    public StreamTranslator stream(byte[] requestBody, String model) {
        return new OpenAiChunks(Json.request(requestBody), model, time.instant().getEpochSecond());
    }
}
