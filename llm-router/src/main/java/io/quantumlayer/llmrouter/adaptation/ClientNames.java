package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.protocols.Protocol;
import java.util.Map;

/** What a client calls the members of a request to a provider of another protocol. */
final class ClientNames {

    private static final Map<String, String> CHAT_FOR_ANTHROPIC = Map.of(
            "max_completion_tokens", "max_tokens",
            "reasoning_effort", "output_config.effort",
            "response_format", "output_config.format",
            "stop", "stop_sequences",
            "user", "metadata",
            "parallel_tool_calls", "tool_choice",
            "messages[].reasoning_content", "messages[].content[].thinking",
            "stream_options", "");

    private static final Map<String, String> CHAT_FOR_RESPONSES = Map.of(
            "max_tokens", "max_output_tokens",
            "max_completion_tokens", "max_output_tokens",
            "reasoning_effort", "reasoning.effort",
            "response_format", "text.format",
            "messages", "input",
            "messages[].reasoning_content", "input.reasoning",
            "stream_options", "");

    private static final Map<String, String> MESSAGES_FOR_CHAT = Map.of(
            "output_config.format", "response_format",
            "output_config.effort", "reasoning_effort",
            "thinking", "reasoning_effort",
            "stop_sequences", "stop",
            "metadata", "user",
            "system", "messages");

    private static final Map<String, String> MESSAGES_FOR_RESPONSES = Map.of(
            "max_tokens", "max_output_tokens",
            "output_config.format", "text.format",
            "output_config.effort", "reasoning.effort",
            "thinking", "reasoning.effort",
            "stop_sequences", "stop",
            "metadata", "user",
            "system", "instructions",
            "messages", "input");

    private ClientNames() {}

    /** The client's name of a member; empty where the client has no such thing. */
    static String of(Protocol client, Protocol provider, String member) {
        if (client == provider) {
            return member;
        }
        Map<String, String> names = switch (provider) {
            case OPENAI_CHAT -> client == Protocol.ANTHROPIC_MESSAGES ? CHAT_FOR_ANTHROPIC : CHAT_FOR_RESPONSES;
            case ANTHROPIC_MESSAGES -> client == Protocol.OPENAI_CHAT ? MESSAGES_FOR_CHAT : MESSAGES_FOR_RESPONSES;
            case OPENAI_RESPONSES, BEDROCK_CONVERSE -> Map.of();
        };
        return names.getOrDefault(member, member);
    }
}
