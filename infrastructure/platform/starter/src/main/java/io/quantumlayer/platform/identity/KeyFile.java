package io.quantumlayer.platform.identity;

import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/** The path of a PEM file in the settings. */
final class KeyFile {

    private static final String OPTIONAL = "optional:";

    private KeyFile() {}

    /**
     * The file of a path; empty for a blank one, and for a path after {@code optional:} that leads to no file.
     *
     * @param consequence what its absence means, for the log
     */
    static Optional<Resource> at(String path, String consequence) {
        if (path.isBlank()) {
            return Optional.empty();
        }
        if (!path.startsWith(OPTIONAL)) {
            return Optional.of(new FileSystemResource(path));
        }
        Resource file = new FileSystemResource(path.substring(OPTIONAL.length()));
        if (file.exists()) {
            return Optional.of(file);
        }
        LoggerFactory.getLogger(KeyFile.class).info("There is no key at {}: {}", file.getDescription(), consequence);
        return Optional.empty();
    }
}
