package io.quantumlayer.llmrouter.key;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.platform.problem.FieldError;
import io.quantumlayer.platform.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a key shall allow. */
record KeyRequest(
        @JsonProperty("owner") @Nullable String owner,
        @JsonProperty("name") @Nullable String name,
        @JsonProperty("models") @Nullable List<String> models,
        @JsonProperty("rpm") @Nullable Long rpm,
        @JsonProperty("tpm") @Nullable Long tpm,
        @JsonProperty("concurrency") @Nullable Integer concurrency,
        @JsonProperty("budget") @Nullable Budget budget,
        @JsonProperty("expires") @Nullable Instant expires) {

    // Amounts of money are decimal, also on their way through a tree.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * Reads a JSON merge patch (RFC 7396): what it lacks stays, what is {@code null} goes.
     *
     * @throws ServerWebInputException if it is not a JSON object
     */
    static ObjectNode patch(byte[] body) {
        try {
            if (JSON.readTree(body) instanceof ObjectNode patch) {
                return patch;
            }
        } catch (JacksonException malformed) {
            throw unreadable(malformed);
        }
        throw ProblemException.invalid(List.of(new FieldError("body", "must be an object")));
    }

    /** What a key allows after a patch; not checked. */
    static KeyRequest patched(VirtualKey key, ObjectNode patch) {
        ObjectNode document = JSON.valueToTree(new KeyRequest(
                key.owner(),
                key.name(),
                key.models(),
                key.rpm(),
                key.tpm(),
                key.concurrency(),
                key.budget(),
                key.expires()));
        merge(document, patch);
        try {
            return JSON.treeToValue(document, KeyRequest.class);
        } catch (JacksonException mismatch) {
            throw unreadable(mismatch);
        }
    }

    private static void merge(ObjectNode document, ObjectNode patch) {
        patch.forEachEntry((name, value) -> {
            if (value.isNull()) {
                document.remove(name);
            } else if (value instanceof ObjectNode changes) {
                JsonNode present = document.get(name);
                merge(present instanceof ObjectNode object ? object : document.putObject(name), changes);
            } else {
                document.set(name, value);
            }
        });
    }

    private static ServerWebInputException unreadable(JacksonException cause) {
        return new ServerWebInputException("The body cannot be read", null, cause);
    }

    /**
     * The key that is asked for.
     *
     * @throws ProblemException naming every member that is not valid
     */
    VirtualKey key(String id, Digest digest, @Nullable Instant revoked) {
        check();
        return new VirtualKey(
                id,
                digest,
                Objects.requireNonNullElse(owner, ""),
                name,
                models == null ? List.of() : List.copyOf(models),
                rpm,
                tpm,
                concurrency,
                budget,
                expires,
                revoked);
    }

    private void check() {
        List<FieldError> errors = new ArrayList<>();
        if (owner == null || owner.isBlank()) {
            errors.add(new FieldError("owner", "is missing"));
        }
        if (models != null && models.stream().anyMatch(Objects::isNull)) {
            errors.add(new FieldError("models", "must be names of models"));
        }
        positive(errors, "rpm", rpm);
        positive(errors, "tpm", tpm);
        positive(errors, "concurrency", concurrency);
        if (budget != null && !budget.isValid()) {
            errors.add(
                    new FieldError(
                            "budget",
                            "needs usd, from 0 to below 10⁹ with at most nine decimals, and period: day, week, month or total"));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }

    private static void positive(List<FieldError> errors, String field, @Nullable Number value) {
        if (value != null && (value.longValue() < 1 || value.longValue() > RateLimit.MOST)) {
            errors.add(new FieldError(field, "must be between 1 and 10¹⁰"));
        }
    }
}
