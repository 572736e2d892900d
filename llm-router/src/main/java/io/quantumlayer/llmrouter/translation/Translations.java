package io.quantumlayer.llmrouter.translation;

import java.util.Optional;

/** Translations. */
public final class Translations {
    private Translations() {}

    public static Optional<Translator> between(Protocol client, Protocol provider) {
        return Optional.empty();
    }
}
