package io.quantumlayer.llmrouter.provider;

import java.util.Objects;

/** A credential that does not show itself in logs, errors or settings. */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Wraps a credential; surrounding white space, as at the end of a mounted file, is no part of it. */
    public static Secret of(String value) {
        return new Secret(value.strip());
    }

    /** The credential, for the request that needs it and nothing else. */
    String reveal() {
        return value;
    }

    boolean isBlank() {
        return value.isBlank();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(value);
    }

    @Override
    public String toString() {
        return "****";
    }
}
