package io.quantumlayer.protocols;

/** A wire protocol of a model API. */
public enum Protocol {
    /** OpenAI's {@code POST /v1/chat/completions}. */
    OPENAI_CHAT,
    /** OpenAI's {@code POST /v1/responses}. */
    OPENAI_RESPONSES,
    /** Anthropic's {@code POST /v1/messages}. */
    ANTHROPIC_MESSAGES,
    /** Amazon Bedrock's {@code Converse} and {@code ConverseStream}. */
    BEDROCK_CONVERSE
}
