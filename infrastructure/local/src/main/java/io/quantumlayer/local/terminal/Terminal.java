package io.quantumlayer.local.terminal;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where output goes and what it can show.
 *
 * @param out standard output
 * @param redraws whether lines can be drawn again: a terminal that is not dumb
 * @param colored whether colours are wanted; {@code NO_COLOR} says no
 */
public record Terminal(PrintStream out, boolean redraws, boolean colored) {

    private static final int DEFAULT_WIDTH = 100;

    /** Standard output as it is connected. */
    public static Terminal of(PrintStream out, Map<String, String> environment) {
        boolean terminal =
                isTerminal() && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        boolean colored = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(out, terminal, colored);
    }

    /** Columns of the window, asked each time because windows change. */
    public int width() {
        if (!redraws) {
            return Integer.MAX_VALUE;
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ");
            boolean told = stty.waitFor(1, TimeUnit.SECONDS) && size.length == 2;
            int columns = told ? Integer.parseInt(size[1]) : 0;
            return columns > 0 ? columns : DEFAULT_WIDTH;
        } catch (IOException | NumberFormatException e) {
            return DEFAULT_WIDTH;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return DEFAULT_WIDTH;
        }
    }

    /** The text in a colour, if colours are wanted. */
    public String paint(Color color, String text) {
        return colored ? color.start() + text + "\033[0m" : text;
    }

    // System.console() answers for input and output together; a pipe into ql must not make its output plain.
    private static boolean isTerminal() {
        Path stdout = Path.of("/proc/self/fd/1");
        try {
            if (Files.isSymbolicLink(stdout)) {
                String target = Files.readSymbolicLink(stdout).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            }
        } catch (IOException e) {
            return false;
        }
        return System.console() != null && System.console().isTerminal();
    }
}
