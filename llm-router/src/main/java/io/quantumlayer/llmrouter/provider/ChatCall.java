package io.quantumlayer.llmrouter.provider;

/**
 * A chat completion request on its way to a provider.
 *
 * @param body JSON as the caller wrote it, with the model's id as the provider knows it
 * @param model the model's id as the provider knows it
 * @param stream whether the answer comes as server-sent events
 * @param requestId id of the request in logs
 */
@SuppressWarnings("ArrayRecordComponent")
public record ChatCall(byte[] body, String model, boolean stream, String requestId) {}
