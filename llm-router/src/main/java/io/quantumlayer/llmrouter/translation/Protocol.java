package io.quantumlayer.llmrouter.translation;

/** A wire protocol of a model API. */
public enum Protocol {
    OPENAI_CHAT,
    OPENAI_RESPONSES,
    ANTHROPIC_MESSAGES,
    BEDROCK_CONVERSE
}
