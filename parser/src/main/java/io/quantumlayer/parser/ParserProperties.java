package io.quantumlayer.parser;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the parser.
 *
 * @param fileLimit largest file, in bytes of UTF-8; a larger one is answered with 413
 * @param projectLimit largest sum of a project's files
 * @param timeLimit wall-clock time for one file, after which it is answered with 504; also how long a request waits for
 *     a free worker before it is answered with 503
 * @param workers files that are analysed at once; 0 for one on each processor
 * @param nativeDirectory where native libraries are written while they are loaded; must allow execution
 * @param rulesDirectory YAML files with rules besides the built-in ones
 */
@ConfigurationProperties("parser")
public record ParserProperties(
        @DefaultValue("2MB") DataSize fileLimit,
        @DefaultValue("16MB") DataSize projectLimit,
        @DefaultValue("5s") Duration timeLimit,
        @DefaultValue("0") int workers,
        @DefaultValue("/tmp") Path nativeDirectory,
        @Nullable Path rulesDirectory) {

    /** Number of workers that this machine gets. */
    int effectiveWorkers() {
        return workers > 0 ? workers : Runtime.getRuntime().availableProcessors();
    }
}
