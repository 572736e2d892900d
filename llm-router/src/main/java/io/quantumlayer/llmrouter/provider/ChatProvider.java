package io.quantumlayer.llmrouter.provider;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Someone who answers chat completions. */
public interface ChatProvider {

    /** Model id of a provider that takes any. */
    String ANY_MODEL = "*";

    /** Name in settings, headers and model ids such as {@code groq/llama}. */
    String name();

    /** Model ids that it serves; {@link #ANY_MODEL} for any. */
    List<String> models();

    /** Whether it answers free chat; the recipe engine does not. */
    boolean isLanguageModel();

    /** Price of a call in US dollars, if it is known. */
    Optional<BigDecimal> cost(String model, long promptTokens, long completionTokens);

    /**
     * Asks the provider.
     *
     * @return its answer as soon as the headers are there; fails with {@link ModelErrorException} when there is none
     */
    Mono<ProviderAnswer> complete(ChatCall call);
}
