package io.quantumlayer.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The key that {@code ql} shows to a gateway that wants keys.
 *
 * @param value the key itself, never printed
 * @param source the variable that it came from, for messages
 */
public record ApiKey(String value, String source) {

    static final String VARIABLE = "QL_API_KEY";
    static final String FILE_VARIABLE = "QL_API_KEY_FILE";

    /** How to give a key, for messages. */
    public static final String REMEDY = "export %s, or %s with a file that holds it".formatted(VARIABLE, FILE_VARIABLE);

    private static final Set<PosixFilePermission> OTHERS =
            Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    /**
     * The key that the user has set, if any.
     *
     * @param warnings told when other users can read the key
     * @throws CommandFailedException when the variables contradict each other or hold no key
     */
    public static Optional<ApiKey> in(Map<String, String> environment, PrintStream warnings) {
        String value = environment.getOrDefault(VARIABLE, "").strip();
        String file = environment.getOrDefault(FILE_VARIABLE, "").strip();
        if (!value.isEmpty() && !file.isEmpty()) {
            throw unusable("%s and %s are both set; unset one of them.".formatted(VARIABLE, FILE_VARIABLE));
        }
        if (!value.isEmpty()) {
            return Optional.of(checked(value, VARIABLE));
        }
        return file.isEmpty() ? Optional.empty() : Optional.of(read(Path.of(file), warnings));
    }

    /** Whether a variable is for {@code ql} alone: no process of the platform gets it. */
    public static boolean isVariable(String name) {
        return name.equals(VARIABLE) || name.equals(FILE_VARIABLE);
    }

    @Override
    public String toString() {
        return "the key of " + source;
    }

    private static ApiKey read(Path file, PrintStream warnings) {
        try {
            ApiKey key = checked(Files.readString(file).strip(), "%s (%s)".formatted(FILE_VARIABLE, file));
            if (isOpen(file)) {
                warnings.printf("ql: other users can get at the key in %s; close it: chmod 600 %s%n", file, file);
            }
            return key;
        } catch (NoSuchFileException e) {
            throw unusable("%s is %s, and there is no such file.".formatted(FILE_VARIABLE, file));
        } catch (MalformedInputException e) {
            throw unusable("%s (%s) holds no text, so no key.".formatted(FILE_VARIABLE, file));
        } catch (IOException e) {
            throw unusable("%s is %s, which cannot be read: %s".formatted(FILE_VARIABLE, file, e.getMessage()));
        }
    }

    private static ApiKey checked(String value, String source) {
        if (value.isEmpty()) {
            throw unusable(source + " holds no key.");
        }
        if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw unusable(source + " has to hold one key and nothing else: visible ASCII characters, no blanks.");
        }
        return new ApiKey(value, source);
    }

    private static boolean isOpen(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
    }

    private static CommandFailedException unusable(String message) {
        return new CommandFailedException(ExitCode.USAGE, message);
    }
}
