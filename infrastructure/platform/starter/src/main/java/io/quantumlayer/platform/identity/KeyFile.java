package io.quantumlayer.platform.identity;

import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/**
 * The PEM file of a setting. A path after {@code optional:} may lead to no file, as that of a Secret which nobody has made
 * yet: what it holds is used once it is there.
 */
public record KeyFile(Resource file, boolean optional) {

    private static final String OPTIONAL = "optional:";

    /** A file that has to be there. */
    public KeyFile(Resource file) {
        this(file, false);
    }

    /**
     * The file of a path; empty for a blank one.
     *
     * @param consequence what its absence means, for the log
     */
    static Optional<KeyFile> at(String path, String consequence) {
        if (path.isBlank()) {
            return Optional.empty();
        }
        boolean optional = path.startsWith(OPTIONAL);
        KeyFile key =
                new KeyFile(new FileSystemResource(optional ? path.substring(OPTIONAL.length()) : path), optional);
        if (optional && !key.exists()) {
            LoggerFactory.getLogger(KeyFile.class)
                    .info("There is no key at {} yet: until then {}", key.file.getDescription(), consequence);
        }
        return Optional.of(key);
    }

    /** Whether it is there by now. */
    boolean exists() {
        return file.exists();
    }
}
