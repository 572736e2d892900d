package io.quantumlayer.llmrouter.provider.kind;

import io.quantumlayer.protocols.Protocol;

/** What a client asks for; each has a path of its own. */
public enum Operation {
    /** OpenAI chat completion. */
    CHAT(Protocol.OPENAI_CHAT, "/chat/completions", "chat", "messages"),
    /** OpenAI embeddings. */
    EMBEDDINGS(Protocol.OPENAI_CHAT, "/embeddings", "embeddings", "input"),
    /** OpenAI response. */
    RESPONSES(Protocol.OPENAI_RESPONSES, "/responses", "chat", "input"),
    /** OpenAI compaction of the conversation of a response. */
    COMPACT(Protocol.OPENAI_RESPONSES, "/responses/compact", "chat", "input"),
    /** OpenAI count of the tokens of a response's input, which is not sent. */
    INPUT_TOKENS(Protocol.OPENAI_RESPONSES, "/responses/input_tokens", "count_tokens", "input"),
    /** Anthropic message. */
    MESSAGES(Protocol.ANTHROPIC_MESSAGES, "/messages", "chat", "messages"),
    /** Anthropic count of the tokens of a message that is not sent. */
    COUNT_TOKENS(Protocol.ANTHROPIC_MESSAGES, "/messages/count_tokens", "count_tokens", "messages");

    private final Protocol protocol;
    private final String path;
    private final String convention;
    private final String content;

    Operation(Protocol protocol, String path, String convention, String content) {
        this.protocol = protocol;
        this.path = path;
        this.convention = convention;
        this.content = content;
    }

    /** The operation that calls of other protocols become for a provider of this one. */
    public static Operation chatOf(Protocol protocol) {
        return switch (protocol) {
            case OPENAI_CHAT, BEDROCK_CONVERSE -> CHAT;
            case OPENAI_RESPONSES -> RESPONSES;
            case ANTHROPIC_MESSAGES -> MESSAGES;
        };
    }

    /** The operation whose API it belongs to: who speaks the one is asked for the other. */
    public Operation api() {
        return protocol == Protocol.OPENAI_RESPONSES ? RESPONSES : this;
    }

    /** Whether it only counts: nothing is generated, and nothing has to be paid. */
    public boolean isCount() {
        return this == COUNT_TOKENS || this == INPUT_TOKENS;
    }

    /** Protocol of request, answer and errors. */
    public Protocol protocol() {
        return protocol;
    }

    /** Path below the address of the API. */
    public String path() {
        return path;
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
