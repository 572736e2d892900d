package io.quantumlayer.llmrouter.translation;

/** Translates the exchanges of a client that speaks one protocol with a provider that speaks another. */
public interface Translator {

    /**
     * The provider's request for the client's.
     *
     * @param model name that the provider knows the model by
     * @throws io.quantumlayer.llmrouter.error.ModelErrorException 400 naming the member that is wrong, or that the
     *     provider's protocol cannot say
     */
    byte[] request(byte[] body, String model);

    /**
     * The client's answer for the provider's 2xx answer.
     *
     * @param model name to show when the provider names none
     * @throws io.quantumlayer.llmrouter.error.ModelErrorException 502 if the answer cannot be read
     */
    byte[] answer(byte[] body, String model);

    /**
     * The translation of one streamed answer.
     *
     * @param requestBody the client's request
     * @param model name to show when the provider names none
     */
    StreamTranslator stream(byte[] requestBody, String model);
}
