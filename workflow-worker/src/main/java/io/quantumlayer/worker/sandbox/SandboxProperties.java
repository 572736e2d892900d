package io.quantumlayer.worker.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the sandbox.
 *
 * @param backends in order of preference; the first that passes its self-test is used
 * @param readOnly directories beyond {@code /usr} that hold toolchains
 * @param cacheDirectory where toolchain caches are kept between runs
 * @param timeout wall-clock time of a build or test run
 * @param memory data of one process
 * @param disk what a project and its temporary files may take, each
 * @param processes processes and threads of a run
 * @param output what is kept of the output; the rest is dropped, and the output says so
 */
@ConfigurationProperties("quantumlayer.sandbox")
public record SandboxProperties(
        @DefaultValue({"bubblewrap", "unshare"}) List<String> backends,
        @DefaultValue List<Path> readOnly,

        @DefaultValue("${user.home}/.cache/quantumlayer/sandbox")
        Path cacheDirectory,

        @DefaultValue("5m") Duration timeout,
        @DefaultValue("2GB") DataSize memory,
        @DefaultValue("512MB") DataSize disk,
        @DefaultValue("400") int processes,
        @DefaultValue("1MB") DataSize output) {}
