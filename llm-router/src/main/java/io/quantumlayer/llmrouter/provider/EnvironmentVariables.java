package io.quantumlayer.llmrouter.provider;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Environment variables; one that is blank is not set. */
record EnvironmentVariables(Map<String, ?> all) {

    Set<String> names() {
        return all.keySet();
    }

    @Nullable
    String value(String name) {
        Object value = all.get(name);
        return value == null || value.toString().isBlank()
                ? null
                : value.toString().strip();
    }

    /** The value of the first that is set. */
    @Nullable
    String first(List<String> names) {
        return names.stream()
                .map(this::value)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Nullable
    Path path(String name) {
        String value = value(name);
        return value == null ? null : Path.of(value);
    }

    /** @throws IllegalArgumentException naming the variable, if it is no whole number */
    @Nullable
    Integer number(String name) {
        String value = value(name);
        try {
            return value == null ? null : Integer.valueOf(value);
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException(
                    "%s is '%s'; it must be a whole number, 1 or more".formatted(name, value), malformed);
        }
    }
}
