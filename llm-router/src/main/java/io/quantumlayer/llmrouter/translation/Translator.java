package io.quantumlayer.llmrouter.translation;

/** One direction. */
public interface Translator {
    byte[] request(byte[] body, String model);

    byte[] answer(byte[] body, String model);

    StreamTranslator stream(byte[] requestBody, String model);
}
