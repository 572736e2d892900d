package io.quantumlayer.local.command;

import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.terminal.Text;
import io.quantumlayer.servers.LogTail;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "logs",
        description = "Prints the end of the logs, of one process or of all.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  ql logs", "  ql logs workflow-worker -f", "  ql logs temporal -n 200"})
final class LogsCommand implements Callable<Integer> {

    private static final String SUFFIX = ".log";
    private static final int MOST_AT_ONCE = 1024 * 1024;

    private final Surroundings surroundings;

    @Parameters(
            arity = "0..1",
            paramLabel = "SERVICE",
            description = "Process as 'ql status' names it, or supervisor; all when left out.")
    private @Nullable String service;

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on printing what is written, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "LINES",
            defaultValue = "20",
            description = "Lines of each log; ${DEFAULT-VALUE} unless said otherwise.")
    private int lines;

    LogsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        List<Path> logs = logs();
        PrintStream out = surroundings.terminal().out();
        Map<Path, Long> positions = new HashMap<>();
        for (Path log : logs) {
            positions.put(log, size(log));
            if (logs.size() > 1) {
                out.println("== " + name(log));
            }
            LogTail.lines(log, lines).stream().map(Text::line).forEach(out::println);
        }
        while (follow) {
            for (Path log : logs) {
                positions.put(log, copyNews(log, positions.getOrDefault(log, 0L), out));
            }
            pause();
        }
        return ExitCode.COMPLETE.code();
    }

    private List<Path> logs() {
        Path directory = surroundings.home().create().logs();
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().forEach(all::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (service == null) {
            all.removeIf(file -> name(file).endsWith("-training") || name(file).endsWith("-unpack"));
            return all;
        }
        Path wanted = directory.resolve(service + SUFFIX);
        if (!all.contains(wanted)) {
            throw new CommandFailedException(
                    ExitCode.USAGE,
                    all.isEmpty()
                            ? "There are no logs yet. Start the platform with: ql up"
                            : "There is no log of '%s'. There are: %s"
                                    .formatted(
                                            service,
                                            String.join(
                                                    ", ",
                                                    all.stream()
                                                            .map(LogsCommand::name)
                                                            .toList())));
        }
        return List.of(wanted);
    }

    private static String name(Path log) {
        String file = log.getFileName().toString();
        return file.substring(0, file.length() - SUFFIX.length());
    }

    private static long size(Path log) {
        try {
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // A log that has become shorter is a new one. What was written of a line that is not whole yet waits for its end.
    private static long copyNews(Path log, long position, PrintStream out) {
        long size = size(log);
        long start = size < position ? 0 : position;
        if (size == start) {
            return size;
        }
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            channel.position(start);
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(size - start, MOST_AT_ONCE));
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // Until all of the news is there.
            }
            int end = wholeLines(buffer);
            new String(buffer.array(), 0, end, StandardCharsets.UTF_8)
                    .lines()
                    .map(Text::line)
                    .forEach(out::println);
            out.flush();
            return start + end;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int wholeLines(ByteBuffer buffer) {
        for (int index = buffer.position(); index > 0; index--) {
            if (buffer.get(index - 1) == '\n') {
                return index;
            }
        }
        return buffer.position() == MOST_AT_ONCE ? MOST_AT_ONCE : 0;
    }

    private void pause() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            follow = false;
        }
    }
}
