package io.quantumlayer.llmrouter.translation;

/** Anthropic's clients with a provider of OpenAI's chat API. */
final class AnthropicToOpenAi implements Translator {

    @Override
    public byte[] request(byte[] body, String model) {
        return Json.bytes(OpenAiRequest.of(Json.request(body), model));
    }

    @Override
    public byte[] answer(byte[] body, String model) {
        return Json.bytes(AnthropicAnswer.of(Json.answer(body, "/choices/0/message"), model));
    }

    @Override
    public StreamTranslator stream(byte[] requestBody, String model) {
        return new AnthropicEvents(model);
    }
}
