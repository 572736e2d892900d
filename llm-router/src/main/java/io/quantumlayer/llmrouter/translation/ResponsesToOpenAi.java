package io.quantumlayer.llmrouter.translation;

import java.time.InstantSource;

/** Clients of OpenAI's Responses API with a provider of its chat API. */
final class ResponsesToOpenAi implements Translator {

    private final InstantSource time;

    ResponsesToOpenAi(InstantSource time) {
        this.time = time;
    }

    @Override
    public byte[] request(byte[] body, String model) {
        return Json.bytes(ResponsesRequest.of(Json.request(body), model));
    }

    @Override
    public byte[] answer(byte[] body, String model) {
        return Json.bytes(ResponsesAnswer.of(
                Json.answer(body, "/choices/0/message"), model, time.instant().getEpochSecond()));
    }

    @Override
    public StreamTranslator stream(byte[] requestBody, String model) {
        return new ResponsesEvents(
                Json.request(requestBody), model, time.instant().getEpochSecond());
    }
}
