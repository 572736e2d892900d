package io.quantumlayer.llmrouter.provider;

import java.util.List;

/** A provider within the router: it answers OpenAI chat completions without a network and for nothing. */
public interface InProcessModel {

    /** Name in settings, headers and model ids. */
    String name();

    /** Model ids that it serves. */
    List<String> models();

    /**
     * Answers a chat completion request; may take its time, as it has a thread of its own.
     *
     * @param body JSON as the caller wrote it
     * @param stream whether to answer with the events of a stream, one for each element; else with one whole body
     * @throws io.quantumlayer.protocols.ModelErrorException if it cannot answer the request
     */
    List<byte[]> complete(byte[] body, boolean stream);
}
