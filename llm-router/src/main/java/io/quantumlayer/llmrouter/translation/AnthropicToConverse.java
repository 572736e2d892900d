package io.quantumlayer.llmrouter.translation;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Anthropic's clients with Bedrock's Converse, whose answers have neither an identifier nor a model. */
final class AnthropicToConverse implements Translator {

    @Override
    public byte[] request(byte[] body, String model) {
        return Json.bytes(ConverseRequest.of(Json.request(body), model));
    }

    @Override
    public byte[] answer(byte[] body, String model) {
        return Json.bytes(ConverseAnswer.of(Json.answer(body, "/output/message/content"), identifier(), model));
    }

    @Override
    public StreamTranslator stream(byte[] requestBody, String model) {
        return new ConverseEvents(identifier(), model);
    }

    private static String identifier() {
        byte[] random = new byte[12];
        ThreadLocalRandom.current().nextBytes(random);
        return "msg_" + HexFormat.of().formatHex(random);
    }
}
