package io.quantumlayer.local.platform;

import java.nio.file.Path;

/** The JVM that runs {@code ql}, which also runs the services. */
final class Jvm {

    private Jvm() {}

    static Path program() {
        return tool("java");
    }

    /** A program that comes with it. */
    static Path tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name);
    }

    /** Fit for a file name; a cache of one JVM is of no use to another. */
    static String version() {
        return System.getProperty("java.vm.version").replaceAll("[^A-Za-z0-9.]", "-");
    }
}
