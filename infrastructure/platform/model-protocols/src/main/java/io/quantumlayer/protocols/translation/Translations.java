package io.quantumlayer.protocols.translation;

import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.Translator;
import io.quantumlayer.protocols.anthropictobedrock.AnthropicToConverse;
import io.quantumlayer.protocols.anthropictoopenai.AnthropicToOpenAi;
import io.quantumlayer.protocols.openaitoanthropic.OpenAiToAnthropic;
import io.quantumlayer.protocols.responsestoopenai.ResponsesToOpenAi;
import java.time.InstantSource;

/**
 * The translations between protocols. What changes the meaning of a request and cannot be said in the provider's
 * protocol is a 400 that names the member; what is a mere hint is left out. The lists are with the requests:
 * {@code AnthropicRequest}, {@code OpenAiRequest}, {@code ConverseRequest} and {@code ResponsesRequest}.
 */
public final class Translations {

    private static final Translator OPENAI_TO_ANTHROPIC = new OpenAiToAnthropic(InstantSource.system());
    private static final Translator ANTHROPIC_TO_OPENAI = new AnthropicToOpenAi();
    private static final Translator ANTHROPIC_TO_BEDROCK = new AnthropicToConverse();
    private static final Translator OPENAI_TO_BEDROCK =
            new Chain(OPENAI_TO_ANTHROPIC, ANTHROPIC_TO_BEDROCK, ClientPaths::chat);
    private static final Translator RESPONSES_TO_OPENAI = new ResponsesToOpenAi(InstantSource.system());
    private static final Translator RESPONSES_TO_ANTHROPIC =
            new Chain(RESPONSES_TO_OPENAI, OPENAI_TO_ANTHROPIC, ClientPaths::responses);
    private static final Translator RESPONSES_TO_BEDROCK =
            new Chain(RESPONSES_TO_OPENAI, OPENAI_TO_BEDROCK, ClientPaths::responses);

    private Translations() {}

    /** What stands between a client of one protocol and a provider of another. */
    public static Translation between(Protocol client, Protocol provider) {
        return switch (client) {
            case OPENAI_CHAT ->
                switch (provider) {
                    case OPENAI_CHAT -> new Translation.Needless();
                    case ANTHROPIC_MESSAGES -> new Translation.By(OPENAI_TO_ANTHROPIC);
                    case BEDROCK_CONVERSE -> new Translation.By(OPENAI_TO_BEDROCK);
                    case OPENAI_RESPONSES -> new Translation.Missing();
                };
            case ANTHROPIC_MESSAGES ->
                switch (provider) {
                    case ANTHROPIC_MESSAGES -> new Translation.Needless();
                    case OPENAI_CHAT -> new Translation.By(ANTHROPIC_TO_OPENAI);
                    case BEDROCK_CONVERSE -> new Translation.By(ANTHROPIC_TO_BEDROCK);
                    case OPENAI_RESPONSES -> new Translation.Missing();
                };
            case OPENAI_RESPONSES ->
                switch (provider) {
                    case OPENAI_RESPONSES -> new Translation.Needless();
                    case OPENAI_CHAT -> new Translation.By(RESPONSES_TO_OPENAI);
                    case ANTHROPIC_MESSAGES -> new Translation.By(RESPONSES_TO_ANTHROPIC);
                    case BEDROCK_CONVERSE -> new Translation.By(RESPONSES_TO_BEDROCK);
                };
            case BEDROCK_CONVERSE ->
                switch (provider) {
                    case BEDROCK_CONVERSE -> new Translation.Needless();
                    case OPENAI_CHAT, ANTHROPIC_MESSAGES, OPENAI_RESPONSES -> new Translation.Missing();
                };
        };
    }
}
