package io.quantumlayer.llmrouter.provider;

import io.quantumlayer.llmrouter.translation.Protocol;

/** How a provider is spoken to. */
public enum ProviderType {
    /** The OpenAI API below a base URL that normally ends in {@code /v1}. */
    OPENAI(Protocol.OPENAI_CHAT),
    /** The OpenAI API with deployments in the path, an {@code api-version} and the key in {@code api-key}. */
    AZURE_OPENAI(Protocol.OPENAI_CHAT),
    /** Google's OpenAI-compatible end point of Gemini. */
    GEMINI(Protocol.OPENAI_CHAT),
    /** The Anthropic API. */
    ANTHROPIC(Protocol.ANTHROPIC_MESSAGES),
    /** The Converse API of Amazon Bedrock. */
    BEDROCK(Protocol.BEDROCK_CONVERSE);

    private final Protocol protocol;

    ProviderType(Protocol protocol) {
        this.protocol = protocol;
    }

    /** The protocol of its chat. */
    public Protocol protocol() {
        return protocol;
    }
}
