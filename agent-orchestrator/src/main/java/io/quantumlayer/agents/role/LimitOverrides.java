package io.quantumlayer.agents.role;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.util.PatternMatchUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Limits that an operator sets in place of those of the role files, by role and by model; the last that fits wins. */
@Component
public final class LimitOverrides {

    private static final String SETTING = "limits (QL_ROLE_LIMITS)";

    private final List<Entry> entries;

    LimitOverrides(RoleProperties properties) {
        this.entries = properties.limits().isBlank() ? List.of() : read(properties.limits());
    }

    /** The limits of a role when it asks a model. */
    public Role.Limits of(Role role, String model) {
        Role.Limits limits = role.limits();
        for (Entry entry : entries) {
            if (fits(entry.role(), role.name()) && fits(entry.model(), model)) {
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
        try (InputStream stream = new ClassPathResource("role-limits.schema.json").getInputStream()) {
            JsonNode tree = yaml.readTree(text);
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(stream, InputFormat.JSON);
            List<String> faults = schema.validate(tree).stream()
                    .map(error -> "at " + error.getInstanceLocation() + ": " + error.getMessage())
                    .toList();
            if (!faults.isEmpty()) {
                throw new BrokenRoleException(SETTING, faults);
            }
            return yaml.convertValue(tree, new TypeReference<List<Entry>>() {});
        } catch (JacksonException e) {
            throw new BrokenRoleException(SETTING, List.of("is not YAML: " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Entry(
            @JsonProperty("role") @Nullable String role,
            @JsonProperty("model") @Nullable String model,
            @JsonProperty("max_tokens") @Nullable Integer maxTokens,
            @JsonProperty("temperature") @Nullable Double temperature,
            @JsonProperty("timeout") @Nullable String timeout,
            @JsonProperty("concurrency") @Nullable Integer concurrency) {

        Role.Limits over(Role.Limits limits) {
            return new Role.Limits(
                    maxTokens == null ? limits.maxTokens() : maxTokens,
                    temperature == null ? limits.temperature() : temperature,
                    Objects.requireNonNullElse(timeout, limits.timeoutText()),
                    concurrency == null ? limits.concurrency() : concurrency);
        }
    }
}
