package io.quantumlayer.parser.syntax;

import io.github.treesitter.jtreesitter.NativeLibraryLookup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * Loads the native libraries from the class path, by way of a directory that can be written and is not mounted
 * {@code noexec}. A library's file is removed as soon as it is loaded, so nothing stays behind, whichever way the
 * process ends.
 *
 * <p>Public, because {@code jtreesitter} finds it as a service and constructs it.
 */
public final class NativeLibraries implements NativeLibraryLookup {

    private static volatile Path directory = Path.of(System.getProperty("java.io.tmpdir"));

    /** Must be called before the first use of a {@code jtreesitter} class. */
    static void extractTo(Path path) {
        directory = path;
    }

    @Override
    public SymbolLookup get(Arena arena) {
        return load("tree-sitter", arena);
    }

    static SymbolLookup load(String name, Arena arena) {
        String resource = "lib/%s-%s.%s".formatted(platform(), name, extension());
        try (InputStream content = NativeLibraries.class.getClassLoader().getResourceAsStream(resource)) {
            if (content == null) {
                throw new IllegalStateException(
                        "No native library '%s' on the class path: this platform is not supported".formatted(resource));
            }
            Files.createDirectories(directory);
            Path file = Files.createTempFile(directory, name + "-", "." + extension());
            try {
                Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
                return SymbolLookup.libraryLookup(file, arena);
            } finally {
                remove(file);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "The native library '%s' cannot be loaded from %s: set parser.native-directory to a directory that can be written and executed from"
                            .formatted(name, directory),
                    e);
        }
    }

    private static void remove(Path file) {
        if (operatingSystem().contains("windows")) {
            // A loaded library cannot be deleted there.
            file.toFile().deleteOnExit();
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String platform() {
        String architecture = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
        String system = operatingSystem();
        if (system.contains("linux")) {
            return architecture + "-linux-gnu";
        }
        return architecture + (system.contains("mac") ? "-macos" : "-windows");
    }

    private static String extension() {
        String system = operatingSystem();
        if (system.contains("linux")) {
            return "so";
        }
        return system.contains("mac") ? "dylib" : "dll";
    }

    private static String operatingSystem() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT);
    }
}
