package io.quantumlayer.worker.check;

import io.quantumlayer.worker.language.LanguageProfile;
import io.quantumlayer.worker.sandbox.Cancellation;
import io.quantumlayer.worker.sandbox.Command;
import io.quantumlayer.worker.sandbox.Execution;
import io.quantumlayer.worker.sandbox.Sandbox;
import io.quantumlayer.worker.sandbox.SandboxProperties;
import io.quantumlayer.worker.sandbox.SandboxRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** Fills a toolchain's cache once, in the sandbox, so that later runs need not compile a standard library. */
@Component
class ToolchainCaches {

    private static final Logger LOG = LoggerFactory.getLogger(ToolchainCaches.class);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final SandboxRunner runner;
    private final SandboxProperties properties;
    private final Map<String, Path> ready = new ConcurrentHashMap<>();

    ToolchainCaches(SandboxRunner runner, SandboxProperties properties) {
        this.runner = runner;
        this.properties = properties;
    }

    /** Directory with the cache of this version, of the host or of the sandbox's own, or {@code null} for a language without one. */
    @Nullable
    Path of(Sandbox sandbox, LanguageProfile profile, String version) {
        if (profile.cacheCommand() == null) {
            return null;
        }
        Optional<Path> own = sandbox.cache(profile);
        if (own.isPresent()) {
            return own.get();
        }
        String key = profile.language() + "-" + Integer.toHexString((version + profile.cacheCommand()).hashCode());
        return ready.computeIfAbsent(key, name -> filled(sandbox, profile, name));
    }

    private Path filled(Sandbox sandbox, LanguageProfile profile, String name) {
        Path directory = properties.cacheDirectory().toAbsolutePath().resolve(name);
        if (Files.isDirectory(directory)) {
            return directory;
        }
        try {
            Files.createDirectories(directory.getParent());
            Path filling = Files.createTempDirectory(directory.getParent(), name + "-filling-");
            Files.setPosixFilePermissions(filling, PosixFilePermissions.fromString("rwxrwxrwx"));
            LOG.info("Filling the {} cache once; this takes about a minute", profile.language());
            Command command = new Command(
                    String.valueOf(profile.cacheCommand()), List.of(), profile.environment(), filling, true, PATIENCE);
            Execution execution = runner.run(sandbox, command, new Cancellation());
            if (!execution.succeeded()) {
                FileSystemUtils.deleteRecursively(filling);
                throw new IllegalStateException("the %s cache cannot be filled: %s"
                        .formatted(profile.language(), execution.output().strip()));
            }
            Files.setPosixFilePermissions(filling, PosixFilePermissions.fromString("rwxr-xr-x"));
            return move(filling, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two workers may fill the same cache at once; the first to finish wins. */
    private static Path move(Path filling, Path directory) throws IOException {
        try {
            return Files.move(filling, directory);
        } catch (java.nio.file.FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
            FileSystemUtils.deleteRecursively(filling);
            return directory;
        }
    }
}
