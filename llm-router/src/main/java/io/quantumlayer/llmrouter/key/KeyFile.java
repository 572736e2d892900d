package io.quantumlayer.llmrouter.key;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.platform.yaml.InvalidYamlException;
import io.quantumlayer.platform.yaml.Yaml;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Reads the keys of a YAML file: a list under {@code keys}, each with the SHA-256 of its secret. */
record KeyFile(@JsonProperty("keys") List<Entry> keys) {

    private static final Pattern KNOWN = Pattern.compile(
            "|keys|keys\\[\\d+](\\.(id|sha256|owner|name|models(\\[\\d+])?|rpm|tpm|concurrency|budget(\\.(usd|period))?|expires|revoked))?");

    record Entry(
            @JsonProperty("id") @Nullable String id,
            @JsonProperty("sha256") @Nullable String sha256,
            @JsonProperty("owner") @Nullable String owner,
            @JsonProperty("name") @Nullable String name,
            @JsonProperty("models") List<String> models,
            @JsonProperty("rpm") @Nullable Long rpm,
            @JsonProperty("tpm") @Nullable Long tpm,
            @JsonProperty("concurrency") @Nullable Integer concurrency,
            @JsonProperty("budget") @Nullable Budget budget,
            @JsonProperty("expires") @Nullable Instant expires,
            @JsonProperty("revoked") @Nullable Instant revoked) {}

    /**
     * Reads a file.
     *
     * @throws RuntimeException naming file, field and line of what is wrong
     */
    static List<VirtualKey> read(byte[] text, String file) {
        KeyFile document = document(text, file);
        Checks checks = new Checks(file, Yaml.lines(text));
        List<VirtualKey> keys = new ArrayList<>();
        for (int i = 0; i < document.keys().size(); i++) {
            keys.add(checks.key(document.keys().get(i), "keys[" + i + "]"));
        }
        return List.copyOf(keys);
    }

    private static KeyFile document(byte[] text, String file) {
        try {
            return Yaml.read(new ByteArrayResource(text), file, KeyFile.class);
        } catch (InvalidYamlException invalid) {
            if (!(invalid.getCause() instanceof UnrecognizedPropertyException)) {
                throw invalid;
            }
            // When the mapper meets an unknown field its parser has gone on to the next line.
            Yaml.lines(text).entrySet().stream()
                    .filter(line -> !KNOWN.matcher(line.getKey()).matches())
                    .min(Map.Entry.comparingByValue())
                    .ifPresent(line -> {
                        throw new InvalidKeyFileException("%s: %s, line %d: there is no such field"
                                .formatted(file, line.getKey(), line.getValue()));
                    });
            throw invalid;
        }
    }

    private record Checks(String file, Map<String, Integer> lines, Set<String> ids, Set<Digest> digests) {

        Checks(String file, Map<String, Integer> lines) {
            this(file, lines, new HashSet<>(), new HashSet<>());
        }

        VirtualKey key(Entry entry, String path) {
            String id = required(entry.id(), path, "id");
            check(ids.add(id), path, "id", "'" + id + "' is there twice");
            positive(entry.rpm(), path, "rpm");
            positive(entry.tpm(), path, "tpm");
            positive(entry.concurrency(), path, "concurrency");
            Budget budget = entry.budget();
            if (budget != null) {
                BigDecimal usd = budget.usd();
                check(usd != null && usd.signum() >= 0, path + ".budget", "usd", "must be an amount of US dollars");
                check(
                        usd.stripTrailingZeros().scale() <= 9 && usd.precision() - usd.scale() <= 9,
                        path + ".budget",
                        "usd",
                        "must be below 10⁹ and have at most nine decimals");
                check(budget.period() != null, path + ".budget", "period", "must be day, week, month or total");
            }
            return new VirtualKey(
                    id,
                    digest(required(entry.sha256(), path, "sha256"), path),
                    required(entry.owner(), path, "owner"),
                    entry.name(),
                    List.copyOf(entry.models()),
                    entry.rpm(),
                    entry.tpm(),
                    entry.concurrency(),
                    budget,
                    entry.expires(),
                    entry.revoked());
        }

        private Digest digest(String hex, String path) {
            try {
                Digest digest = Digest.ofHex(hex);
                check(digests.add(digest), path, "sha256", "is there twice");
                return digest;
            } catch (IllegalArgumentException malformed) {
                throw invalid(path, "sha256", "must be a SHA-256 hash of 64 hexadecimal digits");
            }
        }

        private String required(@Nullable String value, String path, String field) {
            if (value == null || value.isBlank()) {
                throw invalid(path, field, "is missing");
            }
            return value;
        }

        private void positive(@Nullable Number value, String path, String field) {
            check(
                    value == null || value.longValue() > 0 && value.longValue() <= RateLimit.MOST,
                    path,
                    field,
                    "must be between 1 and 10¹⁰");
        }

        private void check(boolean holds, String path, String field, String fault) {
            if (!holds) {
                throw invalid(path, field, fault);
            }
        }

        private InvalidKeyFileException invalid(String path, String field, String fault) {
            Integer line = lines.getOrDefault(path + "." + field, lines.get(path));
            return new InvalidKeyFileException("%s: %s.%s, line %s: %s".formatted(file, path, field, line, fault));
        }
    }
}
