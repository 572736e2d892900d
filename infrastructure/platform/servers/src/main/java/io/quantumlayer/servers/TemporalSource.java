package io.quantumlayer.servers;

import java.io.IOException;
import java.nio.file.Path;

/** A place that the Temporal CLI can be fetched from. */
interface TemporalSource {

    String name();

    /**
     * Fetches the executable into the work directory.
     *
     * @throws FetchFailedException when this source has nothing usable
     * @throws IOException when the work directory cannot be written
     */
    Path fetch(
            TemporalRelease release, Platform platform, TemporalRelease.Build build, Path work, FetchProgress progress)
            throws IOException, FetchFailedException;

    static TemporalSource pythonIndex() {
        return new PythonIndexSource("python3");
    }

    static TemporalSource releaseArchive() {
        return new ReleaseArchiveSource();
    }
}
