package io.quantumlayer.servers;

/** Hears how far a download is. */
@FunctionalInterface
public interface FetchProgress {

    /** Called a few times a second with what has arrived and what is expected, both in bytes. */
    void fetched(long bytes, long expectedBytes);

    /** Hears nothing. */
    static FetchProgress silent() {
        return (bytes, expectedBytes) -> {};
    }
}
