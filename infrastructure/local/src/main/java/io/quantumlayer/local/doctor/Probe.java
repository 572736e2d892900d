package io.quantumlayer.local.doctor;

import io.quantumlayer.local.terminal.Text;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs a program to see whether it works. */
final class Probe {

    private static final long PATIENCE_SECONDS = 10;

    private Probe() {}

    /** First line that the program prints, if it ends well. */
    static Optional<String> firstLine(List<String> command) {
        try {
            Path output = Files.createTempFile("probe", null);
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(output.toFile())
                        .start();
                boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (!ended) {
                    process.destroyForcibly();
                }
                return ended && process.exitValue() == 0
                        ? Optional.of(Files.readString(output, StandardCharsets.UTF_8)
                                .lines()
                                .map(Text::plain)
                                .findFirst()
                                .orElse(""))
                        : Optional.empty();
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
