package io.quantumlayer.local.command;

import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to build: an argument, or a file such as a specification. */
final class PromptArgument {

    /** No prompt that the platform takes is longer; a file may be anything. */
    private static final int MOST_BYTES = 1 << 20;

    @Parameters(arity = "1", paramLabel = "PROMPT", description = "What to build, in plain words.")
    private @Nullable String prompt;

    @Option(
            names = "--prompt-file",
            paramLabel = "FILE",
            description = "File with what to build, such as a specification; UTF-8. /dev/stdin for standard input.")
    private @Nullable Path file;

    /**
     * The prompt.
     *
     * @throws CommandFailedException if it is empty, or the file cannot be read as a prompt
     */
    String text(Path workingDirectory) {
        if (file == null) {
            return notEmpty(prompt == null ? "" : prompt, "The prompt is empty. Say what to build.");
        }
        String text = read(workingDirectory.resolve(file), file);
        return notEmpty(
                text.startsWith("\uFEFF") ? text.substring(1) : text, "--prompt-file: %s is empty.".formatted(file));
    }

    private static String read(Path path, Path named) {
        try (InputStream stream = Files.newInputStream(path)) {
            byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw unusable("%s is larger than 1 MiB, which is no prompt.".formatted(named));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (NoSuchFileException e) {
            throw unusable("there is no file %s.".formatted(named));
        } catch (CharacterCodingException e) {
            throw unusable("%s is no text in UTF-8.".formatted(named));
        } catch (IOException e) {
            throw unusable("%s cannot be read: %s".formatted(named, e.getMessage()));
        }
    }

    private static String notEmpty(String text, String complaint) {
        if (text.isBlank()) {
            throw new CommandFailedException(ExitCode.USAGE, complaint);
        }
        return text;
    }

    private static CommandFailedException unusable(String what) {
        return new CommandFailedException(ExitCode.USAGE, "--prompt-file: " + what);
    }
}
