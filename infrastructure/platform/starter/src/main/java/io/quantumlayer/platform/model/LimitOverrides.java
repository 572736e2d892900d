package io.quantumlayer.platform.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.platform.schema.JsonSchema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.PatternMatchUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Limits that an operator sets in place of the roles' own, by role and by model; the last that fits wins. */
public final class LimitOverrides {

    private final List<Entry> entries;

    /**
     * Reads the setting.
     *
     * @param yaml a list of limits, each for a {@code role} and a {@code model}; blank for none
     * @throws IllegalArgumentException if it does not keep {@code role-limits.schema.json}, with each place
     */
    public LimitOverrides(String yaml) {
        this.entries = yaml.isBlank() ? List.of() : read(yaml);
    }

    /** The limits of a role when it asks a model. @param own those of the role itself */
    public CallLimits of(String role, String model, CallLimits own) {
        CallLimits limits = own;
        for (Entry entry : entries) {
            if (fits(entry.role(), role) && fits(entry.model(), model)) {
                limits = entry.over(limits);
            }
        }
        return limits;
    }

    private static boolean fits(@Nullable String pattern, String name) {
        return pattern == null || PatternMatchUtils.simpleMatch(pattern, name);
    }

    private static List<Entry> read(String text) {
        YAMLMapper yaml = YAMLMapper.shared();
        try {
            JsonNode tree = yaml.readTree(text);
            List<String> faults =
                    JsonSchema.classpath("role-limits.schema.json").violations(tree);
            if (!faults.isEmpty()) {
                throw broken(String.join("; ", faults), null);
            }
            return yaml.convertValue(tree, new TypeReference<List<Entry>>() {});
        } catch (JacksonException e) {
            throw broken("is not YAML: " + e.getOriginalMessage(), e);
        }
    }

    private static IllegalArgumentException broken(String faults, @Nullable Throwable cause) {
        return new IllegalArgumentException("The limits of roles (QL_ROLE_LIMITS) cannot be used: " + faults, cause);
    }

    private record Entry(
            @JsonProperty("role") @Nullable String role,
            @JsonProperty("model") @Nullable String model,
            @JsonProperty("max_tokens") @Nullable Integer maxTokens,
            @JsonProperty("temperature") @Nullable Double temperature,
            @JsonProperty("timeout") @Nullable String timeout,
            @JsonProperty("concurrency") @Nullable Integer concurrency) {

        CallLimits over(CallLimits limits) {
            return new CallLimits(
                    maxTokens == null ? limits.maxTokens() : maxTokens,
                    temperature == null ? limits.temperature() : temperature,
                    Objects.requireNonNullElse(timeout, limits.timeoutText()),
                    concurrency == null ? limits.concurrency() : concurrency);
        }
    }
}
