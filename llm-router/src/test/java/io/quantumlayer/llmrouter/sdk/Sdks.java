package io.quantumlayer.llmrouter.sdk;

import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The SDKs and programs that install.sh has put onto this machine. */
final class Sdks {

    private Sdks() {}

    static Path directory() {
        String given = System.getenv("QL_SDKS");
        String cache = System.getenv("XDG_CACHE_HOME");
        return given != null && !given.isBlank()
                ? Path.of(given)
                : (cache != null && !cache.isBlank()
                                ? Path.of(cache)
                                : Path.of(System.getProperty("user.home"), ".cache"))
                        .resolve("quantumlayer/sdk");
    }

    /** A program of the Node packages. */
    static Path program(String name) {
        return directory().resolve("node/node_modules/.bin").resolve(name);
    }

    /** In a test of its own: a factory that is aborted would be in no report. */
    static void absent() {
        String how = "The SDKs are not in %s; llm-router/src/test/sdk/install.sh installs them.".formatted(directory());
        if ("1".equals(System.getenv("QL_SDKS_REQUIRED"))) {
            Assertions.fail(how);
        }
        Assumptions.abort(how);
    }
}
