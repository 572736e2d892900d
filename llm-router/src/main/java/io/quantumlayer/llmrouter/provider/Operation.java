package io.quantumlayer.llmrouter.provider;

import io.quantumlayer.llmrouter.translation.Protocol;

/** What a client asks for; each has a path of its own. */
public enum Operation {
    /** OpenAI chat completion. */
    CHAT(Protocol.OPENAI_CHAT, "chat", "messages"),
    /** OpenAI embeddings. */
    EMBEDDINGS(Protocol.OPENAI_CHAT, "embeddings", "input"),
    /** OpenAI response. */
    RESPONSES(Protocol.OPENAI_RESPONSES, "chat", "input"),
    /** Anthropic message. */
    MESSAGES(Protocol.ANTHROPIC_MESSAGES, "chat", "messages"),
    /** Anthropic count of the tokens of a message that is not sent. */
    COUNT_TOKENS(Protocol.ANTHROPIC_MESSAGES, "count_tokens", "messages");

    private final Protocol protocol;
    private final String convention;
    private final String content;

    Operation(Protocol protocol, String convention, String content) {
        this.protocol = protocol;
        this.convention = convention;
        this.content = content;
    }

    /** Protocol of request, answer and errors. */
    public Protocol protocol() {
        return protocol;
    }

    /** Name of the operation in the OpenTelemetry conventions for generative AI. */
    public String convention() {
        return convention;
    }

    /** The request's member without which there is nothing to do. */
    public String content() {
        return content;
    }
}
