package io.quantumlayer.llmrouter.key;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.llmrouter.yaml.InvalidYamlException;
import io.quantumlayer.llmrouter.yaml.Yaml;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;

/** The file of keys; what is wrong in it is named. */
record KeyFile(
        @JsonProperty(value = "keys", required = true) List<VirtualKey> keys) {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    static KeyFile read(Path path) {
        String name = path.toString();
        KeyFile file = Yaml.read(new FileSystemResource(path), name, KeyFile.class);
        Set<String> ids = new HashSet<>();
        Set<String> hashes = new HashSet<>();
        for (int i = 0; i < file.keys().size(); i++) {
            String at = "keys[%d].".formatted(i);
            VirtualKey key = file.keys().get(i);
            require(ids.add(key.id()), name, at + "id: '%s' is there twice".formatted(key.id()));
            require(
                    SHA_256.matcher(key.hash()).matches(),
                    name,
                    at + "hash must be a SHA-256 of 64 lower-case hexadecimal digits, never the key itself");
            require(hashes.add(key.hash()), name, at + "hash: another key has the same");
            positive(name, at + "rpm", key.rpm());
            positive(name, at + "tpm", key.tpm());
            positive(name, at + "concurrency", key.concurrency() == null ? null : (long) key.concurrency());
            if (key.budget() != null) {
                BigDecimal usd = key.budget().usd();
                require(
                        usd.signum() >= 0 && usd.scale() <= 9 && usd.precision() - usd.scale() <= 9,
                        name,
                        at + "budget.usd must be between 0 and 999999999 with at most nine decimals");
            }
            if (key.expires() != null) {
                require(isInstant(key.expires()), name, at + "expires must be a moment such as 2027-01-31T00:00:00Z");
            }
        }
        return file;
    }

    private static boolean isInstant(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeException malformed) {
            return false;
        }
    }

    private static void positive(String file, String member, @Nullable Long value) {
        require(value == null || value > 0, file, member + " must be 1 or more; leave it out for no limit");
    }

    private static void require(boolean holds, String file, String problem) {
        if (!holds) {
            throw new InvalidYamlException(file, problem);
        }
    }
}
