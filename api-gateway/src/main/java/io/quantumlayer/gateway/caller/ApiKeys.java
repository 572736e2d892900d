package io.quantumlayer.gateway.caller;

import io.quantumlayer.contracts.digest.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * The API keys of a file, which is read again every five seconds.
 *
 * <p>A line is {@code name:sha256hex}; empty lines and lines that start with {@code #} say nothing. A file that turns
 * unreadable or empty leaves the keys as they were.
 */
class ApiKeys {

    private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);
    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9._@-]{1,64}):([0-9a-fA-F]{64})");

    private final Path file;
    private volatile String text;
    private volatile List<Entry> entries;

    private record Entry(String name, byte[] hash) {}

    /** @throws IllegalStateException if the file cannot be read or has a line that is no key, or no key at all */
    ApiKeys(Path file) {
        this.file = file;
        try {
            this.text = Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException("The file of API keys %s cannot be read.".formatted(file), e);
        }
        this.entries = parse(text);
    }

    /** Name of a key, found in the same time wherever it stands in the file. */
    Optional<String> nameOf(String key) {
        byte[] hash = Sha256.bytes(key.getBytes(StandardCharsets.UTF_8));
        Optional<String> name = Optional.empty();
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.hash, hash)) {
                name = Optional.of(entry.name);
            }
        }
        return name;
    }

    @Scheduled(fixedDelayString = "${quantumlayer.gateway.auth.reload-interval:5s}")
    void reload() {
        try {
            String now = Files.readString(file);
            if (!now.equals(text)) {
                text = now;
                entries = parse(now);
                LOG.info("{} API keys read from {}", entries.size(), file);
            }
        } catch (IOException | IllegalStateException e) {
            LOG.error("The file of API keys {} cannot be read again; the keys stay as they were", file, e);
        }
    }

    private List<Entry> parse(String content) {
        List<Entry> parsed = new ArrayList<>();
        List<String> lines = content.lines().map(String::strip).toList();
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalStateException(
                        "Line %d of %s is no API key; write name:sha256hex, the hash from: printf %%s KEY | sha256sum"
                                .formatted(index + 1, file));
            }
            parsed.add(new Entry(matcher.group(1), HexFormat.of().parseHex(matcher.group(2))));
        }
        if (parsed.isEmpty()) {
            // Also what is seen of a file between its truncation and its writing.
            throw new IllegalStateException("The file of API keys %s has no key.".formatted(file));
        }
        return List.copyOf(parsed);
    }
}
