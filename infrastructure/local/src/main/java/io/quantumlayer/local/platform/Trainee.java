package io.quantumlayer.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A program whose starts a cache of the JVM makes quick.
 *
 * @param name for people
 * @param cache file that the JVM reads at later starts; it belongs to one build and one JVM
 * @param course what a training run is, given the file that the JVM has to write
 */
record Trainee(String name, Path cache, Function<Path, Course> course) {

    /**
     * One training run.
     *
     * @param environment the whole environment
     * @param learned whether the JVM has seen enough; the program is then asked to end
     * @param goodEnds exit codes after which the cache is worth something
     */
    record Course(
            List<String> command,
            Map<String, String> environment,
            Path directory,
            Learned learned,
            Set<Integer> goodEnds) {}

    /** Whether a training run may end. */
    interface Learned {

        boolean enough() throws InterruptedException;

        /** For programs that end by themselves. */
        Learned WHEN_IT_ENDS = () -> false;
    }

    /** Whether there is neither a cache nor a reason not to make one. */
    boolean isUntrained() {
        return !Files.exists(cache) && !Files.exists(givenUp());
    }

    /** Remembers that training does not work for this build on this JVM. */
    void giveUp(String reason) {
        try {
            Files.writeString(givenUp(), reason + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + givenUp() + ".", e);
        }
    }

    /** Why training was given up, if it was and no later cache is there. */
    Optional<PlatformState.GivenUp> whyGivenUp() {
        try {
            return Files.exists(cache) || !Files.exists(givenUp())
                    ? Optional.empty()
                    : Optional.of(new PlatformState.GivenUp(
                            name, Files.readString(givenUp()).strip(), givenUp().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + givenUp() + ".", e);
        }
    }

    /** File that holds why training was given up; without it there is another attempt. */
    Path givenUp() {
        return cache.resolveSibling(cache.getFileName() + ".given-up");
    }
}
