package io.quantumlayer.worker.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;

/**
 * A command that a README tells its reader to type. It may start a server, which does not end.
 *
 * @param command shell text
 */
record DocumentedCommand(String command) {

    /** Runs the command; a server is asked for {@code /} and stopped. */
    public String shell() {
        return "set -- '%s'%n%s".formatted(command.replace("'", "'\\''"), text());
    }

    private static String text() {
        try (InputStream text = new ClassPathResource("sandbox/documented.sh").getInputStream()) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
